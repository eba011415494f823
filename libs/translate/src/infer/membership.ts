import type { Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { NATIVE } from "../library/native/types.js";
import { BOOL, BYTEARRAY, BYTES, type Cell, FLOAT, find, isBottom, RANGE, STR, soloPart } from "../types/cell.js";
import { isUnhashable } from "./class-info.js";
import { containsMethod } from "./class-operators.js";
import { plainOf } from "./classes.js";
import { answersOthers } from "./construction.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { equality, mixesTuples, noteFunctions, sharesKind } from "./equality.js";
import { heldLets, hold } from "./held.js";
import { iterateValue, type Source } from "./iteration.js";
import { metaCall } from "./metaclasses.js";
import { inNamespace } from "./namespaces.js";
import { isInt, isOnly } from "./numbers.js";
import { boxedAmong } from "./plain-objects.js";
import { foregone, raising, type Typed, tailLike, typed, value } from "./typed.js";
import { isTypeValue, typeAmong } from "./types-as-values.js";
import { spread, typeName } from "./unions.js";

/** Members of an enumeration of numbers are looked up among numbers as numbers; the other way round is refused. */
function amongMembers(e: Elaborator, item: Typed, elem: Cell, at: Place): Typed {
  const mixed = (cell: Cell): ClassInfo[] =>
    [...(find(cell).parts?.values() ?? [])].flatMap((part) =>
      part.kind === "inst" && ((part.ref as ClassInfo).mixed || (part.ref as ClassInfo).plain)
        ? [part.ref as ClassInfo]
        : [],
    );
  const among = mixed(elem);
  const objects = e.hasPlain ? [...among, ...mixed(item.t)].filter(({ plain }) => plain) : [];
  if (objects.length && among.length) return boxedAmong(e, item, among, elem, at);
  if (objects.some((info) => info.mro.some((each) => each.own.has("__eq__") || each.own.has("__hash__"))))
    return e.refuse("an object that says what it equals, looked up among plain values", at, "compare one by one");
  const own = mixed(item.t);
  if (among.length && (own.length !== 1 || among.some((info) => info !== own[0])))
    return e.refuse("a value looked up among members of an enumeration of numbers", at, "use the members themselves");
  return own.length && !among.length ? plainOf(e, item) : item;
}

/** What is asked item by item, so that what is looked for is worked out before. */
const ASKED_BY_ITEM = /^(tuple|iter|coroutine|dict_values|dict_items|inst)$/;

/** `item in container`. */
export function contains(e: Elaborator, given: Typed, container: Typed, at: Place): Typed {
  const kind = soloPart(container.t)?.kind ?? "";
  const parts = container.items ?? (kind === "tuple" ? [container] : []);
  const isAskedOften = parts.some((x) => !x.pure);
  const isSure = given.pure || (container.pure && !ASKED_BY_ITEM.test(kind));
  if (!isAskedOften && isSure) return containsOnce(e, given, container, at);
  const kept = [given, ...(isAskedOften ? parts : [])].map(hold);
  const [item, ...others] = kept.map(({ again }) => again);
  const whole = !isAskedOften ? container : container.items ? tupleOf(container, others) : (others[0] as Typed);
  const found = containsOnce(e, item as Typed, whole, at);
  return typed(found.t, at, (g) => {
    const lets = heldLets(g, kept);
    return `{ ${lets}${tailLike(g.own(found))} }`;
  });
}

const tupleOf = (x: Typed, items: Typed[]): Typed => ({
  ...x,
  items,
  pure: true,
  emit: (g) => value(`(${items.map((each) => `${g.own(each)}, `).join("")})`),
});

function containsOnce(e: Elaborator, given: Typed, container: Typed, at: Place): Typed {
  const t = e.store.temp(BOOL);
  const part = soloPart(container.t);
  const item = part?.args[0] && !container.items ? amongMembers(e, given, part.args[0], at) : given;
  if (container.items) {
    const tests = container.items.map((each) => equality(e, "Alike", item, each, at));
    if (item.pure) {
      return typed(t, at, (g) => (tests.length ? `(${tests.map((each) => g.own(each)).join(" || ")})` : "false"));
    }
    return typed(t, at, (g) => {
      const name = g.fresh("item");
      const held: Typed = { t: item.t, at: item.at, emit: () => ({ s: name, m: 1, atom: true }), pure: true };
      const texts = (container.items as Typed[]).map((each) => g.own(equality(e, "Alike", held, each, at)));
      return `{ let ${name} = ${g.own(item)}; ${texts.join(" || ") || "false"} }`;
    });
  }
  if (isOnly(container, STR)) {
    return spread(e, item, (each) => {
      const arm = plainOf(e, each);
      return isOnly(arm, STR)
        ? typed(t, at, (g) => `${g.recv(container)}.contains(${g.ref(arm)})`)
        : e.typeError(`'in <string>' requires string as left operand, not ${typeName(arm.t)}`, at, arm, container);
    });
  }
  if (isOnly(container, RANGE)) {
    return spread(e, item, (arm) =>
      isInt(arm)
        ? typed(t, at, (g) => `${g.recv(container)}.contains(&${g.wrap(intOwn(g, arm))})`)
        : isOnly(arm, FLOAT)
          ? typed(t, at, (g) => `${g.recv(container)}.contains(${g.ref(arm)})`)
          : foregone(t, at, "false", arm, container),
    );
  }
  if (isOnly(container, BYTES) || isOnly(container, BYTEARRAY)) return amongBytes(e, item, container, at);
  if (!part) return e.typeError(`argument of type '${typeName(container.t)}' is not iterable`, at, item, container);
  if (part.kind === "namespace") return inNamespace(e, item, part.ref as ClassInfo, at);
  const answer = part.kind === "class" ? metaCall(e, part.ref as ClassInfo, "__contains__", [given], at) : undefined;
  if (answer)
    return find(answer.t).mask === BOOL || isBottom(answer.t)
      ? answer
      : typed(t, at, (g) => `truthy(${g.ref(answer)})`);
  if (part.kind === "class") return amongClass(e, item, container, part.ref as ClassInfo, at);
  const own = containsMethod(e, item, container, part, at);
  if (own) return own;
  if (part.kind === "tuple") {
    const tests = part.args.map((arg, i) =>
      equality(
        e,
        "Alike",
        item,
        { t: arg, at, pure: true, emit: (g) => ({ s: `${g.recv(container)}.${i}`, m: 1, atom: true }) },
        at,
      ),
    );
    return typed(t, at, (g) => `(${tests.map((each) => g.own(each)).join(" || ") || "false"})`);
  }
  if (part.kind === "native" && !NATIVE.get(String(part.ref))?.items)
    return e.typeError(`argument of type '${typeName(container.t)}' is not iterable`, at, item, container);
  const elem = part.args[0] ?? e.refuse(`in of ${typeName(container.t)}`, at);
  const isHashed = !/^(list|vtuple|deque|iter|coroutine|dict_values|dict_items)$/.test(part.kind);
  const asked = isHashed ? asKey(e, item, at, part.kind) : item;
  if (isBottom(asked.t) && !isBottom(item.t)) return asked;
  if (/^(iter|coroutine|dict_values|dict_items)$/.test(part.kind)) {
    const source = iterateValue(e, container);
    return typed(t, at, (g) => {
      const [it, v] = [g.fresh("it"), g.fresh("v")];
      const same = g.own(
        equality(e, "Alike", item, { t: source.item, at, emit: () => ({ s: v, m: 1, atom: true }), pure: true }, at),
      );
      return `{ let mut ${it} = ${source.write(g)}; loop { match ${g.q(`${it}.next()`)} { Some(${v}) => if ${same} { break true; }, None => break false } } }`;
    });
  }
  return lookup(
    e,
    asked,
    elem,
    at,
    (key) => typed(t, at, (g) => `${g.recv(container)}.contains(${g.ref(key, elem)})`),
    (key) => foregone(t, at, "false", key, container),
  );
}

/** `65 in data`, `b"ab" in data`. */
function amongBytes(e: Elaborator, item: Typed, container: Typed, at: Place): Typed {
  const t = e.store.temp(BOOL);
  const bytes = (g: Gen, x: Typed): string => (isOnly(x, BYTES) ? g.ref(x) : `&${g.recv(x)}.to_bytes()`);
  return spread(e, item, (arm) => {
    if (isInt(arm)) return raising(t, at, (g) => `(${bytes(g, container)}).contains_byte(&${g.wrap(intOwn(g, arm))})`);
    if (isOnly(arm, BYTES) || isOnly(arm, BYTEARRAY))
      return typed(t, at, (g) => `(${bytes(g, container)}).contains(${bytes(g, arm)})`);
    return e.typeError(`a bytes-like object is required, not '${typeName(arm.t)}'`, at, arm, container);
  });
}

/** `member in Enumeration`. */
function amongClass(e: Elaborator, item: Typed, container: Typed, info: ClassInfo, at: Place): Typed {
  const part = soloPart(item.t);
  if (!info.isEnum || part?.kind !== "inst" || part.ref !== info)
    return e.refuse("in of a class", at, "look whether its list of members holds it");
  return typed(e.store.temp(BOOL), at, (g) => `{ let _ = ${g.own(item)}; let _ = ${g.own(container)}; true }`);
}

function intOwn(g: Gen, x: Typed): string {
  return isOnly(x, BOOL) ? `Int::from_bool(${g.copy(x)})` : g.own(x);
}

/** A list or dictionary as a key: Python's TypeError, when all that stands with it is worked out. */
export function unhashable(e: Elaborator, x: Typed, at: Place, ...all: Typed[]): Typed | undefined {
  if (soloPart(x.t)?.kind === "func") e.comparesFunctions = true;
  noteFunctions(e, soloPart(x.t));
  const wrong = unhashableIn(x.t);
  return wrong && e.typeError(`unhashable type: '${typeName(wrong)}'`, at, ...(all.length ? all : [x]));
}

/** A key, or an element of a set, that may be a list or a dictionary when it comes to it: asked for its hash first. */
export function asKey(e: Elaborator, x: Typed, at: Place, among = ""): Typed {
  // Python looks for a set among sets as if it were a frozenset.
  if (/^(frozen)?set$/.test(among) && [...(find(x.t).parts?.values() ?? [])].some(({ kind }) => kind === "set"))
    e.refuse("a set looked up in a set", at, "make it a frozenset first");
  const wrong = unhashable(e, x, at);
  if (wrong) return wrong;
  return mayLackHash(x.t) ? raising(x.t, at, (g) => `hashed(${g.own(x)})`) : x;
}

/** Items that become keys: one that has no hash raises when its turn comes. */
export function keysOf(e: Elaborator, source: Source): Source {
  const { item, write } = source;
  const wrong = unhashableIn(item);
  if (wrong) {
    const error = `Err::<(), PyErr>(exc::TYPE_ERROR.msg("unhashable type: '${typeName(wrong)}'"))`;
    return { item: e.store.temp(), write: (g) => `map_iter(${write(g)}, |_| ${error})` };
  }
  return mayLackHash(item) ? { item, write: (g) => `map_iter(${write(g)}, hashed)` } : source;
}

/** May a value have no hash, as a list has none? */
export function mayLackHash(t: Cell, seen: Cell[] = []): boolean {
  const root = find(t);
  if (!root.parts || seen.includes(root)) return false;
  for (const part of root.parts.values()) {
    if (UNHASHABLE.test(part.kind) || (part.kind === "inst" && isUnhashable(part.ref as ClassInfo))) return true;
    if (part.kind === "inst" && hashedFields(part.ref as ClassInfo).some((cell) => mayLackHash(cell, [...seen, root])))
      return true;
    if (/^v?tuple$/.test(part.kind) && part.args.some((arg) => mayLackHash(arg, [...seen, root]))) return true;
  }
  return false;
}

/** The fields of a data class, where objects are keys by them. */
function hashedFields(info: ClassInfo): Cell[] {
  const { dataFields = [] } = info.node as { dataFields?: string[] };
  return dataFields.flatMap((name) => info.fields.get(name) ?? []);
}

/** What has no hash: the value, or the first such item of a tuple. */
export function unhashableIn(t: Cell): Cell | undefined {
  const part = soloPart(t);
  if (part?.kind === "tuple") {
    for (const arg of part.args) {
      const wrong = unhashableIn(arg);
      if (wrong) return wrong;
      // What may have none is asked first.
      if (mayLackHash(arg)) return undefined;
    }
    return undefined;
  }
  if (part?.kind === "inst" && isUnhashable(part.ref as ClassInfo)) return t;
  return (part && UNHASHABLE.test(part.kind)) || (!part && find(t).mask === BYTEARRAY) ? t : undefined;
}

const UNHASHABLE = /^(list|dict|set|defaultdict|counter|deque|ordereddict|slice|dict_\w+)$/;

/** May an object say by an `__eq__` of its own that it equals another kind of value? */
const hasAnswer = (t: Cell): boolean =>
  [...(find(t).parts?.values() ?? [])].some((part) => part.kind === "inst" && answersOthers(part.ref as ClassInfo));

/** Looks something up among values of `elem`'s type: what can never be equal is not found. */
export function lookup(
  e: Elaborator,
  given: Typed,
  elem: Cell,
  at: Place,
  found: (key: Typed) => Typed,
  missing: (key: Typed) => Typed,
): Typed {
  const root = find(elem);
  const item = typeAmong(e, amongMembers(e, given, elem, at), elem, at);
  if (isBottom(root)) return missing(item);
  if (mixesTuples(item.t, elem)) return e.refuse("named tuples looked up among tuples", at);
  noteFunctions(e, soloPart(item.t));
  if (item.items || soloPart(item.t)?.kind === "tuple" || soloPart(item.t)?.kind === "vtuple") {
    if (!sharesKind(item.t, elem)) return missing(item);
    e.store.flow(item.t, elem);
    return found(item);
  }
  return spread(e, item, (arm) => {
    if (isTypeValue(arm) && isTypeValue({ ...arm, t: elem })) {
      e.store.flow(arm.t, elem);
      return found(arm);
    }
    if (!sharesKind(arm.t, elem) && (hasAnswer(arm.t) || hasAnswer(elem)))
      return e.refuse("an object with an __eq__ of its own looked up among other kinds", at, "compare one by one");
    if (!sharesKind(arm.t, elem)) return missing(arm);
    if (soloPart(arm.t)?.kind === "func") e.comparesFunctions = true;
    e.store.flow(arm.t, elem);
    return found(arm);
  });
}
