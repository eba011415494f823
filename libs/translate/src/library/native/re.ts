/**
 * `re`: a pattern's type knows two things of its groups, so that what they give has a type.
 *
 * 1. The first cell of `Pattern` and `Match` holds what a group gives: `str`, or `str` and None where one may be left out.
 * 2. Their second cell holds what `findall` gives: texts, or tuples of as many texts as there are groups.
 * 3. Both are read off the pattern's text. Of a pattern that is worked out the runtime ends the program where they are wrong.
 */
import type { Attribute, Call, Expr, Place } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { callback } from "../../infer/callbacks.js";
import { callee } from "../../infer/callee.js";
import { infoOf } from "../../infer/classes.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { isInt, isOnly, ownInt } from "../../infer/numbers.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { dead, spread, typeName } from "../../infer/unions.js";
import { BYTEARRAY, BYTES, type Cell, find, INT, isBottom, NONE, type Part, STR, soloPart } from "../../types/cell.js";
import { asInt, Given } from "../given.js";
import { groupsOf, patternText } from "./pattern.js";
import { nativeCell } from "./signature.js";
import { nativeType, register, SPECIAL } from "./types.js";

register(
  nativeType("re", "RegexFlag", "re::Flag", {
    attributes: `
value -> int`,
    operators: `
RegexFlag BitOr RegexFlag -> RegexFlag : or
RegexFlag BitAnd RegexFlag -> RegexFlag : and
RegexFlag BitXor RegexFlag -> RegexFlag : xor
RegexFlag BitOr int -> RegexFlag : or_int
int BitOr RegexFlag -> RegexFlag : ~or_int
RegexFlag BitAnd int -> RegexFlag : and_int
int BitAnd RegexFlag -> RegexFlag : ~and_int`,
  }),
  nativeType("re", "Pattern", "re::Pattern", {
    attributes: `
pattern -> str
flags -> int
groups -> int
groupindex -> dict[str, int]`,
  }),
  nativeType("re", "Match", "re::Match", {
    attributes: `
pos -> int
endpos -> int
lastindex -> int?
lastgroup -> str?
string -> str`,
    methods: `
expand(template:str) -> str!`,
  }),
);

/** A pattern at hand: how to write it, and its two cells. */
interface Source {
  group: Cell;
  found: Cell;
  write: (g: Gen) => string;
}

const matchCell = (e: Elaborator, { group, found }: Pick<Source, "group" | "found">): Cell =>
  nativeCell(e, "Match", [group, found]);

function isVerbose(flags: Expr | undefined): boolean {
  if (!flags) return false;
  if (flags.nodeType === "BinOp") return isVerbose(flags.left) || isVerbose(flags.right);
  const name =
    flags.nodeType === "Attribute" ? flags.attr : flags.nodeType === "Name" ? (flags.sym?.imported ?? "") : "";
  return name === "X" || name === "VERBOSE";
}

/** What the body of a class gives an attribute that is asked of it or of an object. */
function ofClass(e: Elaborator, { value, attr }: Attribute): Expr | undefined {
  const known = callee(e, value);
  const info = known?.k === "class" ? known.info : known ? undefined : infoOf(expression(e, value));
  for (const each of info?.mro ?? [])
    for (const stmt of each.node.body) {
      const target = stmt.nodeType === "Assign" ? stmt.targets[0] : undefined;
      if (stmt.nodeType === "Assign" && target?.nodeType === "Name" && target.id === attr) return stmt.value;
    }
  return undefined;
}

/** A pattern given as text or compiled. */
function source(e: Elaborator, node: Call, flags: Expr | undefined): Source | undefined {
  const arg = node.args[0] ?? node.keywords.find((keyword) => keyword.arg === "pattern")?.value;
  if (!arg) return e.refuse("re without a pattern", node);
  const x = expression(e, arg);
  if (isBottom(x.t)) return undefined;
  const part = soloPart(x.t);
  if (part?.kind === "native" && part.ref === "Pattern")
    return { group: part.args[0] as Cell, found: part.args[1] as Cell, write: (g) => g.recv(x) };
  if (!isOnly(x, STR)) return e.refuse("a pattern that may be no str", node, "patterns of bytes are not translated");
  const [group, found] = [e.at(node, "group"), e.at(node, "found")];
  const text = patternText((arg.nodeType === "Attribute" && ofClass(e, arg)) || arg);
  const known = text === undefined ? { count: 0, sure: false } : groupsOf(text, isVerbose(flags));
  e.store.add(group, known.sure ? STR : STR | NONE);
  if (known.count < 2) e.store.add(found, STR);
  else if (known.count > 8) e.store.flow(e.store.of("vtuple", e.store.temp(STR)), found);
  else {
    const args = Array.from({ length: known.count }, () => e.store.temp(STR));
    e.store.flow(e.store.part({ kind: "tuple", key: "tuple", args }), found);
  }
  const given = flags && expression(e, flags);
  const isFlag = given && soloPart(given.t)?.ref === "RegexFlag";
  if (given && !isFlag && !isInt(given)) return isBottom(given.t) ? undefined : e.refuse("these flags of re", node);
  const bits = (g: Gen): string => (!given ? "&int(0)" : isFlag ? `&${g.recv(given)}.value()` : asInt(g, given));
  return { group, found, write: (g) => g.q(`re::compile(${g.ref(x)}, ${bits(g)})`) };
}

const compile = (e: Elaborator, node: Call): Typed => {
  const from = source(e, node, node.args[1] ?? node.keywords.find((keyword) => keyword.arg === "flags")?.value);
  if (!from) return dead(e, node);
  return typed(nativeCell(e, "Pattern", [from.group, from.found]), node, (g) => from.write(g));
};

/** Reads the arguments after the pattern: of the module's function (flags last) or of a compiled pattern's method. */
type Action = (e: Elaborator, from: Source, rest: Rest, at: Call) => Typed;

interface Rest {
  get: (i: number, name: string) => Expr | undefined;
  method: boolean;
}

function text(e: Elaborator, rest: Rest, i: number, at: Place): Typed {
  const node = rest.get(i, "string");
  return node ? expression(e, node) : e.refuse("re without a text", at);
}

/** Does something with a text: what is none raises, or is refused. */
function ofText(e: Elaborator, x: Typed, at: Place, what: (text: Typed) => Typed): Typed {
  if (isBottom(x.t)) return dead(e, at, x);
  return spread(e, x, (arm) => {
    if (isOnly(arm, STR)) return what(arm);
    if (find(arm.t).mask & (BYTES | BYTEARRAY)) return e.refuse("a pattern of text over bytes", at);
    return e.typeError(`expected string or bytes-like object, got '${typeName(arm.t)}'`, at, arm);
  });
}

/** `pos` and `endpos` of a compiled pattern's methods. */
function window(e: Elaborator, rest: Rest): (g: Gen) => string {
  const places = rest.method ? [rest.get(1, "pos"), rest.get(2, "endpos")] : [];
  const values = places.map((node) => node && expression(e, node));
  for (const x of values) if (x && !isInt(x) && !isBottom(x.t)) e.refuse("these bounds of a match", x.at);
  return (g) => [0, 1].map((i) => (values[i] ? `Some(${ownInt(g, values[i] as Typed)})` : "None")).join(", ");
}

const one =
  (name: string): Action =>
  (e, from, rest, at) => {
    const t = e.store.temp(NONE);
    e.store.flow(matchCell(e, from), t);
    const bounds = window(e, rest);
    return ofText(e, text(e, rest, 0, at), at, (x) =>
      typed(t, at, (g) => `${from.write(g)}.${name}(${g.ref(x)}, ${bounds(g)})`),
    );
  };

const finditer: Action = (e, from, rest, at) => {
  const bounds = window(e, rest);
  return ofText(e, text(e, rest, 0, at), at, (x) =>
    typed(e.store.of("iter", matchCell(e, from)), at, (g) => `${from.write(g)}.finditer(${g.ref(x)}, ${bounds(g)})`),
  );
};

const findall: Action = (e, from, rest, at) => {
  const bounds = window(e, rest);
  return ofText(e, text(e, rest, 0, at), at, (x) =>
    typed(e.store.of("list", from.found), at, (g) => {
      const part = soloPart(from.found);
      if (!part && find(from.found).mask === STR) return `${from.write(g)}.findall(${g.ref(x)}, ${bounds(g)})`;
      const rows = `${from.write(g)}.findall_groups(${g.ref(x)}, ${bounds(g)})`;
      if (part?.kind === "vtuple") return rows;
      if (part?.kind !== "tuple") return e.refuse("findall of patterns with different numbers of groups", at);
      const row = g.fresh("row");
      const fields = part.args.map((_, i) => `${row}.get(${i})?`).join(", ");
      return g.q(`to_list(map_iter(${rows}.iter(), |${row}| Ok((${fields}))))`);
    }),
  );
};

const isSure = (group: Cell): boolean => !(find(group).mask & NONE);

/** A count as `&Int`: the argument, or none. */
function most(e: Elaborator, node: Expr | undefined): (g: Gen) => string {
  const x = node && expression(e, node);
  if (x && !isInt(x) && !isBottom(x.t)) return e.refuse("this count", x.at);
  return (g) => (x ? asInt(g, x) : "&int(0)");
}

const split: Action = (e, from, rest, at) => {
  const limit = most(e, rest.get(1, "maxsplit"));
  return ofText(e, text(e, rest, 0, at), at, (x) =>
    raising(
      e.store.of("list", from.group),
      at,
      (g) => `${from.write(g)}.split${isSure(from.group) ? "_all" : ""}(${g.ref(x)}, ${limit(g)})`,
    ),
  );
};

const sub =
  (name: "sub" | "subn"): Action =>
  (e, from, rest, at) => {
    const limit = most(e, rest.get(2, "count"));
    const node = rest.get(0, "repl");
    if (!node) return e.refuse(`re.${name} without a replacement`, at);
    const pair = e.store.part({ kind: "tuple", key: "tuple", args: [e.store.temp(STR), e.store.temp(INT)] });
    const t = name === "sub" ? e.store.temp(STR) : pair;
    const isKnown = node.nodeType === "Lambda" || (callee(e, node) && !e.library.isConstant(e, node));
    const given = isKnown ? undefined : expression(e, node);
    if (given && isBottom(given.t)) return dead(e, at, given);
    const string = text(e, rest, 1, at);
    if (given && isOnly(given, STR))
      return ofText(e, string, at, (x) =>
        raising(t, at, (g) => `${from.write(g)}.${name}(${g.ref(given)}, ${g.ref(x)}, ${limit(g)})`),
      );
    if (given && soloPart(given.t)?.kind !== "func") return e.refuse("a replacement of this type", at);
    const by = callback(e, node, [matchCell(e, from)]);
    return ofText(e, string, at, (x) =>
      raising(t, at, (g) => {
        const { mask, parts } = find(by.t);
        if (parts?.size || mask & ~(STR | NONE)) return e.refuse("a replacement that may be no str", at);
        const f = by.write(g);
        const texts =
          mask === STR
            ? f
            : !(mask & STR)
              ? `{ let mut f = hint1::<re::Match, (), _>(${f}); move |m| { f(m)?; Ok(lit("")) } }`
              : `{ let mut f = hint1::<re::Match, Option<Str>, _>(${f}); move |m| Ok(f(m)?.unwrap_or_default()) }`;
        return `${from.write(g)}.${name}_by(${texts}, ${g.ref(x)}, ${limit(g)})`;
      }),
    );
  };

const ACTIONS: Record<string, Action> = {
  search: one("search"),
  match: one("match_"),
  fullmatch: one("fullmatch"),
  finditer,
  findall,
  split,
  sub: sub("sub"),
  subn: sub("subn"),
};
/** Where the module's functions take their flags. */
const FLAGS_AT: Record<string, number> = {
  search: 2,
  match: 2,
  fullmatch: 2,
  finditer: 2,
  findall: 2,
  split: 3,
  sub: 4,
  subn: 4,
};

const named = (node: Call, name: string): Expr | undefined =>
  node.keywords.find((keyword) => keyword.arg === name)?.value;

function checked(e: Elaborator, node: Call): void {
  if (node.args.some((arg) => arg.nodeType === "Starred")) e.refuse("a starred argument here", node);
}

const RE_CALLS: Record<string, (e: Elaborator, node: Call) => Typed> = {
  compile,
  escape: (e, node) => {
    const x = new Given(e, node).only(1, "pattern").arg(0, "pattern");
    if (!isOnly(x, STR) && !isBottom(x.t)) return e.refuse("re.escape of what may be no text", node);
    return ofText(e, x, node, (arm) => typed(e.store.temp(STR), node, (g) => `re::escape(${g.ref(arm)})`));
  },
  purge: (e, node) => typed(e.store.temp(NONE), node, () => "()"),
};

for (const [name, action] of Object.entries(ACTIONS)) {
  RE_CALLS[name] = (e, node) => {
    checked(e, node);
    const from = source(e, node, node.args[FLAGS_AT[name] as number] ?? named(node, "flags"));
    if (!from) return dead(e, node);
    return action(e, from, { get: (i, key) => node.args[i + 1] ?? named(node, key), method: false }, node);
  };
  SPECIAL.set(`Pattern.${name}`, (e, x, part, node) => {
    checked(e, node);
    const from = { group: part.args[0] as Cell, found: part.args[1] as Cell, write: (g: Gen) => g.recv(x) };
    return action(e, from, { get: (i, key) => node.args[i] ?? named(node, key), method: true }, node);
  });
}

/** `m.group(key)` and `m[key]`. */
export function groupOf(e: Elaborator, x: Typed, part: Part, key: Typed, at: Place): Typed {
  if (isBottom(key.t)) return dead(e, at, x, key);
  if (key.lit?.k === "int" && key.lit.v === 0n) return typed(e.store.temp(STR), at, (g) => `${g.recv(x)}.whole()`);
  const group = part.args[0] as Cell;
  return spread(e, key, (arm) =>
    isInt(arm) || isOnly(arm, STR)
      ? raising(group, at, (g) => {
          const held = isInt(arm) ? asInt(g, arm) : g.ref(arm);
          return `${g.recv(x)}.group${isSure(group) ? "_sure" : ""}(${held})`;
        })
      : e.raise(`exc::INDEX_ERROR.msg("no such group")`, at, x, arm),
  );
}

SPECIAL.set("Match.group", (e, x, part, node) => {
  const keys = new Given(e, node).only(node.args.length).all();
  if (keys.length === 0) return typed(e.store.temp(STR), node, (g) => `${g.recv(x)}.whole()`);
  const all = keys.map((key) => groupOf(e, x, part, key, node));
  if (all.length === 1) return all[0] as Typed;
  const t = e.store.part({ kind: "tuple", key: "tuple", args: all.map((each) => each.t) });
  return typed(t, node, (g) => `(${all.map((each) => g.own(each)).join(", ")})`);
});

for (const [name, args] of [
  ["start", [INT]],
  ["end", [INT]],
  ["span", [INT, INT]],
] as const)
  SPECIAL.set(`Match.${name}`, (e, x, _part, node) => {
    const key = new Given(e, node).only(1).opt(0);
    const cells = args.map((mask) => e.store.temp(mask));
    const t = cells.length === 1 ? (cells[0] as Cell) : e.store.part({ kind: "tuple", key: "tuple", args: cells });
    if (!key) return raising(t, node, (g) => `${g.recv(x)}.${name}(&int(0))`);
    return spread(e, key, (arm) =>
      isInt(arm) || isOnly(arm, STR)
        ? raising(t, node, (g) => `${g.recv(x)}.${name}(${isInt(arm) ? asInt(g, arm) : g.ref(arm)})`)
        : e.raise(`exc::INDEX_ERROR.msg("no such group")`, node, x, arm),
    );
  });

for (const [name, cell] of [
  ["groups", (e: Elaborator, t: Cell) => e.store.of("vtuple", t)],
  ["groupdict", (e: Elaborator, t: Cell) => e.store.of("dict", e.store.temp(STR), t)],
] as const)
  SPECIAL.set(`Match.${name}`, (e, x, part, node) => {
    const fallback = new Given(e, node).only(1, "default").opt(0, "default");
    const group = part.args[0] as Cell;
    if (!fallback || isOnly(fallback, NONE))
      return typed(cell(e, group), node, (g) => `${g.recv(x)}.${name}${isSure(group) ? "_sure" : ""}()`);
    if (!isOnly(fallback, STR))
      return isBottom(fallback.t) ? dead(e, node, x, fallback) : e.refuse(`${name} with this default`, node);
    return typed(cell(e, e.store.temp(STR)), node, (g) => `${g.recv(x)}.${name}_or(${g.ref(fallback)})`);
  });

export const re = RE_CALLS;

const FLAGS: Record<string, number> = {
  A: 256,
  ASCII: 256,
  I: 2,
  IGNORECASE: 2,
  M: 8,
  MULTILINE: 8,
  S: 16,
  DOTALL: 16,
  U: 32,
  UNICODE: 32,
  X: 64,
  VERBOSE: 64,
  NOFLAG: 0,
};

export const RE_CONSTANTS = Object.fromEntries(
  Object.entries(FLAGS).map(([name, value]) => [
    `re.${name}`,
    (e: Elaborator) => ({ t: nativeCell(e, "RegexFlag"), text: `re::Flag(${value})` }),
  ]),
);
