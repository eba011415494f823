import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { prefixQuery } from "../domain/words.js";

/** Whole words as people type them in a search box, or words that begin so. */
export function searchCondition(search: SQLWrapper, text: string): SQL {
  const whole = sql`${search} @@ websearch_to_tsquery('english', ${text})`;
  const prefix = prefixQuery(text);
  const hasOperators = /["-]|\bor\b/i.test(text);
  if (prefix === undefined || hasOperators) return whole;
  return sql`(${whole} or ${search} @@ to_tsquery('simple', ${prefix}) or ${search} @@ to_tsquery('english', ${prefix}))`;
}

/** Best first: whole words count more than beginnings. */
export function rankOf(search: SQLWrapper, text: string): SQL {
  const whole = sql`ts_rank(${search}, websearch_to_tsquery('english', ${text})) * 2`;
  const prefix = prefixQuery(text);
  if (prefix === undefined) return sql`${whole} desc`;
  return sql`${whole} + ts_rank(${search}, to_tsquery('english', ${prefix})) desc`;
}
