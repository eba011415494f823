/** Text as every database keeps it: NULs and lone surrogates become U+FFFD. */
export const cleanText = (text: string): string => text.replace(/[\0\p{Cs}]/gu, "\ufffd");
