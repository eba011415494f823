import type { Expr, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { type Cell, find, INT, NONE, STR } from "../types/cell.js";
import { callBound } from "./class-calls.js";
import { fieldCell, findMember, instanceCell } from "./classes.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { type Step, type Typed, typed } from "./typed.js";

const isAuto = (node: Expr): boolean =>
  node.nodeType === "Call" && ((node.func as { id?: string }).id ?? (node.func as { attr?: string }).attr) === "auto";

/** What tells constant values of members apart: two of one value are one member. */
function valueKey(node: Expr, next: bigint): string | undefined {
  if (isAuto(node)) return `${next}`;
  if (node.nodeType === "UnaryOp" && node.op.nodeType === "USub" && node.operand.nodeType === "Constant")
    return node.operand.lit.k === "int" ? `${-node.operand.lit.v}` : undefined;
  if (node.nodeType !== "Constant") return undefined;
  return node.lit.k === "int" ? `${node.lit.v}` : node.lit.k === "str" ? JSON.stringify(node.lit.v) : undefined;
}

/** Does a body only keep what it is given, so that nobody sees it run? */
const onlyKeeps = (body: Stmt[]): boolean =>
  body.every(({ nodeType, value }: Stmt & { value?: Expr }) => nodeType === "Assign" && value?.nodeType === "Name");

/** Does `_order_`, where a class has it, name the members as they come? */
function isInOrder({ node, members }: ClassInfo): boolean {
  return node.body.every((stmt) => {
    if (stmt.nodeType !== "Assign" || !/^_order_$|^__order__$/.test((stmt.targets[0] as { id?: string }).id ?? ""))
      return true;
    const named = stmt.value.nodeType === "Constant" && stmt.value.lit.k === "str" ? stmt.value.lit.v : "";
    return named.split(/[\s,]+/).join(" ") === members.join(" ");
  });
}

/** The members of an enumeration, made in order; `__init__` is given each value's parts. */
export class EnumMembers {
  readonly #e: Elaborator;
  readonly #info: ClassInfo;
  readonly #known = new Map<string, string>();
  /** The members so far, and those of them whose values are worked out. */
  readonly #made: string[] = [];
  readonly #workedOut: string[] = [];
  /** By the variable of each name: the member it stands for. */
  readonly #members = new Map<string, string>();
  /** Names of members that have one already, as Python tells them. */
  readonly aliases: string[] = [];
  /** The largest value so far, nothing once a value is no number that is known here. */
  #largest: bigint | undefined;
  #last: bigint | undefined;
  #isCounted = true;
  /** What stands for each member so far; nothing where it is not known here. */
  readonly #values = new Map<string, Expr | undefined>();

  constructor(e: Elaborator, info: ClassInfo) {
    this.#e = e;
    this.#info = info;
    if (!info.isEnum) return;
    if (info.mro.some((base) => base !== info && base.members.length > 0))
      e.refuse("an enumeration derived from one that has members", info.node);
    for (const name of ["_generate_next_value_", "__new__", "_ignore_"])
      if (findMember(info, name)) e.refuse(`${name} of an enumeration`, info.node);
  }

  /** An enumeration without members, which others derive from, is written as if it had one. */
  finish(): void {
    if (!this.#info.isEnum) return;
    if (!isInOrder(this.#info)) this.#e.refuse("_order_ that is not the members' own", this.#info.node);
    if (this.#made.length) return;
    this.#e.store.add(fieldCell(this.#e, this.#info, "name"), STR);
    this.#e.store.add(fieldCell(this.#e, this.#info, "value"), this.#info.mixed || NONE);
  }

  /** The member that a value names. */
  #aliased(node: Expr): string | undefined {
    if (node.nodeType !== "Name" || node.sym?.scope.kind !== "class" || !this.#values.has(node.id)) return undefined;
    return (this.#info.own.get(node.id) as { rust: string }).rust;
  }

  /** In the body of an enumeration the names of its members stand for their values. */
  #plain(node: Expr): Expr {
    if (node.nodeType === "Name" && node.sym?.scope.kind === "class" && this.#values.has(node.id)) {
      const value = this.#values.get(node.id);
      const isPlain = value && /^(Constant|Name|UnaryOp|BinOp|Tuple)$/.test(value.nodeType);
      return isPlain ? value : this.#e.refuse("the value of a member among those of others", node, "write it out");
    }
    if (node.nodeType === "BinOp") return { ...node, left: this.#plain(node.left), right: this.#plain(node.right) };
    if (node.nodeType === "UnaryOp") return { ...node, operand: this.#plain(node.operand) };
    if (node.nodeType === "Tuple") return { ...node, elts: node.elts.map((each) => this.#plain(each)) };
    return node;
  }

  add(name: string, given: Expr, member: { cell: Cell; rust: string }): Step {
    const e = this.#e;
    const info = this.#info;
    const node = this.#plain(given);
    if (isAuto(node) && this.#isCounted && this.#last !== this.#largest)
      e.refuse("auto() after a smaller value, which Python warns of", node, "write the value");
    if (isAuto(node) && !this.#isCounted) e.refuse("auto() after a value that is worked out", node);
    const next = (this.#largest ?? 0n) + 1n;
    const key = valueKey(node, next);
    const place = placeOf(node);
    const counted = { nodeType: "Constant", value: next, lit: { k: "int", v: next }, ...place } as unknown as Expr;
    this.#values.set(name, isAuto(node) ? (info.mixed === STR ? undefined : counted) : node);
    if (key === undefined || !/^-?\d+$/.test(key)) this.#isCounted = false;
    else {
      this.#last = BigInt(key);
      if (this.#largest === undefined || this.#last > this.#largest) this.#largest = this.#last;
    }
    e.store.flow(instanceCell(e, info), member.cell);
    const same = this.#aliased(given) ?? (key === undefined ? undefined : this.#known.get(key));
    const own = same === undefined ? name : (this.#members.get(same) as string);
    this.#members.set(member.rust, own);
    if (same !== undefined) {
      const init = findMember(info, "__init__");
      if (init && !(init.k === "method" && onlyKeeps(init.node.body)))
        e.refuse("another name for a member, which __init__ is asked of", node, "leave it out");
      this.aliases.push(`${name} -> ${own}`);
      info.members = info.members.filter((each) => each !== name);
      return (g) => g.line(`${member.rust}.set(${g.q(`${same}.get()`)});`);
    }
    if (key !== undefined) this.#known.set(key, member.rust);
    const before = [...(key === undefined ? this.#made : this.#workedOut)];
    this.#made.push(member.rust);
    if (key === undefined) this.#workedOut.push(member.rust);
    const text = info.mixed === STR && isAuto(node) ? JSON.stringify(name.toLowerCase()) : undefined;
    const auto = (): Typed =>
      text
        ? typed(e.store.temp(STR), node, () => `lit(${text})`)
        : typed(e.store.temp(INT), node, () => `int(${next})`);
    const x = isAuto(node) ? auto() : expression(e, node);
    if (info.mixed && find(x.t).mask !== info.mixed) e.refuse("a member of another type than its enumeration", node);
    const value = fieldCell(e, info, "value");
    e.store.flow(x.t, value);
    e.store.add(fieldCell(e, info, "name"), STR);
    const init = findMember(info, "__init__");
    const self: Typed = {
      t: instanceCell(e, info),
      at: node,
      pure: true,
      emit: () => ({ s: "member", m: 1, atom: true }),
    };
    const all = { positional: x.items ?? [x], keywords: new Map(), before: [] };
    const started = init?.k === "method" ? callBound(e, self, info, init, all, node) : undefined;
    return (g) => {
      const checks = before.map(
        (each) =>
          `if eq(&${g.q(`${g.q(`${each}.get()`)}.value.get()`)}, &value) { limit("two members of one value") } `,
      );
      const call = started ? `${started.emit(g).s}; ` : "";
      g.line(
        `${member.rust}.set({ let member = ${info.rust}::blank(); let value = ${g.own(x, value)}; ${checks.join("")}member.name.set(lit("${name}")); member.value.set(value); ${call}member });`,
      );
    };
  }
}
