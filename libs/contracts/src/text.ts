const INSTEAD = "\ufffd";

/** A text with U+FFFD in place of NUL and of halves of surrogate pairs, which no store keeps. */
export const withoutFaults = (text: string): string =>
  text.replaceAll("\0", INSTEAD).replace(/\p{Surrogate}/gu, INSTEAD);
