import type { Expr, Module } from "../ast.js";
import { eachNode } from "../program/walk.js";

/** Whether a module may ask what runs it. */
export const SYSTEM_TEST = /\b(version_info|platform|os)\b/;

/** What Python 3.11 on Linux says, of whatever revision. */
const VERSION = [3, 11];
const SYSTEM: Readonly<Record<string, string>> = { "sys.platform": "linux", "os.name": "posix" };

/**
 * `sys.version_info >= (3, 8)`, `sys.platform == "win32"` and `os.name == "nt"` are known: what is imported and defined
 * for other systems is not looked at.
 */
export function desugarSystemTests(module: Module): void {
  const names = namesOfSystem(module);
  if (!names.size) return;
  eachNode(module, (given) => {
    const node = given as unknown as Expr;
    const answer = answerOf(node, (of) => pathOf(of, names));
    if (answer === undefined) return;
    for (const key of ["left", "ops", "comparators", "func", "args", "keywords"]) delete (node as never)[key];
    Object.assign(node, { nodeType: "Constant", value: answer, lit: { k: "bool", v: answer } });
  });
}

/** What names stand for that are imported, and bound by nothing else. */
function namesOfSystem(module: Module): Map<string, string> {
  const names = new Map<string, string>();
  const others = new Set<string>();
  eachNode(module, (given) => {
    const node = given as unknown as Record<string, unknown> & { nodeType: string };
    if (node.nodeType === "Import" || node.nodeType === "ImportFrom") {
      for (const { name, asname } of node.names as { name: string; asname?: string }[]) {
        const path = node.nodeType === "Import" ? name : `${String(node.module)}.${name}`;
        if (/^(sys|os|sys\.version_info|sys\.platform|os\.name)$/.test(path)) names.set(asname || name, path);
        else others.add(asname || name);
      }
    } else if (node.nodeType === "Arg") others.add(node.arg as string);
    else if (node.nodeType === "FunctionDef" || node.nodeType === "ClassDef") others.add(node.name as string);
    else if (node.nodeType === "Name" && (node.ctx as { nodeType?: string })?.nodeType !== "Load")
      others.add(node.id as string);
  });
  for (const name of others) names.delete(name);
  return names;
}

function pathOf(node: Expr, names: ReadonlyMap<string, string>): string | undefined {
  if (node.nodeType === "Name") return names.get(node.id);
  if (node.nodeType !== "Attribute") return undefined;
  const outer = pathOf(node.value, names);
  return outer && `${outer}.${node.attr}`;
}

type PathOf = (node: Expr) => string | undefined;

function answerOf(node: Expr, path: PathOf): boolean | undefined {
  if (node.nodeType === "Compare" && node.ops.length === 1) {
    const [op, right] = [node.ops[0]?.nodeType ?? "", node.comparators[0] as Expr];
    return versionAnswer(node.left, op, right, path) ?? systemAnswer(node.left, op, right, path);
  }
  if (node.nodeType !== "Call" || node.func.nodeType !== "Attribute" || node.func.attr !== "startswith")
    return undefined;
  const system = SYSTEM[path(node.func.value) ?? ""];
  const prefixes = node.args.length === 1 && !node.keywords.length ? textsOf(node.args[0] as Expr) : undefined;
  return system === undefined ? undefined : prefixes?.some((prefix) => system.startsWith(prefix));
}

function systemAnswer(left: Expr, op: string, right: Expr, path: PathOf): boolean | undefined {
  const system = SYSTEM[path(left) ?? ""];
  const texts = textsOf(right);
  if (system === undefined || !texts) return undefined;
  const isOne = right.nodeType === "Constant";
  if (isOne && op === "Eq") return texts[0] === system;
  if (isOne && op === "NotEq") return texts[0] !== system;
  if (!isOne && op === "In") return texts.includes(system);
  return !isOne && op === "NotIn" ? !texts.includes(system) : undefined;
}

/** A version has more parts than those that are known: where they are alike it is the greater. */
function versionAnswer(left: Expr, op: string, right: Expr, path: PathOf): boolean | undefined {
  const known = versionOf(left, path);
  const wanted = right.nodeType === "Tuple" ? right.elts.map(numberOf) : [numberOf(right)];
  if (!known || !wanted.length || wanted.some(Number.isNaN)) return undefined;
  if ((right.nodeType === "Tuple") === (known.is === "number")) return undefined;
  const { parts } = known;
  const differs = wanted.findIndex((each, i) => each !== parts[i]);
  if (differs >= parts.length && known.is === "version") return undefined;
  const order =
    differs >= 0
      ? Math.sign((parts[differs] ?? -1) - (wanted[differs] as number))
      : known.is === "version" || parts.length > wanted.length
        ? 1
        : 0;
  return { Gt: order > 0, GtE: order >= 0, Lt: order < 0, LtE: order <= 0, Eq: order === 0, NotEq: order !== 0 }[op];
}

/** `sys.version_info` and parts of it. */
function versionOf(node: Expr, path: PathOf): { parts: number[]; is: "version" | "parts" | "number" } | undefined {
  const named = path(node);
  if (named === "sys.version_info") return { parts: VERSION, is: "version" };
  if (named === "sys.version_info.major") return { parts: VERSION.slice(0, 1), is: "number" };
  if (named === "sys.version_info.minor") return { parts: VERSION.slice(1), is: "number" };
  if (node.nodeType !== "Subscript" || path(node.value) !== "sys.version_info") return undefined;
  const { slice } = node;
  if (slice.nodeType !== "Slice") {
    const part = VERSION[numberOf(slice)];
    return part === undefined ? undefined : { parts: [part], is: "number" };
  }
  const upper = slice.upper && numberOf(slice.upper);
  if (slice.lower || slice.step || !upper || !(upper <= VERSION.length)) return undefined;
  return { parts: VERSION.slice(0, upper), is: "parts" };
}

const numberOf = (node: Expr): number =>
  node.nodeType === "Constant" && node.lit.k === "int" ? Number(node.lit.v) : Number.NaN;

function textsOf(node: Expr): string[] | undefined {
  const items = node.nodeType === "Tuple" || node.nodeType === "List" || node.nodeType === "Set" ? node.elts : [node];
  const texts = items.map((each) => (each.nodeType === "Constant" && each.lit.k === "str" ? each.lit.v : undefined));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
