/** `pprint` of built-in values, and of objects that tell themselves how they are shown. */
import { findMember } from "../../infer/class-info.js";
import type { ClassInfo } from "../../infer/context.js";
import { knownDecorator } from "../../resolve/decorators.js";
import { BYTEARRAY, BYTES, type Cell, COMPLEX, find } from "../../types/cell.js";
import { callDescribed, givenArguments } from "./call.js";
import type { Call1 } from "./module.js";
import { type Signature, signatures } from "./signature.js";

const OPTIONS = "indent:int=&int(1), width:int=&int(80), *, sort_dicts:bool";

const described = signatures(`
pformat(object:any, ${OPTIONS}=true) -> str!
pprint(object:any, ${OPTIONS}=true) -> None!
pp(object:any, ${OPTIONS}=false) -> None! = pprint`);

const OTHER = BYTES | BYTEARRAY | COMPLEX | 64;

/** Is an object shown by a `__repr__` of its own? Those of dataclasses and tuples are laid out by their fields. */
function showsItself(info: ClassInfo): boolean {
  if (info.isEnum || info.isTuple || info.plain || info.exception || !findMember(info, "__repr__")) return false;
  return !info.mro.some(({ node }) => node.decorator_list.some((each) => knownDecorator(each) === "dataclass"));
}

/** Is a value laid out as its `repr` tells: built-in containers, texts, numbers and objects that show themselves? */
function isPlain(cell: Cell, seen: Cell[] = []): boolean {
  const root = find(cell);
  if (seen.includes(root)) return true;
  if (root.mask & OTHER) return false;
  return [...(root.parts?.values() ?? [])].every(
    (part) =>
      (part.kind === "inst" && showsItself(part.ref as ClassInfo)) ||
      (/^(list|tuple|vtuple|dict|set|frozenset)$/.test(part.kind) &&
        part.args.every((arg) => isPlain(arg, [...seen, root]))),
  );
}

const printing =
  (name: string, all: Signature[]): Call1 =>
  (e, node) => {
    const given = givenArguments(e, node);
    const value = given.positional[0] ?? given.named.get("object");
    if (value && !isPlain(value.t)) return e.refuse(`pprint.${name} of this value`, node, "use print");
    return callDescribed(e, all, given, node, `pprint.${name}`, () => "pprint::");
  };

export const pprint: Record<string, Call1> = Object.fromEntries(
  [...described].map(([name, all]) => [name, printing(name, all)]),
);
