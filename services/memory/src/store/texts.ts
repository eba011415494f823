import type { Tx } from "@troupe/store";
import { asc } from "drizzle-orm";
import type { Structured } from "../domain/split.js";
import { passagesOfItems } from "./rows.js";
import { passages } from "./schema.js";

/**
 * Texts of items and where their headings begin, put together again from their passages, which may overlap; white space
 * between them may differ.
 */
export async function textsOf(tx: Tx, tenant: string, ids: readonly string[]): Promise<Map<string, Structured>> {
  const texts = new Map<string, Structured>();
  if (ids.length === 0) return texts;
  const rows = await tx
    .select({ id: passages.itemId, heading: passages.heading, text: passages.text, start: passages.startAt })
    .from(passages)
    .where(passagesOfItems(tenant, ids))
    .orderBy(asc(passages.itemId), asc(passages.position));
  for (const { id, heading, text, start } of rows) {
    const before = texts.get(id) ?? { text: "", headings: [] };
    const isNew = heading !== (before.headings.at(-1)?.heading ?? "");
    texts.set(id, {
      text: `${before.text.slice(0, start).padEnd(start, "\n")}${text}`,
      headings: isNew ? [...before.headings, { at: start, heading }] : before.headings,
    });
  }
  return texts;
}
