import type { Call, Expr, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { typeArguments } from "../infer/arguments.js";
import { read1 } from "../infer/attributes.js";
import { callee } from "../infer/callee.js";
import { call, callGiven, method } from "../infer/calls.js";
import { callBound } from "../infer/class-calls.js";
import { findMember, infoOf, plainOf } from "../infer/classes.js";
import { comprehensionLoops } from "../infer/comprehensions.js";
import type { ClassInfo } from "../infer/context.js";
import type { Elaborator } from "../infer/elaborator.js";
import { makeLibraryException } from "../infer/exceptions.js";
import { expression } from "../infer/expressions.js";
import { contains, keysOf } from "../infer/membership.js";
import { test } from "../infer/narrowing.js";
import { isOnly } from "../infer/numbers.js";
import { raising, type Typed, typed } from "../infer/typed.js";
import { dead, spread, typeName } from "../infer/unions.js";
import { placeOf } from "../nodes.js";
import { BOOL, BYTES, FLOAT, find, INT, isBottom, STR, soloPart } from "../types/cell.js";
import { isLittle } from "./byte-order.js";
import { asBytes } from "./bytes.js";
import { firstOfRows } from "./containers/set-rows.js";
import { type LibraryContext, libraryContext } from "./contexts.js";
import { Given } from "./given.js";
import { maketrans } from "./letter-tables.js";
import { hasMethod } from "./methods.js";
import { MODULE_CALLS, MODULE_CONSTANTS, MODULE_EXCEPTIONS, raisable } from "./modules.js";
import type { FilesOf } from "./native/files.js";
import { setStream, stream } from "./native/streams.js";
import { nativeAttribute } from "./native/values.js";
import { PYTHON_ATTRIBUTES } from "./python-attributes.js";

type Comp = Expr & { nodeType: "GeneratorExp" };

/** The standard library as inference sees it: what a dotted name means, called or read. */
export class Library {
  /** What the program says of its files; looked up when one is asked for. */
  files: FilesOf | undefined;
  /** It uses some. */
  hasFiles = false;
  /** Calls of which nobody sees in what order they give things. */
  unordered: Set<Call> | undefined;

  /** `module.name(…)`. */
  call(e: Elaborator, path: string, node: Call): Typed {
    const [module = "", ...rest] = path.split(".");
    const found = MODULE_CALLS[module]?.[rest.join(".")];
    if (found) return found(e, node);
    const error = node.keywords.length === 0 ? raisable(path) : undefined;
    if (error) return makeLibraryException(e, error, node);
    const [owner, name] = [path.slice(0, path.lastIndexOf(".")), path.slice(path.lastIndexOf(".") + 1)];
    const constant = node.func.nodeType === "Attribute" ? this.constant(e, owner, node.func.value) : undefined;
    return constant ? method(e, constant, name, node) : e.refuse(path, node);
  }

  /** The constant of a module's exception class, where its errors are made of any arguments. */
  raisable = raisable;

  constant(e: Elaborator, path: string, at: Expr): Typed | undefined {
    const made = MODULE_CONSTANTS[path]?.(e);
    return made && { ...typed(made.t, at, () => made.text), pure: true };
  }

  /** `string.digits`, `math.pi`: a value, whose attributes are those of its type but for what the module names itself. */
  isValue(path: string, attribute: string): boolean {
    if (MODULE_CONSTANTS[path] === undefined) return false;
    const [module = "", ...rest] = path.split(".");
    const named = [...rest, attribute].join(".");
    const calls = Object.keys(MODULE_CALLS[module] ?? {});
    return !calls.some((each) => each === named || each.startsWith(`${named}.`));
  }

  /** Is there a function or type of that name? */
  isCallable(path: string): boolean {
    const [module = "", ...rest] = path.split(".");
    return MODULE_CALLS[module]?.[rest.join(".")] !== undefined;
  }

  /** Is a name one of a module's constants? */
  isConstant(e: Elaborator, node: Expr): boolean {
    const known = callee(e, node);
    return known?.k === "module" && MODULE_CONSTANTS[known.module] !== undefined;
  }

  /** `str.maketrans(…)`, `dict.fromkeys(…)`, `int.from_bytes(…)`, `itertools.chain.from_iterable(…)`, `str.upper(x)`. */
  staticMethod(e: Elaborator, base: string, name: string, node: Call): Typed {
    if (base.includes(".")) return this.call(e, `${base}.${name}`, node);
    const given = new Given(e, node);
    if (MODULE_CALLS[base]?.[name]) return this.call(e, `${base}.${name}`, node);
    if (base === "dict" && name === "fromkeys") return e.library.fromKeys(e, node);
    if (base === "str" && name === "maketrans") return maketrans(given);
    if (base === "int" && name === "from_bytes") {
      const [x, order] = [given.arg(0, "bytes"), given.opt(1, "byteorder")];
      const signed = given.opt(9, "signed");
      if (isBottom(x.t)) return dead(e, node, x);
      const bytes = asBytes(x);
      if (!bytes) return e.refuse("from_bytes of what is no bytes", node, "write bytes(…) around it");
      const little = isLittle(e, order, node);
      return typed(
        e.store.temp(INT),
        node,
        (g) => `Int::from_bytes(${bytes(g)}, ${little(g)}, ${signed ? g.own(signed) : "false"})`,
      );
    }
    if (base === "float" && name === "fromhex") {
      const x = given.arg(0);
      if (isBottom(x.t)) return dead(e, node, x);
      if (!isOnly(x, STR)) return e.refuse("float.fromhex of what may be no text", node);
      return raising(e.store.temp(FLOAT), node, (g) => `float::fromhex(${g.ref(x)})`);
    }
    if (base === "bytes" && name === "fromhex")
      return raising(e.store.temp(BYTES), node, (g) => `Bytes::fromhex(${g.ref(given.arg(0))})`);
    if (base === "bytes" && name === "maketrans") {
      const [from, to] = given.only(2).all();
      if (!from || !to || !isOnly(from, BYTES) || !isOnly(to, BYTES)) return e.refuse("bytes.maketrans of these", node);
      return raising(e.store.temp(BYTES), node, (g) => `Bytes::maketrans(${g.ref(from)}, ${g.ref(to)})`);
    }
    const [self, ...rest] = node.args;
    if (base === "set" && self?.nodeType === "Starred" && !rest.length)
      return firstOfRows(e, self.value, name, node, (first, others) => method(e, first, name, others));
    if (self && /^(str|list|dict|set|int|float|tuple|bytes)$/.test(base)) {
      const x = expression(e, self);
      const kept = node as Call & { unbound?: Call };
      kept.unbound ??= { ...node, args: rest };
      const unbound = Object.assign(kept.unbound, { args: rest, keywords: node.keywords });
      return spread(e, x, (arm) =>
        isOf(arm, base) ? methodOf(e, arm, base, name, unbound) : notOf(e, arm, base, name, node),
      );
    }
    return e.refuse(`${base}.${name}`, node);
  }

  fromKeys(e: Elaborator, node: Call): Typed {
    const place = placeOf(node);
    const [key, value] = [e.at(node, "k"), e.at(node, "v")];
    const source = keysOf(e, this.iterate(e, node.args[0] as Expr));
    const x = node.args[1]
      ? expression(e, node.args[1])
      : expression(e, { nodeType: "Constant", value: null, lit: { k: "none" }, ...place });
    e.store.flow(source.item, key);
    e.store.flow(x.t, value);
    return raising(
      e.store.of("dict", key, value),
      node,
      (g) => `Dict::fromkeys(${this.convert(g, source, key)}, ${g.own(x, value)})`,
    );
  }

  errorValue!: (e: Elaborator, node: Expr) => Typed;
  iterate!: (e: Elaborator, node: Expr) => { item: Typed["t"]; write: (g: Gen) => string };
  convert!: (g: Gen, source: { item: Typed["t"]; write: (g: Gen) => string }, want: Typed["t"]) => string;

  exception(e: Elaborator, node: Expr): string | undefined {
    const known = callee(e, node);
    const found = known?.k === "module" ? MODULE_EXCEPTIONS[known.module] : undefined;
    return found ?? e.refuse("this exception class", node);
  }

  /** Where `print(file=…)` writes. */
  stream = stream;

  /** `sys.stdout = …`: a module's variable that a program may set. */
  setModuleAttribute = setStream;

  context(e: Elaborator, node: Expr): LibraryContext | undefined {
    return libraryContext(e, node);
  }

  nativeAttribute = nativeAttribute;
  hasMethod = hasMethod;
  contains = contains;

  callMethod(e: Elaborator, x: Typed, name: string, node: Call): Typed {
    return method(e, x, name, node);
  }

  attribute(e: Elaborator, x: Typed, name: string, at: Place): Typed {
    return read1(e, x, name, at as Place & Expr);
  }

  callValue(e: Elaborator, x: Typed, node: Call): Typed {
    return callGiven(e, x, typeArguments(e, node.args, node.keywords), node);
  }

  /** `any(… for …)` and `all(… for …)` as loops that stop early. */
  quantified(e: Elaborator, name: "any" | "all", comp: Comp, node: Call): Typed {
    const found = name === "any";
    let out = "";
    let label = "";
    const loops = comprehensionLoops(e, comp.generators, () => {
      const tested = test(e, comp.elt);
      return (g) => {
        const text = tested.never ? `{ ${tested.x.emit(g).s}; unreachable!() }` : tested.write(g);
        g.line(`if ${found ? text : `!(${text})`} { ${out} = ${found}; break ${label}; }`);
      };
    });
    return typed(e.store.temp(BOOL), node, (g) => {
      out = g.fresh("found");
      label = `'${g.fresh("search")}`;
      const mine = [out, label] as const;
      const text = g.capture(() => loops(g));
      return `{ let mut ${mine[0]} = ${!found}; ${mine[1]}: loop {\n${text}\nbreak;\n} ${mine[0]} }`;
    });
  }

  /** `next(… for …[, default])`. */
  firstOf(e: Elaborator, comp: Comp, fallback: Typed | undefined, node: Call): Typed {
    if (comp.scope?.fn === comp.scope) {
      const t = e.at(node, "first");
      if (fallback) e.store.flow(fallback.t, t);
      const x = expression(e, comp);
      const item = [...(x.t.parts?.values() ?? [])][0]?.args[0];
      if (!item) return x;
      e.store.flow(item, t);
      return typed(t, node, (g) => {
        const v = g.fresh("v");
        const given = fallback && g.own(fallback, t);
        const stops = `{ ${g.throwing("exc::STOP_ITERATION.empty()")} }`;
        const ending = (got: string, none: string): string =>
          `match ${got} { Some(${v}) => ${g.coerceText(v, item, t)}, None => ${none} }`;
        if (!e.guards && (fallback === undefined || fallback.pure))
          return ending(g.q(`${g.own(x)}.next()`), given ?? stops);
        const [it, other, got] = [g.fresh("it"), g.fresh("other"), g.fresh("got")];
        const before = given === undefined ? "" : `let ${other} = ${given}; `;
        const after = `let ${got} = ${g.q(`${it}.next()`)}; drop(${it}); `;
        return `{ let mut ${it} = ${g.own(x)}; ${before}${after}${ending(got, given === undefined ? stops : other)} }`;
      });
    }
    return e.refuse("next of this", node);
  }
}

/** The types that have a built-in class's methods: its own and those derived from it. */
const FAMILIES: Record<string, RegExp> = {
  dict: /^(dict|defaultdict|ordereddict|counter)$/,
  list: /^list$/,
  set: /^set$/,
  tuple: /^v?tuple$/,
};
const OF_BITS: Record<string, number> = { str: STR, int: INT | BOOL, float: FLOAT, bytes: BYTES };

/** Are objects of a class of the program of a built-in class too? */
const isOfClass = (info: ClassInfo, base: string): boolean =>
  info.plain === base ||
  (info.mixed & (OF_BITS[base] ?? 0)) !== 0 ||
  (info.isTuple && base === "tuple") ||
  info.mro.some((each) => each.node.standsFor?.includes(base));

function isOf(x: Typed, base: string): boolean {
  const part = soloPart(x.t);
  const info = infoOf(x);
  if (info) return isOfClass(info, base);
  return part ? FAMILIES[base]?.test(part.kind) === true : (find(x.t).mask & ~(OF_BITS[base] ?? 0)) === 0;
}

/** A built-in class's own method of an object, which its class may have another of. */
function methodOf(e: Elaborator, x: Typed, base: string, name: string, node: Call): Typed {
  const info = infoOf(x);
  const stand = info?.mro.find((each) => each.node.standsFor?.includes(base));
  const member = stand && findMember(stand, name);
  if (info && member?.k === "method")
    return callBound(e, x, info, member, typeArguments(e, node.args, node.keywords), node);
  return method(e, info?.plain ? plainOf(e, x) : x, name, node);
}

/** `str.upper(1)`: what Python says where the object is of another type. */
function notOf(e: Elaborator, x: Typed, base: string, name: string, at: Place): Typed {
  if (!PYTHON_ATTRIBUTES[base]?.has(name)) return e.refuse(`${base}.${name}`, at);
  const other = typeName(x.t);
  const message = name.startsWith("__")
    ? `descriptor '${name}' requires a '${base}' object but received a '${other}'`
    : `descriptor '${name}' for '${base}' objects doesn't apply to a '${other}' object`;
  return e.typeError(message, at, x);
}

export { call, isOnly };
