import type { Expr, FunctionDef } from "../ast.js";
import { memoName } from "../desugar/caches.js";
import { SharedMemo } from "../diagnostics.js";
import type { Instance } from "../infer/context.js";
import type { Elaborator } from "../infer/elaborator.js";
import { sharesKind } from "../infer/equality.js";
import { unhashableIn } from "../infer/membership.js";
import { typeName } from "../infer/unions.js";
import { isNumericPart } from "../library/native/values.js";
import { eachNode } from "../program/walk.js";
import { knownDecorator } from "../resolve/decorators.js";
import { BOOL, type Cell, COMPLEX, FLOAT, find, INT, STR } from "../types/cell.js";
import type { Gen } from "./gen.js";
import { rustName } from "./names.js";

/** What stands between a function's own parentheses. */
export function parametersOf(head: string): string {
  const from = head.indexOf("(") + 1;
  let depth = 1;
  let at = from;
  for (; depth > 0 && at < head.length; at++) depth += head[at] === "(" ? 1 : head[at] === ")" ? -1 : 0;
  return head.slice(from, at - 1);
}

/** The static that remembers what a version of a cached function gave. */
export function memoTable(e: Elaborator, inst: Instance): string {
  let table = e.memos.get(inst);
  if (!table) {
    table = e.topName(`${inst.owner ? `${inst.owner.name}_` : ""}${e.nameOf(inst)}_memo`.toUpperCase());
    e.memos.set(inst, table);
  }
  return table;
}

/** The versions of a cached function that the program calls. */
export function memoTables(e: Elaborator, node: FunctionDef): string[] {
  const mine = [...e.instances.values()].filter(
    (inst) => inst.node === node && inst.cached && e.reached.includes(inst),
  );
  return mine.map((inst) => memoTable(e, inst));
}

/** A function whose calls are remembered: the body under another name, behind a table. */
export function withMemo(e: Elaborator, g: Gen, inst: Instance): string {
  const node = inst.node as FunctionDef;
  const name = e.nameOf(inst);
  const head = g.lines[0] as string;
  const names = parametersOf(head)
    .split(/,\s+(?=(?:mut )?\w+: )/)
    .filter(Boolean)
    .map((param) => param.replace(/^mut /, "").split(":")[0] as string);
  const isSelf = names[0] === "&self";
  const types = inst.params.map((param) => g.ty(param));
  const captured = names.slice(0, names.length - types.length);
  refuseMixed(e, inst);
  refuseShared(e, inst);
  const keyed = names.slice(captured.length).map((each) => (each === "&self" ? "self.clone()" : `${each}.clone()`));
  const way = waysOf(e, inst).length > 1 ? g.fresh("way") : undefined;
  if (way) {
    keyed.push(`int(${way})`);
    types.push("Int");
  }
  const key = types.length ? `(${keyed.join(", ")}${keyed.length === 1 ? "," : ""})` : "(true,)";
  const keyType = types.length ? `(${types.join(", ")}${types.length === 1 ? "," : ""})` : "(bool,)";
  const result = inst.yields ? e.refuse("a cache on a generator", node) : g.ty(inst.result);
  const made = cacheSize(e, node);
  const body = g.lines.join("\n").replace(`fn ${name}(`, `fn ${name}_once(`);
  const path = isSelf ? "self." : inst.owner ? `${inst.owner.rust}::` : "";
  const given = names.filter((each) => each !== "&self").map((each) => `${each}.clone()`);
  let table: string;
  if (captured.length) {
    const held = rustName(memoName(node.name));
    if (!captured.includes(held))
      return e.refuse("a cache on a function that is made in a loop or under a condition", node, "move it up");
    table = `${held}.of::<${keyType}, ${result}>(${inst.id}, || ${made})`;
  } else {
    table = memoTable(e, inst);
    const text = `static ${table}: Memo<${keyType}, ${result}> = ${made};`;
    e.statics.set(table, () => text);
  }
  const params = parametersOf(head);
  const taking = way ? head.replace(`(${params})`, () => `(${params}${params ? ", " : ""}${way}: i64)`) : head;
  const wrong = inst.params.map(unhashableIn).find((each) => each !== undefined);
  if (wrong)
    return `${taking.replace(/\bmut /g, "")}\nErr(exc::TYPE_ERROR.msg("unhashable type: '${typeName(wrong)}'"))\n}\n${body}`;
  return `${taking.replace(/\bmut /g, "")}\nlet _frame = frame()?;\n${table}.get(${key}, || ${path}${name}_once(${given.join(", ")}))\n}\n${body}`;
}

/** The ways in which a version is called: Python remembers `f(1)` and `f(x=1)` apart. */
function waysOf(e: Elaborator, inst: Instance): string[] {
  const ways = [...(inst.shapes ?? [])];
  if (ways.length > 1 && ways.some((way) => way.endsWith("*")))
    return e.refuse("a cached function that is called with starred arguments and without", inst.node as FunctionDef);
  return ways;
}

/** Alone, an integer is remembered apart from the number of another type that equals it. */
function refuseMixed(e: Elaborator, inst: Instance): void {
  const [only, ...others] = inst.params;
  if (only === undefined || others.length > 0) return;
  const { mask, parts } = find(only);
  if (!(mask & INT)) return;
  if (mask & (BOOL | FLOAT | COMPLEX) || [...(parts?.values() ?? [])].some(isNumericPart))
    e.refuse(
      "a cached function that is called with numbers of several types",
      inst.node as FunctionDef,
      "call it with one type",
    );
}

/** Versions for other types remember apart; Python takes 1 for 1.0, and a value for what it is wherever it comes from. */
function refuseShared(e: Elaborator, inst: Instance): void {
  const node = inst.node as FunctionDef;
  const size = cacheSize(e, node);
  const isOne = !e.reached.some((other) => other.node === node && other !== inst);
  if (!isOne && size !== "Memo::new()" && (size !== "Memo::bounded(128)" || isSeen(node))) throw new SharedMemo(node);
  for (const other of e.reached) {
    if (other.node !== inst.node || other === inst || other.params.length !== inst.params.length) continue;
    const [mine, its] = [inst.params, other.params];
    const isPlain = (cell: Cell): boolean =>
      !find(cell).parts?.size && (find(cell).mask === INT || find(cell).mask === STR);
    if (mine.length === 1 && (isPlain(mine[0] as Cell) || isPlain(its[0] as Cell))) continue;
    if (mine.length && mine.every((cell, i) => sharesKind(cell, its[i] as Cell)))
      throw new SharedMemo(inst.node as FunctionDef);
  }
}

/** Does a function do what shows when it runs again, once a bounded cache has dropped what it gave? */
function isSeen(node: FunctionDef): boolean {
  let seen = false;
  eachNode(node, (each) => {
    const { nodeType, func } = each as { nodeType: string; func?: Expr };
    if (nodeType === "Global" || nodeType === "Nonlocal") seen = true;
    if (nodeType !== "Call") return;
    if (func?.nodeType === "Name" && func.id === "print") seen = true;
    if (func?.nodeType === "Attribute" && /^(append|add|update|write|extend|insert)$/.test(func.attr)) seen = true;
  });
  return seen;
}

/** `lru_cache(maxsize=…)`: 128 where nothing is said. */
function cacheSize(e: Elaborator, node: FunctionDef): string {
  const decorator = node.decorator_list.find((each) => /^(lru_cache|cache)$/.test(knownDecorator(each)));
  if (!decorator || knownDecorator(decorator) === "cache") return "Memo::new()";
  if (decorator.nodeType !== "Call") return "Memo::bounded(128)";
  const size = decorator.args[0] ?? decorator.keywords.find((keyword) => keyword.arg === "maxsize")?.value;
  if (!size) return "Memo::bounded(128)";
  if (size.nodeType === "Constant" && size.lit.k === "none") return "Memo::new()";
  if (size.nodeType === "Constant" && size.lit.k === "int") return `Memo::bounded(${size.lit.v})`;
  return e.refuse("lru_cache with a size that is worked out", size);
}
