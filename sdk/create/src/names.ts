/** A fault that the user can mend: `input` what was given, `environment` what is around. */
export class ProjectError extends Error {
  override readonly name = "ProjectError";
  readonly kind: "input" | "environment";
  readonly hint: string | undefined;

  constructor(kind: "input" | "environment", message: string, hint?: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.kind = kind;
    this.hint = hint;
  }
}

/** Kinds of project. */
export const PROJECT_TEMPLATES = ["worker", "tool", "planner"] as const;
export type ProjectTemplate = (typeof PROJECT_TEMPLATES)[number];

export function isTemplate(name: string): name is ProjectTemplate {
  return PROJECT_TEMPLATES.some((known) => known === name);
}

/** Name of the agent and its package, from the folder's name. Throws ProjectError when nothing of it can be used. */
export function agentNameOf(folder: string): string {
  const base = folder.split(/[\\/]/).findLast((part) => part !== "" && part !== "." && part !== "..") ?? "";
  const name = base
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 64);
  if (name !== "") return name;
  throw new ProjectError("input", `${JSON.stringify(folder)} gives no name for an agent`, "npm create troupe my-agent");
}
