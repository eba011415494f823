import type { Call } from "../ast.js";
import { findMember } from "../infer/class-members.js";
import { instanceMethod } from "../infer/class-members-call.js";
import type { ClassInfo } from "../infer/context.js";
import type { Elaborator } from "../infer/elaborator.js";
import { lacks, onKnowing, onPayload } from "../infer/exception-attributes.js";
import type { ExceptionRef } from "../infer/exceptions.js";
import { coroutineMethod } from "../infer/generators.js";
import { intArg, isInt, isOnly } from "../infer/numbers.js";
import { asVariable } from "../infer/operators.js";
import { raising, type Typed, typed } from "../infer/typed.js";
import { dead, spread, typeName } from "../infer/unions.js";
import { asSet, viewOf } from "../infer/views.js";
import {
  BOOL,
  BYTEARRAY,
  BYTES,
  type Cell,
  COMPLEX,
  FLOAT,
  find,
  INT,
  isBottom,
  NONE,
  type Part,
  STR,
  soloPart,
} from "../types/cell.js";
import { isLittle } from "./byte-order.js";
import { bytesMethod } from "./bytes.js";
import { CONTAINER_METHODS } from "./containers.js";
import { alive, asInt, Given } from "./given.js";
import { NATIVE, SPECIAL } from "./native/types.js";
import { nativeMethod } from "./native/values.js";
import { STRING_METHODS, stringMethod } from "./strings.js";

const NUMBER_METHODS = new Set([
  "bit_length",
  "bit_count",
  "is_integer",
  "conjugate",
  "to_bytes",
  "hex",
  "as_integer_ratio",
]);

/** A method of a value that is no object of the program; nothing if its type has no such method. */
export function containerMethod(e: Elaborator, x: Typed, name: string, node: Call): Typed | undefined {
  if (isBottom(x.t)) return dead(e, node, x);
  const part = soloPart(x.t);
  const given = new Given(e, node);
  if (part) return partMethod(e, x, part, name, given);
  if (isOnly(x, STR)) return stringMethod(x, name, given);
  if (isOnly(x, COMPLEX)) return nativeMethod(e, x, undefined, name, node);
  if (isInt(x) || isOnly(x, FLOAT)) return numberMethod(e, x, name, given);
  if (isOnly(x, BYTES) || find(x.t).mask === BYTEARRAY) return bytesMethod(e, x, name, given);
  if (find(x.t).mask === 64 && (name === "index" || name === "count")) {
    const item = given.arg(0);
    return raising(e.store.temp(INT), node, (g) =>
      name === "index"
        ? `${g.recv(x)}.index(${asInt(g, item)})`
        : `PyResult::Ok(${g.recv(x)}.count(${asInt(g, item)}))`,
    );
  }
  return undefined;
}

function partMethod(e: Elaborator, x: Typed, part: Part, name: string, given: Given): Typed | undefined {
  if (part.kind === "tuple") {
    if (!CONTAINER_METHODS.tuple?.[name]) return undefined;
    const list = asVariable(e, x, part);
    return partMethod(e, list, soloPart(list.t) as Part, name, given);
  }
  if (part.kind === "native") return nativeMethod(e, x, part, name, given.node);
  if (part.kind === "exc") return exceptionMethod(e, x, part, name, given);
  if (part.kind === "slice" && name === "indices") return sliceIndices(given, x);
  const view = part.kind.startsWith("dict_") ? viewOf(e, x) : undefined;
  if (part.kind === "coroutine") return coroutineMethod(e, x, part, name, given);
  if (view && name === "isdisjoint") {
    const set = asSet(e, x);
    return partMethod(e, set, soloPart(set.t) as Part, name, given);
  }
  if (view) return e.refuse(`.${name} of a view`, given.at, "make a set of it first");
  if (part.kind === "iter") return iteratorMethod(e, x, part, name, given);
  const method = CONTAINER_METHODS[part.kind]?.[name];
  if (!method) return undefined;
  const elem = part.args[0] as Cell;
  const value = part.kind === "counter" ? e.store.temp(INT) : (part.args[1] ?? elem);
  return method({ x, part, given, elem, value });
}

/** `s.indices(n)`. */
function sliceIndices(given: Given, x: Typed): Typed {
  const { e, at } = given;
  const length = given.only(1).arg(0);
  return alive(e, at, [length], () => {
    if (!isInt(length)) return e.refuse("slice.indices of what is no int", at);
    const args = [0, 1, 2].map(() => e.store.temp(INT));
    const t = e.store.part({ kind: "tuple", key: "tuple", args });
    return raising(t, at, (g) => `${g.recv(x)}.indices(${asInt(g, length)})`);
  });
}

function exceptionMethod(e: Elaborator, x: Typed, part: Part, name: string, given: Given): Typed | undefined {
  const { info } = part.ref as ExceptionRef;
  if (name === "with_traceback") return withTraceback(x, given.only(1));
  if (name === "add_note" && !(info && findMember(info, name))) return addNote(x, given.only(1));
  const asked = (self: Typed, each: ClassInfo): Typed =>
    instanceMethod(e, self, each, name, given.node) ?? e.refuse(`the method ${name} of an exception`, given.at);
  if (info) return onPayload(e, x, info, given.at, asked);
  return onKnowing(e, x, part.ref as ExceptionRef, name, e.store.temp(), asked, lacks(name));
}

/** Where an exception was raised is kept nowhere: any trace, or none, leaves it what it is. */
function withTraceback(x: Typed, given: Given): Typed {
  const trace = given.expr(0, "tb");
  const isTrace = trace?.nodeType === "Attribute" && trace.attr === "__traceback__" && trace.value.nodeType === "Name";
  const isNone = trace?.nodeType === "Constant" && trace.lit.k === "none";
  return isTrace || isNone ? x : given.e.refuse("with_traceback of this", given.at, "leave it out");
}

function addNote(x: Typed, given: Given): Typed {
  const { e, at } = given;
  return spread(e, given.arg(0, "note"), (note) =>
    isOnly(note, STR)
      ? raising(e.store.temp(NONE), at, (g) => `PyResult::Ok(${g.recv(x)}.add_note(${g.own(note)}))`)
      : e.typeError(`note must be a str, not '${typeName(note.t)}'`, at, x, note),
  );
}

function iteratorMethod(e: Elaborator, x: Typed, part: Part, name: string, given: Given): Typed | undefined {
  if (name === "__next__") return raising(part.args[0] as Cell, given.at, (g) => `next_of(&mut ${g.recv(x)}.clone())`);
  if (name === "__iter__") return x;
  if (name === "send" || name === "throw" || name === "close") return e.refuse(`generator.${name}`, given.at);
  return undefined;
}

function numberMethod(e: Elaborator, x: Typed, name: string, given: Given): Typed | undefined {
  if (!NUMBER_METHODS.has(name)) return undefined;
  const { at } = given;
  const number = (g: Parameters<Typed["emit"]>[0]): string =>
    isOnly(x, BOOL) ? `Int::from_bool(${g.copy(x)})` : g.recv(x);
  if (isInt(x)) {
    if (name === "bit_length" || name === "bit_count")
      return typed(e.store.temp(INT), at, (g) => `${number(g)}.${name}()`);
    if (name === "conjugate") return isOnly(x, BOOL) ? typed(e.store.temp(INT), at, number) : x;
    if (name === "as_integer_ratio")
      return typed(
        e.store.part({ kind: "tuple", key: "tuple", args: [e.store.temp(INT), e.store.temp(INT)] }),
        at,
        (g) => `(${g.own(x)}, int(1))`,
      );
    if (name === "to_bytes") {
      const length = given.opt(0, "length");
      const little = isLittle(e, given.opt(1, "byteorder"), at);
      const signed = given.opt(9, "signed");
      return raising(
        e.store.temp(BYTES),
        at,
        (g) =>
          `${number(g)}.to_bytes(${length ? intArg(g, length) : "1"}, ${little(g)}, ${signed ? g.own(signed) : "false"})`,
      );
    }
    return undefined;
  }
  if (name === "conjugate") return x;
  if (name === "is_integer") return typed(e.store.temp(BOOL), at, (g) => `float::is_integer(${g.copy(x)})`);
  if (name === "hex") return typed(e.store.temp(STR), at, (g) => `float::hex(${g.copy(x)})`);
  if (name === "as_integer_ratio")
    return raising(
      e.store.part({ kind: "tuple", key: "tuple", args: [e.store.temp(INT), e.store.temp(INT)] }),
      at,
      (g) => `float::as_integer_ratio(${g.copy(x)})`,
    );
  return undefined;
}

/** Is there a method of that name on a built-in value? */
export function hasMethod(x: Typed, name: string): boolean {
  const part = soloPart(x.t);
  if (part?.kind === "native")
    return NATIVE.get(String(part.ref))?.methods.has(name) || SPECIAL.has(`${part.ref}.${name}`);
  if (part?.kind === "iter") return name === "__next__";
  if (part) return part.kind !== "inst" && part.kind !== "native" && CONTAINER_METHODS[part.kind]?.[name] !== undefined;
  return isOnly(x, STR) ? STRING_METHODS.has(name) : false;
}
