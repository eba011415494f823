/** `struct` with a format that stands in the source: what is packed and unpacked has types. */
import type { Call } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { plainOf } from "../../infer/classes.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { isInt, isOnly } from "../../infer/numbers.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { dead, spread } from "../../infer/unions.js";
import { BOOL, BYTEARRAY, BYTES, type Cell, FLOAT, INT, isBottom, NONE } from "../../types/cell.js";
import { alive, Given } from "../given.js";
import type { Call1 } from "../modules/module-call.js";

interface Item {
  code: string;
  /** Where it begins. */
  at: number;
  size: number;
}

interface Format {
  items: Item[];
  size: number;
  big: boolean;
}

const STANDARD: Record<string, number> = { b: 1, B: 1, h: 2, H: 2, i: 4, I: 4, l: 4, L: 4, q: 8, Q: 8, f: 4, d: 8 };

/** Reads a format; nothing if it is none that is translated. */
function formatOf(text: string): Format | undefined {
  const order = /^[@=<>!]/.exec(text)?.[0] ?? "@";
  const isNative = order === "@";
  const items: Item[] = [];
  let at = 0;
  const rest = text.replace(/^[@=<>!]/, "");
  if (!/^(\s*\d*[a-zA-Z?])*\s*$/.test(rest)) return undefined;
  for (const [, digits = "", code = ""] of rest.matchAll(/(\d*)([a-zA-Z?])/g)) {
    const count = digits === "" ? 1 : Number(digits);
    if (count > 64 && code !== "s" && code !== "x") return undefined;
    if (code === "x") at += count;
    else if (code === "s") {
      items.push({ code, at, size: count });
      at += count;
    } else if (code === "c" || code === "?") {
      for (let i = 0; i < count; i++) items.push({ code, at: at + i, size: 1 });
      at += count;
    } else {
      const size = isNative && /[lL]/.test(code) ? 8 : STANDARD[code];
      if (!size) return undefined;
      if (isNative) at = Math.ceil(at / size) * size;
      for (let i = 0; i < count; i++) items.push({ code, at: at + i * size, size });
      at += count * size;
    }
  }
  return { items, size: at, big: order === ">" || order === "!" };
}

function given(e: Elaborator, node: Call): Format {
  const [first] = node.args;
  const text = first?.nodeType === "Constant" ? first.lit : undefined;
  const shown = text?.k === "str" ? text.v : undefined;
  const format = shown === undefined ? undefined : formatOf(shown);
  if (node.keywords.length || node.args.some((arg) => arg.nodeType === "Starred"))
    return e.refuse("struct with these arguments", node);
  return format ?? e.refuse("struct with a format that is worked out, or this one", node, "write the format as a text");
}

const kindText = ({ code, size }: Item, big: boolean): string =>
  `structs::Kind { code: '${code}', size: ${size}, big: ${big} }`;

/** What puts a value into the packer, or what Python says of it. */
function packed(e: Elaborator, item: Item, big: boolean, x: Typed): Typed {
  const { code } = item;
  const none = e.store.temp(1);
  const fault = (said: string): Typed => e.raise(`structs::ERROR.msg(${JSON.stringify(said)})`, x.at, x);
  const put = (text: (g: Gen) => string): Typed => raising(none, x.at, (g) => `packer.${text(g)}`);
  return spread(e, x, (each) => {
    const arm = code === "?" ? each : plainOf(e, each);
    if (isBottom(arm.t)) return dead(e, x.at, arm);
    if (code === "?") return typed(none, x.at, (g) => `packer.flag(truthy(${g.ref(arm)}))`);
    if (code === "s" || code === "c") {
      if (isOnly(arm, BYTEARRAY)) return e.refuse("struct.pack of a bytearray", x.at, "write bytes(…) around it");
      const said =
        code === "s" ? "argument for 's' must be a bytes object" : "char format requires a bytes object of length 1";
      if (!isOnly(arm, BYTES)) return fault(said);
      return code === "s"
        ? typed(none, x.at, (g) => `packer.text(${item.size}, ${g.ref(arm)})`)
        : put((g) => `letter(${g.ref(arm)})`);
    }
    const hasMore = [...(arm.t.parts?.values() ?? [])].some(({ kind }) => kind === "inst");
    if (hasMore) return e.refuse("struct.pack of an object", x.at);
    const kind = kindText(item, big);
    if (/[fd]/.test(code)) {
      if (isOnly(arm, FLOAT)) return put((g) => `float(${kind}, ${g.copy(arm)})`);
      if (isInt(arm)) return put((g) => `float(${kind}, ${g.q(`${g.recv(arm)}.number().to_f64()`)})`);
      return fault("required argument is not a float");
    }
    if (isOnly(arm, BOOL)) return put((g) => `int(${kind}, &Int::from_bool(${g.copy(arm)}))`);
    return isInt(arm) ? put((g) => `int(${kind}, ${g.ref(arm)})`) : fault("required argument is not an integer");
  });
}

const pack: Call1 = (e, node) => {
  const { items, size, big } = given(e, node);
  const xs = node.args.slice(1).map((arg) => expression(e, arg));
  if (xs.length !== items.length) {
    const said = `pack expected ${items.length} items for packing (got ${xs.length})`;
    return e.raise(`structs::ERROR.msg("${said}")`, node, ...xs);
  }
  const names = xs.map(() => "");
  const steps = xs.map((x, i) => {
    const held: Typed = { t: x.t, at: x.at, pure: true, emit: () => ({ s: names[i] as string, m: 1, atom: true }) };
    return packed(e, items[i] as Item, big, held);
  });
  if (xs.some((x) => isBottom(x.t))) return dead(e, node, ...xs);
  return typed(e.store.temp(BYTES), node, (g) => {
    const lets = xs.map((x, i) => {
      const text = g.own(x);
      names[i] = g.fresh("item");
      return `let ${names[i]} = ${text}; `;
    });
    let at = 0;
    const puts = steps.map((step, i) => {
      const item = items[i] as Item;
      const pad = item.at > at ? `packer.pad(${item.at - at}); ` : "";
      at = item.at + item.size;
      return `${pad}${step.emit(g).s}; `;
    });
    const end = size > at ? `packer.pad(${size - at}); ` : "";
    const mut = puts.length || end ? "mut " : "";
    return `{ ${lets.join("")}let ${mut}packer = structs::Packer::new(); ${puts.join("")}${end}packer.done() }`;
  });
};

/** The type of what a format gives: a tuple of each item's, or of any number of items of one kind. */
function unpacked(e: Elaborator, { items }: Format, node: Call): Cell {
  const bit = ({ code }: Item): number =>
    /[sc]/.test(code) ? BYTES : code === "?" ? BOOL : /[fd]/.test(code) ? FLOAT : INT;
  const bits = items.map(bit);
  if (!items.length) return e.refuse("struct.unpack of no items", node);
  if (items.length <= 12) return e.store.of("tuple", ...bits.map((each) => e.store.temp(each)));
  if (bits.some((each) => each !== bits[0])) return e.refuse("struct.unpack of so many items", node);
  return e.store.of("vtuple", e.store.temp(bits[0]));
}

/** Reads the items from a name's bytes. */
function reads({ items, big }: Format, bytes: string): string {
  const all = items.map((item) => {
    const { code, at } = item;
    if (/[sc]/.test(code)) return `structs::bytes_at(&${bytes}, ${at}, ${item.size})`;
    if (code === "?") return `(${bytes}.as_slice()[${at}] != 0)`;
    return `structs::${/[fd]/.test(code) ? "float_at" : "int_at"}(&${bytes}, ${at}, ${kindText(item, big)})`;
  });
  return items.length <= 12 ? `(${all.join(", ")},)` : `Tuple::from_vec(vec![${all.join(", ")}])`;
}

const isBytes = (x: Typed): boolean => isOnly(x, BYTES) || isOnly(x, BYTEARRAY);
const bytesOf = (g: Gen, x: Typed): string => (isOnly(x, BYTES) ? g.ref(x) : `&${g.recv(x)}.to_bytes()`);

const unpack: Call1 = (e, node) => {
  const format = given(e, node);
  if (node.args.length !== 2) return e.refuse("struct.unpack with these arguments", node);
  const x = new Given(e, node).arg(1);
  if (isBottom(x.t)) return dead(e, node, x);
  if (!isBytes(x)) return e.refuse("struct.unpack of what is no bytes", node);
  return typed(unpacked(e, format, node), node, (g) => {
    const bytes = g.fresh("bytes");
    return `{ let ${bytes} = ${g.q(`structs::exactly(${bytesOf(g, x)}, ${format.size})`)}; ${reads(format, bytes)} }`;
  });
};

const unpackFrom: Call1 = (e, node) => {
  const named = node.keywords.every(({ arg }) => arg === "offset" || arg === "buffer");
  const format = given(e, { ...node, keywords: named ? [] : node.keywords });
  const found = new Given(e, node);
  const x = found.arg(1, "buffer");
  const offset = found.opt(2, "offset");
  return alive(e, node, offset ? [x, offset] : [x], () => {
    if (!isBytes(x) || (offset && !isInt(offset))) return e.refuse("struct.unpack_from of these", node);
    return typed(unpacked(e, format, node), node, (g) => {
      const bytes = g.fresh("bytes");
      const from = `structs::from_place(${bytesOf(g, x)}, ${format.size}, ${offset ? g.ref(offset) : "&int(0)"})`;
      return `{ let ${bytes} = ${g.q(from)}; ${reads(format, bytes)} }`;
    });
  });
};

const iterUnpack: Call1 = (e, node) => {
  const format = given(e, node);
  if (node.args.length !== 2) return e.refuse("struct.iter_unpack with these arguments", node);
  const x = new Given(e, node).arg(1);
  if (isBottom(x.t)) return dead(e, node, x);
  if (!isBytes(x)) return e.refuse("struct.iter_unpack of what is no bytes", node);
  return typed(e.store.of("iter", unpacked(e, format, node)), node, (g) => {
    const bytes = g.fresh("bytes");
    const pieces = g.q(`structs::pieces(${bytesOf(g, x)}, ${format.size})`);
    return `Iter::new(map_iter(${pieces}.iter(), |${bytes}| Ok(${reads(format, bytes)})))`;
  });
};

const packInto: Call1 = (e, node) => {
  const format = given(e, node);
  const [first, buffer, offset, ...rest] = node.args;
  if (!first || !buffer || !offset) return e.refuse("struct.pack_into with these arguments", node);
  const [x, at] = [expression(e, buffer), expression(e, offset)];
  if (isBottom(x.t) || isBottom(at.t)) return dead(e, node, x, at);
  if (!isOnly(x, BYTEARRAY) || !isInt(at)) return e.refuse("struct.pack_into of these", node);
  if (rest.length !== format.items.length) return e.refuse("struct.pack_into of this number of items", node);
  const kept = node as Call & { packed?: Call };
  kept.packed ??= { ...node, args: [first, ...rest] };
  const packed = pack(e, kept.packed);
  if (isBottom(packed.t)) return dead(e, node, x, at, packed);
  return raising(e.store.temp(NONE), node, (g) => `structs::put_into(&${g.own(x)}, ${g.ref(at)}, ${g.ref(packed)})`);
};

const calcsize: Call1 = (e, node) => {
  const { size } = given(e, node);
  return typed(e.store.temp(INT), node, () => `int(${size})`);
};

export const struct: Record<string, Call1> = {
  pack,
  unpack,
  calcsize,
  unpack_from: unpackFrom,
  iter_unpack: iterUnpack,
  pack_into: packInto,
};

export const STRUCT_EXCEPTIONS = { "struct.error": "structs::ERROR" };
