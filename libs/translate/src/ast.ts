/**
 * Python 3.11's abstract grammar as this package sees it: the node and field names of CPython's `ast`, lists never
 * absent, constants as literals whose kind is read from the source (`1.0` is a float, `b"x"` is bytes).
 */
import type { FlagClass } from "./desugar/flags.js";
import type { Unit } from "./program/unit.js";
import type { Scope, Sym, Web } from "./resolve/symbols.js";

export interface Place {
  lineno: number;
  col_offset: number;
  end_lineno: number;
  end_col_offset: number;
}

export type Literal =
  | { k: "int"; v: bigint }
  | { k: "float"; v: number; text: string }
  | { k: "complex"; v: number }
  | { k: "str"; v: string }
  | { k: "bytes"; v: string }
  | { k: "bool"; v: boolean }
  | { k: "none" }
  | { k: "ellipsis" };

interface Node<T extends string> extends Place {
  nodeType: T;
}

export interface Name extends Node<"Name"> {
  id: string;
  sym?: Sym;
  web?: Web;
  /** In a class body: not the class's own name, which is bound later. */
  around?: boolean;
}
export interface Constant extends Node<"Constant"> {
  value: unknown;
  kind?: string;
  quote_style?: string;
  lit: Literal;
}
export interface Arg extends Node<"Arg"> {
  arg: string;
  annotation?: Expr;
  sym?: Sym;
  web?: Web;
}
export interface Arguments {
  nodeType: "Arguments";
  posonlyargs: Arg[];
  args: Arg[];
  vararg?: Arg;
  kwonlyargs: Arg[];
  kw_defaults: (Expr | null)[];
  kwarg?: Arg;
  defaults: Expr[];
}
export interface Comprehension {
  nodeType: "Comprehension";
  target: Expr;
  iter: Expr;
  ifs: Expr[];
  is_async: number;
  /** What one turn binds for the next, and for whoever comes after. */
  carried?: readonly Web[];
}
export interface Keyword extends Node<"Keyword"> {
  arg?: string;
  value: Expr;
}
export interface BinOp extends Node<"BinOp"> {
  left: Expr;
  right: Expr;
  op: { nodeType: BinOperator };
}
export interface Lambda extends Node<"Lambda"> {
  args: Arguments;
  body: Expr;
  scope?: Scope;
  /** The variable it is assigned to. */
  alias?: string;
}
interface CompOf<T extends string> extends Node<T> {
  elt: Expr;
  generators: Comprehension[];
  scope?: Scope;
}
export type Comp = CompOf<"ListComp"> | CompOf<"SetComp"> | CompOf<"GeneratorExp">;
export interface DictComp extends Node<"DictComp"> {
  key: Expr;
  value: Expr;
  generators: Comprehension[];
  scope?: Scope;
}
export interface Call extends Node<"Call"> {
  func: Expr;
  args: Expr[];
  keywords: Keyword[];
}
export interface Attribute extends Node<"Attribute"> {
  value: Expr;
  attr: string;
}
export interface Subscript extends Node<"Subscript"> {
  value: Expr;
  slice: Expr;
}
export interface Slice extends Node<"Slice"> {
  lower?: Expr;
  upper?: Expr;
  step?: Expr;
}
export interface Compare extends Node<"Compare"> {
  left: Expr;
  ops: { nodeType: CompareOperator }[];
  comparators: Expr[];
}
export interface FormattedValue extends Node<"FormattedValue"> {
  value: Expr;
  conversion: number;
  format_spec?: Expr;
}
export interface JoinedStr extends Node<"JoinedStr"> {
  values: Expr[];
}
export interface NamedExpr extends Node<"NamedExpr"> {
  target: Name;
  value: Expr;
}
export interface Starred extends Node<"Starred"> {
  value: Expr;
}
export type Sequence = (Node<"Tuple"> & { elts: Expr[] }) | (Node<"List"> & { elts: Expr[] });

export type BinOperator =
  | "Add"
  | "Sub"
  | "Mult"
  | "MatMult"
  | "Div"
  | "Mod"
  | "Pow"
  | "LShift"
  | "RShift"
  | "BitOr"
  | "BitXor"
  | "BitAnd"
  | "FloorDiv";
export type CompareOperator = "Eq" | "NotEq" | "Lt" | "LtE" | "Gt" | "GtE" | "Is" | "IsNot" | "In" | "NotIn";

export type Expr =
  | Name
  | Constant
  | BinOp
  | Lambda
  | Comp
  | DictComp
  | Call
  | Attribute
  | Subscript
  | Slice
  | Compare
  | FormattedValue
  | JoinedStr
  | NamedExpr
  | Starred
  | Sequence
  | (Node<"BoolOp"> & { op: { nodeType: "And" | "Or" }; values: Expr[] })
  | (Node<"UnaryOp"> & { op: { nodeType: "Invert" | "Not" | "UAdd" | "USub" }; operand: Expr })
  | (Node<"IfExp"> & { test: Expr; body: Expr; orelse: Expr })
  | (Node<"Dict"> & { keys: (Expr | null)[]; values: Expr[] })
  | (Node<"Set"> & { elts: Expr[] })
  | (Node<"Await"> & { value: Expr })
  | (Node<"Yield"> & { value?: Expr })
  | (Node<"YieldFrom"> & { value: Expr });

export interface FunctionDef extends Node<"FunctionDef" | "AsyncFunctionDef"> {
  name: string;
  /** Its qualified name, where it stands elsewhere than in the source. */
  spelled?: string;
  args: Arguments;
  body: Stmt[];
  decorator_list: Expr[];
  returns?: Expr;
  sym?: Sym;
  web?: Web;
  scope?: Scope;
}
export interface ClassDef extends Node<"ClassDef"> {
  name: string;
  /** What Python calls it, where it is bound to another name. */
  typeName?: string;
  /** Its objects are descriptors in the bodies of classes alone, and asked by properties. */
  descriptor?: boolean;
  /** Attributes of its only object that are known texts. */
  texts?: ReadonlyMap<string, string>;
  /** Attributes of its only object that are types: what stands for them in the source. */
  kinds?: ReadonlyMap<string, Expr>;
  bases: Expr[];
  /** What its body binds: the names that the class has after it, and those that it may lack. */
  names?: { always: Set<string>; late: Set<string> };
  /** Of a class of flags: its bits. */
  flags?: FlagClass;
  /** Of a class in a part of the library: Python's types that its objects are. */
  standsFor?: string[];
  keywords: Keyword[];
  body: Stmt[];
  decorator_list: Expr[];
  sym?: Sym;
  web?: Web;
  scope?: Scope;
}
export interface ExceptHandler extends Node<"ExceptHandler"> {
  type?: Expr;
  name?: string;
  body: Stmt[];
  sym?: Sym;
  web?: Web;
  /** Its body says that its name is deleted at its end. */
  deletes?: boolean;
}
export interface Try extends Node<"Try"> {
  body: Stmt[];
  handlers: ExceptHandler[];
  orelse: Stmt[];
  finalbody: Stmt[];
}
export interface WithItem {
  context_expr: Expr;
  optional_vars?: Expr;
}
export interface Alias extends Node<"Alias"> {
  name: string;
  asname?: string;
  /** What it means among the modules of the program; not enumerable, since a walk of the tree must not leave it. */
  link?: ModuleLink;
  sym?: Sym;
  web?: Web;
}
/** An import of a module of the program, or of a name in one. */
export interface ModuleLink {
  /** Modules that the import runs if they have not run yet, in order. */
  loads: Unit[];
  /** The module that the name is bound to. */
  unit?: Unit;
  /** The module whose name is imported. */
  base?: Unit;
  /** The variable there whose value is taken. */
  origin?: Sym;
}
export interface MatchCase {
  pattern: Pattern;
  guard?: Expr;
  body: Stmt[];
}
interface ForOf<T extends string> extends Node<T> {
  target: Expr;
  iter: Expr;
  body: Stmt[];
  orelse: Stmt[];
}
export type For = ForOf<"For"> | ForOf<"AsyncFor">;

export type Stmt =
  | FunctionDef
  | ClassDef
  | Try
  | For
  | (Node<"TryStar"> & Omit<Try, "nodeType">)
  | (Node<"Return"> & { value?: Expr })
  | (Node<"Delete"> & { targets: Expr[]; isQuiet?: boolean })
  | (Node<"Assign"> & { targets: Expr[]; value: Expr; isBare?: boolean })
  | (Node<"AugAssign"> & { target: Expr; op: { nodeType: BinOperator }; value: Expr })
  | (Node<"AnnAssign"> & { target: Expr; annotation: Expr; value?: Expr; simple: number })
  | (Node<"While"> & { test: Expr; body: Stmt[]; orelse: Stmt[] })
  | (Node<"If"> & { test: Expr; body: Stmt[]; orelse: Stmt[] })
  | (Node<"With" | "AsyncWith"> & { items: WithItem[]; body: Stmt[] })
  | (Node<"Match"> & { subject: Expr; cases: MatchCase[] })
  | (Node<"Raise"> & { exc?: Expr; cause?: Expr })
  | (Node<"Assert"> & { test: Expr; msg?: Expr })
  | (Node<"Import"> & { names: Alias[] })
  | (Node<"ImportFrom"> & { module?: string; names: Alias[]; level?: number })
  | (Node<"Global" | "Nonlocal"> & { names: string[] })
  | (Node<"Expr"> & { value: Expr })
  | Node<"Pass" | "Break" | "Continue">;

export type Pattern =
  | (Node<"MatchValue"> & { value: Expr })
  | (Node<"MatchSingleton"> & { value: null | boolean })
  | (Node<"MatchSequence"> & { patterns: Pattern[] })
  | (Node<"MatchMapping"> & { keys: Expr[]; patterns: Pattern[]; rest?: string; sym?: Sym; web?: Web })
  | (Node<"MatchClass"> & { cls: Expr; patterns: Pattern[]; kwd_attrs: string[]; kwd_patterns: Pattern[] })
  | (Node<"MatchStar"> & { name?: string; sym?: Sym; web?: Web })
  | (Node<"MatchAs"> & { pattern?: Pattern; name?: string; sym?: Sym; web?: Web })
  | (Node<"MatchOr"> & { patterns: Pattern[] });

export interface Module {
  nodeType: "Module";
  body: Stmt[];
  scope?: Scope;
}

/** Anything that can bind a name: where resolution hangs the symbol and the web. */
export type Binder = {
  sym?: Sym;
  web?: Web;
  /** Read by a comprehension of the function whose name it is. */
  isWithin?: boolean;
};
