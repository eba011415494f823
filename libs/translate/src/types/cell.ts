/**
 * Types as sets that only grow.
 *
 * 1. A cell holds what may be in a place: simple kinds as bits, composed kinds as parts (a list, a class's instance …).
 * 2. `flow(a, b)` says that every value of `a` may get into `b`. Bits and parts are added, never taken away.
 * 3. What can be changed in place (list, dict, set, …) is invariant: two lists in one cell share one element cell
 *    (`unify`). Tuples are covariant: each cell has its own item cells.
 * 4. A cell holds tuples of one arity; two arities become one part of unknown length.
 * 5. A cell with nothing in it is bottom: no value gets there.
 * 6. Kept cells tell the store when they grow; inference walks the program until none does.
 */
import { Refusal } from "../diagnostics.js";

export const NONE = 1;
export const BOOL = 2;
export const INT = 4;
export const FLOAT = 8;
export const STR = 16;
export const BYTES = 32;
export const RANGE = 64;
export const BYTEARRAY = 128;
export const COMPLEX = 256;
export const NUMBERS = BOOL | INT | FLOAT;

/** The bits' names, in the order in which unions list them. */
export const BIT_NAMES: readonly [number, string][] = [
  [NONE, "None"],
  [BOOL, "bool"],
  [INT, "int"],
  [FLOAT, "float"],
  [STR, "str"],
  [BYTES, "bytes"],
  [RANGE, "range"],
  [BYTEARRAY, "bytearray"],
  [COMPLEX, "complex"],
];

/** A composed kind. `key` is unique within a cell: two parts of one key merge. */
export interface Part {
  kind: string;
  key: string;
  args: Cell[];
  ref?: unknown;
  /** What Python calls the types of the iterators of a cell; UNNAMED where that is not known. */
  made?: Set<string>;
}

const UNNAMED = "";

/** What Python calls the type of a cell's iterators, if all are of one that is known. */
export function madeBy({ made }: Part): string | undefined {
  const [name] = made?.size === 1 ? made : [];
  return name || undefined;
}

export class Cell {
  up: Cell | undefined;
  mask = 0;
  parts: Map<string, Part> | undefined;
  kept: boolean;
  /** What an empty cell is shown as: it stays the same when cells are joined, or versions would be made for ever. */
  id = 0;
  /** The Rust type, once it has been worked out, and who did: types change when inference goes on. */
  rust: string | undefined;
  rustBy: object | undefined;

  constructor(kept: boolean) {
    this.kept = kept;
  }
}

export function find(cell: Cell): Cell {
  let at = cell;
  while (at.up) {
    if (at.up.up) at.up = at.up.up;
    at = at.up;
  }
  return at;
}

/** One way in which a function value is used: called with so many arguments and these names, or asked for an attribute. */
export interface Shape {
  /** How many arguments are given by position. */
  count: number;
  /** A starred one of unknown length follows them. */
  star: boolean;
  names: string[];
  /** A dictionary of arguments whose names are not known comes last. */
  table: boolean;
  attribute: string | undefined;
  /** The arguments in that order: by position, starred, by name, and the dictionary. */
  params: Cell[];
  result: Cell;
}

/** What a function value is: its shapes grow with its uses, its targets with its definitions. */
export class Signature {
  up: Signature | undefined;
  readonly shapes = new Map<string, Shape>();
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }

  /** The shapes in the order in which the Rust value holds them. */
  get ordered(): Shape[] {
    return [...this.shapes.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, shape]) => shape);
  }
}

export function findSignature(signature: Signature): Signature {
  let at = signature;
  while (at.up) at = at.up;
  return at;
}

const MAX_DEPTH = 24;

export class Store {
  changed = false;
  #ids = 0;

  cell(mask = 0): Cell {
    const cell = new Cell(true);
    cell.mask = mask;
    return cell;
  }

  temp(mask = 0): Cell {
    const cell = new Cell(false);
    cell.mask = mask;
    return cell;
  }

  id(): number {
    this.#ids += 1;
    return this.#ids;
  }

  of(kind: string, ...args: Cell[]): Cell {
    const cell = new Cell(false);
    const key = kind === "tuple" ? "tuple" : kind;
    cell.parts = new Map([[key, { kind, key, args }]]);
    return kind === "iter" ? this.iter(args[0] as Cell, UNNAMED) : cell;
  }

  /** An iterator of a type that Python calls `made`. */
  iter(item: Cell, ...made: string[]): Cell {
    return this.part({ kind: "iter", key: "iter", args: [item], made: new Set(made) });
  }

  part(part: Part): Cell {
    const cell = new Cell(false);
    cell.parts = new Map([[part.key, part]]);
    return cell;
  }

  flow(from: Cell, to: Cell, depth = 0): void {
    const a = find(from);
    const b = find(to);
    if (a === b) return;
    this.#addMask(b, a.mask);
    if (a.parts) for (const part of a.parts.values()) this.#addPart(b, part, depth);
  }

  add(cell: Cell, mask: number): void {
    this.#addMask(find(cell), mask);
  }

  unify(one: Cell, other: Cell, depth = 0): void {
    let a = find(one);
    let b = find(other);
    if (a === b) return;
    if (!a.kept && b.kept) [a, b] = [b, a];
    if (b.kept) this.changed = true;
    b.up = a;
    a.id ||= b.id;
    this.#addMask(a, b.mask);
    if (b.parts) for (const part of b.parts.values()) this.#addPart(a, part, depth);
  }

  #addMask(cell: Cell, mask: number): void {
    if ((cell.mask | mask) === cell.mask) return;
    cell.mask |= mask;
    if (cell.kept) this.changed = true;
  }

  #addPart(cell: Cell, part: Part, depth: number): void {
    if (depth > MAX_DEPTH) {
      throw new Refusal("type without end", "a value's type grows with every turn of the program", {
        code: "type",
        suggestion: "use a list or a class instead of nested tuples",
      });
    }
    cell.parts ??= new Map();
    if (part.kind === "tuple" || part.kind === "vtuple") {
      this.#addTuple(cell, part, depth);
      return;
    }
    const own = cell.parts.get(part.key);
    if (!own) {
      cell.parts.set(part.key, part.made ? { ...part, made: new Set(part.made) } : part);
      if (cell.kept) this.#keep(part, cell);
      return;
    }
    if (own === part) return;
    this.#addMade(cell, own, part);
    if (own.kind === "func") {
      this.joinSignatures(own.ref as Signature, part.ref as Signature);
      return;
    }
    for (let i = 0; i < own.args.length; i++) this.unify(own.args[i] as Cell, part.args[i] as Cell, depth + 1);
  }

  #addMade({ kept }: Cell, own: Part, { made }: Part): void {
    const before = own.made?.size;
    for (const name of made ?? []) own.made?.add(name);
    if (kept && own.made?.size !== before) this.changed = true;
  }

  /** A part that a kept cell takes over lives on: its cells are kept from now on. */
  #keep(part: Part, _owner: Cell): void {
    this.changed = true;
    for (const arg of part.args) this.#keepCell(arg);
  }

  #keepCell(cell: Cell): void {
    const root = find(cell);
    if (root.kept) return;
    root.kept = true;
    if (root.parts) for (const part of root.parts.values()) for (const arg of part.args) this.#keepCell(arg);
  }

  #addTuple(cell: Cell, part: Part, depth: number): void {
    const parts = cell.parts as Map<string, Part>;
    const any = parts.get("vtuple");
    const fixed = parts.get("tuple");
    if (any) {
      if (any === part) return;
      if (part.kind === "vtuple") this.unify(any.args[0] as Cell, part.args[0] as Cell, depth + 1);
      else for (const item of part.args) this.flow(item, any.args[0] as Cell, depth + 1);
      return;
    }
    if (part.kind === "tuple" && (!fixed || fixed.args.length === part.args.length)) {
      let own = fixed;
      if (!own) {
        own = { kind: "tuple", key: "tuple", args: part.args.map(() => (cell.kept ? this.cell() : this.temp())) };
        parts.set("tuple", own);
        if (cell.kept) this.changed = true;
      }
      const items = own.args;
      part.args.forEach((item, i) => {
        this.flow(item, items[i] as Cell, depth + 1);
      });
      return;
    }
    if (part.kind === "vtuple") {
      parts.set("vtuple", part);
      if (cell.kept) this.#keep(part, cell);
    } else {
      const elem = cell.kept ? this.cell() : this.temp();
      parts.set("vtuple", { kind: "vtuple", key: "vtuple", args: [elem] });
      if (cell.kept) this.changed = true;
      for (const item of part.args) this.flow(item, elem, depth + 1);
    }
    if (fixed) {
      parts.delete("tuple");
      const elem = (parts.get("vtuple") as Part).args[0] as Cell;
      for (const item of fixed.args) this.flow(item, elem, depth + 1);
    }
  }

  joinSignatures(one: Signature, other: Signature): void {
    const a = findSignature(one);
    const b = findSignature(other);
    if (a === b) return;
    b.up = a;
    this.changed = true;
    for (const [key, shape] of b.shapes) {
      const own = a.shapes.get(key);
      if (!own) {
        a.shapes.set(key, shape);
        continue;
      }
      this.unify(own.result, shape.result);
      shape.params.forEach((param, i) => {
        this.unify(own.params[i] as Cell, param);
      });
    }
  }

  /** A name of what the cell holds, the same for equal types: the key of a function's version. */
  show(cell: Cell, seen: Cell[] = []): string {
    const root = find(cell);
    if (seen.includes(root)) return `^${seen.length - seen.indexOf(root)}`;
    if (root.mask === 0 && !root.parts?.size) {
      if (root.id === 0) root.id = this.id();
      return `?${root.id}`;
    }
    let out = "";
    for (const [bit, name] of BIT_NAMES) if (root.mask & bit) out += out ? `|${name}` : name;
    if (!root.parts?.size) return out;
    const inner = [...seen, root];
    const shown: string[] = [];
    for (const part of root.parts.values()) {
      if (part.kind === "func") shown.push(`fn${findSignature(part.ref as Signature).id}`);
      else
        shown.push(
          part.args.length ? `${part.key}[${part.args.map((arg) => this.show(arg, inner)).join(",")}]` : part.key,
        );
    }
    if (shown.length > 1) shown.sort();
    return out ? `${out}|${shown.join("|")}` : shown.join("|");
  }
}

export function isBottom(cell: Cell): boolean {
  const root = find(cell);
  return root.mask === 0 && !root.parts?.size;
}

/** The one part of a cell that holds nothing else. */
export function soloPart(cell: Cell): Part | undefined {
  const root = find(cell);
  if (root.mask !== 0 || root.parts?.size !== 1) return undefined;
  for (const part of root.parts.values()) return part;
  return undefined;
}

/** How many kinds a cell holds. */
export function width(cell: Cell): number {
  const root = find(cell);
  let n = root.parts?.size ?? 0;
  for (let mask = root.mask; mask; mask &= mask - 1) n += 1;
  return n;
}
