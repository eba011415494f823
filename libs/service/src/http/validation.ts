import { ERRORS, type ErrorCode, type Fault, TroupeError } from "@troupe/contracts";
import type { FastifySchemaCompiler } from "fastify";
import { z } from "zod";
import { pointerOf } from "../domain/json.js";

/** Where a part of a request is rooted in the pointers of its faults; the body is the root itself. */
const ROOTS: Readonly<Record<string, string>> = {
  querystring: "/query",
  query: "/query",
  params: "/params",
  headers: "/headers",
};

const UNKNOWN = "is not known here";

/** The faults zod found, each with its JSON Pointer; unknown keys are named one by one. */
export function faultsOf(error: z.ZodError, base = "", unknown = UNKNOWN): Fault[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [{ pointer: pointerOf(issue.path, base), message: issue.message }];
    return issue.keys.map((key) => ({ pointer: pointerOf([...issue.path, key], base), message: unknown }));
  });
}

/** VALIDATION_FAILED with the pointers of `error`, or the code that a check names; `unknown` is said of what is too much. */
export function validationError(error: z.ZodError, base = "", unknown = UNKNOWN): TroupeError {
  const errors = faultsOf(error, base, unknown);
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return new TroupeError(codeOf(error), `${first?.pointer || "the body"}: ${first?.message}${more}`, { errors });
}

function codeOf({ issues }: z.ZodError): ErrorCode {
  const [first] = issues;
  const said: unknown = first?.code === "custom" ? first.params?.code : undefined;
  return typeof said === "string" && isErrorCode(said) ? said : "VALIDATION_FAILED";
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

/** What is said of a parameter that a route does not have: those that it has. */
function unknownIn(schema: z.ZodType): string {
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  if (known.length === 0) return `${UNKNOWN}: there are no parameters`;
  return `${UNKNOWN}: there ${known.length === 1 ? "is" : "are"} ${known.join(", ")}`;
}

/** Checks each part of a request by its zod schema. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const base = ROOTS[httpPart ?? ""] ?? "";
  const unknown = base === ROOTS.query ? unknownIn(schema) : UNKNOWN;
  return (data) => {
    const parsed = schema.safeParse(data);
    return parsed.success ? { value: parsed.data } : { error: validationError(parsed.error, base, unknown) };
  };
};

/** For routes whose handler checks a part itself: the schema is there for the documents alone. */
export const documentedOnly: FastifySchemaCompiler<z.ZodType> = (route) =>
  route.httpPart === "body" ? (data) => ({ value: data }) : validatorCompiler(route);

/** `value` as `schema` reads it. Throws VALIDATION_FAILED with pointers below `base`. */
export function parseWith<S extends z.ZodType>(schema: S, value: unknown, base = ""): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw validationError(parsed.error, base);
}
