import type { Call } from "../../ast.js";
import type { Elaborator } from "../../infer/elaborator.js";
import type { Typed } from "../../infer/typed.js";
import type { Part } from "../../types/cell.js";
import type { Signature, TypeSpec } from "./signature.js";
import { parseType, signatures } from "./signature.js";

/** A type of the runtime as a program sees it. */
export interface NativeType {
  /** Python's name of it, and the module it is imported from. */
  name: string;
  module: string;
  /** Rust's path of it. */
  rust: string;
  methods: Map<string, Signature[]>;
  attributes: Map<string, { type: TypeSpec; raises: boolean; rust: string }>;
  /** Attributes that may be set: the Rust method that sets each, and the type it takes. */
  settable: Map<string, { type: TypeSpec; rust: string }>;
  operators: Operator[];
  /** Other types whose values become this one: the Rust function for each. */
  from: Record<string, string>;
  ordered: boolean;
  /** Of some of its values there is no order: who asks raises. */
  notes: boolean;
  /** Compared and hashed with numbers. */
  numeric: boolean;
  /** Cannot be changed: a copy is the thing itself. */
  frozen: boolean;
  /** What iteration and `in` yield and take. */
  items: TypeSpec | undefined;
  /** Types of which this one is a base. */
  subtypes: string[];
}

export interface Operator {
  left: string;
  op: string;
  right: string;
  result: TypeSpec;
  raises: boolean;
  rust: string;
  /** The method is the right operand's. */
  reflected: boolean;
}

const OPS: Record<string, string> = {
  "+": "Add",
  "-": "Sub",
  "*": "Mult",
  "/": "Div",
  "//": "FloorDiv",
  "%": "Mod",
  "**": "Pow",
};

function operator(line: string): Operator {
  const match = /^(\S+) (\S+) (\S+) -> (\S+?)(!?) : (~?)(\w+)$/.exec(line.trim());
  if (!match) throw new Error(`no operator: ${line}`);
  const [, left = "", op = "", right = "", result = "", bang, tilde, rust = ""] = match;
  return {
    left,
    op: OPS[op] ?? op,
    right,
    result: parseType(result),
    raises: bang === "!",
    rust,
    reflected: tilde === "~",
  };
}

const lines = (text: string | undefined): string[] => (text ?? "").split("\n").filter((line) => line.trim());

/** Describes a type: methods, attributes (`name -> type! = rust`) and operators (`a + b -> type! : method`), a line each. */
export function nativeType(
  module: string,
  name: string,
  rust: string,
  what: {
    methods?: string;
    attributes?: string;
    settable?: string;
    operators?: string;
    from?: Record<string, string>;
    ordered?: boolean;
    notes?: boolean;
    numeric?: boolean;
    frozen?: boolean;
    items?: string;
    subtypes?: string[];
  },
): NativeType {
  const attributes: NativeType["attributes"] = new Map();
  for (const line of lines(what.attributes)) {
    const match = /^(\w+) -> ([^=!]+?)(!?)(?: = (\w+))?$/.exec(line.trim());
    if (!match) throw new Error(`no attribute: ${line}`);
    const own = match[1] as string;
    attributes.set(own, { type: parseType(match[2] as string), raises: match[3] === "!", rust: match[4] ?? own });
  }
  const settable: NativeType["settable"] = new Map();
  for (const line of lines(what.settable)) {
    const [own = "", type = "", setter = ""] = line.trim().split(/\s+/);
    settable.set(own, { type: parseType(type), rust: setter });
  }
  return {
    name,
    module,
    rust,
    methods: signatures(what.methods ?? ""),
    attributes,
    settable,
    operators: lines(what.operators).map(operator),
    from: what.from ?? {},
    ordered: what.ordered ?? false,
    notes: what.notes ?? false,
    numeric: what.numeric ?? false,
    frozen: what.frozen ?? true,
    items: what.items === undefined ? undefined : parseType(what.items),
    subtypes: what.subtypes ?? [],
  };
}

/** Every type of the runtime that programs handle, by its key. */
export const NATIVE = new Map<string, NativeType>();

export function register(...types: NativeType[]): void {
  for (const type of types) NATIVE.set(type.name, type);
}

/** Methods that a type's description leaves to code: by type and name. */
export const SPECIAL = new Map<string, (e: Elaborator, x: Typed, part: Part, node: Call) => Typed>();
