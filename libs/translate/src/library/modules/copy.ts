import type { Call } from "../../ast.js";
import { findMember } from "../../infer/class-members.js";
import type { ClassInfo } from "../../infer/context.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { isOnly } from "../../infer/numbers.js";
import { type Typed, typed } from "../../infer/typed.js";
import { dead, spread, typeName } from "../../infer/unions.js";
import { BYTEARRAY, type Cell, find, isBottom, type Part, soloPart } from "../../types/cell.js";
import { Given } from "../given.js";
import { NATIVE } from "../native/types.js";
import type { Call1 } from "./module-call.js";

export const copy: Record<string, Call1> = {
  copy: (e, node) => {
    const x = new Given(e, node).only(1, "x").arg(0, "x");
    return spread(e, x, (arm) => {
      const part = soloPart(arm.t);
      if (isOnly(arm, BYTEARRAY)) return typed(arm.t, node, (g) => `${g.recv(arm)}.copy()`);
      if (!part) return arm;
      if (part.kind === "inst") {
        const info = part.ref as ClassInfo;
        if (info.isEnum) return arm;
        if (findMember(info, "__copy__")) return e.library.callMethod(e, arm, "__copy__", bare(node));
        refuseStates(e, info, node);
      }
      if (/^(list|dict|set|deque|defaultdict|counter)$/.test(part.kind))
        return typed(arm.t, node, (g) => `${g.recv(arm)}.copy()`);
      if (isConstant(part)) return arm;
      if (part.kind === "tuple" || part.kind === "vtuple" || part.kind === "frozenset") return arm;
      if (part.kind === "inst" && !(part.ref as ClassInfo).exception) return sameState(e, arm, part, node);
      return e.refuse(`copy of ${typeName(arm.t)}`, node);
    });
  },
  // What a written __copy__ starts from.
  _reconstruct: (e, node) =>
    spread(e, new Given(e, node).only(1).arg(0), (arm) => sameState(e, arm, soloPart(arm.t) as Part, node)),
  deepcopy: (e, node) => {
    const x = new Given(e, node).only(1, "x").arg(0, "x");
    if (isBottom(x.t)) return dead(e, node, x);
    requireDeep(e, x.t, node);
    return typed(x.t, node, (g) => `deep_copy(${g.ref(x)})`);
  },
};

/** Another object of the same class with the same attributes. */
function sameState(e: Elaborator, x: Typed, part: Part, node: Call): Typed {
  e.copiedOnce.add(part.ref as ClassInfo);
  return typed(x.t, node, (g) => `${g.recv(x)}.shallow_copy()`);
}

/** A value of the library that nobody can change: its own copy. */
const isConstant = (part: Part): boolean =>
  part.kind === "native" && !part.args.length && NATIVE.get(String(part.ref))?.frozen === true;

/** A call without arguments at the place of another: one node in every round. */
function bare(node: Call): Call {
  const kept = node as Call & { bare?: Call };
  kept.bare ??= { ...node, args: [], keywords: [] };
  return kept.bare;
}

/** What tells Python how an object is taken apart and put together again. */
const STATES = ["__getstate__", "__setstate__", "__reduce__", "__reduce_ex__", "__getnewargs__", "__getnewargs_ex__"];

function refuseStates(e: Elaborator, info: ClassInfo, node: Call): void {
  const found = STATES.find((name) => findMember(info, name));
  if (found) e.refuse(`a copy of an object with ${found}`, node, "write a method that makes the copy");
  if (info.plain && findMember(info, "__new__"))
    e.refuse(
      `a copy of an object that derives from ${info.plain} by a __new__`,
      node,
      "write a method that makes the copy",
    );
}

const DEEP = /^(list|dict|set|frozenset|tuple|vtuple|deque|defaultdict|counter|ordereddict|func|class|inst)$/;

/** Everything that a deep copy reaches must know how to be copied; the program's own types are told to. */
function requireDeep(e: Elaborator, cell: Cell, node: Call, key = false): void {
  const root = find(cell);
  if (e.copied.has(root)) return;
  e.copied.add(root);
  for (const part of root.parts?.values() ?? []) {
    if (isConstant(part)) continue;
    if (!DEEP.test(part.kind)) e.refuse(`deepcopy of ${part.kind}`, node);
    if (part.kind !== "inst") {
      part.args.forEach((arg, i) => {
        requireDeep(e, arg, node, /set|dict|counter/.test(part.kind) && i === 0);
      });
      continue;
    }
    const info = part.ref as ClassInfo;
    if (key && !info.isEnum && !info.isTuple) e.refuse("deepcopy of objects that are keys", node);
    if (findMember(info, "__deepcopy__")) e.refuse("__deepcopy__", node);
    refuseStates(e, info, node);
    if (info.exception) e.refuse("deepcopy of an exception", node);
    if (!info.isEnum) for (const field of info.fields.values()) requireDeep(e, field, node);
  }
}
