/** What was seen of a run, in the order in which it was seen. */
export type Entry =
  /** A publisher got its acknowledgement. */
  | { readonly kind: "acknowledged"; readonly id: string; readonly type: string; readonly sequence: number }
  /** A member of a group began to handle an event. */
  | {
      readonly kind: "delivered";
      readonly group: string;
      readonly member: string;
      readonly id: string;
      readonly attempt: number;
    }
  /** It came to the end of its handler, before it settled. */
  | { readonly kind: "handled"; readonly group: string; readonly member: string; readonly id: string }
  /** An event found in a stream at the end; `cause` and `effect` when a handler emitted it. */
  | {
      readonly kind: "stored";
      readonly id: string;
      readonly topic: string;
      readonly sequence: number;
      readonly cause?: string;
      readonly effect?: string;
    }
  /** What the test did to the system. */
  | { readonly kind: "fault"; readonly what: string };

export type Seen = Entry & { readonly atMs: number };

/** Collects entries; `nowMs` is the test's clock. */
export class History {
  readonly entries: Seen[] = [];
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  record(entry: Entry): void {
    this.entries.push({ ...entry, atMs: this.#nowMs() });
  }
}
