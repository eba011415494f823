import type { Alias, Call, ClassDef, Expr, Module, Place, Stmt } from "../ast.js";
import { needsLoop } from "../desugar/event-loop.js";
import { placeOf } from "../nodes.js";
import { eachNode, eachStmt } from "../program/walk.js";
import { ABSTRACT, FOUNDATIONS, PARTS, type Part } from "./parts.js";

/** The source of a part of the library, and Python's name for its module. */
export const writtenModule = (name: string): Part | undefined =>
  Object.hasOwn(PARTS, name) ? PARTS[name] : Object.hasOwn(FOUNDATIONS, name) ? FOUNDATIONS[name] : undefined;

/** By Python's dotted name: the part that has it. */
const BY_NAME = new Map<string, string>(
  Object.entries(PARTS).flatMap(([part, { module, names }]) =>
    names.map((name) => [`${module}.${name}`, part] as const),
  ),
);

/** Base classes: what stands for each. */
const BASES: Record<string, [part: string, name: string]> = {
  list: ["written_containers", "ListBase"],
  dict: ["written_containers", "DictBase"],
  OrderedDict: ["written_containers", "OrderedDictBase"],
  AbstractContextManager: ["written_contexts", "AbstractContextManager"],
  ...Object.fromEntries(
    ABSTRACT.split(" ").map((name): [string, [string, string]] => [name, ["written_abstract", name]]),
  ),
};

/** The built-in or abstract types that objects of a class stand for by deriving from a written one. */
const CONTAINER = ["Iterable", "Sized", "Container", "Collection"];
export const STANDS_FOR: Record<string, string[]> = {
  ListBase: ["list", "Sequence", "MutableSequence", "Reversible", ...CONTAINER],
  DictBase: ["dict", "Mapping", "MutableMapping", "Reversible", ...CONTAINER],
  OrderedDictBase: ["OrderedDict"],
  UserDict: ["Mapping", "MutableMapping", ...CONTAINER],
  UserList: ["Sequence", "MutableSequence", "Reversible", ...CONTAINER],
  UserString: ["Sequence", "Reversible", ...CONTAINER],
  ChainMap: ["Mapping", "MutableMapping", ...CONTAINER],
  mappingproxy: ["Mapping", "Reversible", ...CONTAINER],
  Sequence: ["Sequence", "Reversible", ...CONTAINER],
  MutableSequence: ["MutableSequence"],
  Mapping: ["Mapping", ...CONTAINER],
  MutableMapping: ["MutableMapping"],
  Set: ["Set", ...CONTAINER],
  MutableSet: ["MutableSet"],
};

/**
 * Names the parts of the library that a module uses, so that they are loaded with it. `isOwn` says which modules'
 * names the program's own files have.
 */
export function useWritten(module: Module, isOwn: (name: string) => boolean): void {
  const { body } = module;
  const wanted = new Map<string, { part: string; name: string }>();
  let loops: boolean | undefined;
  const isWritten = (name: string): boolean => {
    if (!MODULES_IN_PART.has(name) || isOwn(name.split(".")[0] as string)) return false;
    if (name !== "asyncio") return true;
    loops ??= needsLoop(module);
    return loops;
  };
  splitImports(body, isWritten);
  const modules = importedModules(module, isWritten);
  eachStmt(body, (stmt) => {
    if (stmt.nodeType === "ClassDef") stmt.bases = stmt.bases.map((base) => baseOf(base, module, wanted));
  });
  if (modules.size > 0)
    eachNode(module, (node) => {
      const each = node as unknown as Expr;
      const outer = each.nodeType === "Attribute" ? modules.get(dotted(each.value) ?? "") : undefined;
      if (each.nodeType !== "Attribute" || outer === undefined) return;
      const full = `${outer}.${each.attr}`;
      const part = BY_NAME.get(full);
      if (full === "asyncio.TimeoutError") standFor(each, "TimeoutError");
      else if (part) standIn(each, full.replaceAll(".", "__"), { part, name: each.attr }, wanted);
    });
  const imports = [...wanted].map(([id, { part, name }]) => fromImport(part, [alias(name, id)]));
  body.splice(afterHead(body), 0, ...imports);
}

/** `eval` of one text that may have no names in it is the written one. */
export function useEvaluation(module: Module): void {
  const calls: Call[] = [];
  let isOwn = false;
  eachNode(module, (node) => {
    const each = node as unknown as Record<string, unknown>;
    isOwn ||=
      each.name === "eval" ||
      each.arg === "eval" ||
      each.asname === "eval" ||
      isStored(node as unknown as Expr, "eval");
    if (node.nodeType === "Call" && evaluates(node as unknown as Call)) calls.push(node as unknown as Call);
  });
  if (isOwn || calls.length === 0) return;
  for (const { func } of calls) standFor(func, EVALUATE);
  module.body.splice(afterHead(module.body), 0, fromImport("written_literals", [alias("evaluate", EVALUATE)]));
}

const EVALUATE = "written_literals__evaluate";

const isStored = (node: Expr, id: string): boolean =>
  node.nodeType === "Name" && node.id === id && (node as { ctx?: { nodeType?: string } }).ctx?.nodeType === "Store";

function evaluates({ func, args, keywords }: Call): boolean {
  const [text] = args;
  if (func.nodeType !== "Name" || func.id !== "eval" || args.length !== 1 || keywords.length > 0) return false;
  if (text?.nodeType === "JoinedStr")
    return text.values.every((part) => part.nodeType !== "Constant" || isNameless(part));
  return text?.nodeType === "Constant" ? isNameless(text) : text?.nodeType !== "Starred";
}

/** What of an expression may be letters without being a name. */
const NO_NAMES = /'[^']*'|"[^"]*"|\b(?:True|False|None|and|or|not)\b|(?<=\d)[eE_]/g;

const isNameless = ({ lit }: Expr & { nodeType: "Constant" }): boolean =>
  lit.k === "str" && !/[A-Za-z_]/.test(lit.v.replace(NO_NAMES, ""));

function standIn(node: Expr, id: string, from: { part: string; name: string }, wanted: Map<string, typeof from>): void {
  wanted.set(id, from);
  standFor(node, id);
}

function standFor(node: Expr, id: string): void {
  const place = placeOf(node);
  const ctx = (node as unknown as { ctx: unknown }).ctx;
  for (const key of Object.keys(node)) delete (node as unknown as Record<string, unknown>)[key];
  Object.assign(node, { nodeType: "Name", id, ctx, ...place });
}

/** `from collections import Counter, ChainMap`: what is written comes from its own part. */
function splitImports(body: Stmt[], isWritten: (name: string) => boolean): void {
  for (let i = 0; i < body.length; i++) {
    const stmt = body[i] as Stmt;
    for (const key of ["body", "orelse", "finalbody"] as const) {
      const inner = (stmt as unknown as Record<string, unknown>)[key];
      if (Array.isArray(inner)) splitImports(inner as Stmt[], isWritten);
    }
    if (stmt.nodeType !== "ImportFrom" || stmt.level || !isWritten(stmt.module ?? "")) continue;
    const parts = new Map<string, Alias[]>();
    stmt.names = stmt.names.filter((each) => {
      if (stmt.module === "asyncio" && each.name === "TimeoutError" && !each.asname) return false;
      const part = BY_NAME.get(`${stmt.module}.${each.name}`);
      if (part) parts.set(part, [...(parts.get(part) ?? []), each]);
      return !part;
    });
    const made = [...parts].map(([part, names]) => ({ ...stmt, module: part, names }) as Stmt);
    body.splice(i, stmt.names.length ? 0 : 1, ...made);
    i += made.length - (stmt.names.length ? 0 : 1);
  }
}

const MODULES_IN_PART = new Set([...BY_NAME.keys()].map((full) => full.slice(0, full.lastIndexOf("."))));

/** The modules that a program imports whole, by the names they have in it. */
function importedModules({ body }: Module, isWritten: (name: string) => boolean): Map<string, string> {
  const out = new Map<string, string>();
  eachStmt(body, (stmt) => {
    if (stmt.nodeType !== "Import" && (stmt.nodeType !== "ImportFrom" || stmt.level)) return;
    const outer = stmt.nodeType === "ImportFrom" ? `${stmt.module}.` : "";
    for (const { name, asname } of stmt.names) if (isWritten(outer + name)) out.set(asname ?? name, outer + name);
  });
  return out;
}

/** `urllib.parse` of a name and attributes, as text. */
function dotted(node: Expr): string | undefined {
  if (node.nodeType === "Name") return node.id;
  const outer = node.nodeType === "Attribute" ? dotted(node.value) : undefined;
  return outer && `${outer}.${(node as Expr & { nodeType: "Attribute" }).attr}`;
}

function baseOf(base: Expr, module: Module, wanted: Map<string, { part: string; name: string }>): Expr {
  if (base.nodeType === "Subscript") {
    const bare = baseOf(base.value, module, wanted);
    return bare === base.value ? base : bare;
  }
  const name =
    base.nodeType === "Name" ? originOf(base.id, module) : base.nodeType === "Attribute" ? base.attr : undefined;
  const found = name !== undefined && Object.hasOwn(BASES, name) ? BASES[name] : undefined;
  if (!found) return base;
  const [part, written] = found;
  const id = `${part}__${written}`;
  wanted.set(id, { part, name: written });
  return { nodeType: "Name", id, ctx: { nodeType: "Load" }, ...placeOf(base) } as unknown as Expr;
}

/** Python's name of what a name stands for: itself, or what is imported under it; nothing if the program binds it. */
function originOf(id: string, module: Module): string | undefined {
  let origin: string | undefined = id === "list" || id === "dict" ? id : undefined;
  eachNode(module, (node) => {
    if (node.nodeType === "ImportFrom") {
      const { module: from, names } = node as unknown as { module?: string; names: Alias[] };
      const found = names.find((each) => (each.asname ?? each.name) === id);
      if (found)
        origin = /^(collections|collections\.abc|contextlib|typing)$/.test(from ?? "") ? found.name : undefined;
    }
    if (node.nodeType === "ClassDef" && (node as unknown as ClassDef).name === id) origin = undefined;
  });
  return origin;
}

const PLACE: Place = { lineno: 1, col_offset: 0, end_lineno: 1, end_col_offset: 0 };

const alias = (name: string, asname: string): Alias => ({ nodeType: "Alias", name, asname, ...PLACE });

const fromImport = (module: string, names: Alias[]): Stmt =>
  ({ nodeType: "ImportFrom", module, names, level: 0, ...PLACE }) as Stmt;

/** Behind a docstring and what is imported from the future. */
function afterHead(body: Stmt[]): number {
  let at = 0;
  const first = body[0];
  if (first?.nodeType === "Expr" && first.value.nodeType === "Constant") at = 1;
  while (body[at]?.nodeType === "ImportFrom" && (body[at] as { module?: string }).module === "__future__") at += 1;
  return at;
}
