import type { Elaborator } from "../infer/elaborator.js";
import { raising, type Typed, typed } from "../infer/typed.js";
import { BOOL, FLOAT, INT, NONE, type Part, STR } from "../types/cell.js";
import type { Given } from "./given.js";

/** Types of the runtime that the program only handles: their methods by name, with result and argument kinds. */
const BITS: Record<string, number> = { N: NONE, B: BOOL, I: INT, F: FLOAT, S: STR };

interface NativeType {
  methods: Record<string, string>;
  attributes: Record<string, string>;
}

/**
 * `name: "args>result"`: each argument is one letter (lower case: by reference), `!` says that it may raise, `L` before
 * the result a list of it, `?` after it None or it, `=` the type itself.
 */
export const NATIVE: Record<string, NativeType> = {
  StringIo: { methods: { write: "s>I", getvalue: ">S", readline: ">S", read: ">S" }, attributes: {} },
};

export function nativeMethod(e: Elaborator, x: Typed, part: Part, name: string, given: Given): Typed | undefined {
  const spec = NATIVE[String(part.ref)]?.methods[name];
  if (spec === undefined) return undefined;
  const [args = "", result = "N"] = spec.split(">");
  const values = given.all();
  if (values.length !== args.length) return e.refuse(`${part.ref}.${name} with these arguments`, given.at);
  const raises = result.endsWith("!");
  const t = resultCell(e, result.replace("!", ""), x);
  const write = (g: Parameters<Typed["emit"]>[0]): string =>
    `${g.recv(x)}.${name}(${values.map((value, i) => (args[i] === args[i]?.toLowerCase() ? g.ref(value) : g.own(value))).join(", ")})`;
  return raises ? raising(t, given.at, write) : typed(t, given.at, write);
}

function resultCell(e: Elaborator, result: string, x: Typed): Typed["t"] {
  if (result === "=") return x.t;
  if (result.startsWith("L")) return e.store.of("list", resultCell(e, result.slice(1), x));
  if (result.endsWith("?")) {
    const t = e.store.temp(NONE);
    e.store.flow(resultCell(e, result.slice(0, -1), x), t);
    return t;
  }
  return e.store.temp(BITS[result] ?? NONE);
}

export function nativeAttribute(e: Elaborator, x: Typed, name: string, at: Typed["at"]): Typed | undefined {
  const part = [...(x.t.parts?.values() ?? [])][0];
  const spec = part && NATIVE[String(part.ref)]?.attributes[name];
  return spec ? typed(resultCell(e, spec, x), at, (g) => `${g.recv(x)}.${name}()`) : undefined;
}
