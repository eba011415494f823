import type { Gen } from "../generate/gen.js";
import { kindsOf } from "../generate/rust-types.js";
import { type Cell, find, isBottom, madeBy, NONE, type Part, width } from "../types/cell.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { type Typed, typed } from "./typed.js";

/** Nothing comes of an operation on what never has a value. */
export function dead(e: Elaborator, at: Typed["at"], ...operands: Typed[]): Typed {
  return {
    t: e.store.temp(),
    at,
    emit: (g) => ({
      s: `{ ${operands.map((x) => `let _ = ${g.own(x)}; `).join("")}unreachable!() }`,
      m: 0,
      atom: true,
    }),
    ...(operands.some((x) => x.known === "never") && { known: "never" }),
  };
}

/** Types an operation for each kind that a value may be; at run time the kind decides. */
export function spread(e: Elaborator, x: Typed, operation: (arm: Typed) => Typed): Typed {
  const cell = find(x.t);
  if (isBottom(cell)) return dead(e, x.at, x);
  const kinds = kindsOf(cell);
  const none = (cell.mask & NONE) !== 0;
  if (kinds.length + (none ? 1 : 0) === 1) return operation(x);
  const names = kinds.map(() => "");
  const arms = kinds.map((kind, i) => {
    const t = kind.part ? e.store.part(kind.part) : e.store.temp(kind.bit);
    return {
      kind,
      result: operation({ t, at: x.at, emit: () => ({ s: names[i] as string, m: 2, atom: true }), pure: true }),
    };
  });
  const ofNone = none
    ? operation({ t: e.store.temp(NONE), at: x.at, emit: () => ({ s: "()", m: 0, atom: true }), pure: true })
    : undefined;
  const t = e.store.temp();
  for (const arm of arms) e.store.flow(arm.result.t, t);
  if (ofNone) e.store.flow(ofNone.t, t);
  return {
    t,
    at: x.at,
    emit: (g) => {
      const union = kinds.length > 1 ? g.types.enumOf(cell).name : "";
      const texts = arms.map(({ kind, result }, i) => {
        names[i] = g.fresh("v");
        const name = names[i] as string;
        const pattern = union ? `${union}::${g.types.variant(cell, kind.key)}(${name})` : name;
        return `${none ? `Some(${pattern})` : pattern} => ${g.own(result, t)}`;
      });
      if (ofNone) texts.push(`None => ${g.own(ofNone, t)}`);
      return { s: `match ${g.ref(x)} { ${texts.join(", ")} }`, m: 0, atom: false };
    },
  };
}

/** Works out the left one of two operands before the other is asked for its kind. */
export function holdingLeft(a: Typed, b: Typed, work: (left: Typed) => Typed, isLate = width(b.t) > 1): Typed {
  if (a.lit || (a.pure && b.pure) || !isLate || isBottom(a.t)) return work(a);
  let name = "";
  const inner = work({ t: a.t, at: a.at, pure: true, emit: () => ({ s: name, m: 1, atom: true }) });
  return typed(inner.t, inner.at, (g) => {
    const mine = g.fresh("left");
    const text = g.own(a);
    name = mine;
    return `{ let ${mine} = ${text}; ${g.own(inner)} }`;
  });
}

/** Types an operation for each pair of kinds that two operands may be. */
export function spreadBoth(e: Elaborator, a: Typed, b: Typed, operation: (left: Typed, right: Typed) => Typed): Typed {
  const pairs = (x: Typed): Typed => spread(e, x, (left) => spread(e, b, (right) => operation(left, right)));
  return width(a.t) > 1 ? pairs(a) : holdingLeft(a, b, pairs);
}

/** Python's name of the type of a cell that holds one kind. */
export function typeName(cell: Cell): string {
  const root = find(cell);
  const kind = kindsOf(root)[0];
  if (!kind) return "NoneType";
  if (!kind.part) return kind.key;
  return partName(kind.part);
}

/** What the class of a class is called. */
function metaName({ meta, mro }: ClassInfo): string {
  const bases = mro.flatMap(({ node }) => [...node.bases, ...node.keywords.map(({ value }) => value)]);
  const names = bases.map((base) => (base as { id?: string }).id ?? (base as { attr?: string }).attr);
  if (meta) return meta.name;
  if (mro.some(({ isEnum }) => isEnum)) return "EnumType";
  return names.includes("Protocol")
    ? "_ProtocolMeta"
    : names.some((name) => /^ABC(Meta)?$/.test(name ?? ""))
      ? "ABCMeta"
      : "type";
}

/** Types that Python names with their module in errors. */
const WITH_MODULE: Readonly<Record<string, string>> = {
  Decimal: "decimal.Decimal",
  date: "datetime.date",
  datetime: "datetime.datetime",
  time: "datetime.time",
  timedelta: "datetime.timedelta",
  timezone: "datetime.timezone",
  deque: "collections.deque",
  defaultdict: "collections.defaultdict",
  ordereddict: "collections.OrderedDict",
  Match: "re.Match",
  Pattern: "re.Pattern",
  StringIO: "_io.StringIO",
  TextIOWrapper: "_io.TextIOWrapper",
};

function partName(part: Part): string {
  switch (part.kind) {
    case "vtuple":
      return "tuple";
    case "func":
      return "function";
    case "inst":
      return (part.ref as ClassInfo).name;
    case "counter":
      return "Counter";
    case "class":
      return metaName(part.ref as ClassInfo);
    case "namespace":
      return "dict";
    case "iter":
      return madeBy(part) ?? "iterator";
    case "coroutine":
      return "generator";
    case "manager":
      return "_GeneratorContextManager";
    case "exc":
      return "Exception";
    case "native":
      return WITH_MODULE[String(part.ref)] ?? String(part.ref);
    default:
      return WITH_MODULE[part.kind] ?? part.kind;
  }
}

/** A list that the runtime makes of items of type `made`: they are turned where the program keeps others beside them. */
export function newList(e: Elaborator, made: Cell, at: Typed["at"], write: (g: Gen) => string): Typed {
  const elem = e.store.temp();
  e.store.flow(made, elem);
  return typed(e.store.of("list", elem), at, (g) => {
    const text = write(g);
    if (g.ty(made) === g.ty(elem)) return text;
    const v = g.fresh("v");
    return g.q(`to_list(map_iter(${text}.iter(), |${v}| Ok(${g.coerceText(v, made, elem)})))`);
  });
}
