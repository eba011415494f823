/** Text in which names are searchable by their parts: `order.line-placed` gives `order.line-placed order line placed`. */
export function searchWords(names: readonly string[]): string {
  return names.flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)]).join(" ");
}

/** A Postgres text query for words that start as those of `text` do, all of them; undefined when it holds no word. */
export function prefixQuery(text: string): string | undefined {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0
    ? undefined
    : words
        .slice(0, 16)
        .map((word) => `${word}:*`)
        .join(" & ");
}
