import type { ClassDef, Expr, FunctionDef, Lambda, Module, Place } from "../ast.js";
import type { Unit } from "../program/unit.js";
import type { Block, Scope, Web } from "../resolve/symbols.js";
import type { Cell, Signature } from "../types/cell.js";
import type { Step, Typed } from "./typed.js";

/** A version of a function: one for each signature it is called with. */
export interface Instance {
  id: number;
  key: string;
  scope: Scope;
  node: FunctionDef | Lambda | Module | Expr;
  parent: Instance | undefined;
  owner: ClassInfo | undefined;
  params: Cell[];
  /** Of a `__getattr__` that asks another object: the attribute that it is called for. */
  asked?: string;
  result: Cell;
  yields: Cell | undefined;
  /** Of a generator that is more than an iterator: what it is sent. Its result is what it returns. */
  sends: Cell | undefined;
  webs: Map<Web, Cell>;
  signatures: Map<object, Signature>;
  body: Step | undefined;
  round: number;
  rust: string;
  /** Returned `NotImplemented` somewhere. */
  declines: boolean;
  /** Each call of it is remembered (`functools.cache`). */
  cached: boolean;
  /** Of a cached one: the ways in which it is called, by position and by name. */
  shapes?: Set<string>;
  /** Written at the place where it stands and not as a Rust function. */
  inline: boolean;
  falls: boolean;
  /** Where the variables that it has so far must be declared. */
  places: Places | undefined;
  /** What a trait that calls it gives for parameters past the object's own: their defaults. */
  more?: Typed[];
}

/** A version's variables by the block and the statement in it that must declare them. */
export interface Places {
  readonly count: number;
  readonly of: Map<Block, Map<number, Web[]>>;
}

/** What is known of a variable beyond its type, here: which kinds it still may hold. */
export interface Narrow {
  mask: number;
  keys: Set<string>;
}

/** Where inference stands in an instance. */
export interface Context {
  inst: Instance;
  narrow: Map<string, Narrow>;
  live: boolean;
  tries: number;
}

/** A class of the program, flattened: its own and inherited members in method resolution order. */
export interface ClassInfo {
  id: number;
  name: string;
  rust: string;
  node: ClassDef;
  parent: Instance;
  bases: ClassInfo[];
  mro: ClassInfo[];
  /** The built-in exception classes that it names as bases. */
  exceptions: string[];
  /** The built-in exception class at its root, if it is an exception. */
  exception: string | undefined;
  own: Map<string, Member>;
  fields: Map<string, Cell>;
  fieldOrder: string[];
  /** Does it derive from `type`? */
  isMeta: boolean;
  /** The class of the class, where the program wrote it. */
  meta: ClassInfo | undefined;
  isEnum: boolean;
  /** Of an enumeration whose members are numbers or texts as well: that kind. */
  mixed: number;
  /** Of a class that derives from a type of plain values: that type. */
  plain?: "int" | "float" | "str" | "tuple";
  /** Its members are shown as their values. */
  shownAsValue: boolean;
  members: string[];
  isTuple: boolean;
  tupleFields: string[];
  frozen: boolean;
  instantiated: boolean;
  /** Trait hooks: the versions of `__repr__`, `__eq__` … that Rust's traits call. */
  hooks: Map<string, Instance>;
  subclasses: ClassInfo[];
  abstract: Set<string>;
}

export type Member =
  | { k: "method"; node: FunctionDef; binding: "instance" | "class" | "static" }
  | { k: "property"; getter: FunctionDef; setter: FunctionDef | undefined; deleter?: FunctionDef; cached: boolean }
  /** A late one is set by the program and not by the class's body: until then the class has it from its bases, or not. */
  | {
      k: "attribute";
      cell: Cell;
      rust: string;
      owner: ClassInfo;
      late?: boolean;
      /** Set by more than the class's body. */
      isReset?: boolean;
      /** What it holds is never bound to an object: no function, or one of Python's own. */
      isBare?: boolean;
    }
  /** A method that a decorator of the program replaced: the value it gave, called with the object first. */
  | { k: "decorated"; node: FunctionDef; cell: Cell; rust: string }
  /** A class in the class. */
  | { k: "class"; node: ClassDef };

/** Something that can be called and is known without running anything. */
export type Callee =
  | {
      k: "function";
      node: FunctionDef | Lambda;
      parent: Instance | undefined;
      owner?: ClassInfo;
      self?: Typed;
      cls?: ClassInfo;
      /** The attribute for which a `__getattr__` has a version. */
      asked?: string;
    }
  | { k: "class"; info: ClassInfo }
  | { k: "builtin"; name: string }
  | { k: "module"; module: string }
  /** A module of the program. */
  | { k: "unit"; unit: Unit }
  | { k: "native"; name: string; call: (args: Typed[], keywords: Map<string, Typed>, at: Place) => Typed }
  | { k: "exception"; name: string }
  | { k: "super"; owner: ClassInfo; after: ClassInfo; self: Typed };
