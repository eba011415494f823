import type { Alias, Module, ModuleLink, Stmt } from "../ast.js";
import { ARRAY, desugarArrays } from "../desugar/arrays.js";
import { desugarEllipsis, ELLIPSIS_VALUE } from "../desugar/ellipsis.js";
import { desugarEventLoop } from "../desugar/event-loop.js";
import { desugarFunctionFacts, FUNCTION_FACT } from "../desugar/function-facts.js";
import { desugarImportCalls, IMPORT_CALL } from "../desugar/import-calls.js";
import { desugarLocals, LOCALS } from "../desugar/locals.js";
import { desugarModuleNames, MODULE_NAMED } from "../desugar/module-names.js";
import { desugarPercentBytes, PERCENT_BYTES } from "../desugar/percent-bytes.js";
import { desugarPresenceTests, PRESENCE_TEST } from "../desugar/presence-tests.js";
import { desugarSystemTests, SYSTEM_TEST } from "../desugar/system-tests.js";
import { desugarTimeTuples, TIME_TUPLE } from "../desugar/time-tuples.js";
import { desugarUnboundNames, importsStar } from "../desugar/unbound-names.js";
import { desugarUnitTests } from "../desugar/unit-tests.js";
import { refuse } from "../diagnostics.js";
import { rustName } from "../generate/names.js";
import { putAtHead } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { STANDS_FOR, useEvaluation, useWritten, writtenModule } from "../written/written.js";
import { boundNames } from "./bound-names.js";
import {
  noModule,
  type Presence,
  presenceOf,
  presenceOfLibrarys,
  presenceOfName,
  settleGuardedImports,
} from "./guarded-imports.js";
import { ELSEWHERE, SEEN_IMPORTS, STANDARD_MODULES } from "./standard.js";
import { STAR_NAMES } from "./star-names.js";
import { absoluteName, type Files, findModule, moduleToRun, type Unit } from "./unit.js";
import { eachImport, eachNode, type ImportStmt, onlyDefines } from "./walk.js";

/**
 * The modules of a program, found from the one that is run.
 *
 * 1. A module is parsed once; those that it imports stand before it in `units`, but for cycles.
 * 2. Each import of a module of the program is given the units it loads, in order, and the one it binds.
 * 3. A cycle is taken where nobody can see an incomplete module: `import x` among modules that only define.
 */
export class Loader {
  readonly units: Unit[] = [];
  readonly #files: Files;
  readonly #byName = new Map<string, Unit>();
  readonly #open: Unit[] = [];
  /** The file that is at work: where a refusal is. */
  file: string;

  constructor(files: Files, main: string) {
    this.#files = files;
    this.file = main;
  }

  run(main: string): Unit {
    const name = moduleToRun(main);
    const folder = name && (main.endsWith("/__main__.py") ? name : name.split(".").slice(0, -1).join("."));
    const unit: Unit = {
      name: "__main__",
      file: main,
      package: folder,
      prefix: "",
      module: this.#parse(main),
    };
    const outer = folder ? this.#chain(folder) : [];
    if (outer.length) {
      putAtHead(unit.module.body, [loading(outer)]);
      for (const each of outer) this.#finish(each);
    }
    this.#visit(unit);
    return unit;
  }

  #parse(file: string): Module {
    this.file = file;
    const source = this.#files[file] ?? "";
    const module = parse(source);
    const isOwn = (name: string): boolean => findModule(this.#files, name) !== undefined;
    if (IMPORT_CALL.test(source)) desugarImportCalls(module, (name) => STANDARD_MODULES.has(name) && !isOwn(name));
    if (ARRAY.test(source)) desugarArrays(module);
    if (PERCENT_BYTES.test(source)) desugarPercentBytes(module);
    if (PRESENCE_TEST.test(source)) desugarPresenceTests(module);
    if (FUNCTION_FACT.test(source)) desugarFunctionFacts(module);
    if (LOCALS.test(source)) desugarLocals(module);
    if (ELLIPSIS_VALUE.test(source)) desugarEllipsis(module);
    if (SYSTEM_TEST.test(source)) desugarSystemTests(module);
    if (MODULE_NAMED.test(source)) desugarModuleNames(module);
    if (!importsStar(module)) desugarUnboundNames(module);
    if (/unittest/.test(source)) desugarUnitTests(module);
    if (TIME_TUPLE.test(source)) desugarTimeTuples(module);
    useWritten(module, isOwn);
    if (/\beval\(/.test(source)) useEvaluation(module);
    if (/async/.test(source)) desugarEventLoop(module);
    return module;
  }

  /** The unit of a dotted name, and of the packages around it, outermost first. */
  #chain(name: string): Unit[] {
    const parts = name.split(".");
    const out: Unit[] = [];
    for (let i = 1; i <= parts.length; i++) {
      const unit = this.#unit(parts.slice(0, i).join("."));
      if (!unit) return [];
      out.push(unit);
    }
    return out;
  }

  #unit(name: string): Unit | undefined {
    const known = this.#byName.get(name);
    if (known) return known;
    const part = writtenModule(name);
    if (part) return this.#written(name, part.module, part.text);
    const found = findModule(this.#files, name);
    if (!found) return undefined;
    const isFolder = found === "folder";
    const outer = this.file;
    const unit: Unit = {
      name,
      file: isFolder ? name.replaceAll(".", "/") : found.file,
      package: isFolder || found.isPackage ? name : name.split(".").slice(0, -1).join("."),
      prefix: `${rustName(name.replaceAll(".", "_"))}_`,
      module: isFolder ? { nodeType: "Module", body: [] } : this.#parse(found.file),
    };
    this.file = outer;
    nameModule(unit);
    this.#byName.set(name, unit);
    return unit;
  }

  #written(name: string, module: string, text: string): Unit {
    const own = `${rustName(module.replaceAll(".", "_"))}_`;
    const isTaken = [...this.#byName.values()].some((other) => other.prefix === own);
    const prefix = isTaken ? `${rustName(name)}_` : own;
    const unit: Unit = {
      name: module,
      file: `${module}.py`,
      package: undefined,
      prefix,
      module: parse(text),
      written: true,
    };
    for (const stmt of unit.module.body)
      if (stmt.nodeType === "ClassDef" && STANDS_FOR[stmt.name])
        Object.assign(stmt, { standsFor: STANDS_FOR[stmt.name] });
    nameModule(unit);
    this.#byName.set(name, unit);
    return unit;
  }

  #finish(unit: Unit): void {
    if (!this.units.includes(unit) && !this.#open.includes(unit)) this.#visit(unit);
  }

  #visit(unit: Unit): void {
    const outer = this.file;
    this.file = unit.file;
    this.#open.push(unit);
    settleGuardedImports(unit.module, (stmt) => this.#presence(unit, stmt));
    const starred = !unit.written && importsStar(unit.module);
    eachImport(unit.module, (stmt, nested) => this.#import(unit, stmt, nested));
    if (starred) desugarUnboundNames(unit.module);
    this.#open.pop();
    this.units.push(unit);
    this.file = outer;
  }

  #presence(unit: Unit, stmt: ImportStmt): Presence {
    if (stmt.nodeType === "Import") return presenceOf(stmt.names.map(({ name }) => this.#presenceOfModule(name)));
    const module = absoluteName(unit.package, stmt.level ?? 0, stmt.module) ?? "";
    const presence = this.#presenceOfModule(module);
    const isLibrarys = presence.kind === "there" && findModule(this.#files, module) === undefined;
    return isLibrarys ? presenceOf(stmt.names.map(({ name }) => presenceOfName(module, name))) : presence;
  }

  #presenceOfModule(name: string): Presence {
    if (findModule(this.#files, name) !== undefined) return { kind: "there" };
    const parts = name.split(".");
    const [top] = parts as [string];
    if (STANDARD_MODULES.has(top)) return presenceOfLibrarys(name);
    if (top.startsWith("_")) return { kind: "unknown" };
    const around = parts.findIndex((_, i) => findModule(this.#files, parts.slice(0, i + 1).join(".")) === undefined);
    return noModule(parts.slice(0, around + 1).join("."));
  }

  #import(unit: Unit, stmt: ImportStmt, nested: boolean): void {
    if (stmt.nodeType === "ImportFrom") {
      this.#from(unit, stmt, nested);
      return;
    }
    for (const alias of stmt.names) if (alias.name) this.#plain(unit, stmt, alias, nested);
  }

  #plain(unit: Unit, stmt: ImportStmt, alias: Alias, nested: boolean): void {
    const chain = this.#chain(alias.name);
    if (!chain.length) {
      this.#standard(alias.name, stmt);
      return;
    }
    join(alias, { loads: chain, unit: (alias.asname ? chain.at(-1) : chain[0]) as Unit });
    for (const each of chain) {
      if (!nested && this.#open.includes(each) && each !== unit) this.#harmless(each, stmt);
      this.#finish(each);
    }
  }

  #from(unit: Unit, stmt: ImportStmt & { nodeType: "ImportFrom" }, nested: boolean): void {
    const name = absoluteName(unit.package, stmt.level ?? 0, stmt.module);
    if (name === undefined)
      refuse("a relative import in a file that is run by itself", stmt, "import it by its full name");
    const chain = this.#chain(name as string);
    if (!chain.length) {
      if (stmt.level) refuse(`the module ${name}`, stmt, "it is not among the program's files");
      this.#standard(name as string, stmt);
      expandStandardStar(name as string, stmt, importedNames(unit.module, stmt));
      return;
    }
    const base = chain.at(-1) as Unit;
    const closing = !nested && this.#open.includes(base) && base !== unit;
    for (const each of chain) this.#finish(each);
    this.#expandStar(base, stmt, closing);
    for (const alias of stmt.names) {
      const link: ModuleLink = { base, loads: [...chain] };
      join(alias, link);
      const inside = defines(base, alias.name) ? undefined : this.#unit(`${base.name}.${alias.name}`);
      if (inside) {
        link.unit = inside;
        link.loads.push(inside);
        this.#finish(inside);
      } else if (closing)
        refuse(
          "a circular import of a name",
          stmt,
          `write import ${base.name}, or move what both need to a third module`,
        );
    }
  }

  #standard(name: string, stmt: ImportStmt): void {
    const top = name.split(".")[0] as string;
    if (ELSEWHERE.has(top)) refuse(`the module ${name}`, stmt, "only Windows has it");
    if (!STANDARD_MODULES.has(top) && !top.startsWith("_"))
      refuse(`the module ${name}`, stmt, "it is neither the program's nor the standard library's");
    const seen = SEEN_IMPORTS.get(top);
    if (seen !== undefined) refuse(`the module ${name}`, stmt, seen);
    if (stmt.nodeType !== "ImportFrom") return;
    const absent = stmt.names.find((alias) => presenceOfName(name, alias.name).kind !== "there");
    if (absent) refuse(`${name}.${absent.name}`, stmt, "Python 3.11 does not have it");
  }

  #harmless(closed: Unit, stmt: ImportStmt): void {
    const cycle = this.#open.slice(this.#open.indexOf(closed));
    if (!cycle.every((each) => each.name !== "__main__" && onlyDefines(each.module.body)))
      refuse("a circular import", stmt, "import it inside the function that needs it");
  }

  /** `from x import *`: the names it stands for. */
  #expandStar(base: Unit, stmt: ImportStmt & { nodeType: "ImportFrom" }, closing: boolean): void {
    const star = stmt.names.find((alias) => alias.name === "*");
    if (!star) return;
    if (closing) refuse("a circular import", stmt);
    stmt.names = publicNames(base.module, stmt).map((name) => ({ ...star, name }));
  }
}

/** `from math import *`: every name that the module has, translated or not, so that none is taken for a built-in. */
function expandStandardStar(
  module: string,
  stmt: ImportStmt & { nodeType: "ImportFrom" },
  others: ReadonlySet<string>,
): void {
  const star = stmt.names.find((alias) => alias.name === "*");
  const names = STAR_NAMES.get(module);
  // What typing names like a container is that container: which of both a name stands for makes no difference.
  const kept = module === "typing" ? names?.filter((name) => !others.has(name)) : names;
  if (star && kept) stmt.names = kept.map((name) => ({ ...star, name }));
}

/** The containers that other imports of a module name. */
function importedNames(module: Module, but: ImportStmt): Set<string> {
  const out = new Set<string>();
  eachImport(module, (stmt) => {
    if (stmt === but || stmt.nodeType !== "ImportFrom" || !/^collections(\.abc)?$/.test(stmt.module ?? "")) return;
    for (const { name, asname } of stmt.names)
      if (name === "*") for (const each of STAR_NAMES.get(stmt.module as string) ?? []) out.add(each);
      else if (!asname) out.add(name);
  });
  return out;
}

/** A statement that loads the packages a module lies in. */
function loading(units: Unit[]): Stmt {
  const place = { lineno: 1, col_offset: 0, end_lineno: 1, end_col_offset: 0 };
  const alias: Alias = { nodeType: "Alias", name: "", ...place };
  join(alias, { loads: units });
  return { nodeType: "Import", names: [alias], ...place } as Stmt;
}

function join(alias: Alias, link: ModuleLink): void {
  Object.defineProperty(alias, "link", { value: link, enumerable: false });
}

/** `__name__` in a module that is imported is a constant. */
function nameModule(unit: Unit): void {
  eachNode(unit.module, (node) => {
    const name = node as { nodeType: string; id?: string; value?: unknown; lit?: unknown };
    if (name.nodeType !== "Name" || name.id !== "__name__") return;
    name.nodeType = "Constant";
    name.value = unit.name;
    name.lit = { k: "str", v: unit.name };
  });
}

/** Does a package bind a name other than to the module in it? */
function defines(unit: Unit, name: string): boolean {
  const isOfItself = (stmt: Stmt): boolean =>
    stmt.nodeType === "ImportFrom" && absoluteName(unit.package, stmt.level ?? 0, stmt.module) === unit.name;
  return boundNames(unit.module.body.filter((stmt) => !isOfItself(stmt))).has(name);
}

function publicNames(module: Module, at: ImportStmt): string[] {
  const names = boundNames(module.body);
  if (!names.has("__all__")) return [...names].filter((name) => !name.startsWith("_"));
  const listed = module.body.filter(
    (stmt) => stmt.nodeType === "Assign" && (stmt.targets[0] as { id?: string }).id === "__all__",
  );
  const value = listed.length === 1 && listed[0]?.nodeType === "Assign" ? listed[0].value : undefined;
  if (value?.nodeType !== "List" && value?.nodeType !== "Tuple")
    return refuse("from … import * by a list that is worked out", at);
  return value.elts.map((item) =>
    item.nodeType === "Constant" && item.lit.k === "str" ? item.lit.v : refuse("from … import *", at),
  );
}
