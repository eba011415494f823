import type { ClassDef, Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { eachNode } from "../program/walk.js";

/** What `doctest` looks through: the module, a function or a class, by its dotted name. */
interface Item {
  name: string;
  examples: readonly Example[];
}

interface Example {
  source: string;
  /** What is to be printed; empty for nothing. */
  want: string;
}

/** What `doctest.testmod(verbose=True)` prints of a module whose examples all hold. */
export function verboseReport(module: Module): string {
  const items = [{ name: "__main__", examples: examplesOf(module.body) }, ...members(module.body, "__main__")];
  items.sort((a, b) => (a.name < b.name ? -1 : 1));
  const without = items.filter(({ examples }) => examples.length === 0);
  const passed = items.filter(({ examples }) => examples.length > 0);
  const total = passed.reduce((sum, { examples }) => sum + examples.length, 0);
  return [
    ...passed.flatMap(({ examples }) => examples.map(tried)),
    ...(without.length ? [`${without.length} items had no tests:\n`] : []),
    ...without.map(({ name }) => `    ${name}\n`),
    ...(passed.length ? [`${passed.length} items passed all tests:\n`] : []),
    ...passed.map(({ name, examples }) => ` ${String(examples.length).padStart(3)} tests in ${name}\n`),
    `${total} tests in ${items.length} items.\n${total} passed and 0 failed.\nTest passed.\n`,
  ].join("");
}

const indented = (text: string): string => text.replace(/^(?!$)/gm, "    ");

const tried = ({ source, want }: Example): string =>
  `Trying:\n${indented(source)}${want ? `Expecting:\n${indented(want)}` : "Expecting nothing\n"}ok\n`;

/** The functions and classes of a body, as a module or a class holds them in the end. */
function members(body: readonly Stmt[], prefix: string): Item[] {
  const found = new Map<string, Item[]>();
  for (const stmt of body) {
    if (stmt.nodeType === "FunctionDef" || stmt.nodeType === "AsyncFunctionDef") {
      if (!isAccessor(stmt)) found.set(stmt.name, [functionItem(stmt, prefix)]);
    } else if (stmt.nodeType === "ClassDef") found.set(stmt.name, classItems(stmt, prefix));
    else if (stmt.nodeType === "Assign" || stmt.nodeType === "AnnAssign") {
      const name = boundName(stmt);
      if (name !== undefined && stmt.value?.nodeType === "Lambda")
        found.set(name, [{ name: `${prefix}.${name}`, examples: [] }]);
      else if (stmt.value) refuseMade(stmt.value);
    } else refuseHidden(stmt);
  }
  return [...found.values()].flat();
}

function boundName(stmt: Stmt & { nodeType: "Assign" | "AnnAssign" }): string | undefined {
  const [target, ...more] = stmt.nodeType === "Assign" ? stmt.targets : [stmt.target];
  return target?.nodeType === "Name" && more.length === 0 ? target.id : undefined;
}

/** `@x.setter`: the property is there already. */
const isAccessor = ({ decorator_list }: FunctionDef): boolean =>
  decorator_list.some((each) => each.nodeType === "Attribute" && /^(setter|deleter|getter)$/.test(each.attr));

const FUNCTION_DECORATORS = /^(staticmethod|classmethod|property|abstractmethod|cache|lru_cache)$/;
const CLASS_DECORATORS = /^(total_ordering|final|runtime_checkable)$/;

function functionItem(node: FunctionDef, prefix: string): Item {
  for (const each of node.decorator_list) if (!FUNCTION_DECORATORS.test(lastName(each))) unclear("a decorator", each);
  return { name: `${prefix}.${node.name}`, examples: examplesOf(node.body) };
}

function classItems(node: ClassDef, prefix: string): Item[] {
  const name = `${prefix}.${node.name}`;
  for (const each of node.decorator_list) if (!CLASS_DECORATORS.test(lastName(each))) unclear("a decorator", each);
  for (const base of node.bases) if (MADE.test(lastName(base))) unclear("this base class", base);
  return [{ name, examples: examplesOf(node.body) }, ...members(node.body, name)];
}

/** Classes that get methods which stand nowhere. */
const MADE = /^(NamedTuple|TypedDict|Enum|IntEnum|StrEnum|Flag|IntFlag)$/;

function lastName(node: Expr): string {
  if (node.nodeType === "Name") return node.id;
  if (node.nodeType === "Attribute") return node.attr;
  if (node.nodeType === "Call") return lastName(node.func);
  return node.nodeType === "Subscript" ? lastName(node.value) : "";
}

/** A call may give a function or a class, which would be looked through as well. */
function refuseMade(value: Expr): void {
  if (
    value.nodeType === "Call" &&
    /^(namedtuple|NamedTuple|Enum|type|partial|make_dataclass)$/.test(lastName(value.func))
  )
    unclear("a class or function that is made by a call", value);
}

function refuseHidden(stmt: Stmt): void {
  eachNode(stmt, (node) => {
    if (/^(FunctionDef|AsyncFunctionDef|ClassDef)$/.test(node.nodeType))
      unclear("what is made under a condition", stmt);
  });
}

function unclear(what: string, at: Expr | Stmt): never {
  refuse(`doctest.testmod(verbose=…) beside ${what}`, at, "leave verbose out: a quiet run prints nothing");
}

/** The examples of what stands first in a body, where that is a docstring. */
export function examplesOf(body: readonly Stmt[]): Example[] {
  const first = body[0];
  if (first?.nodeType !== "Expr" || first.value.nodeType !== "Constant" || first.value.lit.k !== "str") return [];
  return examplesIn(first.value.lit.v);
}

/** Examples as `doctest` reads them: prompts, what goes on, and lines to the next prompt or empty line. */
function examplesIn(docstring: string): Example[] {
  const found: Example[] = [];
  const lines = docstring.replaceAll("\t", "        ").split("\n");
  for (let i = 0; i < lines.length; i += 1) {
    const start = /^( *)>>>( .*|)$/.exec(lines[i] as string);
    if (!start) continue;
    const depth = (start[1] as string).length;
    const source = [(lines[i] as string).slice(depth + 4)];
    while (/^ *\.\.\./.test(lines[i + 1] ?? "")) source.push((lines[++i] as string).slice(depth + 4));
    const want: string[] = [];
    while (/\S/.test(lines[i + 1] ?? "") && !/^ *>>>/.test(lines[i + 1] as string))
      want.push((lines[++i] as string).slice(depth));
    const text = source.join("\n");
    if (/^ *(#.*)?$/.test(text) || /#\s*doctest:.*\+SKIP/.test(text)) continue;
    found.push({ source: text.endsWith("\n") ? text : `${text}\n`, want: want.map((line) => `${line}\n`).join("") });
  }
  return found;
}
