import type { Call, Expr, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import type { Elaborator } from "../infer/elaborator.js";
import { expression } from "../infer/expressions.js";
import { isOnly, ownInt } from "../infer/numbers.js";
import type { Typed } from "../infer/typed.js";
import { dead, spread, typeName } from "../infer/unions.js";
import { type Cell, find, INT, isBottom, NONE, STR } from "../types/cell.js";

/** A call to something built in, as its description reads it: arguments by position or name, typed when asked for. */
export class Given {
  readonly e: Elaborator;
  readonly node: Call;
  readonly at: Place;

  constructor(e: Elaborator, node: Call) {
    this.e = e;
    this.node = node;
    this.at = node;
  }

  get count(): number {
    return this.node.args.length;
  }

  /** The argument's node. */
  expr(i: number, name?: string): Expr | undefined {
    return this.node.args[i] ?? (name === undefined ? undefined : this.named(name));
  }

  named(name: string): Expr | undefined {
    return this.node.keywords.find((keyword) => keyword.arg === name)?.value;
  }

  opt(i: number, name?: string): Typed | undefined {
    const node = this.expr(i, name);
    if (!node) return undefined;
    if (node.nodeType === "Starred") return this.e.refuse("a starred argument here", node);
    return expression(this.e, node);
  }

  arg(i: number, name?: string): Typed {
    return this.opt(i, name) ?? this.e.refuse("a call without an argument that is needed", this.at);
  }

  all(): Typed[] {
    return this.node.args.map((_, i) => this.arg(i));
  }

  /** Refuses what the description does not name. */
  only(max: number, ...names: string[]): this {
    if (this.node.args.length > max) this.e.refuse("this number of arguments", this.at);
    for (const keyword of this.node.keywords)
      if (!names.includes(keyword.arg ?? "")) this.e.refuse(`the argument ${keyword.arg ?? "**"}`, this.at);
    return this;
  }
}

/** Is a constant `True` (or not there)? */
export function flag(e: Elaborator, node: Expr | undefined): Typed | undefined {
  return node && expression(e, node);
}

export const absent = (x: Typed | undefined): boolean => x === undefined || isOnly(x, NONE);

/** Does something with a value of one kind; other kinds raise a TypeError. */
export function expecting(
  e: Elaborator,
  x: Typed,
  mask: number,
  what: (arm: Typed) => Typed,
  message?: (name: string) => string,
): Typed {
  if (isBottom(x.t)) return dead(e, x.at, x);
  return spread(e, x, (arm) => {
    const cell = find(arm.t);
    if (!cell.parts?.size && (cell.mask & mask) !== 0) return what(arm);
    return e.typeError(
      message?.(typeName(arm.t)) ?? `a value of type ${typeName(arm.t)} is not expected here`,
      x.at,
      arm,
    );
  });
}

export const unit = (e: Elaborator): Cell => e.store.temp(NONE);
export const str = (e: Elaborator): Cell => e.store.temp(STR);

/** All of a call's arguments must have a value for it to have one. */
export function alive(e: Elaborator, at: Place, args: Typed[], make: () => Typed): Typed {
  return args.some((x) => isBottom(x.t)) ? dead(e, at, ...args) : make();
}

export const asInt = (g: Gen, x: Typed): string => (isOnly(x, INT) ? g.ref(x) : `&(${ownInt(g, x)})`);
