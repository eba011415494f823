import type { Fault } from "@troupe/contracts";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

/** What is wrong with an answer: by the question's schema, or for an approval by being neither true nor false. */
export function faultsOfAnswer(
  question: { readonly is_approval: boolean; readonly schema: Record<string, unknown> | null },
  value: unknown,
): Fault[] {
  if (question.is_approval) {
    return typeof value === "boolean" ? [] : [{ pointer: "/value", message: "an approval is true or false" }];
  }
  if (question.schema === null) return [];
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  formats.default(ajv);
  const fits = ajv.compile(question.schema);
  if (fits(value)) return [];
  return (fits.errors ?? []).map(({ instancePath, message }) => ({
    pointer: `/value${instancePath}`,
    message: message ?? "does not fit",
  }));
}
