import { BUILTINS } from "./library/builtins.js";
import { CONTAINER_METHODS } from "./library/containers.js";
import { MODULE_CALLS, MODULE_CONSTANTS } from "./library/modules.js";
import { isRefused } from "./library/native/module.js";
import { NATIVE, SPECIAL } from "./library/native/types.js";
import { STRING_METHODS } from "./library/strings.js";
import { parse } from "./parse/parse.js";
import { PARTS } from "./written/parts.js";

/** What a node of the syntax is called in the table. */
const CONSTRUCTS: Record<string, string> = {
  FunctionDef: "functions",
  Lambda: "lambda",
  ClassDef: "classes",
  Return: "return",
  Assign: "assignment",
  AugAssign: "augmented assignment",
  AnnAssign: "annotated assignment",
  NamedExpr: "walrus",
  Delete: "del",
  For: "for",
  While: "while",
  If: "if",
  IfExp: "conditional expressions",
  With: "with",
  Match: "match",
  Raise: "raise",
  Try: "try",
  Assert: "assert",
  Global: "global",
  Nonlocal: "nonlocal",
  Yield: "yield",
  YieldFrom: "yield from",
  ListComp: "list comprehensions",
  SetComp: "set comprehensions",
  DictComp: "dict comprehensions",
  GeneratorExp: "generator expressions",
  JoinedStr: "f-strings",
  Compare: "comparisons",
  BoolOp: "and, or",
  BinOp: "binary operators",
  UnaryOp: "unary operators",
  Subscript: "indices",
  Slice: "slices",
  Starred: "starred arguments and targets",
  Import: "import",
  ImportFrom: "from … import",
};

interface Used {
  nodes: Set<string>;
  names: Set<string>;
}

/** The kinds of nodes a program holds, and the library's names it uses: `math.sqrt`, `sorted`, `.split`. */
function usesOf(source: string): Used {
  const used: Used = { nodes: new Set(), names: new Set() };
  const modules = new Map<string, string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const each of node) walk(each);
      return;
    }
    if (typeof node !== "object" || node === null) return;
    const each = node as Record<string, unknown> & { nodeType?: string };
    if (each.nodeType) used.nodes.add(each.nodeType);
    if (each.nodeType === "Import")
      for (const alias of each.names as { name: string; asname?: string }[])
        modules.set(alias.asname ?? alias.name, alias.name);
    if (each.nodeType === "ImportFrom")
      for (const alias of each.names as { name: string; asname?: string }[])
        modules.set(alias.asname ?? alias.name, `${each.module}.${alias.name}`);
    const path = pathOf(each, modules);
    if (path) used.names.add(path);
    if (each.nodeType === "Attribute") used.names.add(`.${each.attr}`);
    for (const [key, value] of Object.entries(each)) if (key !== "sym" && key !== "web" && key !== "scope") walk(value);
  };
  walk(parse(source).body);
  return used;
}

function pathOf(node: Record<string, unknown>, modules: Map<string, string>): string | undefined {
  if (node.nodeType === "Name") return modules.get(node.id as string) ?? (node.id as string);
  if (node.nodeType !== "Attribute") return undefined;
  const base = pathOf(node.value as Record<string, unknown>, modules);
  return base && `${base}.${node.attr}`;
}

/** Many programs need no exact number: the table changes when something new is covered. */
function amount(count: number): string {
  return count === 0 ? "–" : count < 3 ? "1–2" : count < 10 ? "3–9" : "10+";
}

const row = (...cells: string[]): string => `| ${cells.join(" | ")} |`;

/** The table of what is translated, with how many programs of a corpus use each part, as Markdown. */
export function supportTable(sources: string[]): string {
  const used = sources.map(usesOf);
  const having = (test: (each: Used) => boolean): number => used.filter(test).length;
  const inCorpus = (names: string[]): string => amount(having((each) => names.some((name) => each.names.has(name))));
  const shown = (names: string[], prefix: string): string =>
    names
      .map((name) => (used.some((each) => each.names.has(prefix + name)) ? `\`${name}\`` : `\`${name}\`°`))
      .join(" ");
  const lines = [
    "# What is translated from Python to Rust",
    "",
    "Made by the tests from the translator's own tables and the programs of its corpus: each prints in WASM what Python prints,",
    "or is refused. The last column says how many of these programs use a part; a ring (°) marks a name that none uses yet.",
    "Whatever is not here is refused with its file, line, column and a suggestion.",
    "",
    "## Syntax",
    "",
    row("construct", "programs"),
    row("---", "---"),
    ...Object.entries(CONSTRUCTS).map(([node, name]) => row(name, amount(having((each) => each.nodes.has(node))))),
    "",
    "## Built-in functions and methods",
    "",
    row("of", "names", "programs"),
    row("---", "---", "---"),
    row("built-in functions", shown([...BUILTINS.keys()].sort(), ""), inCorpus([...BUILTINS.keys()])),
    row("`str`", shown([...STRING_METHODS].sort(), "."), inCorpus([...STRING_METHODS].map((name) => `.${name}`))),
    ...Object.entries(CONTAINER_METHODS)
      .filter(([kind]) => kind !== "vtuple")
      .map(([kind, methods]) => {
        const names = Object.keys(methods).sort();
        return row(`\`${kind}\``, shown(names, "."), inCorpus(names.map((name) => `.${name}`)));
      }),
    "",
    "## Standard library",
    "",
    "Built-in functions and modules' functions that are listed may be refused for arguments of some types, and those of",
    "files and of the network always are. The clock is that of whoever runs the module: its zone is UTC, `time.sleep` moves",
    "it on and does not wait, and a program that prints what it says is told as inconclusive.",
    "",
    row("module", "names", "programs"),
    row("---", "---", "---"),
  ];
  const parts = Object.values(PARTS);
  for (const module of [...new Set([...Object.keys(MODULE_CALLS), ...parts.map((part) => part.module)])].sort()) {
    const constants = Object.keys(MODULE_CONSTANTS).filter((path) => path.startsWith(`${module}.`));
    const names = [
      ...parts.flatMap((part) => (part.module === module ? part.names : [])),
      ...Object.entries(MODULE_CALLS[module] ?? {}).flatMap(([name, call]) => (isRefused(call) ? [] : [name])),
      ...constants.map((path) => path.slice(module.length + 1)),
    ];
    const all = [...new Set(names)].sort();
    lines.push(row(`\`${module}\``, shown(all, `${module}.`), inCorpus(all.map((name) => `${module}.${name}`))));
  }
  lines.push("", "## Types of the library", "", row("type", "methods and attributes"), row("---", "---"));
  for (const type of [...NATIVE.values()].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const special = [...SPECIAL.keys()].filter((key) => key.startsWith(`${type.name}.`));
    const names = [
      ...type.methods.keys(),
      ...type.attributes.keys(),
      ...special.map((key) => key.slice(type.name.length + 1)),
    ]
      .filter((name) => !name.startsWith("__"))
      .sort();
    if (names.length) lines.push(row(`\`${type.module}.${type.name}\``, shown(names, ".")));
  }
  return `${lines.join("\n")}\n`;
}
