import type { Call, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { type Arguments, typeArguments } from "../infer/arguments.js";
import { findMember, infoOf, plainOf } from "../infer/classes.js";
import type { ClassInfo } from "../infer/context.js";
import { converted } from "../infer/displays.js";
import type { Elaborator } from "../infer/elaborator.js";
import { strFormat } from "../infer/formatting.js";
import { heldLets, hold } from "../infer/held.js";
import { exhausted, iterateValue } from "../infer/iteration.js";
import { boundArg, intArg, isInt, isOnly } from "../infer/numbers.js";
import { truth } from "../infer/truth.js";
import { raising, type Typed, typed } from "../infer/typed.js";
import { dead, newList, spread, typeName } from "../infer/unions.js";
import { BOOL, BYTES, type Cell, FLOAT, find, INT, isBottom, NONE, STR, soloPart } from "../types/cell.js";
import { absent, alive, type Given } from "./given.js";
import { maketrans, translate } from "./letter-tables.js";

const PLAIN = new Set(["upper", "lower", "title", "capitalize", "swapcase", "casefold"]);
const TESTS = new Set([
  "isdigit",
  "isdecimal",
  "isnumeric",
  "isalpha",
  "isalnum",
  "isspace",
  "isupper",
  "islower",
  "istitle",
  "isidentifier",
  "isascii",
  "isprintable",
]);
const STRIPS = new Set(["strip", "lstrip", "rstrip"]);
const PADS = new Set(["center", "ljust", "rjust"]);

export const STRING_METHODS = new Set([
  ...PLAIN,
  ...TESTS,
  ...STRIPS,
  ...PADS,
  "split",
  "rsplit",
  "splitlines",
  "join",
  "replace",
  "find",
  "rfind",
  "index",
  "rindex",
  "count",
  "startswith",
  "endswith",
  "partition",
  "rpartition",
  "zfill",
  "removeprefix",
  "removesuffix",
  "expandtabs",
  "translate",
  "maketrans",
  "encode",
  "format",
  "format_map",
]);

/** `encode(encoding, errors)`. */
function encodeBy(x: Typed, given: Given): Typed {
  const { e, at } = given;
  const [encoding, errors] = [given.opt(0, "encoding"), given.opt(1, "errors")];
  const args = [encoding, errors].filter((each) => each !== undefined);
  if (!args.every((each) => isOnly(each, STR))) return e.refuse("str.encode with arguments that are no text", at);
  const t = e.store.temp(BYTES);
  const text = (g: Gen, arg: Typed | undefined, other: string): string => (arg ? g.ref(arg) : `&lit("${other}")`);
  return raising(t, at, (g) => `${g.recv(x)}.encode_by(${text(g, encoding, "utf-8")}, ${text(g, errors, "strict")})`);
}

/** How many arguments a method takes at least and at most, where it takes any. */
const COUNTS: Readonly<Record<string, readonly [number, number]>> = {
  ...Object.fromEntries([...STRIPS].map((name) => [name, [0, 1]])),
  ...Object.fromEntries([...PADS].map((name) => [name, [1, 2]])),
  ...Object.fromEntries(["find", "rfind", "index", "rindex", "count"].map((name) => [name, [1, 3]])),
  ...Object.fromEntries(["startswith", "endswith"].map((name) => [name, [1, 3]])),
  ...Object.fromEntries(["partition", "rpartition", "zfill", "translate"].map((name) => [name, [1, 1]])),
  ...Object.fromEntries(["join", "removeprefix", "removesuffix"].map((name) => [name, [1, 1]])),
  ...Object.fromEntries(["split", "rsplit", "encode"].map((name) => [name, [0, 2]])),
  replace: [2, 3],
  maketrans: [1, 3],
  splitlines: [0, 1],
  expandtabs: [0, 1],
};

/** A method of `str`. */
export function stringMethod(x: Typed, name: string, given: Given): Typed | undefined {
  const { e, at } = given;
  if (!STRING_METHODS.has(name)) return undefined;
  const t = e.store.temp(STR);
  if (PLAIN.has(name) && given.count === 0) return typed(t, at, (g) => `${g.recv(x)}.${name}()`);
  if (TESTS.has(name)) return typed(e.store.temp(BOOL), at, (g) => `${g.recv(x)}.${name}()`);
  if (name === "format") return format(x, given);
  const [least, most] = COUNTS[name] ?? [0, 1];
  if (given.count < least || given.count > most) return e.refuse("this number of arguments", at);
  if (name === "format_map") return formatMap(x, given);
  const only = name === "expandtabs" ? "tabsize" : name === "encode" ? "encoding" : undefined;
  if (name === "encode" && (given.count > 1 || given.named("errors"))) return encodeBy(x, given);
  const first = only && given.count === 0 ? given.opt(9, only) : undefined;
  const args = first ? [first] : given.all();
  return alive(e, at, [x, ...args], () => textMethod(x, name, given, args));
}

function textMethod(x: Typed, name: string, given: Given, args: Typed[]): Typed {
  const { e, at } = given;
  const t = e.store.temp(STR);
  const [a, b, c] = args;
  if (STRIPS.has(name)) {
    if (absent(a)) return typed(t, at, (g) => `${g.recv(x)}.${name}()`);
    return (
      wantText(given, x, a as Typed, `${name} arg must be None or str`) ??
      typed(t, at, (g) => `${g.recv(x)}.${name}_chars(${g.ref(a as Typed)})`)
    );
  }
  if (PADS.has(name)) {
    const width = int(given, a);
    const bad = b && wantText(given, x, b, `The fill character must be a unicode character, not ${typeName(b.t)}`);
    if (bad) return bad;
    if (!b) return typed(t, at, (g) => `${g.recv(x)}.${name}(${intArg(g, width)})`);
    return raising(t, at, (g) => `${g.recv(x)}.${name}_fill(${intArg(g, width)}, ${g.ref(b)})`);
  }
  switch (name) {
    case "split":
    case "rsplit":
      return split(x, name, given);
    case "splitlines": {
      const keep = a ?? given.opt(9, "keepends");
      if (keep && !isInt(keep)) return e.refuse("splitlines with a flag that is no bool", at);
      return newList(e, t, at, (g) => `${g.recv(x)}.splitlines(${keep ? truth(e, keep)(g) : "false"})`);
    }
    case "join":
      return join(x, given, a);
    case "replace": {
      const bad =
        wantText(given, x, a as Typed, `replace() argument 1 must be str, not ${typeName((a as Typed).t)}`) ??
        wantText(given, x, b as Typed, `replace() argument 2 must be str, not ${typeName((b as Typed).t)}`);
      if (bad) return bad;
      if (c)
        return typed(
          t,
          at,
          (g) => `${g.recv(x)}.replace_n(${g.ref(a as Typed)}, ${g.ref(b as Typed)}, ${intArg(g, c)})`,
        );
      return typed(t, at, (g) => `${g.recv(x)}.replace(${g.ref(a as Typed)}, ${g.ref(b as Typed)})`);
    }
    case "find":
    case "rfind":
    case "count":
      return search(x, name, given, args, false);
    case "index":
    case "rindex":
      return search(x, name, given, args, true);
    case "startswith":
    case "endswith":
      return affix(x, name, given, args);
    case "partition":
    case "rpartition": {
      const bad = wantText(given, x, a as Typed, `must be str, not ${typeName((a as Typed).t)}`);
      if (bad) return bad;
      const part = { kind: "tuple", key: "tuple", args: [e.store.temp(STR), e.store.temp(STR), e.store.temp(STR)] };
      return raising(e.store.part(part), at, (g) => `${g.recv(x)}.${name}(${g.ref(a as Typed)})`);
    }
    case "zfill":
      return typed(t, at, (g) => `${g.recv(x)}.zfill(${intArg(g, int(given, a))})`);
    case "removeprefix":
    case "removesuffix":
      return (
        wantText(given, x, a as Typed, `${name}() argument must be str, not ${typeName((a as Typed).t)}`) ??
        typed(t, at, (g) => `${g.recv(x)}.${name}(${g.ref(a as Typed)})`)
      );
    case "expandtabs":
      return typed(t, at, (g) => `${g.recv(x)}.expandtabs(${a ? intArg(g, a) : "8"})`);
    case "translate":
      return translate(x, given, a as Typed);
    case "maketrans":
      // Whose method it is says nothing of the table.
      if (x.pure) return maketrans(given);
      return e.refuse("maketrans of a text that is worked out", at, "write str.maketrans(…)");
    case "encode":
      if (!a) return typed(e.store.temp(BYTES), at, (g) => `${g.recv(x)}.encode()`);
      return (
        wantText(given, x, a, `encode() argument 'encoding' must be str, not ${typeName(a.t)}`) ??
        raising(e.store.temp(BYTES), at, (g) => `${g.recv(x)}.encode_as(${g.ref(a)})`)
      );
    default:
      return e.refuse(`str.${name}`, at);
  }
}

function wantText(given: Given, receiver: Typed, x: Typed, message: string): Typed | undefined {
  if (isOnly(x, STR)) return undefined;
  if (isBottom(x.t)) return dead(given.e, given.at, receiver, x);
  if (find(x.t).mask & STR)
    return given.e.refuse("a text that may be something else", given.at, "check its type first");
  return given.e.typeError(message, given.at, receiver, x);
}

function int(given: Given, x: Typed | undefined): Typed {
  return x ?? given.e.refuse("a call without an argument that is needed", given.at);
}

function split(x: Typed, name: string, given: Given): Typed {
  const { e, at } = given;
  const t = e.store.temp(STR);
  const sep = given.opt(0, "sep");
  const max = given.opt(1, "maxsplit");
  if (absent(sep)) {
    if (!max) return newList(e, t, at, (g) => `${g.recv(x)}.split()`);
    return newList(e, t, at, (g) => `${g.recv(x)}.${name}_ws_max(${intArg(g, max)})`);
  }
  const bad = wantText(given, x, sep as Typed, `must be str or None, not ${typeName((sep as Typed).t)}`);
  if (bad) return bad;
  if (!max) return newList(e, t, at, (g) => g.q(`${g.recv(x)}.split_sep(${g.ref(sep as Typed)})`));
  const cut = name === "split" ? "split_max" : "rsplit_max";
  return newList(e, t, at, (g) => g.q(`${g.recv(x)}.${cut}(${g.ref(sep as Typed)}, ${intArg(g, max)})`));
}

function join(x: Typed, given: Given, a: Typed | undefined): Typed {
  const { e, at } = given;
  if (!a) return e.typeError("str.join() takes exactly one argument (0 given)", at);
  const info = infoOf(a);
  const isNone =
    !find(a.t).parts?.size && find(a.t).mask !== 0 && (find(a.t).mask & ~(INT | BOOL | FLOAT | NONE)) === 0;
  if (isNone || (info && !info.isTuple && !findMember(info, "__iter__") && !findMember(info, "__getitem__")))
    return e.typeError("can only join an iterable", at, x, a);
  const source = iterateValue(e, a);
  const item = find(source.item);
  const want = e.store.temp(STR);
  if (!isBottom(item) && (item.mask !== STR || item.parts?.size)) return joinMixed(x, given, source);
  if (isBottom(item)) return typed(want, at, (g) => `{ ${exhausted(g, source)} lit("") }`);
  return raising(want, at, (g) => `${g.recv(x)}.join(${converted(g, source, want)})`);
}

/** Joins what may be text: once all items are there, the first that is none raises. */
function joinMixed(x: Typed, given: Given, source: ReturnType<typeof iterateValue>): Typed {
  const { e, at } = given;
  let [name, place] = ["", ""];
  const held: Typed = { t: source.item, at, pure: true, emit: () => ({ s: name, m: 1, atom: true }) };
  const texts = spread(e, held, (each) => {
    const arm = plainOf(e, each);
    return isOnly(arm, STR)
      ? arm
      : /^(func|class|type|exc)$/.test(soloPart(arm.t)?.kind ?? "")
        ? e.limit("an error that names the type of a function, a class or an exception", at)
        : e.raise(
            `exc::TYPE_ERROR.msg(format!("sequence item {}: expected str instance, ${typeName(arm.t)} found", PLACE))`,
            at,
          );
  });
  return raising(e.store.temp(STR), at, (g) => {
    [name, place] = [g.fresh("v"), g.fresh("i")];
    const text = g.inClosure(() => g.own(texts)).replaceAll("PLACE", place);
    const all = g.q(`to_vec(${source.write(g)})`);
    return `${g.recv(x)}.join({ let mut ${place} = -1i64; map_iter(VecIter::new(${all}), move |${name}| { ${place} += 1; Ok(${text}) }) })`;
  });
}

function bounds(g: Gen, args: Typed[]): string {
  return [args[1], args[2]].map((x) => (absent(x) ? "()" : boundArg(g, x as Typed))).join(", ");
}

function search(x: Typed, name: string, given: Given, args: Typed[], raises: boolean): Typed {
  const { e, at } = given;
  const t = e.store.temp(INT);
  const bad = wantText(given, x, args[0] as Typed, `must be str, not ${typeName((args[0] as Typed).t)}`);
  if (bad) return bad;
  const write = (g: Gen): string =>
    args.length > 1
      ? `${g.recv(x)}.${name}_in(${g.ref(args[0] as Typed)}, ${bounds(g, args)})`
      : `${g.recv(x)}.${name}(${g.ref(args[0] as Typed)})`;
  return raises ? raising(t, at, write) : typed(t, at, write);
}

function affix(x: Typed, name: string, given: Given, args: Typed[]): Typed {
  const { e, at } = given;
  const t = e.store.temp(BOOL);
  const a = args[0] as Typed;
  if (isOnly(a, STR)) {
    if (args.length > 1) return typed(t, at, (g) => `${g.recv(x)}.${name}_at(${g.ref(a)}, ${bounds(g, args)})`);
    return typed(t, at, (g) => `${g.recv(x)}.${name}(${g.ref(a)})`);
  }
  const part = soloPart(a.t);
  if (args.length === 1 && a.items?.every((item) => isOnly(item, STR))) {
    const { items } = a;
    return typed(t, at, (g) => `${g.recv(x)}.${name}_any(&[${items.map((item) => g.own(item)).join(", ")}])`);
  }
  if (args.length === 1 && part?.kind === "tuple" && part.args.every((arg) => find(arg).mask === STR)) {
    return typed(t, at, (g) => {
      const held = g.fresh("t");
      return `{ let ${held} = ${g.own(a)}; ${g.recv(x)}.${name}_any(&[${part.args.map((_, i) => `${held}.${i}.clone()`).join(", ")}]) }`;
    });
  }
  if (args.length === 1 && part?.kind === "vtuple" && find(part.args[0] as Cell).mask === STR)
    return typed(t, at, (g) => `${g.recv(x)}.${name}_any(${g.recv(a)}.as_slice())`);
  if (part?.kind === "tuple" || part?.kind === "vtuple")
    return args.length > 1
      ? e.refuse(`${name} of several texts with bounds`, at, "cut the text first")
      : e.refuse(`${name} of what may be no texts`, at);
  return e.typeError(`${name} first arg must be str or a tuple of str, not ${typeName(a.t)}`, at, x, a);
}

/** A template whose fields are found when it is used: it is worked out, or how many arguments there are. */
function formatAtRunTime(x: Typed, given: Arguments, e: Elaborator, at: Call): Typed {
  const { positional, keywords, before, rest, restNamed } = given;
  if (restNamed && (rest || keywords.size)) return e.refuse("format of a text that is worked out, with **", at);
  const source = rest && iterateValue(e, rest, "list");
  const table = restNamed && hold(restNamed);
  const all = [...positional, ...keywords.values()];
  const inTable = restNamed ? [soloPart(restNamed.t)?.args[1] as Cell] : [];
  for (const t of [...all.map((each) => each.t), ...inTable, ...(source ? [source.item] : [])]) {
    for (const part of find(t).parts?.values() ?? [])
      if (part.kind === "func" || (part.kind === "inst" && findMember(part.ref as ClassInfo, "__format__")))
        return e.refuse("format of a text that is worked out, with this argument", at);
  }
  return alive(e, at, [x, ...all], () =>
    typed(e.store.temp(STR), at, (g) => {
      const pairs = table && g.fresh("pairs");
      const lets =
        heldLets(g, [...before, ...(table ? [table] : [])]) + (table ? `let ${pairs} = ${table.name}.pairs(); ` : "");
      const named = pairs
        ? `&named_values(&${pairs})`
        : `&[${[...keywords].map(([name, each]) => `("${name}", ${g.ref(each)})`).join(", ")}]`;
      const values = positional.map((each) => g.ref(each)).join(", ");
      const call = (args: string): string => g.q(`str_format(${g.recv(x)}.as_str(), ${args}, ${named})`);
      if (!source) return lets === "" ? call(`&[${values}]`) : `{ ${lets}${call(`&[${values}]`)} }`;
      const [rows, args] = [g.fresh("rows"), g.fresh("args")];
      const kept = positional.map((each) => [g.fresh("arg"), g.own(each)]);
      const first = kept.map(([name, text]) => `let ${name} = ${text}; `).join("");
      const collected = `${first}let ${rows} = ${g.q(`to_vec(${source.write(g)})`)}; let mut ${args}: Vec<&dyn PyRepr> = vec![${kept.map(([name]) => `&${name}`).join(", ")}]; `;
      const more = `for row in &${rows} { ${args}.push(row); } `;
      return `{ ${lets}${collected}${more}${call(`&${args}`)} }`;
    }),
  );
}

/** `text.format_map(table)` of a dictionary that has a name. */
function formatMap(x: Typed, given: Given): Typed {
  const { e, at, node } = given;
  const [table] = node.args;
  const value = given.arg(0);
  if (isBottom(value.t)) return dead(e, at, x, value);
  const part = soloPart(value.t);
  if (
    x.lit?.k !== "str" ||
    table?.nodeType !== "Name" ||
    part?.kind !== "dict" ||
    find(part.args[0] as Cell).mask !== STR
  )
    return e.refuse("str.format_map of this", at, "write format(**table)");
  return strFormat(e, x.lit.v, [], namesInTable(x, value, at), at);
}

function format(x: Typed, given: Given): Typed {
  const { e, at } = given;
  const args = typeArguments(e, given.node.args, given.node.keywords);
  if (x.lit?.k !== "str" || args.rest || args.before.length) return formatAtRunTime(x, args, e, given.node);
  const { restNamed } = args;
  return restNamed
    ? formatOfTable(x, args, restNamed, given)
    : strFormat(e, x.lit.v, args.positional, args.keywords, at);
}

/** `text.format(**table)`: the template tells which of the table's names are looked up. */
function formatOfTable(x: Typed, args: Arguments, restNamed: Typed, { e, at }: Given): Typed {
  if (args.keywords.size) return e.refuse("format with ** and arguments by name", at, "give all of them by name");
  if (!restNamed.pure && args.positional.some((each) => !each.pure))
    return e.refuse("format with ** of a value that is worked out", at, "give the dictionary a name first");
  const table = hold(restNamed);
  const named = namesInTable(x, table.again, at);
  const made = strFormat(e, x.lit?.k === "str" ? x.lit.v : "", args.positional, named, at);
  return typed(made.t, at, (g) => `{ ${heldLets(g, [table])}${g.own(made)} }`);
}

/** What a template asks of a dictionary by names. */
function namesInTable(x: Typed, table: Typed, at: Place): Map<string, Typed> {
  const text = x.lit?.k === "str" ? x.lit.v : "";
  const value = soloPart(table.t)?.args[1] as Cell;
  const named = new Map<string, Typed>();
  for (const [, name = ""] of text.matchAll(/\{([A-Za-z_]\w*)/g))
    named.set(name, { ...raising(value, at, (g) => `${g.recv(table)}.get(&lit("${name}"))`), pure: true });
  return named;
}
