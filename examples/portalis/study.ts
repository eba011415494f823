/** A node of Python's syntax tree, as far as it is looked into here. */
export interface Tree {
  nodeType?: string;
  lineno?: number;
  name?: string;
  id?: string;
  attr?: string;
  [field: string]: unknown;
}

/** What a function does beside giving a value. */
export interface Effects {
  writes: boolean;
  reads: boolean;
  mayRaise: boolean;
  changesGlobals: boolean;
  changesArguments: boolean;
}

/** What was found in one function: what it binds, whom it calls, and what else it does. */
export interface Study {
  name: string;
  line: number;
  parameters: string[];
  locals: string[];
  calls: string[];
  effects: Effects;
}

const FUNCTIONS = new Set(["FunctionDef", "AsyncFunctionDef"]);
/** Methods that change what they are called on. */
const CHANGING = new Set(
  "append extend insert remove pop clear sort reverse update setdefault add discard popitem appendleft popleft".split(
    " ",
  ),
);

/** The functions of a module with their calls and effects, and what it imports. */
export function studyOf(module: Tree): { imports: string[]; functions: Study[] } {
  const functions = [...definitions(module, "")].map(({ name, node }) => study(name, node));
  const imports = [...nodes(module)].flatMap((node) => {
    if (node.nodeType === "Import") return (node.names as Tree[]).map((alias) => String(alias.name));
    return node.nodeType === "ImportFrom" ? [`${".".repeat(Number(node.level ?? 0))}${node.module ?? ""}`] : [];
  });
  return { imports: [...new Set(imports)], functions };
}

function* definitions(node: Tree, within: string): Generator<{ name: string; node: Tree }> {
  for (const child of (node.body as Tree[] | undefined) ?? []) {
    const { nodeType = "", name } = child;
    if (!FUNCTIONS.has(nodeType) && nodeType !== "ClassDef") continue;
    const whole = `${within}${name}`;
    if (FUNCTIONS.has(nodeType)) yield { name: whole, node: child };
    yield* definitions(child, `${whole}.`);
  }
}

function study(name: string, node: Tree): Study {
  const inside = [...nodes(node.body)];
  const parameters = [...nodes(node.args)].flatMap((each) => (each.nodeType === "Arg" ? [String(each.arg)] : []));
  const globals = inside.flatMap((each) => (each.nodeType === "Global" ? (each.names as string[]) : []));
  const stored = inside.flatMap((each) => (each.nodeType === "Name" && isStored(each) ? [String(each.id)] : []));
  const calls = inside.flatMap((each) => (each.nodeType === "Call" ? calleeOf(each.func as Tree) : []));
  const changed = inside.flatMap((each) => changedBy(each));
  return {
    name,
    line: node.lineno ?? 1,
    parameters,
    locals: [...new Set(stored)].filter((each) => !globals.includes(each)),
    calls: [...new Set(calls)],
    effects: {
      writes: calls.some((called) => called === "print" || called.endsWith("stdout.write")),
      reads: calls.some((called) => called === "input" || called.includes("stdin")),
      mayRaise: inside.some(
        ({ nodeType }) => nodeType === "Raise" || nodeType === "Assert" || nodeType === "Subscript",
      ),
      changesGlobals: stored.some((each) => globals.includes(each)),
      changesArguments: changed.some((each) => parameters.includes(each)),
    },
  };
}

const isStored = ({ ctx }: Tree): boolean => ctx === "Store" || (ctx as Tree | undefined)?.nodeType === "Store";

function calleeOf(func: Tree): string[] {
  if (func.nodeType === "Name") return [String(func.id)];
  if (func.nodeType !== "Attribute") return [];
  const [of] = calleeOf(func.value as Tree);
  return [of === undefined ? `.${func.attr}` : `${of}.${func.attr}`];
}

/** The names whose values a node changes in place. */
function changedBy({ nodeType, targets, target, func }: Tree): string[] {
  if (nodeType === "Assign" || nodeType === "AugAssign" || nodeType === "Delete") {
    return [targets ?? target].flat().flatMap((each) => ownerOf(each as Tree));
  }
  const called = nodeType === "Call" ? (func as Tree) : undefined;
  return called?.nodeType === "Attribute" && CHANGING.has(String(called.attr)) ? ownerOf(called) : [];
}

function ownerOf(node: Tree): string[] {
  if (node.nodeType !== "Attribute" && node.nodeType !== "Subscript") return [];
  const value = node.value as Tree;
  return value.nodeType === "Name" ? [String(value.id)] : ownerOf(value);
}

/** Every node of a tree; what belongs to inner functions too. */
function* nodes(start: unknown): Generator<Tree> {
  const waiting: unknown[] = [start];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (Array.isArray(value)) waiting.push(...value.toReversed());
    else if (typeof value === "object" && value !== null) {
      if ("nodeType" in value) yield value as Tree;
      waiting.push(...Object.values(value));
    }
  }
}
