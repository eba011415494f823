import type { BinOperator, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import type { Elaborator } from "../infer/elaborator.js";
import { expression } from "../infer/expressions.js";
import { exhausted, iterateValue } from "../infer/iteration.js";
import { intArg, isInt, isOnly } from "../infer/numbers.js";
import { raising, type Step, type Typed, typed } from "../infer/typed.js";
import { newList } from "../infer/unions.js";
import { BOOL, BYTEARRAY, BYTES, find, INT, isBottom, NONE, soloPart } from "../types/cell.js";
import type { Given } from "./given.js";
import { asInt } from "./given.js";
import { callDescribed, givenArguments } from "./native/call.js";
import { signatures } from "./native/signature.js";

const BOUNDS = "start:int?=None, end:int?=None";
/** What makes the bytes that a bytearray takes. */
export const TAKEN = "ByteArray::taken";
const SPACE = '&Bytes::lit(b" ")';

/** What `bytes` offers; a `bytearray` offers what gives no bytes back. */
const METHODS = signatures(`
find(sub:bytes) -> int
find(sub:bytes, ${BOUNDS}) -> int = find_in
find(sub:int, ${BOUNDS}) -> int! = find_byte
rfind(sub:bytes, ${BOUNDS}) -> int
rfind(sub:int, ${BOUNDS}) -> int! = rfind_byte
index(sub:bytes, ${BOUNDS}) -> int!
index(sub:int, ${BOUNDS}) -> int! = index_byte
rindex(sub:bytes, ${BOUNDS}) -> int!
count(sub:bytes, ${BOUNDS}) -> int
count(sub:int, ${BOUNDS}) -> int! = count_byte
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
translate(table:bytes?, delete:bytes=&Bytes::lit(b"")) -> bytes!
hex() -> str
hex(sep:str, bytes_per_sep:int=&int(1)) -> str! = hex_by
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
  if (/^(starts|ends)with$/.test(name)) {
    const several = ofSeveral(e, x, name, given);
    if (several) return several;
  }
  const changes = all.some(({ result }) => result.name === "bytes" || result.args.some((arg) => arg.name === "bytes"));
  const args = givenArguments(e, given.node);
  if (args.named.size && !NAMED.test(name)) return e.refuse(`bytes.${name} with arguments by name`, given.at);
  const made = callDescribed(e, all, args, given.at, `bytes.${name}`, (g) =>
    isArray ? `${g.recv(x)}.to_bytes().` : `${g.recv(x)}.`,
  );
  if (!isArray || !changes || isBottom(made.t)) return made;
  if (all.some(({ result }) => result.name !== "bytes")) return arrayParts(e, made, given.at);
  return typed(e.store.temp(BYTEARRAY), given.at, (g) => `ByteArray::from_bytes(&${g.own(made)})`);
}

/** What `split` and `partition` give of a `bytearray`. */
function arrayParts(e: Elaborator, made: Typed, at: Place): Typed {
  const t = e.store.temp(BYTEARRAY);
  const ofList = "|part| ByteArray::from_bytes(part)";
  if (soloPart(made.t)?.kind === "list")
    return newList(e, t, at, (g) => `List::from_vec(${g.own(made)}.to_vec().iter().map(${ofList}).collect())`);
  return typed(e.store.part({ kind: "tuple", key: "tuple", args: [t, t, t] }), at, (g) => {
    const parts = ["a", "b", "c"].map((name) => g.fresh(name));
    const arrays = parts.map((part) => `ByteArray::from_bytes(&${part})`).join(", ");
    return `{ let (${parts.join(", ")}) = ${g.own(made)}; (${arrays}) }`;
  });
}

/** `startswith((a, b))`. */
function ofSeveral(e: Elaborator, x: Typed, name: string, given: Given): Typed | undefined {
  const [node] = given.node.args;
  if (node?.nodeType !== "Tuple" || given.count !== 1 || given.node.keywords.length) return undefined;
  const parts = node.elts.map((each) => (each.nodeType === "Starred" ? undefined : expression(e, each)));
  if (!parts.every((part) => part !== undefined && isOnly(part, BYTES))) return undefined;
  given.expr(0);
  const self = (g: Gen): string => (isOnly(x, BYTES) ? g.recv(x) : `${g.recv(x)}.to_bytes()`);
  return typed(e.store.temp(BOOL), given.at, (g) => {
    const [held, values] = [g.fresh("held"), (parts as Typed[]).map((part) => g.own(part)).join(", ")];
    return `{ let ${held} = ${self(g)}.clone(); [${values}].iter().any(|part| ${held}.${name}(part)) }`;
  });
}

/** A `bytes` or `bytearray` as Rust's `&Bytes`; nothing if it is neither. */
export function asBytes(x: Typed): ((g: Gen) => string) | undefined {
  if (isOnly(x, BYTES)) return (g) => g.ref(x);
  return isOnly(x, BYTEARRAY) ? (g) => `&${g.recv(x)}.to_bytes()` : undefined;
}

/** `+` and `*` of `bytes` and `bytearray`: the one on the left says what comes of both. */
export function bytesBinary(op: BinOperator, a: Typed, b: Typed, at: Place): Typed | undefined {
  const other = asBytes(b);
  if (op === "Add" && other && asBytes(a)) return typed(a.t, at, (g) => `${g.recv(a)}.concat(${other(g)})`);
  if (op !== "Mult") return undefined;
  if (asBytes(a) && isInt(b)) return raising(a.t, at, (g) => `${g.recv(a)}.repeat(${intArg(g, b)})`);
  return other && isInt(a) ? raising(b.t, at, (g) => `${g.recv(b)}.repeat(${intArg(g, a)})`) : undefined;
}

/** The Rust of the bytes that an iterable of integers holds. */
export function bytesFrom(e: Elaborator, x: Typed, make = "Bytes::from_ints"): (g: Gen) => string {
  const source = iterateValue(e, x);
  return (g) => {
    const { parts, mask } = find(source.item);
    if (isBottom(source.item)) return `{ ${exhausted(g, source)} Bytes::lit(b"") }`;
    const isBool = mask === BOOL;
    if (parts?.size || (mask & ~INT && !isBool)) e.refuse("bytes of items that may be no integers", x.at);
    const items = isBool ? `map_iter(${source.write(g)}, |v| Ok(int(v as i64)))` : source.write(g);
    return g.q(`${make}(${items})`);
  };
}

/** `array[bounds] = values`. */
export function setArraySlice(
  e: Elaborator,
  x: Typed,
  bounds: (g: Gen) => string,
  stepped: boolean,
  given: Typed,
): Step {
  const ready = asBytes(given);
  const made = ready ?? bytesFrom(e, given, TAKEN);
  return (g) => {
    const values = ready ? ready(g) : `&${made(g)}`;
    const name = g.fresh("values");
    g.line(`let ${name} = ${values};`);
    g.line(`${g.q(`${g.recv(x)}.${stepped ? "set_slice_step" : "set_slice"}(${bounds(g)}, ${name})`)};`);
  };
}

function arrayMethod(e: Elaborator, x: Typed, name: string, given: Given): Typed | undefined {
  const { at } = given;
  const none = e.store.temp(NONE);
  if (!/^(append|insert|remove|pop|extend|reverse|clear|copy)$/.test(name)) return undefined;
  const args = given.all();
  const [a, b] = args;
  if (name === "append" && a && args.length === 1)
    return raising(none, at, (g) => `${g.recv(x)}.append(${asInt(g, a)})`);
  if (name === "pop" && !a) return raising(e.store.temp(INT), at, (g) => `${g.recv(x)}.pop()`);
  if (name === "pop" && a && !b && isInt(a))
    return raising(e.store.temp(INT), at, (g) => `${g.recv(x)}.pop_at(${intArg(g, a)})`);
  if (name === "remove" && a && !b && isInt(a)) return raising(none, at, (g) => `${g.recv(x)}.remove(${asInt(g, a)})`);
  if (name === "insert" && a && b && args.length === 2 && isInt(a) && isInt(b))
    return raising(none, at, (g) => `${g.recv(x)}.insert(${intArg(g, a)}, ${asInt(g, b)})`);
  if (/^(clear|copy)$/.test(name) && !a)
    return name === "clear"
      ? typed(none, at, (g) => `${g.recv(x)}.clear()`)
      : typed(e.store.temp(BYTEARRAY), at, (g) => `ByteArray::from_bytes(&${g.recv(x)}.to_bytes())`);
  if (name === "reverse" && !a) return typed(none, at, (g) => `${g.recv(x)}.reverse()`);
  if (name === "extend" && a && args.length === 1 && isOnly(a, BYTES))
    return typed(none, at, (g) => `${g.recv(x)}.extend(${g.ref(a)})`);
  if (name === "extend" && a && args.length === 1 && !soloPart(a.t) && find(a.t).mask === BYTEARRAY)
    return typed(none, at, (g) => `${g.recv(x)}.extend(&${g.recv(a)}.to_bytes())`);
  if (
    name === "extend" &&
    a &&
    args.length === 1 &&
    (find(a.t).mask === 64 || /^(list|tuple|vtuple|iter|set|frozenset|deque)$/.test(soloPart(a.t)?.kind ?? ""))
  ) {
    const made = bytesFrom(e, a, TAKEN);
    return typed(none, at, (g) => `${g.recv(x)}.extend(&${made(g)})`);
  }
  return e.refuse(`bytearray.${name} with these arguments`, at);
}
