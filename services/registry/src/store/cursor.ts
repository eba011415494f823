import { TroupeError } from "@troupe/contracts";

/** Cursor of a list that is ordered by name: the last name, opaque to clients. */
export const cursorAfter = (name: string): string => Buffer.from(name, "utf8").toString("base64url");

/** The name a cursor stands for; throws CURSOR_INVALID when it is none of ours. */
export function nameOfCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const name = Buffer.from(cursor, "base64url").toString("utf8");
  if (cursorAfter(name) !== cursor || !/^[A-Za-z0-9._-]{1,128}$/.test(name)) {
    throw new TroupeError("CURSOR_INVALID", "the cursor is not one that this list gave", {
      hint: "leave the cursor out: it begins anew",
    });
  }
  return name;
}

/** Cursor of an order that only its reader knows, such as the best first: how many of it were read. */
export const cursorAt = (place: number): string => Buffer.from(`at:${place}`, "utf8").toString("base64url");

/** The place a cursor stands for, 0 without one; throws CURSOR_INVALID when it is none of ours. */
export function placeOfCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const place = Number(/^at:([1-9][0-9]{0,6})$/.exec(Buffer.from(cursor, "base64url").toString("utf8"))?.[1]);
  if (Number.isNaN(place) || cursorAt(place) !== cursor) {
    throw new TroupeError("CURSOR_INVALID", "the cursor is not one that this search gave", {
      hint: "leave the cursor out: it begins anew",
    });
  }
  return place;
}

/** The first `limit` of rows that were read one more than that, and the cursor of the next page. */
export function pageOfRows<R, T>(
  rows: readonly R[],
  limit: number,
  options: { name: (row: R) => string; map: (row: R) => T },
): { items: T[]; cursor: string | null } {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { items: kept.map(options.map), cursor: hasMore ? cursorAfter(options.name(last)) : null };
}
