import { type Fault, TroupeError } from "@troupe/contracts";
import type { FastifySchemaCompiler } from "fastify";
import type { z } from "zod";
import { pointerOf } from "../domain/json.js";

/** Where a part of a request is rooted in the pointers of its faults; the body is the root itself. */
const ROOTS: Readonly<Record<string, string>> = {
  querystring: "/query",
  query: "/query",
  params: "/params",
  headers: "/headers",
};

/** The faults zod found, each with its JSON Pointer; unknown keys are named one by one. */
export function faultsOf(error: z.ZodError, base = ""): Fault[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [{ pointer: pointerOf(issue.path, base), message: issue.message }];
    return issue.keys.map((key) => ({ pointer: pointerOf([...issue.path, key], base), message: "is not known here" }));
  });
}

/** VALIDATION_FAILED with the pointers of `error`. */
export function validationError(error: z.ZodError, base = ""): TroupeError {
  const errors = faultsOf(error, base);
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return new TroupeError("VALIDATION_FAILED", `${first?.pointer || "the body"}: ${first?.message}${more}`, { errors });
}

/** Checks each part of a request by its zod schema. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const base = ROOTS[httpPart ?? ""] ?? "";
  return (data) => {
    const parsed = schema.safeParse(data);
    return parsed.success ? { value: parsed.data } : { error: validationError(parsed.error, base) };
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
