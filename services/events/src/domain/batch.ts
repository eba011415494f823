import { MAX_BATCH_EVENTS, MAX_DATA_DEPTH, TroupeError } from "@troupe/contracts";
import { findTextFault, hasSuspectEscape, isSuspectJson, isSuspectValue, parseSyntax } from "@troupe/service";

/** One event of a batch: its value and the bytes of its text, or why it cannot be read. */
export type BatchItem = { readonly value: unknown; readonly bytes: number } | { readonly error: TroupeError };

/** An event is the envelope around data. */
export const MAX_EVENT_DEPTH = MAX_DATA_DEPTH + 1;

/** Events of a JSON array. Throws MALFORMED_JSON, VALIDATION_FAILED (no array) or BATCH_TOO_LARGE. */
export function readJsonBatch(text: string): BatchItem[] {
  const values = parseSyntax(text);
  if (!Array.isArray(values)) {
    throw new TroupeError("VALIDATION_FAILED", "a batch is a JSON array of events", {
      errors: [{ pointer: "", message: "is not an array" }],
    });
  }
  assertCount(values.length);
  const suspect = hasSuspectEscape(text);
  return values.map((value, at) =>
    suspect || isSuspectValue(value, MAX_EVENT_DEPTH)
      ? checked(value, text.length, `/${at}`)
      : { value, bytes: text.length },
  );
}

/** Events of newline-delimited JSON; a line that is not JSON is named and spoils no other. */
export function readNdjsonBatch(text: string): BatchItem[] {
  const lines = text.split("\n");
  const items: BatchItem[] = [];
  for (const [at, line] of lines.entries()) {
    if (line === "" || line.trim() === "") continue;
    assertCount(items.length + 1);
    items.push(readLine(line, at + 1, `/${items.length}`));
  }
  return items;
}

function readLine(line: string, number: number, base: string): BatchItem {
  try {
    const value = parseSyntax(line, `line ${number}`, base);
    return isSuspectJson(line, MAX_EVENT_DEPTH) ? checked(value, line.length, base) : { value, bytes: line.length };
  } catch (error) {
    if (error instanceof TroupeError) return { error };
    throw error;
  }
}

function checked(value: unknown, bytes: number, base: string): BatchItem {
  const found = findTextFault(value, MAX_EVENT_DEPTH, base);
  if (found === undefined) return { value, bytes };
  const { code, fault } = found;
  return { error: new TroupeError(code, `${fault.pointer} ${fault.message}`, { errors: [fault] }) };
}

function assertCount(count: number): void {
  if (count <= MAX_BATCH_EVENTS) return;
  throw new TroupeError("BATCH_TOO_LARGE", `a batch holds at most ${MAX_BATCH_EVENTS} events`, {
    errors: [{ pointer: `/${MAX_BATCH_EVENTS}`, message: "is one too many" }],
  });
}
