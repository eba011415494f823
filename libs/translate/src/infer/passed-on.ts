import type { Call, Expr, Stmt } from "../ast.js";
import { eachNode } from "../program/walk.js";
import type { Sym } from "../resolve/symbols.js";
import type { AnyFunction } from "./elaborator.js";

/** What a function does with its `**` parameter: reads it, hands it to others who may change it, or changes it. */
export type Fate = "read" | "shared" | "changed";

const READ = new Set(["get", "items", "keys", "values", "copy"]);
const READERS = new Set(
  "len sorted list tuple dict set print str repr bool any all sum min max enumerate isinstance".split(" "),
);

const fates = new WeakMap<AnyFunction, Fate>();

/** Are the names that a call gave the ones that the parameter still holds? */
export function fateOf(fn: AnyFunction, param: Sym): Fate {
  let fate = fates.get(fn);
  if (!fate) {
    fate = param.bindings === 1 ? watch(fn, param) : "changed";
    fates.set(fn, fate);
  }
  return fate;
}

function watch(fn: AnyFunction, param: Sym): Fate {
  const isIt = (x: Expr | null | undefined): boolean => x?.nodeType === "Name" && x.sym === param;
  const stored = new Set<Expr>();
  let uses = 0;
  let reads = 0;
  let isChanged = false;
  const read = (...given: (Expr | null | undefined)[]): void => {
    reads += given.filter(isIt).length;
  };
  const store = (target: Expr | undefined): void => {
    if (target?.nodeType === "Subscript") stored.add(target);
    else if (target?.nodeType === "Starred") store(target.value);
    else if (target?.nodeType === "Tuple" || target?.nodeType === "List") target.elts.forEach(store);
  };
  const call = (node: Call): void => {
    for (const { arg, value } of node.keywords) if (arg === undefined) read(value);
    const { func } = node;
    if (func.nodeType === "Name" && READERS.has(func.id) && !func.sym) read(...node.args);
    if (func.nodeType !== "Attribute" || !isIt(func.value)) return;
    if (READ.has(func.attr)) read(func.value);
    else isChanged = true;
  };
  eachNode(fn, (each) => {
    const node = each as Expr | Stmt;
    switch (node.nodeType) {
      case "Name":
        if (node.sym === param) uses += 1;
        break;
      case "Assign":
      case "Delete":
        node.targets.forEach(store);
        break;
      case "AugAssign":
      case "AnnAssign":
        store(node.target);
        break;
      case "For":
        store(node.target);
        read(node.iter);
        break;
      case "With":
        for (const item of node.items) store(item.optional_vars ?? undefined);
        break;
      case "Subscript":
        if (stored.has(node) && isIt(node.value)) isChanged = true;
        else read(node.value);
        break;
      case "Call":
        call(node);
        break;
      case "Dict":
        node.keys.forEach((key, i) => {
          if (!key) read(node.values[i]);
        });
        break;
      case "Compare":
        read(node.left, ...node.comparators);
        break;
      case "If":
      case "While":
      case "IfExp":
        read(node.test);
        break;
      case "UnaryOp":
        read(node.operand);
        break;
      case "ListComp":
      case "SetComp":
      case "GeneratorExp":
      case "DictComp":
        for (const { iter } of node.generators) read(iter);
        break;
      default:
        break;
    }
  });
  return isChanged ? "changed" : reads < uses ? "shared" : "read";
}
