import type { Expr, FormattedValue, JoinedStr, Place } from "../ast.js";
import { Refusal } from "../diagnostics.js";
import type { Gen } from "../generate/gen.js";
import { quote } from "../generate/names.js";
import { placeOf } from "../nodes.js";
import { type Cell, FLOAT, find, INT, isBottom, STR, soloPart, width } from "../types/cell.js";
import { findMember, infoOf, plainOf } from "./classes.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { fieldsOf } from "./equality.js";
import { expression } from "./expressions.js";
import { hold } from "./held.js";
import { isOnly } from "./numbers.js";
import { asNumbers, mayBeNumber } from "./percent-numbers.js";
import { shown } from "./shown.js";
import { askSpecial } from "./special-results.js";
import { item } from "./subscripts.js";
import { raising, type Typed, typed } from "./typed.js";
import { typeAsShown } from "./types-as-values.js";
import { dead, spread, typeName } from "./unions.js";
import { viewAsText } from "./views.js";

type Field = { x: Typed; conversion: number; spec: Piece[] | undefined };
type Piece = { lit: string } | { early: Field } | Field;

/** An f-string. */
export function joined(e: Elaborator, node: JoinedStr): Typed {
  const pieces = piecesOf(e, node.values);
  const values = flat(pieces);
  // What is not known yet is text all the same.
  if (values.some((x) => isBottom(x.t)))
    return typed(e.store.temp(STR), node, (g) => `{ let text: Str = ${cutShort(e, pieces, node).emit(g).s}; text }`);
  return raising(e.store.temp(STR), node, (g) => fstrOf(g, inTurn(pieces)));
}

/** Fields in Python's order: what a later one may change, or what may fail, is text before that one is worked out. */
const inTurn = (pieces: Piece[]): Piece[] =>
  pieces.map((piece, i) =>
    "x" in piece && (find(piece.x.t).parts || mayFail(piece)) && flat(pieces.slice(i + 1)).some((x) => !x.pure)
      ? { early: piece }
      : piece,
  );

/** What stands before a field that has no value is text by then. */
function cutShort(e: Elaborator, pieces: Piece[], at: Place): Typed {
  const end = pieces.findIndex((piece) => flat([piece]).some((x) => isBottom(x.t)));
  const before = raising(e.store.temp(STR), at, (g) => fstrOf(g, inTurn(pieces.slice(0, end))));
  return dead(e, at, before, ...flat(pieces.slice(end, end + 1)));
}

/** Specifications that always fit values of one kind. */
const FITTING: readonly [number, RegExp][] = [
  [FLOAT, /^[<>=^]?[-+ ]?0?\d*[,_]?(\.\d+)?[eEfFgG%]?$/],
  [INT, /^[<>=^]?[-+ ]?0?\d*[,_]?d?$/],
  [INT, /^[<>=^]?[-+ ]?#?0?\d*[xXob]$/],
  [STR, /^[<>^]?\d*(\.\d+)?s?$/],
];

function mayFail({ x, conversion, spec }: Field): boolean {
  if (!spec?.length) return false;
  if (!spec.every((each): each is { lit: string } => "lit" in each)) return true;
  const text = spec.map(({ lit }) => lit).join("");
  return !FITTING.some(([kind, fits]) => (conversion >= 0 ? kind === STR : isOnly(x, kind)) && fits.test(text));
}

function flat(pieces: Piece[]): Typed[] {
  return pieces.flatMap((piece) => ("x" in piece ? [piece.x, ...flat(piece.spec ?? [])] : []));
}

function piecesOf(e: Elaborator, values: Expr[]): Piece[] {
  return values.map((each): Piece => {
    if (each.nodeType === "Constant") return { lit: each.lit.k === "str" ? each.lit.v : "" };
    const node = each as FormattedValue;
    const spec = node.format_spec ? piecesOf(e, (node.format_spec as JoinedStr).values) : undefined;
    const x = typeAsShown(e, expression(e, node.value), node);
    return { x: formatted(e, x, node.conversion, spec), conversion: node.conversion, spec };
  });
}

/** A value to be formatted: objects with `__format__` or an `__str__` of their own are turned to text first. */
function formatted(e: Elaborator, x: Typed, conversion: number, spec: Piece[] | undefined): Typed {
  if ((!spec?.length || conversion >= 0) && "view" in x) return viewAsText(e, x);
  const info = infoOf(x);
  if (info?.shownAsValue && conversion < 0 && !findMember(info, "__format__") && !findMember(info, "__str__"))
    return plainOf(e, x);
  if (conversion < 0 && hasFormat(x)) {
    const parts = spec?.splice(0) ?? [];
    const text = parts.every((each): each is { lit: string } => "lit" in each)
      ? `lit(${quote(parts.map(({ lit }) => lit).join(""))})`
      : undefined;
    const said = typed(e.store.temp(STR), x.at, (g) => text ?? fstr(g, parts));
    return formatCall(e, x, said, x.at as Place);
  }
  return x;
}

/** May a value be an object whose class says how it is formatted? */
const hasFormat = (x: Typed): boolean =>
  [...(find(x.t).parts?.values() ?? [])].some(
    ({ kind, ref }) => kind === "inst" && findMember(ref as ClassInfo, "__format__"),
  );

const fstrOf = (g: Gen, pieces: readonly Piece[]): string =>
  `fstr(&[${pieces.map((each) => writePiece(g, each)).join(", ")}])`;

const fstr = (g: Gen, pieces: readonly Piece[]): string => g.q(fstrOf(g, pieces));

function writePiece(g: Gen, piece: Piece): string {
  if ("lit" in piece && /\p{Surrogate}/u.test(piece.lit))
    throw new Refusal("a lone surrogate", "a lone surrogate in an f-string is not supported");
  if ("lit" in piece) return `F::Lit(${quote(piece.lit)})`;
  if ("early" in piece) return `F::Str(&${fstr(g, [piece.early])})`;
  const { x, conversion, spec } = piece;
  if (!spec?.length) {
    const value = g.ref(x);
    if (conversion === 114) return `F::Repr(${value})`;
    return conversion === 97 ? `F::Ascii(${value})` : `F::Str(${value})`;
  }
  const call = conversion === 114 ? "repr" : conversion === 97 ? "ascii" : conversion === 115 ? "str_of" : undefined;
  const held = call ? `&${shown(g, call, x)}` : g.ref(x);
  if (spec.every((each) => "lit" in each))
    return `F::Spec(${held}, ${quote(spec.map((each) => ("lit" in each ? each.lit : "")).join(""))})`;
  return `F::SpecDyn(${held}, ${fstr(g, spec)})`;
}

/** `"…" % values`. */
export function percentFormat(e: Elaborator, a: Typed, b: Typed, at: Place): Typed {
  if (isBottom(b.t)) return dead(e, at, a, b);
  const t = e.store.temp(STR);
  const text = a.lit?.k === "str" ? a.lit.v : undefined;
  if (text === undefined && !a.pure) return percentHeld(e, a, b, at);
  const template = (g: Gen): string => (text === undefined ? `${g.recv(a)}.as_str()` : quote(text));
  if (b.items) {
    const items = asNumbers(e, text, b.items, at);
    if (items.some((x) => isBottom(x.t))) return dead(e, at, ...b.items, ...items);
    return raising(t, at, (g) => `percent(${template(g)}, &[${items.map((x) => g.ref(x)).join(", ")}])`);
  }
  const kinds = [...(find(b.t).parts?.values() ?? [])].map(({ kind }) => kind);
  if (width(b.t) > 1 && kinds.some((kind) => /^(tuple|vtuple|dict|defaultdict|ordereddict|counter|inst)$/.test(kind)))
    return spread(e, b, (arm) => percentFormat(e, a, arm, at));
  const row = fieldsOf(e, b) ?? (infoOf(b)?.plain === "tuple" ? plainOf(e, b) : undefined);
  if (row) return percentFormat(e, a, row, at);
  const part = soloPart(b.t);
  if (part?.kind === "tuple") {
    let held = "";
    const fields = part.args.map((field, i): Typed => {
      const emit = (): ReturnType<Typed["emit"]> => ({ s: `${held}.${i}`, m: 1, atom: true });
      return { t: field, at, pure: true, emit };
    });
    const items = asNumbers(e, text, fields, at);
    if (items.some((x) => isBottom(x.t))) return dead(e, at, b);
    return typed(t, at, (g) => {
      held = g.fresh("t");
      const whole = g.own(b);
      return `{ let ${held} = ${whole}; ${g.q(`percent(${template(g)}, &[${items.map((x) => g.ref(x)).join(", ")}])`)} }`;
    });
  }
  if (part?.kind === "vtuple" && isBottom(part.args[0] as Cell))
    return typed(t, at, (g) => `{ let _ = ${g.own(b)}; ${g.q(`percent(${template(g)}, &[])`)} }`);
  if (part?.kind === "vtuple" && mayBeNumber(typed(part.args[0] as Cell, at, () => "")))
    return e.refuse("% of a row of objects that are numbers", at, "convert them first");
  if (part?.kind === "vtuple") return raising(t, at, (g) => `percent_all(${template(g)}, ${g.ref(b)})`);
  const isDict = isMapping(b);
  if (isDict && text === undefined) return e.refuse("% with a dictionary here", at, "use an f-string");
  if (isDict && /%\(/.test(text as string)) return percentMap(e, b, text as string, at);
  // What could be a mapping need not be used up.
  if ((isDict || part?.kind === "list") && text?.replaceAll("%%", "").includes("%") === false)
    return typed(t, at, (g) => `{ let _ = ${g.own(b)}; ${g.q(`percent(${template(g)}, &[])`)} }`);
  const [only = b] = asNumbers(e, text, [b], at);
  if (isBottom(only.t)) return dead(e, at, b, only);
  return raising(t, at, (g) => `percent(${template(g)}, &[${g.ref(only)}])`);
}

/** A text that is worked out is so before the values are. */
function percentHeld(e: Elaborator, a: Typed, b: Typed, at: Place): Typed {
  const held = hold(a);
  const made = percentFormat(e, (held.node as unknown as { typed: Typed }).typed, b, at);
  return typed(made.t, at, (g) => {
    const text = g.own(a);
    held.name = g.fresh("text");
    return `{ let ${held.name} = ${text}; ${g.own(made)} }`;
  });
}

const MAPPING = /^(dict|defaultdict|ordereddict|counter)$/;

/** Is a value asked for the keys of a % format? */
function isMapping(x: Typed): boolean {
  const info = infoOf(x);
  return info ? findMember(info, "__getitem__") !== undefined : MAPPING.test(soloPart(x.t)?.kind ?? "");
}

function percentMap(e: Elaborator, b: Typed, template: string, at: Place): Typed {
  const found = [...template.replaceAll("%%", "").matchAll(/%\(([^)]*)\)/g)].map((match) => match[1] as string);
  const names = [...new Set(found)];
  if (names.some((name) => name.includes("("))) return e.refuse("a bracket in the key of a % format", at);
  if (infoOf(b) && names.length < found.length) return e.refuse("a key that stands twice in a % format", at);
  const held = hold(b);
  const mapping = (held.node as unknown as { typed: Typed }).typed;
  const values = names.map((name) => {
    const text = { nodeType: "Constant", value: name, lit: { k: "str", v: name }, ...placeOf(at) } as Expr;
    return item(e, mapping, expression(e, text), at);
  });
  if (values.some((x) => isBottom(x.t))) return dead(e, at, b, ...values);
  if (values.some(mayBeNumber)) return e.refuse("% of an object that is a number, by its key", at, "convert it first");
  return typed(e.store.temp(STR), at, (g) => {
    const whole = g.own(b);
    held.name = g.fresh("d");
    const lets = values.map((x, i) => `let d_${i} = ${g.own(x)};`).join(" ");
    const entries = names.map((name, i) => `(${quote(name)}, &d_${i})`).join(", ");
    return `{ let ${held.name} = ${whole}; ${lets} ${g.q(`percent_map(${quote(template)}, &[${entries}])`)} }`;
  });
}

/** `format(x, spec)`. */
export function formatCall(e: Elaborator, x: Typed, spec: Typed | undefined, at: Place): Typed {
  if (spec && !isBottom(spec.t) && width(spec.t) === 1 && !isOnly(spec, STR))
    return e.typeError(`format() argument 2 must be str, not ${typeName(spec.t)}`, at, x, spec);
  return spread(e, x, (arm) => {
    const info = infoOf(arm);
    if (info && findMember(info, "__format__"))
      return askSpecial(e, arm, "__format__", [spec ?? typed(e.store.temp(STR), at, () => `lit("")`)], at);
    return raising(e.store.temp(STR), at, (g) => `format(${g.ref(arm)}, ${spec ? `${g.recv(spec)}.as_str()` : '""'})`);
  });
}

/** `"…".format(…)`: the template is read here, so every field is an argument known by type. */
export function strFormat(
  e: Elaborator,
  template: string,
  positional: Typed[],
  keywords: Map<string, Typed>,
  at: Place,
): Typed {
  const pieces = parseTemplate(e, template, positional, keywords, at, { next: 0, isGiven: false });
  const values = flat(pieces);
  const all = [...positional, ...keywords.values()];
  const isCut = values.some((x) => isBottom(x.t));
  const names = new Map<Typed, string>();
  const isStill = all.every((x) => x.pure);
  return typed(e.store.temp(isCut ? 0 : STR), at, (g) => {
    const lets = all
      .filter((x) => !x.lit && !isStill)
      .map((x) => {
        const name = g.fresh("arg");
        const text = `let ${name} = ${g.own(x)}; `;
        names.set(x, name);
        return text;
      });
    for (const [x, name] of names) holders.set(x, name);
    const text = isCut ? cutShort(e, pieces, at).emit(g).s : fstr(g, inTurn(pieces));
    for (const x of names.keys()) holders.delete(x);
    return lets.length ? `{ ${lets.join("")}${text} }` : text;
  });
}

/** Arguments of `format` that were worked out before the text is put together. */
const holders = new Map<Typed, string>();

function holding(x: Typed): Typed {
  if (x.lit) return x;
  return { ...x, emit: (g) => (holders.has(x) ? { s: holders.get(x) as string, m: 1, atom: true } : x.emit(g)) };
}

/** How a template counts its fields: by itself, or by numbers of its own. */
interface Numbering {
  next: number;
  isGiven: boolean;
}

const switched = (e: Elaborator, how: string, at: Place): Typed =>
  e.raise(`exc::VALUE_ERROR.msg("cannot switch from ${how}")`, at);

function parseTemplate(
  e: Elaborator,
  template: string,
  positional: Typed[],
  keywords: Map<string, Typed>,
  at: Place,
  auto: Numbering,
): Piece[] {
  const out: Piece[] = [];
  let text = "";
  for (let i = 0; i < template.length; ) {
    const c = template[i] as string;
    if ((c === "{" || c === "}") && template[i + 1] === c) {
      text += c;
      i += 2;
      continue;
    }
    if (c !== "{") {
      text += c;
      i += 1;
      continue;
    }
    let depth = 1;
    let end = i + 1;
    while (end < template.length && depth > 0) {
      if (template[end] === "{") depth += 1;
      if (template[end] === "}") depth -= 1;
      end += 1;
    }
    const match = /^([^!:]*)(?:!([rsa]))?(?::(.*))?$/s.exec(template.slice(i + 1, end - 1));
    if (!match) return e.refuse("this format text", at);
    if (text) out.push({ lit: text });
    text = "";
    const field = fieldValue(e, match[1] ?? "", positional, keywords, at, auto);
    const spec = match[3] ? parseTemplate(e, match[3], positional, keywords, at, auto) : undefined;
    const conversion = match[2] ? match[2].charCodeAt(0) : -1;
    out.push({ x: formatted(e, field, conversion, spec), conversion, spec });
    i = end;
  }
  if (text) out.push({ lit: text });
  return out;
}

function fieldValue(
  e: Elaborator,
  field: string,
  positional: Typed[],
  keywords: Map<string, Typed>,
  at: Place,
  auto: Numbering,
): Typed {
  const match = /^(\w*)((?:\.\w+|\[[^\]]+\])*)$/.exec(field);
  if (!match) return e.refuse("this format field", at);
  const [, head = "", path = ""] = match;
  let x: Typed | undefined;
  const isGiven = /^\d+$/.test(head);
  if (head === "" && auto.isGiven) return switched(e, "manual field specification to automatic field numbering", at);
  if (isGiven && auto.next) return switched(e, "automatic field numbering to manual field specification", at);
  auto.isGiven ||= isGiven;
  if (head === "") {
    x = positional[auto.next];
    auto.next += 1;
  } else x = isGiven ? positional[Number(head)] : keywords.get(head);
  if (!x) {
    return /^\d*$/.test(head)
      ? e.raise(
          `exc::INDEX_ERROR.msg("Replacement index ${head || auto.next - 1} out of range for positional args tuple")`,
          at,
        )
      : e.raise(`exc::KEY_ERROR.new(&[&lit("${head}")])`, at);
  }
  let value = holding(x);
  for (const step of path.matchAll(/\.(\w+)|\[([^\]]+)\]/g)) {
    const place = placeOf(at);
    const held = { nodeType: "Held", typed: value } as unknown as Expr;
    if (step[1]) value = expression(e, { nodeType: "Attribute", value: held, attr: step[1], ...place });
    else {
      const index = step[2] as string;
      const lit = /^\d+$/.test(index) ? { k: "int", v: BigInt(index) } : { k: "str", v: index };
      value = expression(e, {
        nodeType: "Subscript",
        value: held,
        slice: { nodeType: "Constant", value: index, lit, ...place } as Expr,
        ...place,
      });
    }
  }
  return value;
}
