/**
 * What the runtime's own types and functions take and give, as text: `strftime(format:str) -> str! = strftime`.
 *
 * 1. A parameter is `name:type`, then `=Rust text` where it may be left out; after `*` it is given by name alone.
 * 2. Types: `int float str bytes bool any`, a type of the runtime, `list[T] tuple[T, U] dict[K, V] iter[T]`, with `?` for
 *    "or None". Arguments go by reference; floats, bools, iterators and everything optional by value.
 * 3. `!` says that it may raise; after the last `=` stands the Rust name where it is another.
 */
import type { Elaborator } from "../../infer/elaborator.js";
import { BOOL, BYTEARRAY, BYTES, type Cell, COMPLEX, FLOAT, INT, NONE, STR } from "../../types/cell.js";

export interface TypeSpec {
  name: string;
  args: TypeSpec[];
  optional: boolean;
}

export interface Param {
  name: string;
  type: TypeSpec;
  fallback: string | undefined;
  named: boolean;
}

export interface Signature {
  name: string;
  params: Param[];
  result: TypeSpec;
  raises: boolean;
  rust: string;
}

export function parseType(text: string): TypeSpec {
  const trimmed = text.trim();
  const optional = trimmed.endsWith("?");
  const bare = optional ? trimmed.slice(0, -1) : trimmed;
  const open = bare.indexOf("[");
  if (open < 0) return { name: bare, args: [], optional };
  return { name: bare.slice(0, open), args: split(bare.slice(open + 1, -1)).map(parseType), optional };
}

/** Splits at commas outside brackets. */
function split(text: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if ("[({".includes(text[i] as string)) depth += 1;
    if ("])}".includes(text[i] as string)) depth -= 1;
    if (text[i] === "," && depth === 0) {
      out.push(text.slice(from, i));
      from = i + 1;
    }
  }
  if (text.slice(from).trim()) out.push(text.slice(from));
  return out.map((part) => part.trim());
}

export function parseSignature(text: string): Signature {
  const match = /^([\w.]+)\((.*)\) -> ([^=]+?)(!?)(?: = (.+))?$/.exec(text.trim());
  if (!match) throw new Error(`no signature: ${text}`);
  const [, name = "", list = "", result = "None", bang = "", rust] = match;
  let named = false;
  const params: Param[] = [];
  for (const each of split(list)) {
    if (each === "*") {
      named = true;
      continue;
    }
    const parts = /^(\w+):([^=]+?)(?:=(.*))?$/.exec(each);
    if (!parts) throw new Error(`no parameter: ${each} in ${text}`);
    params.push({ name: parts[1] as string, type: parseType(parts[2] as string), fallback: parts[3], named });
  }
  return {
    name,
    params,
    result: parseType(result),
    raises: bang === "!",
    rust: rust ?? (name.split(".").at(-1) as string),
  };
}

/** Signatures by name; a name may stand several times, and the first that fits is taken. */
export function signatures(lines: string): Map<string, Signature[]> {
  const out = new Map<string, Signature[]>();
  for (const line of lines.split("\n")) {
    if (!line.trim()) continue;
    const made = parseSignature(line);
    out.set(made.name, [...(out.get(made.name) ?? []), made]);
  }
  return out;
}

const BITS: Record<string, number> = {
  None: NONE,
  bool: BOOL,
  int: INT,
  float: FLOAT,
  str: STR,
  bytes: BYTES,
  bytearray: BYTEARRAY,
  complex: COMPLEX,
};

/** The cell of a described type. */
export function cellOf(e: Elaborator, type: TypeSpec): Cell {
  const bare = bareCell(e, type);
  if (!type.optional) return bare;
  const out = e.store.temp(NONE);
  e.store.flow(bare, out);
  return out;
}

function bareCell(e: Elaborator, type: TypeSpec): Cell {
  const bit = BITS[type.name];
  if (bit !== undefined) return e.store.temp(bit);
  const args = type.args.map((arg) => cellOf(e, arg));
  if (type.name === "tuple")
    return type.args[1]?.name === "..."
      ? e.store.of("vtuple", args[0] as Cell)
      : e.store.part({ kind: "tuple", key: "tuple", args });
  if (/^(list|set|frozenset|dict|iter|vtuple)$/.test(type.name)) return e.store.of(type.name, ...args);
  return nativeCell(e, type.name, args);
}

/** The cell of one of the runtime's own types. */
export function nativeCell(e: Elaborator, name: string, args: Cell[] = []): Cell {
  return e.store.part({ kind: "native", key: `native:${name}`, args, ref: name });
}
