import type { Call, Expr, Module, Place, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { placeOf, putAtHead } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode } from "../program/walk.js";
import { examplesOf, verboseReport } from "./doctest-report.js";

const RUNS = new Set(["testmod", "run_docstring_examples"]);

/**
 * A program's own run of its examples prints nothing where all of them hold, and that is how it is translated: the
 * run is left out; one that shows each example is what it prints then. Its result, where it is looked at, is that of
 * examples which all hold. What reads other modules' or files' examples is refused.
 */
export function desugarDoctests(module: Module): void {
  const imported = importsOf(module);
  if (!imported.length) return;
  const modules = new Set(imported.filter(({ of }) => !of).map(({ name }) => name));
  const functions = new Map(imported.flatMap(({ name, of }) => (of ? [[name, of] as const] : [])));
  const runOf = (node: Expr): string | undefined => {
    if (node.nodeType !== "Call") return undefined;
    const { func } = node;
    if (func.nodeType === "Name") return functions.get(func.id);
    return func.nodeType === "Attribute" && func.value.nodeType === "Name" && modules.has(func.value.id)
      ? func.attr
      : undefined;
  };
  const leaveOut = (body: Stmt[]): void => {
    body.forEach((stmt, i) => {
      const run = stmt.nodeType === "Expr" ? runOf(stmt.value) : undefined;
      if (stmt.nodeType === "Expr" && run && RUNS.has(run)) {
        const isShown = readOptions(stmt.value as Call, run);
        body[i] = isShown ? printed(module, stmt) : ({ nodeType: "Pass", ...placeOf(stmt) } as Stmt);
      } else if (stmt.nodeType === "Import" || stmt.nodeType === "ImportFrom") {
        const names = stmt.names.filter(
          (alias) =>
            !(stmt.nodeType === "Import"
              ? alias.name === "doctest"
              : stmt.module === "doctest" && (RUNS.has(alias.name) || isFlag(alias.name))),
        );
        if (names.length === stmt.names.length) return;
        body[i] = names.length ? { ...stmt, names } : ({ nodeType: "Pass", ...placeOf(stmt) } as Stmt);
      }
    });
  };
  let looked = false;
  eachNode(module, (node) => {
    for (const child of Object.values(node)) if (Array.isArray(child) && isBody(child)) leaveOut(child as Stmt[]);
  });
  eachNode(module, (node) => {
    const each = node as unknown as Expr;
    const run = runOf(each);
    if (run === undefined) return;
    if (run !== "testmod") refuse(`doctest.${run}`, each, "call doctest.testmod()");
    if (readOptions(each as Call, run)) refuse("the result of doctest.testmod(verbose=…)", each, QUIET);
    looked = true;
    Object.assign(each, {
      nodeType: "Call",
      func: { nodeType: "Name", id: "TestResults", ...placeOf(each) },
      args: [number(0, each), number(countIn(module), each)],
      keywords: [],
    });
  });
  if (looked) {
    const made = parse("class TestResults(NamedTuple):\n  failed: int\n  attempted: int\n").body[0] as Stmt;
    putAtHead(module.body, [made]);
  }
}

const isBody = (list: unknown[]): boolean =>
  list.some((item) => typeof item === "object" && item !== null && "nodeType" in item && "lineno" in item);

const isFlag = (name: string): boolean => /^[A-Z_]+$/.test(name);

const number = (value: number, at: Place): Expr =>
  ({ nodeType: "Constant", value, lit: { k: "int", v: BigInt(value) }, ...placeOf(at) }) as Expr;

/** The names under which a module imports `doctest`, or what it imports of it. */
function importsOf(module: Module): { name: string; of: string | undefined }[] {
  const found: { name: string; of: string | undefined }[] = [];
  eachNode(module, (node) => {
    const stmt = node as unknown as Stmt;
    if (stmt.nodeType === "Import")
      for (const alias of stmt.names)
        if (alias.name === "doctest") found.push({ name: alias.asname ?? alias.name, of: undefined });
    if (stmt.nodeType === "ImportFrom" && stmt.module === "doctest")
      for (const alias of stmt.names) found.push({ name: alias.asname ?? alias.name, of: alias.name });
  });
  return found;
}

const QUIET = "leave verbose out: a quiet run prints nothing";

/** `print("…", end="")`, of what a run that shows its examples prints. */
function printed(module: Module, at: Stmt): Stmt {
  let isOwn = false;
  eachNode(module, (node) => {
    const { name, id, ctx, arg } = node as unknown as Record<string, { nodeType?: string } | string | undefined>;
    isOwn ||=
      name === "print" || arg === "print" || (id === "print" && (ctx as { nodeType: string }).nodeType === "Store");
  });
  if (isOwn) refuse("doctest.testmod(verbose=…) beside a print of the program's own", at, QUIET);
  const [stmt] = parse(`print(${JSON.stringify(verboseReport(module))}, end="")`).body;
  return { ...(stmt as Stmt), ...placeOf(at) } as Stmt;
}

/** Whether the run shows each example. */
function readOptions(node: Call, run: string): boolean {
  const at = run === "testmod" ? 3 : 2;
  if (run === "testmod" && node.args.length) refuse("doctest.testmod of another module", node, "run it without it");
  const verbose = node.args[at] ?? node.keywords.find(({ arg }) => arg === "verbose")?.value;
  const silent = !verbose || (verbose.nodeType === "Constant" && (verbose.lit.k === "none" || isFalse(verbose)));
  const isShown = verbose?.nodeType === "Constant" && verbose.lit.k === "bool" && run === "testmod";
  if (!silent && !isShown) refuse(`doctest.${run}(verbose=…)`, verbose, QUIET);
  for (const { arg, value } of node.keywords)
    if (!/^(name|verbose|optionflags|report|exclude_empty|raise_on_error|globs|compileflags)$/.test(arg ?? ""))
      refuse(`doctest.${run}(${arg ?? "**"}=…)`, value);
  const named = node.keywords.find(({ arg }) => arg === "name" || arg === "exclude_empty");
  if (!silent && named) refuse(`doctest.${run}(verbose=…, ${named.arg}=…)`, named.value, QUIET);
  return !silent;
}

const isFalse = (node: Expr): boolean =>
  node.nodeType === "Constant" && ((node.lit.k === "bool" && !node.lit.v) || (node.lit.k === "int" && !node.lit.v));

/** How many examples `testmod` finds: those of the module, its functions and its classes with theirs. */
function countIn(module: Module): number {
  const inBody = (body: Stmt[]): number => {
    let count = examplesOf(body).length;
    for (const stmt of body) {
      if (stmt.nodeType === "FunctionDef") count += examplesOf(stmt.body).length;
      else if (stmt.nodeType === "ClassDef") count += inBody(stmt.body);
      else if (stmt.nodeType === "If" || stmt.nodeType === "Try") {
        let hidden = 0;
        eachNode(stmt, (node) => {
          if (node.nodeType === "FunctionDef" || node.nodeType === "ClassDef") hidden += 1;
        });
        if (hidden) refuse("the result of doctest.testmod beside functions made under a condition", stmt);
      }
    }
    return count;
  };
  return inBody(module.body);
}
