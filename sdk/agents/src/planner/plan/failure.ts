import type { Failure } from "@troupe/contracts";

/** Why a request came to nothing, from the event that said so: a problem, a failure, or anything with a message. */
export function failureOf({ type, data, source }: { type: string; data: unknown; source: string }): Failure {
  const said = typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
  const { code, detail, message, errors, cause } = said;
  const text = [detail, message].find((part) => typeof part === "string" && part !== "");
  return {
    code: typeof code === "string" && code !== "" ? code : "HANDLER_FAILED",
    message: typeof text === "string" ? text : type,
    at: source,
    ...(errors === undefined ? {} : { details: errors }),
    ...(isFailure(cause) ? { cause } : {}),
  };
}

const isFailure = (value: unknown): value is Failure =>
  typeof value === "object" && value !== null && "code" in value && "message" in value;
