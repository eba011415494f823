import type { Expr, FunctionDef, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { rustName } from "../generate/names.js";
import { type Cell, find, INT, isBottom, type Part, soloPart } from "../types/cell.js";
import { callMethod } from "./class-calls.js";
import { findMember } from "./class-info.js";
import { fieldCell, infoOf, instanceCell, plainOf } from "./classes.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { heldLets, hold } from "./held.js";
import { iterateValue, notIterated, type Source, type Taking } from "./iteration.js";
import { metaCall } from "./metaclasses.js";
import type { Typed } from "./typed.js";
import { spread, typeName } from "./unions.js";

/** Does a class have a `__len__` that may do more than say a number? */
function asksLength(info: ClassInfo): boolean {
  const length = findMember(info, "__len__");
  if (length?.k !== "method") return false;
  const [first] = length.node.body;
  const said = first?.nodeType === "Return" ? first.value : undefined;
  const counted = said?.nodeType === "Call" && said.args.length === 1 ? said.args[0] : said;
  return !(counted?.nodeType === "Attribute" && counted.value.nodeType === "Name");
}

/** The Rust iterator over an object. Who makes a list of it asks for its length first, as CPython does for room. */
export function iterateInstance(e: Elaborator, x: Typed, part: Part, how: Taking = "for"): Source {
  const info = part.ref as ClassInfo;
  if (part.kind === "class" || !/star|list/.test(how) || !asksLength(info)) return itemsOf(e, x, part, how);
  const kept = hold(x);
  const source = itemsOf(e, kept.again, part, how);
  const length = callMethod(e, kept.again, "__len__", [], x.at as Place);
  return {
    item: source.item,
    write: (g) => {
      const lets = heldLets(g, [kept]);
      const it = g.fresh("it");
      return `{ ${lets}let ${it} = ${source.write(g)}; let _ = ${g.own(length)}; ${it} }`;
    },
  };
}

/** The members of an enumeration: those there are, where `__init__` may ask while they are made. */
function membersOf(info: ClassInfo, g: Gen): string {
  const names = info.members.map((name) => (info.own.get(name) as { rust: string }).rust);
  const none = `Vec::<${info.rust}>::new()`;
  if (!names.length) return none;
  if (!findMember(info, "__init__")) return `vec![${names.map((name) => g.q(`${name}.get()`)).join(", ")}]`;
  const all = g.fresh("all");
  const made = names.map((name) => `if ${name}.is_set() { ${all}.push(${g.q(`${name}.get()`)}) }`);
  return `{ let mut ${all} = ${none}; ${made.join(" ")} ${all} }`;
}

/** By `__iter__`, by `__getitem__`, or of a named tuple's or an enum's parts. */
function itemsOf(e: Elaborator, x: Typed, part: Part, how: Taking): Source {
  const info = part.ref as ClassInfo;
  if (part.kind === "class") {
    const ofMeta = metaCall(e, info, "__iter__", [], x.at as Place);
    if (ofMeta) return iterateValue(e, ofMeta);
    if (!info.isEnum) return e.refuse("iteration over a class", x.at);
    const item = instanceCell(e, info);
    return {
      item,
      write: (g) => {
        const all = `VecIter::new(${membersOf(info, g)})`;
        return x.pure ? all : `{ let _ = ${g.own(x)}; ${all} }`;
      },
    };
  }
  if (info.isTuple && !findMember(info, "__iter__")) {
    const item = e.store.temp();
    for (const field of info.tupleFields) e.store.flow(fieldCell(e, info, field), item);
    return {
      item,
      write: (g) => {
        const held = g.fresh("o");
        const items = info.tupleFields.map((field) =>
          g.coerceText(g.q(`${held}.${rustName(field)}.get()`), info.fields.get(field) as Cell, item),
        );
        return `{ let ${held} = ${g.own(x)}; VecIter::new(vec![${items.join(", ")}]) }`;
      },
    };
  }
  const at = x.at as Place;
  if (findMember(info, "__iter__")) {
    const it = callMethod(e, x, "__iter__", [], at);
    const its = infoOf(it);
    if (its && findMember(its, "__next__")) return byNext(e, it, at);
    const checked = iteratorOf(e, it, at);
    return isBottom(checked.t) ? neverIterated(e, checked) : iterateValue(e, checked);
  }
  if (findMember(info, "__getitem__")) {
    let name = "";
    let index = "";
    const held: Typed = { t: x.t, at, emit: () => ({ s: name, m: 1, atom: true }), pure: true };
    const got = callMethod(
      e,
      held,
      "__getitem__",
      [{ t: e.store.temp(INT), at, pure: true, emit: () => ({ s: index, m: 1, atom: true }) }],
      at,
    );
    return {
      item: got.t,
      write: (g) => {
        name = g.fresh("o");
        index = g.fresh("i");
        const text = g.inClosure(() => got.emit(g).s).replace(/\?$/, "");
        return `{ let ${name} = ${g.own(x)}; let mut ${index} = int(0); let mut ended = false; Iter::from_fn(move || if ended { Ok(None) } else { match ${text} { Ok(v) => { ${index} += 1; Ok(Some(v)) }, Err(e) if e.is(&exc::INDEX_ERROR) || e.is(&exc::STOP_ITERATION) => { ended = true; Ok(None) }, Err(e) => Err(e) } }) }`;
      },
    };
  }
  if (info.plain) return iterateValue(e, plainOf(e, x), how);
  return neverIterated(e, e.typeError(notIterated(info.name, how), at, x));
}

/** Is there an object whose iterator, asked for an iterator itself, does more than give itself? */
export function beginsAnew(e: Elaborator, x: Typed): boolean {
  return [...(find(x.t).parts?.values() ?? [])].some((part) => {
    const info = part.kind === "inst" ? (part.ref as ClassInfo) : undefined;
    if (!info || findMember(info, "__iter__")?.k !== "method") return false;
    const self: Typed = { t: e.store.part(part), at: x.at, pure: true, emit: () => ({ s: "", m: 1, atom: true }) };
    const its = infoOf(callMethod(e, self, "__iter__", [], x.at as Place));
    const own = its && findMember(its, "__next__") ? findMember(its, "__iter__") : undefined;
    return own?.k === "method" && !givesItself(own.node);
  });
}

function givesItself({ body, args }: FunctionDef): boolean {
  const last = body.at(-1);
  const isDoc = body.length === 1 || (body.length === 2 && body[0]?.nodeType === "Expr" && isText(body[0].value));
  const self = (args.posonlyargs[0] ?? args.args[0])?.arg;
  return isDoc && last?.nodeType === "Return" && last.value?.nodeType === "Name" && last.value.id === self;
}

const isText = (node: Expr): boolean => node.nodeType === "Constant" && node.lit.k === "str";

const neverIterated = (e: Elaborator, failed: Typed): Source => ({
  item: e.store.temp(),
  write: (g) => `{ if true { let _ = ${g.own(failed)}; } VecIter::<()>::new(vec![]) }`,
});

/** What `__iter__` gave: Python looks whether it is an iterator. */
export function iteratorOf(e: Elaborator, it: Typed, at: Place): Typed {
  if (isBottom(it.t) || "source" in it || soloPart(it.t)?.kind === "iter") return it;
  return spread(e, it, (arm) => {
    const [part, info] = [soloPart(arm.t), infoOf(arm)];
    const isStream = part?.kind === "native" && /^(StringIO|TextIOWrapper)$/.test(String(part.ref));
    if (part?.kind === "iter" || part?.kind === "coroutine" || isStream) return arm;
    if (info && findMember(info, "__next__")) return arm;
    if (part?.kind === "native") return e.refuse("__iter__ that gives this", at);
    return e.typeError(`iter() returned non-iterator of type '${typeName(arm.t)}'`, at, arm);
  });
}

function byNext(e: Elaborator, it: Typed, at: Place): Source {
  let name = "";
  const held: Typed = { t: it.t, at, emit: () => ({ s: name, m: 1, atom: true }), pure: true };
  const got = callMethod(e, held, "__next__", [], at);
  return {
    item: got.t,
    write: (g) => {
      name = g.fresh("o");
      const text = g.inClosure(() => got.emit(g).s).replace(/\?$/, "");
      return `{ let ${name} = ${g.own(it)}; Iter::from_fn(move || match ${text} { Ok(v) => Ok(Some(v)), Err(e) if e.is(&exc::STOP_ITERATION) => Ok(None), Err(e) => Err(e) }) }`;
    },
  };
}
