import type { Instance } from "../infer/context.js";
import { type Cell, find, isBottom, NONE, STR } from "../types/cell.js";
import type { Gen } from "./gen.js";

/** Does a method give a text, whatever it does? */
export const givesText = ({ result }: Instance): boolean => find(result).mask === STR && !find(result).parts?.size;

/** What an object's `__str__` or `__repr__` gives for one of them, as Rust that raises what Python does where that is no text. */
export function ownText(g: Gen, object: string, name: "__str__" | "__repr__", inst: Instance): string {
  const asked = `${object}.${inst.rust}(${moreOf(g, inst).join(", ")})`;
  const { mask, parts } = find(inst.result);
  const wrongly = (type: string): string =>
    `Err(exc::TYPE_ERROR.msg(std::format!("${name} returned non-string (type {})", ${type})))`;
  if (givesText(inst)) return asked;
  if (isBottom(inst.result)) return `${asked}.map(|_| lit(""))`;
  switch (parts?.size ? undefined : mask) {
    case STR | NONE:
      return `match ${asked}? { Some(text) => Ok(text), None => ${wrongly('"NoneType"')} }`;
    case NONE:
      return `{ ${asked}?; ${wrongly('"NoneType"')} }`;
    default:
      return mask & STR
        ? `{ ${asked}?; limit("${name} that may give no str") }`
        : `{ let text = ${asked}?; ${wrongly("text.type_name()")} }`;
  }
}

/** The defaults of a hook's further parameters. */
export function moreOf(g: Gen, inst: Instance): string[] {
  const more = inst.more ?? [];
  return more.map((x, i) => g.own(x, inst.params[inst.params.length - more.length + i] as Cell));
}
