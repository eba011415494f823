import { type Fault, schemaFault } from "@troupe/contracts";
import { createBounded, TookTooLong } from "@troupe/schemas";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

/**
 * Longest that an answer is checked: a schema is the asker's, and a pattern of it may take for ever. Time passes on a
 * busy machine as well, so what is the same for every schema is done before.
 */
const CHECK_MS = 1000;

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
  const ajv = checker();
  return inTime("/value", () => {
    const fits = ajv.compile(schema);
    if (fits(value)) return [];
    return (fits.errors ?? []).map(({ instancePath, message, params }) => ({
      pointer: `/value${instancePath}`,
      message: schemaFault(message, params),
    }));
  });
}

/** Why no answer can be checked by a schema; `pointer` is where it stands. */
export function faultsOfSchema(schema: Record<string, unknown>, pointer: string): Fault[] {
  const ajv = checker();
  return inTime(pointer, () => {
    ajv.compile(schema);
    return [];
  });
}

/** Of its own for each schema, whose names are nobody else's; the schema of schemas is compiled already. */
function checker(): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
  formats.default(ajv);
  void ajv.validateSchema({});
  return ajv;
}

const bounded = createBounded();

/** Calls, and interrupts what takes too long. */
function inTime(pointer: string, check: () => Fault[]): Fault[] {
  try {
    return bounded(check, CHECK_MS);
  } catch (error) {
    if (error instanceof TookTooLong) return [{ pointer, message: `nothing was made of it within ${CHECK_MS} ms` }];
    return [{ pointer, message: `the schema cannot be read: ${error instanceof Error ? error.message : error}` }];
  }
}
