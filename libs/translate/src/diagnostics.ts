import type { Place } from "./ast.js";
import { suggestionFor } from "./suggestions.js";

/** What stands in the way of a translation, and where: data for people and for tools. */
export interface Diagnostic {
  severity: "error" | "warning";
  code: "syntax" | "unsupported" | "type" | "internal" | "sandboxed";
  file: string;
  line: number;
  column: number;
  construct: string;
  message: string;
  suggestion?: string;
}

/** What is said of a program that is translated nonetheless. */
export interface Remark {
  construct: string;
  message: string;
  suggestion: string;
}

/** Thrown by every room of this package where a program cannot be translated; `translate` turns it into a diagnostic. */
export class Refusal extends Error {
  readonly construct: string;
  readonly suggestion: string | undefined;
  readonly code: Diagnostic["code"];
  at: Place | undefined;

  constructor(
    construct: string,
    message: string,
    options: { at?: Place; suggestion?: string; code?: Diagnostic["code"] } = {},
  ) {
    super(message);
    this.construct = construct;
    this.suggestion = options.suggestion;
    this.code = options.code ?? "unsupported";
    this.at = options.at;
  }

  diagnostic(file: string): Diagnostic {
    return {
      severity: "error",
      code: this.code,
      file,
      line: this.at?.lineno ?? 1,
      column: (this.at?.col_offset ?? 0) + 1,
      construct: this.construct,
      message: this.message,
      suggestion: this.suggestion ?? suggestionFor(this.construct, this.code),
    };
  }
}

/** A type that holds itself with nothing between: `cell` is where, which inference may give another kind. */
export class EndlessType extends Refusal {
  readonly cell: object;

  constructor(cell: object) {
    super("type without end", "a container holds itself", { code: "type", suggestion: "wrap it in a class" });
    this.cell = cell;
  }
}

/** Versions of a cached function that would not know of one another's results: `node` is to have one version alone. */
export class SharedMemo extends Refusal {
  readonly node: object;

  constructor(node: Place & object) {
    super("a cached function that is called with values of several types", "what it remembers is not shared", {
      at: node,
      suggestion: "call it with one type",
    });
    this.node = node;
  }
}

/** Refuses a construct: the one way this package says no. */
export function refuse(construct: string, at?: Place, suggestion?: string): never {
  const options = { ...(at && { at }), ...(suggestion !== undefined && { suggestion }) };
  throw new Refusal(construct, `${construct} is not supported`, options);
}

/** What stopped the translation of a statement, with that place: a fault of the translator refuses the statement. */
export function refusalAt(stmt: Place & { nodeType: string }, cause: unknown): Refusal {
  if (cause instanceof Refusal) {
    cause.at ??= stmt;
    return cause;
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  const said = /call stack/i.test(message) ? "it is nested too deeply" : `the translator failed on it (${message})`;
  const suggestion = "write it as simpler statements";
  return new Refusal("this statement", `this statement is not supported: ${said}`, { at: stmt, suggestion });
}
