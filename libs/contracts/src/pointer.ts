/** The JSON Pointer (RFC 6901) of a member or an item of what `pointer` stands for. */
export const pointerBelow = (pointer: string, key: PropertyKey): string =>
  `${pointer}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
