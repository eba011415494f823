import { EndlessType, Refusal } from "../diagnostics.js";
import { NATIVE, type NativeType } from "../library/native/types.js";
import {
  BIT_NAMES,
  type Cell,
  find,
  findSignature,
  isBottom,
  NONE,
  type Part,
  type Shape,
  type Signature,
  type Store,
} from "../types/cell.js";
import { pascal } from "./names.js";

/** One alternative of a cell. */
export interface Kind {
  key: string;
  bit: number;
  part: Part | undefined;
}

/** The alternatives of a cell other than None, in a fixed order. */
export function kindsOf(cell: Cell): readonly Kind[] {
  const plain = plainKinds(cell.mask & ~NONE);
  if (!cell.parts?.size) return plain;
  const parts = [...cell.parts.values()];
  if (parts.length > 1) parts.sort((a, b) => (a.key < b.key ? -1 : 1));
  return [...plain, ...parts.map((part): Kind => ({ key: part.key, bit: 0, part }))];
}

const PLAIN_KINDS = new Map<number, readonly Kind[]>();

/** For a mask of bits, always the same list. */
function plainKinds(mask: number): readonly Kind[] {
  let kinds = PLAIN_KINDS.get(mask);
  if (!kinds) {
    kinds = BIT_NAMES.flatMap(([bit, key]): Kind[] => (mask & bit ? [{ key, bit, part: undefined }] : []));
    PLAIN_KINDS.set(mask, kinds);
  }
  return kinds;
}

const BIT_TYPES: Record<string, string> = {
  bool: "bool",
  int: "Int",
  float: "f64",
  str: "Str",
  bytes: "Bytes",
  range: "Range",
  bytearray: "ByteArray",
  complex: "Complex",
};

const PART_TYPES: Record<string, string> = {
  list: "List",
  set: "Set",
  frozenset: "FrozenSet",
  dict: "Dict",
  defaultdict: "DefaultDict",
  counter: "Counter",
  deque: "Deque",
  ordereddict: "OrderedDict",
  vtuple: "Tuple",
  dict_keys: "Keys",
  dict_values: "Values",
  dict_items: "Items",
  iter: "Iter",
  coroutine: "Coroutine",
  manager: "Coroutine",
};

export interface Enum {
  name: string;
  cell: Cell;
  variants: { key: string; name: string; type: string; kind: Kind }[];
}

/** Maps settled cells to Rust types and collects the enums that unions need. */
export class RustTypes {
  readonly enums = new Map<string, Enum>();
  readonly #store: Store;
  readonly #names = new Set<string>();
  /** Enums by what other cells of the same endless type look like. */
  readonly #unrolled = new Map<string, Enum>();
  #open: Cell[] = [];

  constructor(store: Store, reserved: Iterable<string>) {
    this.#store = store;
    for (const name of reserved) this.#names.add(name);
  }

  of(cell: Cell): string {
    const root = find(cell);
    if (root.rust !== undefined && root.rustBy === this) return root.rust;
    if (isBottom(root)) return "()";
    if (this.#open.includes(root)) {
      throw new EndlessType(root);
    }
    const kinds = kindsOf(root);
    this.#open.push(root);
    let base = "()";
    if (kinds.length === 1) base = this.kind(kinds[0] as Kind);
    else if (kinds.length > 1) base = this.#union(root, kinds);
    this.#open.pop();
    root.rust = root.mask & NONE && kinds.length > 0 ? `Option<${base}>` : base;
    root.rustBy = this;
    return root.rust;
  }

  kind(kind: Kind): string {
    if (!kind.part) return BIT_TYPES[kind.key] as string;
    const { part } = kind;
    if (part.kind === "tuple")
      return `(${part.args.map((arg) => this.of(arg)).join(", ")}${part.args.length === 1 ? "," : ""})`;
    if (part.kind === "func") {
      const shapes = findSignature(part.ref as Signature).ordered.map((shape) => this.shape(shape));
      return shapes.length > 1 ? `(${shapes.join(", ")})` : (shapes[0] ?? "Rc<dyn Fn() -> PyResult<()>>");
    }
    if (part.kind === "inst") return (part.ref as { rust: string }).rust;
    if (part.kind === "exc") return "PyErr";
    if (part.kind === "class" || part.kind === "type") return "PyType";
    if (part.kind === "module" || part.kind === "builtin" || part.kind === "namespace") return "()";
    if (part.kind === "memos") return "Memos";
    if (part.kind === "cacheinfo") return "CacheInfo";
    if (part.kind === "slice") return "PySlice";
    if (part.kind === "native") {
      const { rust } = NATIVE.get(String(part.ref)) as NativeType;
      return rust.includes("$0") ? rust.replace("$0", this.of(part.args[0] as Cell)) : rust;
    }
    const name = PART_TYPES[part.kind];
    if (!name) throw new Refusal(part.kind, `${part.kind} as a value is not supported`);
    return `${name}<${part.args.map((arg) => this.of(arg)).join(", ")}>`;
  }

  shape(shape: Shape): string {
    const params = shape.params.map((param) => this.of(param));
    return `Rc<dyn Fn(${params.join(", ")}) -> PyResult<${this.of(shape.result)}>>`;
  }

  #union(root: Cell, kinds: readonly Kind[]): string {
    const bare = this.withoutNone(root);
    const key = this.#store.show(bare);
    const known = this.enums.get(key) ?? this.#unrolledOf(key, bare);
    if (known) return known.name;
    const names = kinds.map((kind) => variantName(kind));
    let name = names.length > 4 ? "AnyOf" : names.join("Or");
    for (let n = 2; this.#names.has(name); n++) name = `${names.length > 4 ? "AnyOf" : names.join("Or")}${n}`;
    this.#names.add(name);
    const made: Enum = { name, cell: bare, variants: [] };
    this.enums.set(key, made);
    root.rust = root.mask & NONE ? `Option<${name}>` : name;
    root.rustBy = this;
    made.variants = kinds.map((kind, i) => ({ key: kind.key, name: names[i] as string, type: this.kind(kind), kind }));
    return name;
  }

  /** The enum of a union's cell, by what it holds beside None. */
  enumOf(cell: Cell): Enum {
    const bare = this.withoutNone(cell);
    this.of(bare);
    const key = this.#store.show(bare);
    const found = this.enums.get(key) ?? this.#unrolled.get(key);
    if (!found) throw new Refusal("type", "a union has no enum", { code: "internal" });
    return found;
  }

  /** The enum of an endless type that was met at another turn of it. */
  #unrolledOf(key: string, bare: Cell): Enum | undefined {
    const known = this.#unrolled.get(key);
    if (known) return known;
    if (!isEndless(bare)) return undefined;
    for (const made of this.enums.values())
      if (isSameType(made.cell, bare)) {
        this.#unrolled.set(key, made);
        return made;
      }
    return undefined;
  }

  variant(cell: Cell, key: string): string {
    const found = this.enumOf(cell).variants.find((each) => each.key === key);
    if (!found) throw new Refusal("type", `a union lacks ${key}`, { code: "internal" });
    return found.name;
  }

  withoutNone(cell: Cell): Cell {
    const root = find(cell);
    if (!(root.mask & NONE)) return root;
    const out = this.#store.temp(root.mask & ~NONE);
    out.parts = root.parts;
    return out;
  }

  solo(kind: { key: string; bit?: number; part: Part | undefined | { args: Cell[] } }): Cell {
    if (kind.part) return this.#store.part(kind.part as Part);
    return this.#store.temp(kind.bit ?? 0);
  }

  isCopy(cell: Cell): boolean {
    return isCopyType(this.of(cell));
  }
}

/** Does a cell hold itself, or one that does? */
function isEndless(cell: Cell, above: Cell[] = []): boolean {
  const root = find(cell);
  if (above.includes(root)) return true;
  const within = [...above, root];
  return [...(root.parts?.values() ?? [])].some((part) => part.args.some((arg) => isEndless(arg, within)));
}

/** Are two cells the same type, however far each is unrolled? What holds functions counts as the same only if it is one. */
function isSameType(a: Cell, b: Cell, assumed: [Cell, Cell][] = []): boolean {
  const [left, right] = [find(a), find(b)];
  if (left === right || assumed.some(([one, other]) => one === left && other === right)) return true;
  if (left.mask !== right.mask || (left.parts?.size ?? 0) !== (right.parts?.size ?? 0)) return false;
  const within: [Cell, Cell][] = [...assumed, [left, right]];
  return [...(left.parts ?? [])].every(([key, part]) => {
    const other = right.parts?.get(key);
    if (!other || part.kind === "func") return other === part;
    if (part.kind !== other.kind || part.ref !== other.ref || part.args.length !== other.args.length) return false;
    return part.args.every((arg, i) => isSameType(arg, other.args[i] as Cell, within));
  });
}

/** Whether Rust can hash values of a type; objects and unions of the program say so themselves. */
export const isHashable = (type: string): boolean =>
  !/^(PyErr|PySlice)\b|\b(List|Dict|Set|DefaultDict|OrderedDict|Counter|Deque|Iter|Keys|Values|Items)<|\bByteArray\b|Rc<dyn/.test(
    type,
  );

function isCopyType(type: string): boolean {
  if (type === "bool" || type === "f64" || type === "()" || type === "Complex" || type === "PyType") return true;
  return type === "Option<bool>" || type === "Option<f64>";
}

function variantName(kind: Kind): string {
  if (!kind.part) return pascal(kind.key);
  if (kind.part.kind === "inst") return (kind.part.ref as { rust: string }).rust;
  if (kind.part.kind === "exc") return pascal(kind.key.replace(":", "_"));
  if (kind.part.kind === "class") return `Class${pascal(kind.key)}`;
  return pascal(kind.part.kind === "native" ? String(kind.part.ref) : kind.part.kind);
}
