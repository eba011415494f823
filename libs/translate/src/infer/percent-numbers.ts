import type { Place } from "../ast.js";
import { find, width } from "../types/cell.js";
import { findMember, infoOf } from "./classes.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { askSpecial } from "./special-results.js";
import type { Typed } from "./typed.js";

const HOOKS = ["__int__", "__index__", "__float__"];

/** Which methods a conversion asks an object for its number by, the first that it has. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries([..."diu"].map((letter) => [letter, ["__int__", "__index__"]])),
  ...Object.fromEntries([..."xXo"].map((letter) => [letter, ["__index__"]])),
  ...Object.fromEntries([..."eEfFgG"].map((letter) => [letter, ["__float__", "__index__"]])),
};

const CONVERSION = /%(?:\([^)]*\))?[-+ #0]*(\*|\d+)?(?:\.(\*|\d*))?[hlL]?([a-zA-Z])/g;

const isNumber = (info: ClassInfo): boolean => !info.plain && HOOKS.some((name) => findMember(info, name));

/** May a value be an object that is asked for its number? */
export const mayBeNumber = (x: Typed): boolean =>
  [...(find(x.t).parts?.values() ?? [])].some(({ kind, ref }) => kind === "inst" && isNumber(ref as ClassInfo));

/** The values of a % format, where objects stand for the numbers that they say they are. */
export function asNumbers(e: Elaborator, template: string | undefined, items: Typed[], at: Place): Typed[] {
  if (!items.some(mayBeNumber)) return items;
  if (template === undefined) return e.refuse("an object that is a number in a format that is worked out", at);
  const letters = [...template.replaceAll("%%", "").matchAll(CONVERSION)].flatMap(([, wide, fine, letter]) =>
    [wide === "*" && "*", fine === "*" && "*", letter].filter((each): each is string => Boolean(each)),
  );
  return items.map((x, i) => {
    const letter = letters[i] ?? "s";
    if (!mayBeNumber(x) || /[sra]/.test(letter)) return x;
    const info = infoOf(x);
    const asked = ASKED[letter];
    if (!info || width(x.t) > 1 || !asked) return e.refuse(`% of an object as %${letter}`, at, "convert it first");
    const name = asked.find((each) => findMember(info, each));
    return name ? askSpecial(e, x, name, [], at) : x;
  });
}
