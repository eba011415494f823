import { optionalInt } from "../infer/numbers.js";
import { raising, typed } from "../infer/typed.js";
import { extreme, len, quantifier, sorted, sum } from "./builtins/aggregates.js";
import { attr, delattr, setattr, vars } from "./builtins/attributes.js";
import { type Builtin, simple } from "./builtins/builtin.js";
import { collecting, dict, slice, tuple } from "./builtins/constructors.js";
import { bool, bytearray, bytes, complex, format, toFloat, toInt, toText } from "./builtins/conversions.js";
import { dir } from "./builtins/dir.js";
import { enumerate, filter, iter, map, next, range, reversed, zip } from "./builtins/iteration.js";
import { abs, divmod, oneInt, ord, pow, round } from "./builtins/numbers.js";
import { callable, hash, id, isinstance, issubclass, object, type } from "./builtins/objects.js";
import { print } from "./builtins/print.js";
import { str, unit } from "./given.js";
import { open } from "./native/files.js";

const input: Builtin = simple((given, e) => {
  const prompt = given.opt(0);
  return raising(str(e), given.at, (g) => (prompt ? `input(Some(&str_of(${g.ref(prompt)})))` : "input(None)"));
});

const exit: Builtin = simple((given) => given.e.library.call(given.e, "sys.exit", given.node));

const unsupported =
  (name: string, suggestion?: string): Builtin =>
  (e, node) =>
    e.refuse(`${name}()`, node, suggestion);

export const BUILTINS = new Map<string, Builtin>(
  Object.entries({
    print,
    len,
    range,
    bool,
    dict,
    tuple,
    sum,
    sorted,
    enumerate,
    zip,
    map,
    filter,
    reversed,
    abs,
    round,
    divmod,
    pow,
    ord,
    hash,
    isinstance,
    next,
    iter,
    input,
    callable,
    type,
    id,
    delattr,
    setattr,
    bytes,
    bytearray,
    exit,
    quit: exit,
    format,
    int: simple(toInt),
    float: simple(toFloat),
    str: simple((given) => toText(given, "str_of")),
    repr: simple((given) => toText(given, "repr")),
    ascii: simple((given) => toText(given, "ascii")),
    list: collecting("list", "to_list", "List::new()"),
    set: collecting("set", "to_set", "Set::new()"),
    frozenset: collecting("frozenset", "FrozenSet::from_iter", "FrozenSet::new()"),
    min: extreme("min"),
    max: extreme("max"),
    any: quantifier("any"),
    all: quantifier("all"),
    chr: oneInt("chr"),
    hex: oneInt("hex"),
    oct: oneInt("oct"),
    bin: oneInt("bin"),
    getattr: attr("getattr"),
    hasattr: attr("hasattr"),
    issubclass,
    open,
    eval: unsupported("eval"),
    exec: unsupported("exec"),
    compile: unsupported("compile"),
    globals: unsupported("globals"),
    locals: unsupported("locals"),
    vars,
    dir,
    memoryview: unsupported("memoryview"),
    __limit__: (e, node) => {
      const [said] = node.args;
      const text = said?.nodeType === "Constant" && said.lit.k === "str" ? said.lit.v : "";
      return typed(e.store.temp(), node, () => `limit(${JSON.stringify(text)})`);
    },
    __report__: (e, node) => typed(unit(e), node, () => "context::report()"),
    __memos__: (e, node) => typed(e.store.part({ kind: "memos", key: "memos", args: [] }), node, () => "Memos::new()"),
    __memos_clear__: simple((given, e) => {
      const x = given.arg(0);
      return typed(unit(e), given.at, (g) => `${g.recv(x)}.clear()`);
    }),
    __memos_info__: simple((given, e) => {
      const [x, longest] = [given.arg(0), given.arg(1)];
      const t = e.store.part({ kind: "cacheinfo", key: "cacheinfo", args: [] });
      return typed(t, given.at, (g) => `${g.recv(x)}.cache_info(${optionalInt(g, longest)})`);
    }),
    object,
    complex,
    slice,
    super: unsupported("super"),
    help: unsupported("help"),
    property: unsupported("property"),
    staticmethod: unsupported("staticmethod"),
    classmethod: unsupported("classmethod"),
    __import__: unsupported("__import__"),
    breakpoint: unsupported("breakpoint"),
    aiter: unsupported("aiter"),
  }),
);
