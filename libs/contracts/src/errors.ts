import { z } from "zod";

/** What an error code means: HTTP status, title, and whether the same call may succeed later. */
export interface ErrorEntry {
  readonly status: number;
  readonly title: string;
  readonly retryable: boolean;
}

/** Every `code` a Troupe service answers with. `docs/errors.md` lists the same, kept in step by a test. */
export const ERRORS = {
  MALFORMED_JSON: { status: 400, title: "The body is not valid JSON", retryable: false },
  MALFORMED_TEXT: { status: 422, title: "A string holds a NUL or a lone surrogate", retryable: false },
  BAD_REQUEST: { status: 400, title: "The request cannot be understood", retryable: false },
  VALIDATION_FAILED: { status: 422, title: "The request does not fit its schema", retryable: false },
  CURSOR_INVALID: { status: 400, title: "The cursor is not one of this tenant's", retryable: false },
  DELIVERY_TOKEN_INVALID: { status: 400, title: "The delivery token is not one of this tenant's", retryable: false },
  UNAUTHENTICATED: { status: 401, title: "A valid bearer token is required", retryable: false },
  TOKEN_EXPIRED: { status: 401, title: "The bearer token has expired", retryable: false },
  FORBIDDEN: { status: 403, title: "The token lacks a scope", retryable: false },
  NOT_FOUND: { status: 404, title: "There is no such thing for this tenant", retryable: false },
  METHOD_NOT_ALLOWED: { status: 405, title: "This route does not know that method", retryable: false },
  REQUEST_TIMEOUT: { status: 408, title: "The request or its reply took too long", retryable: true },
  GROUP_MISMATCH: { status: 409, title: "The group is defined with other topics or types", retryable: false },
  LEASE_EXPIRED: { status: 409, title: "The delivery's lease has ended", retryable: false },
  INCOMPATIBLE_SCHEMA: { status: 409, title: "The new version breaks live consumers", retryable: false },
  REV_CONFLICT: { status: 409, title: "Somebody else changed it first", retryable: false },
  RUN_SUPERSEDED: { status: 409, title: "The task has a newer run, or has ended", retryable: false },
  BUDGET_EXCEEDED: { status: 409, title: "The mission's budget does not allow it", retryable: false },
  MISSION_ENDED: { status: 409, title: "The mission or task has ended", retryable: false },
  CONFLICT: { status: 409, title: "That exists already and differs", retryable: false },
  TOO_LARGE: { status: 413, title: "The body is larger than allowed", retryable: false },
  EVENT_TOO_LARGE: { status: 413, title: "The event's data is larger than 512 KiB", retryable: false },
  BATCH_TOO_LARGE: { status: 413, title: "The batch holds more than 1,000 events", retryable: false },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: "The content type is not one this route reads", retryable: false },
  DATA_TOO_DEEP: { status: 422, title: "The data is nested deeper than 64 levels", retryable: false },
  SCHEMA_MISMATCH: { status: 422, title: "The data does not fit the registered schema", retryable: false },
  SCHEMA_INVALID: { status: 422, title: "The schema cannot be registered", retryable: false },
  EVENT_TYPE_UNKNOWN: { status: 422, title: "The event type is not registered", retryable: false },
  TOPIC_MISMATCH: { status: 422, title: "The event type is registered on another topic", retryable: false },
  HOPS_EXCEEDED: { status: 422, title: "The event was caused through too many others", retryable: false },
  PLAN_INVALID: { status: 422, title: "The plan cannot be carried out", retryable: false },
  JOURNAL_MISMATCH: { status: 422, title: "The handler's steps are not those of its journal", retryable: false },
  RATE_LIMITED: { status: 429, title: "Too many requests", retryable: true },
  QUOTA_EXCEEDED: { status: 429, title: "The tenant's quota is used up", retryable: true },
  HANDLER_FAILED: { status: 500, title: "The agent's handler failed", retryable: false },
  INTERNAL: { status: 500, title: "An unexpected fault in the service", retryable: true },
  CIRCUIT_OPEN: { status: 503, title: "The agent or event type failed too often of late", retryable: true },
  BUS_UNAVAILABLE: { status: 503, title: "The event bus cannot be reached", retryable: true },
  STORE_UNAVAILABLE: { status: 503, title: "The database cannot be reached", retryable: true },
  DRAINING: { status: 503, title: "The service is shutting down", retryable: true },
  STORAGE_FULL: { status: 507, title: "There is no room for more", retryable: true },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** One fault in a request: a JSON Pointer (RFC 6901) to the place, and what is wrong there. */
export const faultSchema = z.object({ pointer: z.string(), message: z.string() });
export type Fault = z.infer<typeof faultSchema>;

/** What a validator of JSON Schemas (Ajv) says of one place, with what would be allowed there. */
export function schemaFault(message = "does not fit", params: Readonly<Record<string, unknown>> = {}): string {
  const { additionalProperty, allowedValues, allowedValue } = params;
  const named = [additionalProperty, allowedValue].filter((value) => value !== undefined);
  const values: unknown[] = Array.isArray(allowedValues) ? allowedValues : named;
  if (values.length === 0) return message;
  const said = values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(", ");
  return `${message}: ${said.length > MAX_SAID ? `${said.slice(0, MAX_SAID)}…` : said}`;
}

const MAX_SAID = 200;

/** RFC 9457 problem details, with Troupe's members. `hint` is an executable next step where one exists. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  hint: z.string().optional(),
  errors: z.array(faultSchema).optional(),
  traceId: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;

export interface TroupeErrorOptions {
  readonly hint?: string;
  readonly errors?: readonly Fault[];
  /** Members of the problem beyond the fixed ones, such as the live consumers a schema would break. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** How long to wait before another try, in milliseconds; becomes `Retry-After`. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** An expected failure with a code of the catalogue; services answer it as a problem. */
export class TroupeError extends Error {
  override readonly name: string = "TroupeError";
  readonly code: ErrorCode;
  // Declared alone, so that an error which is printed shows only what it has.
  declare readonly hint: string | undefined;
  declare readonly errors: readonly Fault[] | undefined;
  declare readonly extensions: Readonly<Record<string, unknown>> | undefined;
  declare readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, detail: string, options: TroupeErrorOptions = {}) {
    const { cause, hint, errors, extensions, retryAfterMs } = options;
    super(detail, cause === undefined ? {} : { cause });
    this.code = code;
    if (hint !== undefined) this.hint = hint;
    if (errors !== undefined) this.errors = errors;
    if (extensions !== undefined) this.extensions = extensions;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }

  /** The problem document that says this error. */
  toProblem(traceId: string): Problem {
    return {
      type: `urn:troupe:error:${this.code.toLowerCase().replaceAll("_", "-")}`,
      title: ERRORS[this.code].title,
      status: this.status,
      code: this.code,
      detail: this.message,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      ...(this.errors === undefined ? {} : { errors: [...this.errors] }),
      ...this.extensions,
      traceId,
    };
  }
}
