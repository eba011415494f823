import { createContext, Script } from "node:vm";
import type { Fault } from "@troupe/contracts";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";

/** Longest that an answer is checked: a schema is the asker's, and a pattern of it may take for ever. */
const CHECK_MS = 250;

/** What is wrong with an answer: by the question's schema, or for an approval by being neither true nor false. */
export function faultsOfAnswer(
  question: { readonly is_approval: boolean; readonly schema: Record<string, unknown> | null },
  value: unknown,
): Fault[] {
  if (question.is_approval) {
    return typeof value === "boolean" ? [] : [{ pointer: "/value", message: "an approval is true or false" }];
  }
  const { schema } = question;
  if (schema === null) return [];
  return inTime("/value", () => {
    const fits = compile(schema);
    if (fits(value)) return [];
    return (fits.errors ?? []).map(({ instancePath, message }) => ({
      pointer: `/value${instancePath}`,
      message: message ?? "does not fit",
    }));
  });
}

/** Why no answer can be checked by a schema; `pointer` is where it stands. */
export const faultsOfSchema = (schema: Record<string, unknown>, pointer: string): Fault[] =>
  inTime(pointer, () => {
    compile(schema);
    return [];
  });

function compile(schema: Record<string, unknown>): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
  formats.default(ajv);
  return ajv.compile(schema);
}

const CALL = new Script("check()");

/** Calls, and interrupts what takes too long. */
function inTime(pointer: string, check: () => Fault[]): Fault[] {
  try {
    return CALL.runInContext(createContext({ check }), { timeout: CHECK_MS }) as Fault[];
  } catch (error) {
    const isLate = error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
    const message = isLate ? `cannot be checked by the question's schema within ${CHECK_MS} ms` : messageOf(error);
    return [{ pointer, message }];
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? `the schema cannot be read: ${error.message}` : "the schema cannot be read";
