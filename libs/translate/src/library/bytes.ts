import type { Elaborator } from "../infer/elaborator.js";
import { isOnly } from "../infer/numbers.js";
import { raising, type Typed, typed } from "../infer/typed.js";
import { BYTEARRAY, BYTES, find, INT, NONE, soloPart } from "../types/cell.js";
import type { Given } from "./given.js";
import { asInt } from "./given.js";
import { callDescribed, givenArguments } from "./native/call.js";
import { signatures } from "./native/signature.js";

const BOUNDS = "start:int?=None, end:int?=None";
const SPACE = '&Bytes::lit(b" ")';

/** What `bytes` offers; a `bytearray` offers what gives no bytes back. */
const METHODS = signatures(`
find(sub:bytes) -> int
find(sub:bytes, ${BOUNDS}) -> int = find_in
rfind(sub:bytes, ${BOUNDS}) -> int
index(sub:bytes, ${BOUNDS}) -> int!
rindex(sub:bytes, ${BOUNDS}) -> int!
count(sub:bytes, ${BOUNDS}) -> int
startswith(prefix:bytes) -> bool
startswith(prefix:bytes, ${BOUNDS}) -> bool = startswith_in
endswith(suffix:bytes) -> bool
endswith(suffix:bytes, ${BOUNDS}) -> bool = endswith_in
replace(old:bytes, new:bytes, count:int=&int(-1)) -> bytes
join(iterable_of_bytes:list[bytes]) -> bytes
strip(bytes:bytes?=None) -> bytes
lstrip(bytes:bytes?=None) -> bytes
rstrip(bytes:bytes?=None) -> bytes
split(sep:bytes?=None, maxsplit:int=&int(-1)) -> list[bytes]!
rsplit(sep:bytes?=None, maxsplit:int=&int(-1)) -> list[bytes]!
splitlines(keepends:bool=false) -> list[bytes]
partition(sep:bytes) -> tuple[bytes, bytes, bytes]!
rpartition(sep:bytes) -> tuple[bytes, bytes, bytes]!
removeprefix(prefix:bytes) -> bytes
removesuffix(suffix:bytes) -> bytes
upper() -> bytes
lower() -> bytes
title() -> bytes
capitalize() -> bytes
swapcase() -> bytes
ljust(width:int, fillbyte:bytes=${SPACE}) -> bytes!
rjust(width:int, fillbyte:bytes=${SPACE}) -> bytes!
center(width:int, fillbyte:bytes=${SPACE}) -> bytes!
zfill(width:int) -> bytes
${"isalpha isdigit isalnum isspace isascii isupper islower istitle"
  .split(" ")
  .map((name) => `${name}() -> bool`)
  .join("\n")}
hex() -> str
decode() -> str!
decode(encoding:str) -> str! = decode_as
decode(encoding:str=&lit("utf-8"), errors:str=&lit("strict")) -> str! = decode_by`);

export const BYTES_METHODS: ReadonlySet<string> = new Set(METHODS.keys());

/** Parameters that `bytes` takes by position alone. */
const NAMED = /^(decode|split|rsplit|splitlines)$/;

/** A method of `bytes` or `bytearray`. */
export function bytesMethod(e: Elaborator, x: Typed, name: string, given: Given): Typed | undefined {
  const isArray = find(x.t).mask === BYTEARRAY;
  const own = isArray ? arrayMethod(e, x, name, given) : undefined;
  if (own) return own;
  const all = METHODS.get(name);
  if (!all) return undefined;
  const changes = all.some(({ result }) => result.name === "bytes" || result.args.some((arg) => arg.name === "bytes"));
  if (isArray && changes) return e.refuse(`bytearray.${name}`, given.at, "make bytes of it first");
  const args = givenArguments(e, given.node);
  if (args.named.size && !NAMED.test(name)) return e.refuse(`bytes.${name} with arguments by name`, given.at);
  return callDescribed(e, all, args, given.at, `bytes.${name}`, (g) =>
    isArray ? `${g.recv(x)}.to_bytes().` : `${g.recv(x)}.`,
  );
}

function arrayMethod(e: Elaborator, x: Typed, name: string, given: Given): Typed | undefined {
  const { at } = given;
  const none = e.store.temp(NONE);
  if (!/^(append|pop|extend|reverse|clear|copy)$/.test(name)) return undefined;
  const args = given.all();
  const [a] = args;
  if (name === "append" && a && args.length === 1)
    return raising(none, at, (g) => `${g.recv(x)}.append(${asInt(g, a)})`);
  if (name === "pop" && !a) return raising(e.store.temp(INT), at, (g) => `${g.recv(x)}.pop()`);
  if (name === "reverse" && !a) return typed(none, at, (g) => `${g.recv(x)}.reverse()`);
  if (name === "extend" && a && args.length === 1 && isOnly(a, BYTES))
    return typed(none, at, (g) => `${g.recv(x)}.extend(${g.ref(a)})`);
  if (name === "extend" && a && args.length === 1 && !soloPart(a.t) && find(a.t).mask === BYTEARRAY)
    return typed(none, at, (g) => `${g.recv(x)}.extend(&${g.recv(a)}.to_bytes())`);
  return e.refuse(`bytearray.${name} with these arguments`, at);
}
