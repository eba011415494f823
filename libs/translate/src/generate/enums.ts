import { findMember } from "../infer/class-info.js";
import { answersOthers, trustsOthers } from "../infer/construction.js";
import type { ClassInfo } from "../infer/context.js";
import type { Elaborator } from "../infer/elaborator.js";
import { areComparable, PLAIN_FIELD } from "../infer/plain-objects.js";
import { isNumericPart, isOrdered } from "../library/native/values.js";
import { type Cell, COMPLEX, FLOAT, find, NUMBERS, STR } from "../types/cell.js";
import { Gen } from "./gen.js";
import { type Enum, isHashable, type Kind, kindsOf, type RustTypes } from "./rust-types.js";
import { crossEqual, crossed, heldOf } from "./traits.js";

export function writeDeepEnum({ name, variants }: Enum): string {
  const arms = variants.map((variant) => `${name}::${variant.name}(v) => ${name}::${variant.name}(v.deep_copy(done)),`);
  return `impl DeepCopy for ${name} {\nfn deep_copy(&self, done: &Copies) -> ${name} { match self { ${arms.join(" ")} } }\n}`;
}

/** A union as an enum: every trait asks the alternative; numbers of two kinds compare as numbers. */
export function writeEnum(e: Elaborator, types: RustTypes, made: Enum): string {
  const { name, variants } = made;
  const arms = (text: (variant: Enum["variants"][number]) => string): string =>
    variants.map((variant) => `${name}::${variant.name}(v) => ${text(variant)},`).join(" ");
  const printable = variants.filter((variant) => !/Rc<dyn/.test(variant.type));
  const has = (variant: Enum["variants"][number]): boolean => printable.includes(variant);
  const out = [
    `#[derive(Clone)]\npub enum ${name} {\n${variants.map((variant) => `${variant.name}(${variant.type}),`).join("\n")}\n}`,
  ];
  const no = (why: string): string => `{ let _ = v; limit("${why}") }`;
  out.push(`impl PyRepr for ${name} {
fn repr_to(&self, out: &mut String) { match self { ${arms((v) => (has(v) ? "v.repr_to(out)" : no("the repr of a function")))} } }
fn str_to(&self, out: &mut String) { match self { ${arms((v) => (has(v) ? "v.str_to(out)" : no("the text of a function")))} } }
fn type_name(&self) -> &'static str { match self { ${arms((v) => (has(v) ? "v.type_name()" : `{ let _ = v; "function" }`))} } }
fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> { match self { ${arms((v) => (has(v) ? "v.format_to(spec, out)" : no("the format of a function")))} } }
fn number(&self) -> Number { match self { ${arms((v) => (has(v) ? "v.number()" : "{ let _ = v; Number::None }"))} } }
fn to_value(&self) -> Option<Value> { match self { ${arms((v) => (has(v) ? "v.to_value()" : "{ let _ = v; None }"))} } }
}`);
  const numbers = variants.filter((variant) => variant.kind.bit & NUMBERS);
  const pairs = variants.map(
    (variant) =>
      `(${name}::${variant.name}(a), ${name}::${variant.name}(b)) => ${has(variant) || variant.type.startsWith("Rc<dyn") ? "a.py_eq(b)" : `{ let _ = (a, b); limit("comparison of functions") }`},`,
  );
  for (const one of numbers)
    for (const two of numbers)
      if (one !== two) pairs.push(`(${name}::${one.name}(a), ${name}::${two.name}(b)) => eq(a, b),`);
  const exotic = variants.filter(({ kind }) => kind.bit === COMPLEX || (kind.part && isNumericPart(kind.part)));
  for (const one of exotic) {
    for (const two of numbers)
      pairs.push(
        `(${name}::${one.name}(a), ${name}::${two.name}(b)) => eq(a, b),`,
        `(${name}::${two.name}(a), ${name}::${one.name}(b)) => eq(b, a),`,
      );
    for (const two of exotic)
      if (one !== two)
        pairs.push(`(${name}::${one.name}(_), ${name}::${two.name}(_)) => limit("numbers of these kinds compared"),`);
  }
  const g = new Gen(types, e.store);
  const classes = variants.filter(({ type }) => type === "PyType" || type === "PyErr");
  for (const one of classes)
    for (const two of classes)
      if (one !== two && one.type === two.type)
        pairs.push(`(${name}::${one.name}(a), ${name}::${two.name}(b)) => a.py_eq(b),`);
  const objects = variants.filter(({ kind }) => kind.part?.kind === "inst");
  for (const one of variants)
    for (const two of variants)
      if (one !== two && familyOf(one.kind) !== undefined && familyOf(one.kind) === familyOf(two.kind))
        pairs.push(
          `(${name}::${one.name}(_), ${name}::${two.name}(_)) => limit("values of two kinds that may be equal"),`,
        );
  pairs.push(...plainPairs(types, name, variants, "eq"));
  for (const one of objects.filter(({ kind }) => isMember(kind)))
    for (const two of variants.filter(({ kind }) => kind.bit & (NUMBERS | STR))) {
      const why = `limit("members of an enumeration compared with plain values")`;
      pairs.push(`(${name}::${one.name}(_), ${name}::${two.name}(_)) => ${why},`);
      pairs.push(`(${name}::${two.name}(_), ${name}::${one.name}(_)) => ${why},`);
    }
  for (const one of objects.filter(
    ({ kind }) => (kind.part?.ref as ClassInfo | undefined)?.plain && answersOthers(kind.part?.ref as ClassInfo),
  ))
    pairs.unshift(
      `(${name}::${one.name}(_), other) if !matches!(other, ${name}::${one.name}(_)) => limit("an object with an __eq__ of its own compared with another kind"),`,
      `(other, ${name}::${one.name}(_)) if !matches!(other, ${name}::${one.name}(_)) => limit("an object with an __eq__ of its own compared with another kind"),`,
    );
  for (const one of objects.filter(({ kind }) => answersOthers(kind.part?.ref as ClassInfo)))
    for (const two of variants.filter(({ kind }) => kind.part?.kind !== "inst")) {
      const why = `limit("an object with an __eq__ of its own compared with another kind")`;
      pairs.push(`(${name}::${one.name}(_), ${name}::${two.name}(_)) => ${why},`);
      pairs.push(`(${name}::${two.name}(_), ${name}::${one.name}(_)) => ${why},`);
    }
  const classOf = (variant: Enum["variants"][number]): ClassInfo => variant.kind.part?.ref as ClassInfo;
  for (const one of objects)
    for (const two of objects) {
      if (one === two) continue;
      const text = crossEqual(g, e, classOf(one), classOf(two));
      if (text !== "false") pairs.push(`(${name}::${one.name}(a), ${name}::${two.name}(b)) => ${text},`);
    }
  const float = variants.find(({ kind }) => kind.bit & FLOAT)?.name;
  const alike = float
    ? `\nfn py_alike(&self, other: &${name}) -> bool { if let (${name}::${float}(a), ${name}::${float}(b)) = (self, other) { a.py_alike(b) } else { self.py_eq(other) } }`
    : "";
  const trusting = objects.filter(({ kind }) => trustsOthers(kind.part?.ref as ClassInfo));
  const asked = trusting.map((one) => `${name}::${one.name}(a) => a.eq_none(),`).join(" ");
  const ofNone = asked && `\nfn eq_none(&self) -> bool { match self { ${asked} _ => false } }`;
  out.push(
    `impl PyEq for ${name} {\nfn py_eq(&self, other: &${name}) -> bool { match (self, other) { ${pairs.join(" ")} _ => false } }${alike}${ofNone}\n}`,
  );
  out.push(
    `impl PyHash for ${name} {\nfn py_hash(&self) -> i64 { match self { ${arms((v) => (isHashable(v.type) && v.type !== "()" ? "v.py_hash()" : has(v) ? "unhashable(v.type_name())" : no("a function as a key")))} } }\n}`,
  );
  out.push(
    `impl PyTruthy for ${name} {\nfn truthy(&self) -> bool { match self { ${arms((v) => (has(v) && v.type !== "()" ? "v.truthy()" : "{ let _ = v; true }"))} } }\n}`,
  );
  const ordered = (type: string): boolean =>
    !/^(Dict|Keys|Values|Items|DefaultDict|Counter|Iter|PyErr|Range|Complex|Out|bytes|ByteArray|PyType|PySlice|Memos|CacheInfo)\b|Rc<dyn/.test(
      type,
    ) && type !== "()";
  const less = variants
    .filter(
      ({ type, kind }) =>
        (isSet(kind) || (ordered(type) && orderedWithin(kind))) &&
        (kind.part?.kind !== "native" || isOrdered(kind.part)),
    )
    .map((variant) => `(${name}::${variant.name}(a), ${name}::${variant.name}(b)) => a.py_lt(b),`);
  for (const one of numbers)
    for (const two of numbers)
      if (one !== two) less.push(`(${name}::${one.name}(a), ${name}::${two.name}(b)) => lt(a, b),`);
  for (const one of exotic.filter(({ kind }) => kind.part && isOrdered(kind.part)))
    for (const two of numbers)
      less.push(
        `(${name}::${one.name}(a), ${name}::${two.name}(b)) => lt(a, b),`,
        `(${name}::${two.name}(a), ${name}::${one.name}(b)) => lt(a, b),`,
      );
  less.push(...plainPairs(types, name, variants, "lt"));
  const not = (sign: string): string => `unordered("${sign}", self.type_name(), other.type_name())`;
  const mixed = objects.flatMap((one) =>
    objects.flatMap((two) => {
      const text = one === two ? undefined : crossed(g, e, classOf(one), classOf(two), ["__lt__", "__gt__"]);
      return text ? [`(${name}::${one.name}(a), ${name}::${two.name}(b)) => ${text},`] : [];
    }),
  );
  out.push(
    `impl PyOrd for ${name} {\nfn py_lt(&self, other: &${name}) -> bool { match (self, other) { ${[...less, ...mixed].join(" ")} _ => ${not("<")} } }\nfn py_le(&self, other: &${name}) -> bool { match (self, other) { ${less.join(" ").replace(/a\.py_lt\(b\)|lt\(a, b\)/g, "le(a, b)")} _ => ${objects.length > 1 ? 'limit("the order of objects of different kinds")' : not("<=")} } }\nfn py_ge(&self, other: &${name}) -> bool { turned(">=", || other.py_le(self)) }\n}`,
  );
  return out.join("\n");
}

/** What values of one kind may equal in values of another, where the runtime does not know how. */
function familyOf(kind: Kind): string | undefined {
  const { part } = kind;
  if (part?.kind === "inst") return (part.ref as ClassInfo).isTuple ? "tuple" : undefined;
  if (/^(bytes|bytearray)$/.test(kind.key)) return "bytes";
  if (/^(set|frozenset)$/.test(part?.kind ?? "")) return "set";
  if (/^(tuple|vtuple)$/.test(part?.kind ?? "") || part?.ref === "IsoCalendarDate") return "tuple";
  return /^(dict|defaultdict|counter|ordereddict)$/.test(part?.kind ?? "") ? "dict" : undefined;
}

const isMember = ({ part }: Kind): boolean => {
  const info = part?.ref as ClassInfo | undefined;
  return info?.mixed !== undefined && info.mixed !== 0 && !info.plain;
};

/** Objects that are numbers, texts or tuples, beside other ones and beside plain values. */
function plainPairs(types: RustTypes, name: string, variants: Enum["variants"], compare: "eq" | "lt"): string[] {
  const kindOf = ({ kind }: Enum["variants"][number]): string | undefined => {
    if (kind.part)
      return kind.part.kind === "inst" ? (kind.part.ref as ClassInfo).plain : kind.part.kind.replace("vtuple", "tuple");
    return kind.bit & STR ? "str" : kind.bit & FLOAT ? "float" : kind.bit & NUMBERS ? "int" : undefined;
  };
  const isObject = ({ kind }: Enum["variants"][number]): boolean => kind.part?.kind === "inst";
  const heldType = ({ kind, type }: Enum["variants"][number]): string => {
    const cell = kind.part?.kind === "inst" ? (kind.part.ref as ClassInfo).fields.get(PLAIN_FIELD) : undefined;
    return cell ? types.of(cell) : type;
  };
  const out: string[] = [];
  for (const one of variants)
    for (const two of variants) {
      const [a, b] = [kindOf(one), kindOf(two)];
      if (one === two || !a || !b || !(isObject(one) || isObject(two))) continue;
      if (compare === "eq" && isObject(one) && isObject(two)) continue;
      const [left, right] = [isObject(one) ? `&${heldOf("a")}` : "a", isObject(two) ? `&${heldOf("b")}` : "b"];
      const arm = `(${name}::${one.name}(a), ${name}::${two.name}(b))`;
      const ordersItself = ({ kind }: Enum["variants"][number]): boolean =>
        kind.part?.kind === "inst" &&
        Boolean(findMember(kind.part.ref as ClassInfo, "__lt__") ?? findMember(kind.part.ref as ClassInfo, "__gt__"));
      if (compare === "lt" && (ordersItself(one) || ordersItself(two)))
        out.push(`${arm} => { let _ = (a, b); limit("the order of objects of several kinds") }`);
      else if (a === "tuple" && b === "tuple" && heldType(one) !== heldType(two))
        out.push(`${arm} => { let _ = (a, b); limit("tuples of several kinds compared") }`);
      else if (areComparable(a, b)) out.push(`${arm} => ${compare}(${left}, ${right}),`);
    }
  return out;
}

const isSet = (kind: Kind): boolean => /^(set|frozenset)$/.test(kind.part?.kind ?? "");

/** Are the items of a container such that Rust can order them? */
function orderedWithin(kind: Kind, seen: Cell[] = []): boolean {
  return (kind.part?.args ?? []).every((arg) => {
    const cell = find(arg);
    if (seen.includes(cell)) return true;
    const inner = [...seen, cell];
    return kindsOf(cell).every(
      (each) =>
        !each.part ||
        isOrdered(each.part) ||
        isSet(each) ||
        (/^(inst|list|tuple|vtuple|deque)$/.test(each.part.kind) && orderedWithin(each, inner)),
    );
  });
}
