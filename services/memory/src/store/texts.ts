import type { Tx } from "@troupe/store";
import { asc } from "drizzle-orm";
import { passagesOfItems } from "./rows.js";
import { passages } from "./schema.js";

/** Texts of items, put together again from their passages, which may overlap; white space between them may differ. */
export async function textsOf(tx: Tx, tenant: string, ids: readonly string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  if (ids.length === 0) return texts;
  const rows = await tx
    .select({ id: passages.itemId, text: passages.text, start: passages.startAt })
    .from(passages)
    .where(passagesOfItems(tenant, ids))
    .orderBy(asc(passages.itemId), asc(passages.position));
  for (const { id, text, start } of rows) {
    const before = texts.get(id) ?? "";
    texts.set(id, `${before.slice(0, start).padEnd(start, "\n")}${text}`);
  }
  return texts;
}
