/** `limit` and `cursor` as the bus takes them: an absent cursor is left out. */
export function pageOptions(query: { limit: number; cursor?: string | undefined }): { limit: number; cursor?: string } {
  return query.cursor === undefined ? { limit: query.limit } : { limit: query.limit, cursor: query.cursor };
}
