import { TroupeError } from "@troupe/contracts";
import { cleanText } from "../domain/clean-text.js";
import type { Extracted } from "./extracted.js";

const MAX_DEPTH = 64;

/** JSON as lines of `path: value`; the members of a list are paragraphs. Throws MALFORMED_JSON, DATA_TOO_DEEP. */
export function extractJson(source: string): Extracted {
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch (cause) {
    throw new TroupeError("MALFORMED_JSON", `the document is not JSON: ${(cause as Error).message}`, {
      errors: [{ pointer: "/text", message: "is not JSON" }],
    });
  }
  const lines: string[] = [];
  describe(parsed, "", 0, lines);
  const { title, name } = Object(parsed) as { title?: unknown; name?: unknown };
  const said = [title, name].find((value) => typeof value === "string" && value !== "");
  return { title: said as string | undefined, text: lines.join("\n").trim(), headings: [] };
}

function describe(value: unknown, path: string, depth: number, lines: string[]): void {
  if (depth > MAX_DEPTH) {
    throw new TroupeError("DATA_TOO_DEEP", `the document is nested deeper than ${MAX_DEPTH} levels`);
  }
  if (Array.isArray(value)) {
    for (const [at, member] of value.entries()) {
      if (typeof member === "object" && member !== null) lines.push("");
      describe(member, `${path}[${at}]`, depth + 1, lines);
    }
    return;
  }
  if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      describe(member, path === "" ? key : `${path}.${key}`, depth + 1, lines);
    }
    return;
  }
  const said = cleanText(String(value));
  lines.push(path === "" ? said : `${path}: ${said}`);
}
