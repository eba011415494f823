import type { Expr } from "../ast.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";

function ownSlots({ node }: ClassInfo): Expr | undefined {
  for (const stmt of node.body) {
    const target =
      stmt.nodeType === "Assign" ? stmt.targets[0] : stmt.nodeType === "AnnAssign" ? stmt.target : undefined;
    if (target?.nodeType === "Name" && target.id === "__slots__") return (stmt as { value?: Expr }).value;
  }
  return undefined;
}

/** `__slots__` as the first class that has any gives it, where its names stand in the source. */
export function slotsGiven(info: ClassInfo): Expr | undefined {
  const given = info.mro.map(ownSlots).find((slots) => slots !== undefined);
  return given && namesOf(given) && given;
}

function namesOf(slots: Expr): string[] | undefined {
  if (slots.nodeType === "Constant") return slots.lit.k === "str" ? [slots.lit.v] : undefined;
  if (slots.nodeType !== "Tuple" && slots.nodeType !== "List") return undefined;
  const names = slots.elts.map((each) =>
    each.nodeType === "Constant" && each.lit.k === "str" ? each.lit.v : undefined,
  );
  return names.every((name) => name !== undefined) ? (names as string[]) : undefined;
}

/**
 * Whether a class has what its objects' field of that name comes from, and that is no attribute here: what reaches a
 * slot or a field of a named tuple, or a default that is worked out.
 */
export function isFieldOfClass(info: ClassInfo, name: string): boolean {
  return info.mro.some((each) => {
    const slots = ownSlots(each);
    const { workedDefaults } = each.node as { workedDefaults?: string[] };
    const names = [each.tupleFields, workedDefaults, slots && namesOf(slots)];
    return names.some((some) => some?.includes(name));
  });
}

/** The attributes that objects of a class may have, where its `__slots__` and those of its bases say which. */
export function slotsOf(e: Elaborator, info: ClassInfo): ReadonlySet<string> | undefined {
  if (info.exception || info.isEnum || info.isTuple) return undefined;
  const out = new Set<string>();
  for (const each of info.mro) {
    if (each.name === "object") continue;
    const slots = ownSlots(each);
    if (!slots) return undefined;
    const names = namesOf(slots) ?? e.refuse("__slots__ that are worked out", slots, "write the names as texts");
    if (names.includes("__dict__")) return undefined;
    for (const name of names) out.add(/^__.*[^_]_?$/.test(name) ? `_${each.name.replace(/^_+/, "")}${name}` : name);
  }
  return out;
}
