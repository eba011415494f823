/** `unicodedata`: what characters are, and the normal forms of texts. */
import { describedCalls } from "./module.js";

export const unicodedata = describedCalls(
  "unicodedata",
  `
category(character:str) -> str!
combining(character:str) -> int!
normalize(form:str, unistr:str) -> str!
is_normalized(form:str, unistr:str) -> bool!`,
);
