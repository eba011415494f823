import type { Call, ClassDef, Expr, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { quote, rustName } from "../generate/names.js";
import { typeArguments } from "../infer/arguments.js";
import { callee } from "../infer/callee.js";
import { makeClass } from "../infer/class-info.js";
import { fieldCell, instanceCell } from "../infer/classes.js";
import { constructWith, instantiate } from "../infer/construction.js";
import type { ClassInfo } from "../infer/context.js";
import type { Elaborator } from "../infer/elaborator.js";
import { expression } from "../infer/expressions.js";
import { raising, type Typed, typed } from "../infer/typed.js";
import { dead, spread } from "../infer/unions.js";
import { parse } from "../parse/parse.js";
import { BOOL, type Cell, isBottom, STR, soloPart } from "../types/cell.js";
import { NATIVE } from "./native/types.js";

interface Field {
  name: string;
  init: boolean;
  initOnly: boolean;
}

const fieldsOf = (info: ClassInfo): Field[] | undefined => {
  for (const each of info.mro) {
    const fields = (each.node as { recordFields?: Field[] }).recordFields;
    if (fields) return fields.filter((field) => !field.initOnly);
  }
  return undefined;
};

const recordOf = (x: Typed): { info: ClassInfo; fields: Field[] } | undefined => {
  const part = soloPart(x.t);
  const info = part?.kind === "inst" ? (part.ref as ClassInfo) : undefined;
  const fields = info && fieldsOf(info);
  return info && fields && { info, fields };
};

const read = (e: Elaborator, x: Typed, info: ClassInfo, name: string, at: Place): Typed => ({
  ...raising(fieldCell(e, info, name), at, (g) => `${g.recv(x)}.${rustName(name)}.get()`),
  pure: true,
});

/** A value that is worked out once, under the name it has while the rest is written. */
function naming(x: Typed): { held: Typed; open: (g: Gen) => string } {
  let name = "";
  return {
    held: { t: x.t, at: x.at, pure: true, emit: () => ({ s: name, m: 1, atom: true }) },
    open: (g) => {
      name = g.fresh("record");
      return `let ${name} = ${g.own(x)}; `;
    },
  };
}

/** What Python says of a value that is no data class's object. */
const noRecord = (e: Elaborator, name: string, x: Typed, at: Call): Typed =>
  isBottom(x.t) ? dead(e, at, x) : e.typeError(`${name}() should be called on dataclass instances`, at, x);

/** `replace(x, name=…)`: a new object with the fields of the old, but for those given. */
function replace(e: Elaborator, node: Call): Typed {
  const given = typeArguments(e, [], node.keywords);
  if (given.restNamed || node.args.length !== 1) return e.refuse("replace with these arguments", node);
  return spread(e, expression(e, node.args[0] as Expr), (x) => {
    const record = recordOf(x);
    if (!record) return noRecord(e, "replace", x, node);
    const { held, open } = naming(x);
    const keywords = new Map(given.keywords);
    for (const { name, init } of record.fields)
      if (init && !keywords.has(name)) keywords.set(name, read(e, held, record.info, name, node));
    const made = constructWith(e, record.info, { positional: [], keywords, before: [] }, node);
    return typed(made.t, node, (g) => `{ ${open(g)}${g.own(made)} }`);
  });
}

/** What a data class becomes. */
type Whole = (e: Elaborator, x: Typed, info: ClassInfo, fields: Field[], at: Expr, slot: string) => Typed;

/** A value as `asdict` and `astuple` leave it: data classes become dictionaries or tuples, containers are new. */
function plainValue(e: Elaborator, x: Typed, at: Expr, slot: string, whole: Whole): Typed {
  return spread(e, x, (arm) => {
    const part = soloPart(arm.t);
    if (!part) return arm;
    const record = recordOf(arm);
    if (record) return whole(e, arm, record.info, record.fields, at, slot);
    if (part.kind === "inst" && (part.ref as ClassInfo).isEnum) return arm;
    if (part.kind === "native" && NATIVE.get(String(part.ref))?.frozen) return arm;
    if ((part.kind === "set" || part.kind === "frozenset") && !soloPart(part.args[0] as Cell))
      return typed(arm.t, at, (g) => `${g.recv(arm)}.copy()`);
    const [first, second] = part.args as [Cell, Cell];
    if (part.kind === "list" || part.kind === "vtuple") {
      const item = element(e, first, at, `${slot}.`, whole);
      const it = (g: Gen): string => `map_iter(${g.recv(arm)}.iter(), ${item.write(g)})`;
      return raising(
        e.store.of(part.kind, item.t),
        at,
        (g) => `to_${part.kind === "list" ? "list" : "tuple"}(${it(g)})`,
      );
    }
    if (part.kind === "dict" && !soloPart(first) && !soloPart(second))
      return typed(arm.t, at, (g) => `${g.recv(arm)}.copy()`);
    if (part.kind === "dict" && !soloPart(first)) {
      const item = element(e, second, at, `${slot}.`, whole);
      return raising(e.store.of("dict", first, item.t), at, (g) => {
        const [k, v] = [g.fresh("k"), g.fresh("v")];
        const pairs = `map_iter(${g.recv(arm)}.items().iter(), |(${k}, ${v})| Ok((${k}, ${item.of(g, v)})))`;
        return `to_dict(${pairs})`;
      });
    }
    if (part.kind === "tuple" && part.args.every((cell) => !soloPart(cell))) return arm;
    return e.refuse(`asdict of a field that is a ${part.kind}`, at);
  });
}

function element(
  e: Elaborator,
  cell: Cell,
  at: Expr,
  slot: string,
  whole: Whole,
): { t: Cell; write: (g: Gen) => string; of: (g: Gen, v: string) => string } {
  let name = "";
  const x: Typed = { t: cell, at, pure: true, emit: () => ({ s: name, m: 1, atom: true }) };
  const made = plainValue(e, x, at, slot, whole);
  // Fields of one kind share what their containers hold.
  const t = e.at(at, `item${slot}`);
  e.store.flow(made.t, t);
  const of = (g: Gen, v: string): string => {
    name = v;
    return g.inClosure(() => g.own(made, t));
  };
  return {
    t,
    of,
    write: (g) => {
      const mine = g.fresh("v");
      return `|${mine}| Ok(${of(g, mine)})`;
    },
  };
}

function dictOf(e: Elaborator, x: Typed, info: ClassInfo, fields: Field[], at: Expr, slot: string): Typed {
  const value = e.at(at, `asdict${slot}${info.id}`);
  const { held, open } = naming(x);
  const values = fields.map(({ name }) => ({
    name,
    x: plainValue(e, read(e, held, info, name, at), at, `${slot}${name}`, dictOf),
  }));
  for (const each of values) e.store.flow(each.x.t, value);
  const key = e.store.temp(STR);
  return typed(e.store.of("dict", key, value), at, (g) => {
    const before = open(g);
    const entries = values.map((each) => `${g.key(each.name, key)} => ${g.own(each.x, value)}`);
    return `{ ${before}dict!{${entries.join(", ")}} }`;
  });
}

function asdict(e: Elaborator, node: Call): Typed {
  if (node.keywords.length || node.args.length !== 1) return e.refuse("asdict with these arguments", node);
  return spread(e, expression(e, node.args[0] as Expr), (x) => {
    const record = recordOf(x);
    return record ? dictOf(e, x, record.info, record.fields, node, "") : noRecord(e, "asdict", x, node);
  });
}

function tupleOf(e: Elaborator, x: Typed, info: ClassInfo, fields: Field[], at: Expr, slot: string): Typed {
  if (fields.length === 0 || fields.length > 12) return e.refuse("astuple of this", at);
  const { held, open } = naming(x);
  const items = fields.map(({ name }) => plainValue(e, read(e, held, info, name, at), at, `${slot}${name}`, tupleOf));
  const t = e.store.part({ kind: "tuple", key: "tuple", args: items.map((item) => item.t) });
  return typed(t, at, (g) => {
    const before = open(g);
    return `{ ${before}(${items.map((item) => g.own(item)).join(", ")}${items.length === 1 ? "," : ""}) }`;
  });
}

function astuple(e: Elaborator, node: Call): Typed {
  if (node.keywords.length || node.args.length !== 1) return e.refuse("astuple with these arguments", node);
  return spread(e, expression(e, node.args[0] as Expr), (x) => {
    const record = recordOf(x);
    return record ? tupleOf(e, x, record.info, record.fields, node, "") : noRecord(e, "astuple", x, node);
  });
}

/** `is_dataclass(x)`, of a class or an object. */
function isDataclass(e: Elaborator, node: Call): Typed {
  const [arg] = node.args;
  if (node.keywords.length || node.args.length !== 1 || !arg)
    return e.refuse("is_dataclass with these arguments", node);
  const t = e.store.temp(BOOL);
  const known = callee(e, arg);
  if (known) return { ...typed(t, node, () => String(known.k === "class" && !!fieldsOf(known.info))), pure: true };
  return spread(e, expression(e, arg), (x) =>
    typed(t, node, (g) => {
      const found = String(recordOf(x) !== undefined);
      return x.pure ? found : `{ let _ = ${g.own(x)}; ${found} }`;
    }),
  );
}

/** `fields(x)`: objects that know the name of a field, and nothing else that is asked of them. */
function fields(e: Elaborator, node: Call): Typed {
  const arg = node.args[0];
  if (node.keywords.length || node.args.length !== 1 || !arg) return e.refuse("fields with these arguments", node);
  const known = callee(e, arg);
  const x = known?.k === "class" ? undefined : expression(e, arg);
  if (!x) return fieldsGiven(e, node, undefined, known?.k === "class" ? fieldsOf(known.info) : undefined);
  return spread(e, x, (arm) => {
    const part = soloPart(arm.t);
    return fieldsGiven(e, node, arm, part?.kind === "class" ? fieldsOf(part.ref as ClassInfo) : recordOf(arm)?.fields);
  });
}

function fieldsGiven(e: Elaborator, node: Call, x: Typed | undefined, own: Field[] | undefined): Typed {
  if (x && isBottom(x.t)) return dead(e, node, x);
  if (!own?.length) return e.refuse("fields of what is no data class", node);
  const info = fieldClass(e);
  instantiate(e, info);
  e.store.add(fieldCell(e, info, "name"), STR);
  const t = e.store.of("vtuple", instanceCell(e, info));
  return typed(t, node, (g) => {
    const made = own.map(({ name }) => `{ let f = ${info.rust}::blank(); f.name.set(lit(${quote(name)})); f }`);
    const before = x && !x.pure ? `let _ = ${g.own(x)}; ` : "";
    return `{ ${before}Tuple::from_vec(vec![${made.join(", ")}]) }`;
  });
}

/** The class of what `fields` gives; `standsFor` keeps what it does not know from being called missing. */
function fieldClass(e: Elaborator): ClassInfo {
  for (const info of e.classes.values()) if (info.node.standsFor?.includes("dataclasses.Field")) return info;
  const node = parse("class Field:\n  pass\n").body[0] as ClassDef;
  node.standsFor = ["dataclasses.Field"];
  return makeClass(e, node);
}

export const dataclasses = { replace, asdict, astuple, fields, is_dataclass: isDataclass };
