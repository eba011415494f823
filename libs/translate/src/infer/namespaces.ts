import type { Call, Constant, Expr, Place, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { placeOf } from "../nodes.js";
import { unitOf } from "../resolve/symbols.js";
import { BOOL, NONE, STR, soloPart } from "../types/cell.js";
import { classAttribute } from "./attributes.js";
import { setClassAttribute } from "./class-attributes.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { constant, expression } from "./expressions.js";
import { isOnly } from "./numbers.js";
import { type Step, type Typed, typed } from "./typed.js";
import { qualifiedClassName } from "./types-as-values.js";

/** What a class's body left, as a metaclass is given it: known before the program runs, but for the values. */
export function namespaceValue(e: Elaborator, info: ClassInfo, at: Place): Typed {
  const t = e.store.part({ kind: "namespace", key: `namespace:${info.id}`, args: [], ref: info });
  return { ...typed(t, at, () => "()"), pure: true };
}

/** The class whose namespace a value is. */
export function namespaceOf(x: Typed): ClassInfo | undefined {
  const part = soloPart(x.t);
  return part?.kind === "namespace" ? (part.ref as ClassInfo) : undefined;
}

/** The names that a class statement binds, in order. */
function keysOf({ node }: ClassInfo): string[] {
  const keys = new Set(["__module__", "__qualname__"]);
  const found = node.body.find(({ nodeType }) => !/^(FunctionDef|ClassDef|Assign|AnnAssign|Expr|Pass)$/.test(nodeType));
  if (found) refuse("a namespace whose class body has more than definitions", found);
  const isAnnotated = node.body.some((stmt) => stmt.nodeType === "AnnAssign");
  if (isAnnotated) keys.add("__annotations__");
  const [first] = node.body;
  if (first?.nodeType === "Expr" && first.value.nodeType === "Constant" && first.value.lit.k === "str")
    keys.add("__doc__");
  for (const stmt of node.body) for (const name of namesOf(stmt)) keys.add(name);
  return [...keys];
}

function namesOf(stmt: Stmt): string[] {
  if (stmt.nodeType === "FunctionDef" || stmt.nodeType === "ClassDef") return [stmt.name];
  const targets = stmt.nodeType === "Assign" ? stmt.targets : stmt.nodeType === "AnnAssign" ? [stmt.target] : [];
  if (stmt.nodeType === "AnnAssign" && !stmt.value) return [];
  return targets.flatMap(function each(target: Expr): string[] {
    if (target.nodeType === "Name") return [target.id];
    return target.nodeType === "Tuple" || target.nodeType === "List" ? target.elts.flatMap(each) : [];
  });
}

/** Is a method written with `super()`, for which Python adds a name of its own to the namespace? */
const isPlainKey = (key: string): boolean => key !== "__classcell__" && key !== "__classdict__";

/** `key in namespace`. */
export function inNamespace(e: Elaborator, item: Typed, info: ClassInfo, at: Place): Typed {
  const keys = keysOf(info);
  if (item.lit?.k === "str") {
    const { v } = item.lit;
    if (!isPlainKey(v)) e.refuse(`${v} in a namespace`, at);
    return { ...typed(e.store.temp(BOOL), at, () => String(keys.includes(v))), pure: true };
  }
  if (!isOnly(item, STR)) return e.refuse("in of a namespace", at);
  const texts = keys.map((key) => JSON.stringify(key)).join(" | ");
  return typed(e.store.temp(BOOL), at, (g) => `matches!(${g.recv(item)}.as_str(), ${texts})`);
}

/** `namespace[key]`. */
export function namespaceItem(e: Elaborator, key: Typed, info: ClassInfo, at: Place & Expr): Typed {
  if (key.lit?.k !== "str") return e.refuse("a name that is worked out, in a namespace", at);
  const { v } = key.lit;
  if (keysOf(info).includes(v)) return held(e, info, v, at);
  return e.raise(`exc::KEY_ERROR.new(&[&lit(${JSON.stringify(v)})])`, at, key);
}

/** `namespace[key] = value`, before the class is there. */
export function setNamespaceItem(e: Elaborator, key: Typed, info: ClassInfo, x: Typed, at: Place): Step {
  const isEarly = (e.cx.inst.node as { name?: string }).name === "__new__";
  if (key.lit?.k !== "str" || !isEarly) return e.refuse("assignment to a namespace here", at);
  const attr = key.lit.v;
  return setClassAttribute(e, info, { ...placeOf(at), nodeType: "Attribute", attr } as never, x);
}

/** The name of the module that a class stands in. */
export function moduleOf({ node }: ClassInfo): string {
  const unit = node.sym && unitOf(node.sym.scope);
  return unit?.name ?? "__main__";
}

function held(e: Elaborator, info: ClassInfo, name: string, at: Place & Expr): Typed {
  if (name === "__module__") {
    return constant(e, { k: "str", v: moduleOf(info) }, at);
  }
  if (name === "__qualname__") return constant(e, { k: "str", v: qualifiedClassName(info) }, at);
  const own = info.own.get(name);
  if (own?.k === "property" || own?.k === "decorated" || (own?.k === "method" && own.binding !== "instance"))
    return e.refuse("a namespace with more than plain functions and values", info.node);
  return classAttribute(e, info, name, at);
}

/** The dictionary that a namespace is, for what needs all of it. */
function wholeOf(e: Elaborator, info: ClassInfo, at: Place & Expr): Typed {
  const place = placeOf(at);
  const kept = at as Expr & { wholes?: Map<ClassInfo, Expr & { nodeType: "Dict" }> };
  kept.wholes ??= new Map();
  const keys = keysOf(info).filter((key) => key !== "__annotations__");
  if (keys.length !== keysOf(info).length) e.refuse("all of a namespace with annotations", at);
  const node =
    kept.wholes.get(info) ??
    ({
      ...place,
      nodeType: "Dict",
      keys: keys.map((v): Constant => ({ ...place, nodeType: "Constant", lit: { k: "str", v } }) as Constant),
      values: [],
    } as unknown as Expr & { nodeType: "Dict" });
  kept.wholes.set(info, node);
  node.values = keys.map((key) => ({ ...place, nodeType: "Held", typed: held(e, info, key, at) }) as never);
  return expression(e, node as Expr);
}

/** `namespace.items()` and its like. */
export function namespaceMethod(e: Elaborator, info: ClassInfo, name: string, node: Call): Typed {
  const [key, fallback] = node.args;
  if (name === "get" && key && node.args.length < 3) {
    const asked = expression(e, key);
    if (asked.lit?.k !== "str") return e.refuse("a name that is worked out, in a namespace", node);
    if (keysOf(info).includes(asked.lit.v)) return namespaceItem(e, asked, info, node);
    return fallback ? expression(e, fallback) : typed(e.store.temp(NONE), node, () => "()");
  }
  if (!/^(items|keys|values)$/.test(name) || node.args.length) return e.refuse(`${name} of a namespace`, node);
  return e.library.callMethod(e, wholeOf(e, info, node.func as Expr), name, node);
}

/** Iteration over a namespace: its names. */
export function namespaceKeys(e: Elaborator, info: ClassInfo, at: Place & Expr): Typed {
  const t = e.store.of("vtuple", e.store.temp(STR));
  const texts = keysOf(info).map((key) => `lit(${JSON.stringify(key)})`);
  return typed(t, at, () => `Tuple::from_vec(vec![${texts.join(", ")}])`);
}
