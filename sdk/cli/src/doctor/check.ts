/** One thing that was looked at; `fix` is the command that mends it. What only some features need is a warning. */
export interface Check {
  readonly name: string;
  readonly state: "ok" | "warn" | "fail";
  readonly detail: string;
  readonly fix?: string;
}
