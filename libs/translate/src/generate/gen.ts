import { Refusal } from "../diagnostics.js";
import type { Code, Step, Typed } from "../infer/typed.js";
import type { Web } from "../resolve/symbols.js";
import { type Cell, find, isBottom, NONE, STR, type Store } from "../types/cell.js";
import { quote } from "./names.js";
import { kindsOf, type RustTypes } from "./rust-types.js";

/** Where an exception, a `return` or a loop's jump goes while a part of a function is written. */
export interface Jump {
  /** The label of the enclosing translated `try`, or none: the function itself. */
  tryLabel: string | undefined;
  /** What runs, innermost last, before a `return`: the `finally` parts that enclose this place. */
  exits: ((g: Gen) => void)[];
  loops: Loop[];
}

export interface Loop {
  label: string;
  labelled: boolean;
  /** The label of the loop with its `else`, which `break` leaves as a whole. */
  whole: string | undefined;
  /** How many `exits` were open where the loop began: those above it run before its jumps. */
  exits: number;
  /** A translated `try` or `with` stands between the loop and here: plain `break` would leave that. */
  tries: number;
}

/** Writes the Rust of one function: lines, types, and what an expression's value becomes where it is wanted. */
export class Gen {
  readonly types: RustTypes;
  readonly store: Store;
  lines: string[] = [];
  jump: Jump = { tryLabel: undefined, exits: [], loops: [] };
  /** Variables that are references in Rust (`self`, a key function's item). */
  refs = new Set<string>();
  names = new Map<Web, string>();
  readonly taken: Set<string>;
  declared = new Set<Web>();
  selfName = "self";
  yielder: string | undefined;
  returns!: Cell;
  /** What a bare `return` of nothing looks like: in a generator the end, in a function its result. */
  ends: ((value: string) => string) | undefined;
  tries = 0;
  /** The names of the exceptions being handled, innermost last: what a bare `raise` raises again. */
  handling: string[] = [];
  #temps = 0;

  #exact = false;

  /** `taken`: names of the whole program. */
  constructor(types: RustTypes, store: Store, taken: Iterable<string> = []) {
    this.taken = new Set(taken);
    this.types = types;
    this.store = store;
  }

  line(text: string): void {
    this.lines.push(text);
  }

  /** A name of the generator's own, unlike any of the program's. */
  fresh(stem: string): string {
    for (;;) {
      this.#temps += 1;
      const name = this.#temps === 1 ? stem : `${stem}${this.#temps}`;
      if (!this.taken.has(name)) {
        this.taken.add(name);
        return name;
      }
    }
  }

  /** The lines that `write` makes, as one text. */
  capture(write: () => void): string {
    const outer = this.lines;
    this.lines = [];
    write();
    const text = this.lines.join("\n");
    this.lines = outer;
    return text;
  }

  steps(steps: Step[]): void {
    for (const step of steps) step(this);
  }

  /** Passes an exception on. */
  q(expression: string): string {
    return this.jump.tryLabel ? `tri!(${this.jump.tryLabel}, ${expression})` : `${expression}?`;
  }

  /** Leaves with an exception. */
  throwing(error: string): string {
    return this.jump.tryLabel ? `break ${this.jump.tryLabel} ${error}` : `return Err(${error})`;
  }

  /** Writes code that is a closure of its own: exceptions leave the closure. */
  inClosure<T>(write: () => T): T {
    const outer = this.jump;
    this.jump = { tryLabel: undefined, exits: [], loops: [] };
    const result = write();
    this.jump = outer;
    return result;
  }

  ty(cell: Cell): string {
    return this.types.of(cell);
  }

  /** An owned value of `want`'s type. */
  own(x: Typed, want: Cell = x.t): string {
    if (x.items && want !== x.t) {
      const kinds = kindsOf(find(want));
      const tuple = kinds.find((kind) => kind.part?.kind === "tuple" && kind.part.args.length === x.items?.length);
      if (tuple?.part) {
        const inner = tuple.part.args;
        const items = x.items.map((item, i) => this.own(item, inner[i] as Cell));
        return this.coerceText(
          `(${items.join(", ")}${items.length === 1 ? "," : ""})`,
          this.store.part(tuple.part),
          want,
          true,
        );
      }
    }
    const code = x.emit(this);
    const text = this.#owned(code, x.t);
    return this.coerceText(text.s, x.t, want, text.atom);
  }

  #owned(code: Code, t: Cell): { s: string; atom: boolean } {
    if (code.m === 0) return code;
    if (this.types.isCopy(t)) return code.m === 1 ? code : { s: `*${code.s}`, atom: false };
    return { s: `${code.atom ? code.s : `(${code.s})`}.clone()`, atom: true };
  }

  /** A reference to the value. */
  ref(x: Typed, want: Cell = x.t): string {
    if (want !== x.t && this.ty(want) !== this.ty(x.t)) {
      return `&${this.wrap(this.#exactly(() => this.own(x, want)))}`;
    }
    const code = this.#exactly(() => x.emit(this));
    if (code.m === 2) return code.s;
    // What never has a value has no type that a reference could be to.
    const isNever = code.m === 0 && (isBottom(x.t) || /unreachable!\(\)[ }]*$/.test(code.s));
    if (isNever) return `&{ let never: ${this.ty(x.t)} = ${code.s}; never }`;
    return `&${code.atom ? code.s : `(${code.s})`}`;
  }

  /** What is only referred to says itself what it is: a bare None would leave Rust to guess. */
  #exactly<T>(write: () => T): T {
    const outer = this.#exact;
    this.#exact = true;
    const made = write();
    this.#exact = outer;
    return made;
  }

  /** Writes what a function's parameters say the types of. */
  loosely<T>(write: () => T): T {
    const outer = this.#exact;
    this.#exact = false;
    const made = write();
    this.#exact = outer;
    return made;
  }

  /** The value as something a method can be called on. */
  recv(x: Typed): string {
    const code = x.emit(this);
    return code.atom ? code.s : `(${code.s})`;
  }

  /** A float, bool or other copied value. */
  copy(x: Typed): string {
    const code = x.emit(this);
    const s = code.m === 2 ? `*${code.s}` : code.s;
    return code.atom && code.m !== 2 ? s : `(${s})`;
  }

  wrap(text: string): string {
    return /^[\w.]+$/.test(text) ? text : `(${text})`;
  }

  /** A name as a key of a dictionary whose keys may be more than text. */
  key(name: string, key: Cell): string {
    return this.coerceText(`lit(${quote(name)})`, this.store.temp(STR), key);
  }

  /** Turns a value of one type into one of another that holds it. */
  coerceText(text: string, from: Cell, to: Cell, atom = true): string {
    const a = this.ty(from);
    const b = this.ty(to);
    if (a === b) return text;
    if (isBottom(from)) return `{ ${text}; unreachable!() }`;
    const fromKinds = kindsOf(find(from));
    const toKinds = kindsOf(find(to));
    const fromNone = (find(from).mask & NONE) !== 0;
    const toNone = (find(to).mask & NONE) !== 0;
    const safe = atom ? text : `(${text})`;
    if (fromNone && fromKinds.length === 0)
      return toNone ? (text === "()" ? this.#none(b) : `{ ${text}; ${this.#none(b)} }`) : this.#mismatch(a, b);
    if (toKinds.length === 0) return this.#mismatch(a, b);
    const bare = (cell: Cell): Cell => this.types.withoutNone(cell);
    if (toNone && !fromNone) return `Some(${this.coerceText(text, from, bare(to), atom)})`;
    if (toNone && fromNone) {
      const v = this.fresh("v");
      return `${safe}.map(|${v}| ${this.coerceText(v, bare(from), bare(to))})`;
    }
    if (fromNone) return this.coerceText(`${safe}.unwrap()`, bare(from), to);
    if (fromKinds.length > 1) return this.#fromUnion(text, from, to);
    const kind = fromKinds[0];
    if (!kind) return this.#mismatch(a, b);
    const target =
      toKinds.find((each) => each.key === kind.key) ??
      (kind.key === "tuple" ? toKinds.find((each) => each.key === "vtuple") : undefined);
    if (!target) return this.#mismatch(a, b);
    if (toKinds.length > 1) {
      const inner = this.coerceText(text, from, this.types.solo(target), atom);
      return `${b}::${this.types.variant(to, target.key)}(${inner})`;
    }
    return this.#within(text, kind.part?.args ?? [], target, a, b);
  }

  #fromUnion(text: string, from: Cell, to: Cell): string {
    const name = this.ty(from);
    const targets = kindsOf(find(to));
    const arms: string[] = [];
    let rest = false;
    for (const kind of kindsOf(find(from))) {
      if (!targets.some((each) => each.key === kind.key || (kind.key === "tuple" && each.key === "vtuple"))) {
        rest = true;
        continue;
      }
      const v = this.fresh("v");
      arms.push(
        `${name}::${this.types.variant(from, kind.key)}(${v}) => ${this.coerceText(v, this.types.solo(kind), to)}`,
      );
    }
    if (rest) arms.push("_ => unreachable!()");
    return `match ${text} { ${arms.join(", ")} }`;
  }

  #within(
    text: string,
    items: Cell[],
    target: { key: string; part: { args: Cell[] } | undefined },
    a: string,
    b: string,
  ): string {
    const wants = target.part?.args ?? [];
    if (target.key === "tuple" && wants.length === items.length) {
      const t = this.fresh("t");
      const moved = items.map((item, i) => this.coerceText(`${t}.${i}`, item, wants[i] as Cell));
      return `{ let ${t} = ${text}; (${moved.join(", ")}${moved.length === 1 ? "," : ""}) }`;
    }
    if (target.key === "vtuple") {
      const t = this.fresh("t");
      const moved = items.map((item, i) => this.coerceText(`${t}.${i}`, item, wants[0] as Cell));
      return `{ let ${t} = ${text}; Tuple::from_vec(vec![${moved.join(", ")}]) }`;
    }
    return this.#mismatch(a, b);
  }

  #none(option: string): string {
    return this.#exact ? typedNone(option) : "None";
  }

  /** Python's None as a value of that type, which it says. */
  none(cell: Cell): string {
    const type = this.ty(cell);
    return type === "()" ? "()" : typedNone(type);
  }

  #mismatch(from: string, to: string): never {
    throw new Refusal("type", `a value of type ${from} is wanted as ${to}`, { code: "type" });
  }
}

const typedNone = (option: string): string => `None::<${option.slice("Option<".length, -1)}>`;
