import type { Call } from "../ast.js";
import { kindsOf } from "../generate/rust-types.js";
import { find, isBottom, NONE, type Part, width } from "../types/cell.js";
import { callKnown } from "./calls.js";
import type { Callee, ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { type Typed, typed } from "./typed.js";
import { ELSEWHERE, NATIVE_MODULES } from "./types-as-values.js";
import { dead, spread } from "./unions.js";

const BUILT = /^(bool|int|float|str|bytes|bytearray|complex|list|dict|set|frozenset|v?tuple)$/;

/** What makes a value of the kind that a value is; nothing where that is not known here. */
function makerOf(kind: { key: string; part?: Part | undefined }): Callee | undefined {
  const { part } = kind;
  const name = part?.kind ?? kind.key;
  if (part?.kind === "inst") return { k: "class", info: part.ref as ClassInfo };
  if (BUILT.test(name)) return { k: "builtin", name: name.replace("vtuple", "tuple") };
  const native = name === "native" ? String(part?.ref) : "";
  const [module, own] = native ? [NATIVE_MODULES[native], native] : (ELSEWHERE[name] ?? []);
  return module && own ? { k: "module", module: `${module}.${own}` } : undefined;
}

/** `type(x)(…)`: for each kind that `x` may be, what its name stands for is called. */
export function callOfType(e: Elaborator, node: Call): Typed | undefined {
  const { func } = node;
  if (func.nodeType !== "Call" || func.func.nodeType !== "Name" || func.func.id !== "type" || func.func.sym)
    return undefined;
  const [of] = func.args;
  if (!of || of.nodeType === "Starred" || func.args.length > 1 || func.keywords.length) return undefined;
  const x = expression(e, of);
  if (isBottom(x.t)) return dead(e, node, x);
  const kinds = kindsOf(find(x.t));
  const isNoneMade = !(find(x.t).mask & NONE) || (!node.args.length && !node.keywords.length);
  if (!isNoneMade || kinds.every(({ part }) => part?.kind === "inst") || !kinds.every(makerOf)) return undefined;
  const made = spread(e, x, (arm) => {
    const kind = kindsOf(find(arm.t))[0];
    return kind ? callKnown(e, makerOf(kind) as Callee, node) : typed(e.store.temp(NONE), node, () => "()");
  });
  return x.pure || width(x.t) > 1 ? made : typed(made.t, node, (g) => `{ let _ = ${g.own(x)}; ${g.own(made)} }`);
}
