import type { Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { type Scope, unitOf } from "../resolve/symbols.js";
import { type Cell, type Part, STR, soloPart } from "../types/cell.js";
import type { Arguments } from "./arguments.js";
import type { AnyFunction, Elaborator } from "./elaborator.js";
import { iterateValue } from "./iteration.js";
import { type Typed, typed } from "./typed.js";

/** Arguments out of a starred iterable or a dictionary whose length or keys are known only at run time. */
export class SpreadArguments {
  readonly #e: Elaborator;
  readonly #node: AnyFunction;
  readonly #name: string;
  readonly #given: Arguments;
  readonly #at: Place;
  readonly #required: string[] = [];
  readonly #requiredNamed: string[] = [];
  #taken = 0;
  #open = false;
  #total = 0;
  #least = 0;
  #known: string[] = [];
  #rest = "";
  #named = "";

  constructor(e: Elaborator, node: AnyFunction, name: string, given: Arguments, at: Place) {
    this.#e = e;
    this.#node = node;
    this.#name = name;
    this.#given = given;
    this.#at = at;
  }

  #restName(g: Gen): string {
    this.#rest ||= g.fresh("rest");
    return this.#rest;
  }

  #dictName(g: Gen): string {
    this.#named ||= g.fresh("named");
    return this.#named;
  }

  /** The next positional parameter, out of the starred iterable, or else out of the dictionary if there is one. */
  item(name: string, fallback: Typed | undefined): Typed {
    const { item } = iterateValue(this.#e, this.#given.rest as Typed);
    const index = this.#taken;
    this.#taken += 1;
    if (this.#given.restNamed) {
      const other = this.named(name, fallback, false);
      const own = this.#either(item, other, (g) => `${this.#restName(g)}.get(${index}).cloned()`);
      return own;
    }
    if (!fallback) this.#required.push(name);
    return this.#either(item, fallback, (g) => `${this.#restName(g)}.get(${index}).cloned()`);
  }

  /** A parameter out of the dictionary. */
  named(name: string, fallback: Typed | undefined, isKeywordOnly: boolean): Typed {
    const { args } = soloPart((this.#given.restNamed as Typed).t) as Part;
    const [key, value] = args as [Cell, Cell];
    if (!fallback) (isKeywordOnly ? this.#requiredNamed : this.#required).push(name);
    return this.#either(value, fallback, (g) => `${this.#dictName(g)}.get_opt(&${g.key(name, key)})`);
  }

  #either(t: Cell, fallback: Typed | undefined, option: (g: Gen) => string): Typed {
    if (!fallback) return { ...typed(t, this.#at, (g) => `${option(g)}.unwrap()`), pure: true };
    const both = this.#e.store.temp();
    this.#e.store.flow(t, both);
    this.#e.store.flow(fallback.t, both);
    const made = typed(both, this.#at, (g) => {
      const v = g.fresh("v");
      return `match ${option(g)} { Some(${v}) => ${g.coerceText(v, t, both)}, None => ${g.own(fallback, both)} }`;
    });
    return { ...made, pure: true };
  }

  /** What a starred parameter gets of the starred iterable. */
  remaining(): Typed | undefined {
    const { rest } = this.#given;
    if (!rest || (this.#taken === 0 && !this.#given.restNamed)) return rest;
    const { item } = iterateValue(this.#e, rest);
    const from = this.#taken;
    return typed(this.#e.store.of("vtuple", item), this.#at, (g) => {
      const name = this.#restName(g);
      return `Tuple::from_vec(${name}[${from}.min(${name}.len())..].to_vec())`;
    });
  }

  /** What a `**` parameter gets of the dictionary, beside what is given by name. */
  others(keywords: Map<string, Typed>, param: object, names: Set<string>): Typed {
    const e = this.#e;
    const own = soloPart((this.#given.restNamed as Typed).t)?.args[1] as Cell;
    const value = e.at(param, `kw${this.#at.lineno}:${this.#at.col_offset}`);
    const entries = [...keywords];
    const before = [...this.#given.keywords.keys()].slice(0, this.#given.namedBefore);
    for (const [, x] of entries) e.store.flow(x.t, value);
    e.store.flow(own, value);
    this.#open = true;
    const key = e.store.temp(STR);
    const t = e.store.of("dict", key, value);
    return typed(t, this.#at, (g) => {
      const [out, it, k, v] = [g.fresh("others"), g.fresh("it"), g.fresh("k"), g.fresh("v")];
      const isBefore = (name: string): boolean => before.includes(name);
      const sets = (ahead: boolean): string =>
        entries
          .filter(([name]) => isBefore(name) === ahead)
          .map(([name, x]) => `${out}.set(${g.key(name, key)}, ${g.own(x, value)}); `)
          .join("");
      const skipped = [...names].map((name) => `"${name}"`).join(", ");
      return `{ let ${out}: ${g.ty(t)} = Dict::new(); ${sets(true)}let mut ${it} = ${this.#dictName(g)}.items().iter(); while let Some((${k}, ${v})) = ${g.q(`${it}.next()`)} { if ![${skipped}].contains(&${k}.as_str()) { ${out}.set(${g.coerceText(k, this.#e.store.temp(STR), key)}, ${g.coerceText(v, own, value)}); } } ${sets(false)}${out} }`;
    });
  }

  /** The starred iterable becomes a starred parameter as it is, in its place. */
  get isInline(): boolean {
    return this.#taken === 0 && !this.#given.restNamed && this.#node.args.vararg !== undefined;
  }

  /** Says which parameters there are, once each has been looked at. */
  close(total: number, least: number, known: string[]): void {
    this.#total = total;
    this.#least = least;
    this.#known = known;
  }

  /** What Python calls the function where a dictionary repeats a name; nothing where that is another's. */
  get #spelled(): string {
    const unit = unitOf(this.#node.scope as Scope);
    return unit && !this.#name.endsWith("__") ? `${unit.name}.${this.#name}` : "";
  }

  /** The lines that work out what is spread and raise what Python raises where it does not fit. */
  write(g: Gen): string[] {
    const lines: string[] = [];
    const { rest, restNamed, positional, keywords } = this.#given;
    const required = this.#required.map((name) => `"${name}"`).join(", ");
    if (rest && (this.#rest || restNamed || !this.#node.args.vararg)) {
      const name = this.#restName(g);
      const source = iterateValue(this.#e, rest, "list");
      const most = this.#node.args.vararg || this.#open ? "None" : `Some(${this.#total})`;
      const wanted = restNamed ? "" : required;
      const call = `spread_check("${this.#name}", ${positional.length}, ${name}.len(), &[${wanted}], ${this.#least}, ${most})`;
      lines.push(`let ${name} = ${g.q(`to_vec(${source.write(g)})`)}; ${g.q(call)}; `);
    }
    if (restNamed) {
      const texts = (names: string[]): string => names.map((name) => `"${name}"`).join(", ");
      const named = `&[${texts([...keywords.keys()])}]`;
      const unnamed = this.#node.args.posonlyargs.length;
      const first = this.#known.slice(0, this.#total - unnamed);
      const given = rest
        ? `&[${texts(first)}][..(${positional.length} + ${this.#restName(g)}.len()).min(${first.length})]`
        : `&[${texts(first.slice(0, Math.max(positional.length - unnamed, 0)))}]`;
      const call = `named_check("${this.#name}", &${g.q(`to_vec(${this.#dictName(g)}.iter())`)}, ${given}, ${named}, "${this.#spelled}", &[${required}], &[${texts(this.#requiredNamed)}], &[${texts(this.#known)}], ${this.#open})`;
      lines.push(`let ${this.#dictName(g)} = ${g.own(restNamed)}; ${g.q(call)}; `);
    }
    this.#rest = "";
    this.#named = "";
    return lines;
  }
}
