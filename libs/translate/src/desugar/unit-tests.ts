import type { Call, ClassDef, Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { placeOf } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode } from "../program/walk.js";
import { Assertions } from "./assertions.js";
import { callOf, placed } from "./await-nodes.js";

const PART = "written_unittest";
type Tree = { nodeType: string } & Record<string, unknown>;

/*
 * `unittest`, whose tests are found by the names of classes and methods: here, from the source.
 *
 * 1. A class's tests are its own and its bases' methods whose names begin with `test`, by the alphabet; so are classes.
 * 2. Each test has an object of its own. A function for each class makes its suite, behind the class.
 * 3. What asserts with a class or around statements is written as the statements that it means.
 */
export function desugarUnitTests(module: Module): void {
  const names = importedNames(module);
  if (!names.size) return;
  const classes = testClasses(module, names);
  const wanted = new Set<string>();
  const use = (name: string): string => {
    wanted.add(name);
    return `unittest__${name}`;
  };
  const assertions = new Assertions(() => use("SkipTest"));
  for (const node of classes.values()) assertions.rewrite(node);
  let isRun = false;
  eachNode(module, (given) => {
    const node = given as Tree;
    const path = node.nodeType === "Call" ? pathOf(node.func as Expr, names) : undefined;
    if (!path) return;
    const made = callFor(path, node as unknown as Call, classes, use);
    if (!made) return;
    replace(node, made);
    isRun = true;
  });
  const { body } = module;
  const makers = isRun ? [...classes.values()].flatMap((node) => suiteOf(node, classes, names, use)) : [];
  const last = Math.max(-1, ...[...classes.values()].map((node) => body.indexOf(node)));
  if (makers.length) body.splice(last + 1, 0, ...makers);
  const imports = [...wanted].map((name) => `from ${PART} import ${name} as unittest__${name}`);
  const head = body.findIndex((stmt, i) => !(i === 0 && stmt.nodeType === "Expr") && !isFuture(stmt));
  body.splice(head, 0, ...parse(`${imports.join("\n")}\n`).body);
}

const isFuture = (stmt: Stmt): boolean => stmt.nodeType === "ImportFrom" && stmt.module === "__future__";

/** What the module calls `unittest` and what is in it. */
function importedNames({ body }: Module): Map<string, string> {
  const out = new Map<string, string>();
  for (const stmt of body) {
    if (stmt.nodeType !== "Import" && stmt.nodeType !== "ImportFrom") continue;
    for (const { name, asname } of stmt.names) {
      if (stmt.nodeType === "Import" && name === "unittest") out.set(asname ?? name, "unittest");
      if (stmt.nodeType === "ImportFrom" && stmt.module === "unittest") out.set(asname ?? name, `unittest.${name}`);
    }
  }
  return out;
}

/** `unittest.name` of an expression, whatever the module calls it. */
function pathOf(node: Expr, names: ReadonlyMap<string, string>): string | undefined {
  if (node.nodeType === "Name") return names.get(node.id);
  if (node.nodeType === "Call") {
    const inner = pathOf(node.func, names);
    return inner && `${inner}()`;
  }
  const outer = node.nodeType === "Attribute" ? pathOf(node.value, names) : undefined;
  return outer && `${outer}.${(node as Expr & { nodeType: "Attribute" }).attr}`;
}

/** The module's classes of tests, by the alphabet. */
function testClasses({ body }: Module, names: ReadonlyMap<string, string>): Map<string, ClassDef> {
  const out = new Map<string, ClassDef>();
  for (const stmt of body) {
    if (stmt.nodeType !== "ClassDef") continue;
    const isOne = stmt.bases.some(
      (base) => pathOf(base, names) === "unittest.TestCase" || (base.nodeType === "Name" && out.has(base.id)),
    );
    if (isOne) out.set(stmt.name, stmt);
  }
  return new Map([...out].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const maker = (name: string): string => `suite_of_${name}__`;

/** The call that stands for one of `unittest`'s; nothing where its own stays. */
function callFor(
  path: string,
  node: Call,
  classes: ReadonlyMap<string, ClassDef>,
  use: (name: string) => string,
): Expr | undefined {
  const option = (name: string): Expr | undefined => node.keywords.find(({ arg }) => arg === name)?.value;
  const load = /^unittest\.(?:(?:TestLoader\(\)|defaultTestLoader)\.loadTestsFrom(TestCase|Module)|makeSuite)$/.exec(
    path,
  );
  if (path === "unittest.main") {
    for (const { arg, value } of node.keywords)
      if (!/^(argv|exit|verbosity)$/.test(arg ?? "")) refuse(`unittest.main(${arg ?? "**"})`, value);
    if (node.args.length) refuse("unittest.main with these arguments", node);
    const argv = option("argv");
    if (argv && (argv.nodeType !== "List" || argv.elts.length > 1)) refuse("unittest.main(argv=)", argv);
    const made = parse(`${use("main__")}(${suiteOfAll(classes, use)}, None, None, ${argv ? "False" : "True"})`);
    const call = placed((made.body[0] as Stmt & { value: Call }).value, node);
    call.args[1] = option("verbosity") ?? one(node);
    call.args[2] = option("exit") ?? yes(node);
    return call;
  }
  if (load) {
    const [given] = node.args;
    if (load[1] === "Module")
      return placed((parse(suiteOfAll(classes, use)).body[0] as Stmt & { value: Expr }).value, node);
    if (given?.nodeType !== "Name" || !classes.has(given.id)) return refuse(`${path} of this`, node);
    return callOf(maker(given.id), [], node);
  }
  if (/loadTests|^unittest\.(mock|Isolated|case\.|FunctionTestCase)/.test(path)) return refuse(path, node);
  return undefined;
}

const suiteOfAll = (classes: ReadonlyMap<string, ClassDef>, use: (name: string) => string): string =>
  `${use("suite__")}([${[...classes.keys()].map((name) => `${maker(name)}()._groups[0]`).join(", ")}])`;

const one = (at: Call): Expr =>
  ({ nodeType: "Constant", value: 1, lit: { k: "int", v: 1n }, ...placeOf(at) }) as unknown as Expr;
const yes = (at: Call): Expr =>
  ({ nodeType: "Constant", value: true, lit: { k: "bool", v: true }, ...placeOf(at) }) as unknown as Expr;

function replace(node: Tree, by: Expr): void {
  for (const key of Object.keys(node)) delete node[key];
  Object.assign(node, by);
}

/** A function that makes the suite of a class's tests. */
function suiteOf(
  node: ClassDef,
  classes: ReadonlyMap<string, ClassDef>,
  names: ReadonlyMap<string, string>,
  use: (name: string) => string,
): Stmt[] {
  const tests = new Map<string, FunctionDef>();
  const collect = (each: ClassDef): void => {
    for (const base of [...each.bases].reverse()) {
      const known = base.nodeType === "Name" ? classes.get(base.id) : undefined;
      if (known) collect(known);
      else if (pathOf(base, names) !== "unittest.TestCase") refuse("a class of tests with other bases", base);
    }
    for (const stmt of each.body)
      if (stmt.nodeType === "FunctionDef" && /^test/.test(stmt.name)) tests.set(stmt.name, stmt);
      else if ((stmt.nodeType as string) === "AsyncFunctionDef") refuse("an asynchronous test", stmt);
  };
  collect(node);
  const whole = skipping(node, names);
  const lines = [
    `def ${maker(node.name)}():`,
    `  group = ${use("Group")}("__main__.${node.name}", lambda: ${node.name}.setUpClass(), lambda: ${node.name}.tearDownClass())`,
  ];
  for (const [name, test] of [...tests].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const own = skipping(test, names);
    const skip = whole.skip ?? own.skip ?? "None";
    lines.push(
      `  def case_${name}(result):`,
      `    case = ${node.name}("${name}")`,
      `    ${use("run_case")}(case, result, "__main__.${node.name}", ${docOf(test)}, ${skip}, ${own.expects ? "True" : "False"}, lambda case: case.${name}())`,
      `  group.add(case_${name})`,
    );
  }
  for (const test of tests.values()) test.decorator_list = test.decorator_list.filter((each) => !isMark(each, names));
  node.decorator_list = node.decorator_list.filter((each) => !isMark(each, names));
  lines.push(`  return ${use("suite__")}([group])`);
  return parse(`${lines.join("\n")}\n`).body.map((stmt) => placed(stmt, node));
}

const MARK = /^unittest\.(skip|skipIf|skipUnless|expectedFailure)(\(\))?$/;
const isMark = (node: Expr, names: ReadonlyMap<string, string>): boolean => MARK.test(pathOf(node, names) ?? "");

/** What a test's decorators say of it; conditions are those that the source settles. */
function skipping(
  node: { decorator_list: Expr[] },
  names: ReadonlyMap<string, string>,
): { skip: string | undefined; expects: boolean } {
  let skip: string | undefined;
  let expects = false;
  for (const each of node.decorator_list) {
    const kind = MARK.exec(pathOf(each, names) ?? "")?.[1];
    if (!kind) continue;
    if (kind === "expectedFailure") {
      expects = true;
      continue;
    }
    const args = each.nodeType === "Call" ? each.args : [];
    const reason = args.at(-1);
    const test =
      kind === "skip" ? true : args[0]?.nodeType === "Constant" && args[0].lit.k === "bool" ? args[0].lit.v : undefined;
    if (test === undefined || (reason && (reason.nodeType !== "Constant" || reason.lit.k !== "str")))
      return refuse(`unittest.${kind} of what is worked out`, each, "skip by self.skipTest in the test");
    const text = reason?.nodeType === "Constant" && reason.lit.k === "str" ? JSON.stringify(reason.lit.v) : '""';
    if (test === (kind !== "skipUnless")) skip = text;
  }
  return { skip, expects };
}

/** The first line of a test's docstring, as Python source. */
function docOf({ body: [first] }: FunctionDef): string {
  const value = first?.nodeType === "Expr" && first.value.nodeType === "Constant" ? first.value.lit : undefined;
  return value?.k === "str" ? JSON.stringify(value.v.trim().split("\n")[0]?.trim() ?? "") : '""';
}
