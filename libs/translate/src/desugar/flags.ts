import type { ClassDef, Expr, FunctionDef, Module, Stmt } from "../ast.js";
import { refuse } from "../diagnostics.js";
import { placeOf } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode } from "../program/walk.js";

/** A class of flags: its bits, by the names they have, in the order of the source. */
export interface FlagClass {
  bits: { name: string; value: bigint }[];
  /** The members of several bits. */
  several: { name: string; value: bigint }[];
  /** Its members are ints too. */
  isInt: boolean;
}

const nameOf = (node: Expr): string =>
  node.nodeType === "Name" ? node.id : node.nodeType === "Attribute" ? node.attr : "";

/** `Flag` and `IntFlag`: the members' values are worked out here, and the operators are methods. */
export function desugarFlags(modules: Module[]): void {
  for (const module of modules) handDown(module);
  const paths = new Map<ClassDef, string>();
  for (const module of modules)
    eachNode(module, (node) => {
      if (node.nodeType !== "ClassDef") return;
      const def = node as unknown as ClassDef & { flags?: FlagClass };
      const path = paths.get(def) ?? def.name;
      for (const stmt of def.body) if (stmt.nodeType === "ClassDef") paths.set(stmt, `${path}.${stmt.name}`);
      const base = flagBaseOf(def);
      if (base) def.flags = flagsOf(def, path, nameOf(base) === "IntFlag");
    });
}

const flagBaseOf = (def: ClassDef): Expr | undefined => def.bases.find((each) => /^(Int)?Flag$/.test(nameOf(each)));

/** What derives from flags without members are the flags: the class between has but methods. */
function handDown(module: Module): void {
  const between = new Map<string, Expr>();
  for (const def of module.body) {
    if (def.nodeType !== "ClassDef") continue;
    const inherited = def.bases.map((base) => base.nodeType === "Name" && between.get(base.id)).find(Boolean);
    if (inherited) def.bases.push(inherited);
    const base = flagBaseOf(def);
    if (base && !def.body.some(({ nodeType }) => nodeType === "Assign") && isDerivedFrom(module, def)) {
      between.set(def.name, base);
      def.bases = def.bases.filter((each) => each !== base);
    }
  }
}

const isDerivedFrom = (module: Module, { name }: ClassDef): boolean =>
  module.body.some(
    (stmt) => stmt.nodeType === "ClassDef" && stmt.bases.some((base) => base.nodeType === "Name" && base.id === name),
  );

function flagsOf(def: ClassDef, path: string, isInt: boolean): FlagClass {
  const values = new Map<string, bigint>();
  for (const stmt of def.body) {
    if (stmt.nodeType !== "Assign") continue;
    const [target] = stmt.targets;
    if (stmt.targets.length !== 1 || target?.nodeType !== "Name")
      refuse("several flags at once", stmt, "one on a line");
    const { id } = target as Expr & { id: string };
    if (id.startsWith("_")) continue;
    const value = flagValue(stmt.value, values);
    values.set(id, value);
    stmt.value = { ...placeOf(stmt.value), nodeType: "Constant", value, lit: { k: "int", v: value } } as Expr;
  }
  if (!values.size) refuse("flags without members", def, "give it a member");
  const bits = [...values]
    .filter(([, value]) => value > 0n && (value & (value - 1n)) === 0n)
    .map(([name, value]) => ({ name, value }))
    .filter(({ value }, i, all) => all.findIndex((each) => each.value === value) === i);
  const all = [...values.values()].reduce((sum, value) => sum | value, 0n);
  if (bits.reduce((sum, { value }) => sum | value, 0n) !== all || [...values.values()].some((value) => value < 0n))
    refuse("flags whose members do not name each bit", def, "give each bit a name");
  const several = [...values]
    .map(([name, value]) => ({ name, value }))
    .filter(({ value }) => (value & (value - 1n)) !== 0n);
  const flags = { bits, several, isInt };
  const none = [...values].find(([, value]) => value === 0n)?.[0];
  for (const method of methodsOf({ name: def.name, path }, flags, all, none)) {
    if (def.body.some((stmt) => stmt.nodeType === "FunctionDef" && stmt.name === method.name)) continue;
    eachNode(method, (node) => void ("lineno" in node && Object.assign(node, placeOf(def))));
    def.body.push(method as Stmt);
  }
  return flags;
}

function flagValue(node: Expr, known: ReadonlyMap<string, bigint>): bigint {
  if (node.nodeType === "Constant" && node.lit.k === "int") return node.lit.v;
  if (node.nodeType === "Call" && nameOf(node.func) === "auto") {
    const most = [...known.values()].reduce((a, b) => (b > a ? b : a), 0n);
    return 1n << BigInt(most.toString(2).replace(/^0$/, "").length);
  }
  if (node.nodeType === "Name" && known.has(node.id)) return known.get(node.id) as bigint;
  if (node.nodeType === "BinOp") {
    const [a, b] = [flagValue(node.left, known), flagValue(node.right, known)];
    if (node.op.nodeType === "BitOr") return a | b;
    if (node.op.nodeType === "BitAnd") return a & b;
    if (node.op.nodeType === "BitXor") return a ^ b;
    if (node.op.nodeType === "LShift") return a << b;
    if (node.op.nodeType === "Add") return a + b;
  }
  return refuse("a flag whose value is worked out", node, "write it as a number");
}

/** The methods of a class of a name, which is reached by a path. */
function methodsOf(
  { name, path }: { name: string; path: string },
  { bits, isInt }: FlagClass,
  all: bigint,
  none: string | undefined,
): FunctionDef[] {
  const plain = (other: string): string =>
    isInt ? `(${other} if type(${other}) is int else ${other}.value)` : `${other}.value`;
  const check = isInt ? "" : `    if not isinstance(other, ${path}):\n      return NotImplemented\n`;
  const binary = [
    ["or", "|"],
    ["and", "&"],
    ["xor", "^"],
  ].flatMap(([method, sign]) =>
    ["", ...(isInt ? ["r"] : [])].map(
      (side) =>
        `  def __${side}${method}__(self, other):\n${check}    return ${path}(self.value ${sign} ${plain("other")})\n`,
    ),
  );
  const room = 1n << BigInt(all.toString(2).length);
  const text = [
    `class ${name}:`,
    ...binary,
    isInt
      ? `  def __invert__(self):\n    low = ~self.value\n    return ${path}(low + (1 << low.bit_length() if low < -${room} else ${room}))\n`
      : `  def __invert__(self):\n    return ${path}(${all} & ~self.value)\n`,
    `  def __contains__(self, other):\n    return self.value & other.value == other.value\n`,
    `  def __bool__(self):\n    return self.value != 0\n`,
    `  def __hash__(self):\n    return hash(self.value)\n`,
    `  def __iter__(self):\n    for bit in (${bits.map(({ value }) => value).join(", ")},):\n      if self.value & bit:\n        yield ${path}(bit)\n`,
    `  def __len__(self):\n    return self.value.bit_count()\n`,
    ...(isInt
      ? []
      : [
          `  def __eq__(self, other):\n    if not isinstance(other, ${path}):\n      return NotImplemented\n    return self.value == other.value\n`,
          `  def __str__(self):\n    return f"${name}.{self.name}" if self.value else "${none ? `${name}.${none}` : `${name}(0)`}"\n`,
        ]),
    `  def __repr__(self):\n    return f"<${name}.{self.name}: {self.value}>" if self.value & ${all} else f"<${name}${none ? `{'' if self.value else '.${none}'}` : ""}: {self.value}>"\n`,
  ].join("\n");
  return (parse(text).body[0] as ClassDef).body as FunctionDef[];
}
