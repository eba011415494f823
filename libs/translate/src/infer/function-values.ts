import type { Expr, FunctionDef, Lambda, Name, Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { quote } from "../generate/names.js";
import { placeOf } from "../nodes.js";
import { knownDecorator } from "../resolve/decorators.js";
import { findWeb, givenName, qualifiedName, type Scope, type Sym, unitOf, type Web } from "../resolve/symbols.js";
import { type Cell, isBottom, type Shape, STR } from "../types/cell.js";
import type { Arguments } from "./arguments.js";
import { classAttribute, docstring } from "./attributes.js";
import { callee } from "./callee.js";
import { call } from "./calls.js";
import type { Callee, Instance } from "./context.js";
import { type Elaborator, paramsOf } from "./elaborator.js";
import { constant, expression } from "./expressions.js";
import { capturesOf, lambdaLocals } from "./function-body.js";
import { callFunction, definedFlag, heldDefaults, withDefaults } from "./functions.js";
import { hold } from "./held.js";
import { narrowKey } from "./narrowing.js";
import { type Typed, typed } from "./typed.js";
import { classText, KIND_NAME, kindOf, NO_TYPE, namedType, TYPE_VALUE, typeCell } from "./types-as-values.js";
import { typeTest } from "./worked-types.js";

/** A name where a value is wanted. */
export function nameValue(e: Elaborator, node: Name): Typed {
  const { sym } = node;
  if (!sym) return unboundName(e, node);
  if (sym.typeAlias) return e.refuse("a type as a value", node);
  if (sym.scope.kind === "class" && sym.node?.nodeType === "FunctionDef") return bodyMethod(e, node, sym);
  if (sym.kind === "var") {
    if (!node.web) return e.refuse(`the name ${node.id}`, node);
    const root = findWeb(node.web);
    const x = e.readWhole(root, e.webCell(root), node);
    const narrow = e.cx.narrow.get(narrowKey(e, root));
    return narrow ? e.narrowed(x, narrow) : x;
  }
  const known = knownValue(e, callee(e, node), node);
  if (!sym.checked) return known;
  const flag = definedFlag(e, sym);
  return {
    ...known,
    pure: false,
    emit: (g) => ({ s: `{ ${g.q(`${flag}.get()`)}; ${g.own(known)} }`, m: 0, atom: true }),
  };
}

/** A method that the body of its own class names: a function of which nobody asks an object. */
function bodyMethod(e: Elaborator, node: Name, sym: Sym): Typed {
  const info = e.classes.get(sym.scope.node);
  const member = info?.own.get(node.id);
  if (!info || member?.k !== "method" || member.binding === "class" || sym.bindings !== 1)
    return e.refuse("this method as a value in the body of its class", node);
  return classAttribute(e, info, node.id, node);
}

/** Names that Python knows without a definition and this package does not translate: never a NameError. */
const OTHER_BUILTINS =
  /^(NotImplemented|Ellipsis|__\w+__|anext|copyright|credits|license|StopAsyncIteration|(Base)?ExceptionGroup|EnvironmentError|IOError|(BlockingIO|BrokenPipe|ChildProcess|Connection\w+|Indentation|Interrupted|ProcessLookup|Tab|UnicodeTranslate)Error|\w+Warning)$/;

function unboundName(e: Elaborator, node: Name): Typed {
  if (node.id === "__name__") return typed(e.store.temp(STR), node, () => `lit("__main__")`);
  const known = callee(e, node);
  if (known) return knownValue(e, known, node);
  if (node.id === "__doc__") return moduleDocstring(e, node);
  if (node.id === "__debug__") return constant(e, { k: "bool", v: true }, node);
  if (OTHER_BUILTINS.test(node.id)) return e.refuse(node.id, node);
  return e.raise(`exc::NAME_ERROR.msg("name '${node.id}' is not defined")`, node);
}

function moduleDocstring(e: Elaborator, node: Name): Typed {
  const unit = unitOf(e.cx.inst.scope);
  return unit ? docstring(e, unit.module.body, node) : e.refuse("__doc__", node);
}

/** A function, class or built-in as a value. */
export function knownValue(e: Elaborator, known: Callee | undefined, node: Expr): Typed {
  if (known?.k === "class") {
    const { info } = known;
    const part = { kind: "class", key: `class:${info.id}`, args: [], ref: info };
    return {
      t: e.store.part(part),
      at: node,
      pure: true,
      known,
      emit: () => ({ s: classText(info), m: 0, atom: true }),
    };
  }
  if (known?.k === "unit" || (known?.k === "module" && !known.module.includes(".")))
    return e.refuse("a module as a value", node);
  if (known?.k === "module") {
    const constant = e.library.constant(e, known.module, node);
    if (constant) return constant;
    if (!e.library.isCallable(known.module)) return e.refuse(`${known.module} as a value`, node);
  }
  const apply = (given: Arguments): Typed => call(e, synthetic(e, node, given));
  if (known?.k === "function") return { ...functionOf(e, known, node, apply), isFunction: true };
  return functionOf(e, known, node, apply);
}

function functionOf(e: Elaborator, known: Callee | undefined, node: Expr, apply: (given: Arguments) => Typed): Typed {
  const def = known?.k === "function" && known.node.nodeType === "FunctionDef" ? known.node : undefined;
  if (def && wrappedBy(def)) {
    const { held, about } = wrappedAbout(e, def, node);
    return functionValue(e, node, apply, held, about, attributesOf(def));
  }
  const name = knownName(e, known, node);
  const key = keyOf(e, known);
  if (def && !key) namings(e, def).add(node);
  const about = {
    ...(name && { name }),
    kind: kindOf(known),
    takesTables: true,
    isType: known?.k === "builtin" || known?.k === "exception" || known?.k === "module",
    ...(def && { doc: docstring(e, def.body, node) }),
    ...(key ? { key } : def && { inner: def }),
  };
  return functionValue(e, node, apply, [], about, known?.k === "function" ? attributesOf(known.node) : undefined);
}

/** What tells a function apart of which there is one: those of the program outside others, and Python's own. */
function keyOf(e: Elaborator, known: Callee | undefined): string | undefined {
  if (known?.k === "builtin") return `builtin ${known.name}`;
  if (known?.k === "module") return `module ${known.module}`;
  const isOne = known?.k === "function" && (!known.parent || known.parent === e.main);
  return isOne ? `function ${e.nodeId(known.node)}` : undefined;
}

/** Where a function within another stands as a value. */
function namings(e: Elaborator, def: object): Set<object> {
  const known = e.namings.get(def) ?? new Set();
  e.namings.set(def, known);
  return known;
}

/** Is a function within another only ever returned: one value for each time that the other runs? */
const isReturned = (e: Elaborator, def: object | undefined, node: object): boolean =>
  def !== undefined && namings(e, def).size === 1 && e.returned.has(node);

/** What a function value says of itself. */
export interface About {
  name?: Typed;
  doc?: Typed;
  /** Of a function of which there is one, wherever it is named. */
  key?: string;
  /** Of a method of an object, which is held: its class's and its own name. */
  method?: string;
  /** Of a function within another: its node. */
  inner?: object;
  /** Of one of Python's own types. */
  isType?: boolean;
  /** Of a function that `partial` makes: what it is made of, by the attribute's name. */
  made?: (attribute: string) => Typed | undefined;
  /** What Python calls its type. */
  kind?: string | undefined;
  /** Its calls heed a dictionary of named arguments. */
  takesTables?: boolean;
}

type Kept = ReturnType<typeof hold>;

/** The name and documentation of a function that wraps another: the other's, where somebody asks for them. */
export function wrappedAbout(e: Elaborator, def: FunctionDef, at: Expr | FunctionDef): { held: Kept[]; about: About } {
  const { shapes } = e.signature(at);
  const name = shapes.has(".__name__") ? hold(functionName(e, def, at)) : undefined;
  const doc = shapes.has(".__doc__") ? hold(functionDoc(e, def, at)) : undefined;
  const typedOf = (each: Kept): Typed => (each.node as unknown as { typed: Typed }).typed;
  return {
    held: [name, doc].flatMap((each) => each ?? []),
    about: { ...(name && { name: typedOf(name) }), ...(doc && { doc: typedOf(doc) }), takesTables: true },
  };
}

/** A function's `__doc__`: its own, or that of the function it wraps. */
export function functionDoc(e: Elaborator, node: FunctionDef, at: Place): Typed {
  const f = node.decorator_list && wrappedBy(node);
  if (f) return expression(e, { ...placeOf(f), nodeType: "Attribute", value: f, attr: "__doc__" });
  return docstring(e, node.body, at);
}

/** The variables that a function's attributes are. */
export const attributesOf = (node: object): ReadonlyMap<string, Name> | undefined =>
  (node as { attributes?: ReadonlyMap<string, Name> }).attributes;

/** What `@wraps(f)` names. */
export function wrappedBy(node: FunctionDef): Expr | undefined {
  const wraps = node.decorator_list.find((decorator) => knownDecorator(decorator) === "wraps");
  return wraps?.nodeType === "Call" ? wraps.args[0] : undefined;
}

/** A function's `__name__`: its own, or that of the function it wraps. */
export function functionName(e: Elaborator, node: FunctionDef, at: Place): Typed {
  const f = wrappedBy(node);
  if (f) return expression(e, { ...placeOf(f), nodeType: "Attribute", value: f, attr: "__name__" });
  return typed(e.store.temp(STR), at, () => `lit("${givenName(node)}")`);
}

/** `__name__` of what is known by name. */
function knownName(e: Elaborator, known: Callee | undefined, node: Expr): Typed | undefined {
  const name =
    known?.k === "function"
      ? givenName(known.node as { name?: string })
      : known?.k === "builtin" || known?.k === "exception"
        ? known.name
        : known?.k === "module"
          ? /^(?:math|cmath|operator|statistics|random)\.([a-z]\w*)$/.exec(known.module)?.[1]
          : undefined;
  return name === undefined ? undefined : typed(e.store.temp(STR), node, () => `lit("${name}")`);
}

/** A call that does not stand in the source: one node for each place and shape, the same in every round. */
export function synthetic(e: Elaborator, func: Expr, given: Arguments): Expr & { nodeType: "Call" } {
  const key = shapeKey(given);
  const known = e.synthetics.get(func) ?? new Map<string, Expr & { nodeType: "Call" }>();
  e.synthetics.set(func, known);
  const place = placeOf(func);
  const node = known.get(key) ?? { nodeType: "Call", func, args: [], keywords: [], ...place };
  known.set(key, node);
  const held = (typed: Typed): Expr => ({ nodeType: "Held", typed, ...place }) as unknown as Expr;
  node.args = given.positional.map(held);
  if (given.rest) node.args.push({ nodeType: "Starred", value: held(given.rest), ...place });
  node.keywords = [...given.keywords].map(([arg, x]) => ({ nodeType: "Keyword", arg, value: held(x), ...place }));
  if (given.restNamed) node.keywords.push({ nodeType: "Keyword", value: held(given.restNamed), ...place });
  return node;
}

/** What tells one shape of a call from another. */
export function shapeKey(given: Arguments): string {
  const names = given.keywords.size ? `:${[...given.keywords.keys()].join(",")}` : "";
  return `${given.positional.length}${given.rest ? "*" : ""}${names}${given.restNamed ? "**" : ""}`;
}

/** What a shape gives to the function: its parameters as arguments. */
function givenBy(shape: Shape, args: Typed[]): Arguments {
  const after = shape.count + (shape.star ? 1 : 0);
  const out: Arguments = {
    positional: args.slice(0, shape.count),
    keywords: new Map(shape.names.map((name, i) => [name, args[after + i] as Typed])),
    before: [],
  };
  if (shape.star) out.rest = args[shape.count] as Typed;
  const table = shape.table && args.at(-1);
  if (table && !isBottom(table.t)) Object.assign(out, { restNamed: table, namedBefore: shape.names.length });
  return out;
}

/** The arguments of a function value that takes them by position alone. */
export function byPosition(e: Elaborator, given: Arguments, at: Place): Typed[] {
  if (given.keywords.size || given.rest || given.restNamed)
    e.refuse("a call of a function value with named or starred arguments", at, "pass the arguments by position");
  return given.positional;
}

/** A function as a value: a shared closure over `apply` for each shape in which it is used. */
export function functionValue(
  e: Elaborator,
  node: Expr | FunctionDef,
  apply: (given: Arguments) => Typed,
  held: ReturnType<typeof hold>[] = [],
  about: About = {},
  attributes?: ReadonlyMap<string, Name>,
): Typed {
  const signature = e.signature(node);
  const t = e.store.part({ kind: "func", key: "func", args: [], ref: signature });
  const made = signature.ordered.map((shape) => {
    const names: string[] = shape.params.map(() => "");
    const args = shape.params.map(
      (param, i): Typed => ({
        t: param,
        at: node,
        pure: true,
        emit: () => ({ s: names[i] as string, m: 1, atom: true }),
      }),
    );
    const own = shape.attribute === undefined ? undefined : attributes?.get(shape.attribute);
    const result =
      typeTest(e, shape.attribute, about.isType === true, args[0], node as Expr) ??
      (shape.attribute === KIND_NAME && !own && about.kind
        ? typed(e.store.temp(STR), node, () => `lit("${about.kind}")`)
        : shape.attribute === TYPE_VALUE && !own
          ? ((about.isType ? namedType(e, node as Expr) : undefined) ?? typed(typeCell(e), node, () => NO_TYPE))
          : shape.attribute
            ? own
              ? expression(e, own)
              : ((shape.attribute === "__name__"
                  ? about.name
                  : shape.attribute === "__doc__"
                    ? about.doc
                    : about.made?.(shape.attribute)) ?? e.refuse(`${shape.attribute} of this function value`, node))
            : shape.table && !about.takesTables
              ? e.refuse("** of a dictionary in a call of a function value", node, "pass the arguments by name")
              : apply(givenBy(shape, args)));
    e.store.flow(result.t, shape.result);
    return { shape, names, result };
  });
  return typed(t, node, (g) => {
    let before = "";
    for (const each of held) {
      each.name = g.fresh("held");
      before += `let ${each.name} = ${g.own(each.x)}; `;
    }
    const owner = e.comparesFunctions && about.method && held[0] ? g.fresh("id") : "";
    if (owner) before += `let ${owner} = ${held[0]?.name}.id(); `;
    const again = made.length > 1 ? held.map((each) => `let ${each.name} = ${each.name}.clone(); `).join("") : "";
    const closures = made.map(({ shape, names, result }) => {
      for (let i = 0; i < names.length; i++) names[i] = g.fresh("a");
      const clones = capturedInto(g, freeOf(node));
      const body = g.inClosure(() => g.own(result, shape.result));
      clones.restore();
      const heads = names.map((each, i) => `${each}: ${g.ty(shape.params[i] as Cell)}`);
      const f = g.fresh("f");
      return `{ ${again}${clones.text}let ${f}: ${g.types.shape(shape)} = Rc::new(move |${heads.join(", ")}| Ok(${body})); ${f} }`;
    });
    const owners = held.map((each) => each.name);
    const text = closureOf(g, t, before, closures, owners);
    if (!e.comparesFunctions) return text;
    if (about.key) return `one_function(${quote(`${about.key} ${g.ty(t)}`)}, || ${text})`;
    if ((node.nodeType !== "Name" && node.nodeType !== "Attribute") || isReturned(e, about.inner, node)) return text;
    const f = g.fresh("f");
    const bound = owner ? `Some((${owner}, ${quote(about.method as string)}))` : "None";
    const each = closures.length > 1 ? closures.map((_, i) => `${f}.${i}`) : [f];
    const marks = each.map((one) => `made_anew(&${one}, ${bound}); `).join("");
    if (!owner) return `{ let ${f} = ${text}; ${marks}${f} }`;
    return `{ ${before}let ${f} = ${closureOf(g, t, "", closures, owners)}; ${marks}${f} }`;
  });
}

/** One Rust value of the closures of a function value; one that nobody calls keeps what it is of all the same. */
function closureOf(g: Gen, t: Cell, before: string, closures: string[], held: string[]): string {
  if (closures.length === 1) return before ? `{ ${before}${closures[0]} }` : (closures[0] as string);
  if (closures.length > 1) return `{ ${before}(${closures.join(", ")}) }`;
  const kept = held.length
    ? `{ ${held.map((each) => `let _kept = &${each}; `).join("")}unreachable!() }`
    : "unreachable!()";
  return `{ ${before}let f: ${g.ty(t)} = Rc::new(move || ${kept}); f }`;
}

/** The variables that a closure made of `node` takes with it. */
export function freeOf(node: Expr | FunctionDef): Sym[] {
  if (node.nodeType === "Call") return node.args.flatMap(freeOf);
  if (node.nodeType === "Name" && node.sym?.kind === "def") {
    const scope = (node.sym.node as FunctionDef).scope;
    return scope ? capturesOf({ scope }) : [];
  }
  return (node.nodeType === "FunctionDef" || node.nodeType === "Lambda") && node.scope
    ? capturesOf({ scope: node.scope })
    : [];
}

/** Clones of captured variables under their own names, for a closure that moves them in. */
export function capturedInto(g: Gen, wanted: Sym[]): { text: string; restore: () => void } {
  const lines: string[] = [];
  const renamed: [Web, string][] = [];
  for (const sym of wanted) {
    if (!sym.single) continue;
    const web = findWeb(sym.single);
    const name = g.names.get(web);
    if (!name) continue;
    if (g.refs.has(name) || name === "self") {
      const again = g.fresh("this");
      lines.push(`let ${again} = ${name}.clone(); `);
      renamed.push([web, name]);
      g.names.set(web, again);
    } else lines.push(`let ${name} = ${name}.clone(); `);
  }
  return {
    text: lines.join(""),
    restore: () => {
      for (const [web, name] of renamed) g.names.set(web, name);
    },
  };
}

/** A lambda as a value, written where it stands. */
export function lambdaValue(e: Elaborator, node: Lambda): Typed {
  const signature = e.signature(node);
  const isSpread = signature.ordered.some((shape) => shape.star || shape.table);
  if (node.args.vararg || node.args.kwarg || node.args.kwonlyargs.length || isSpread) {
    const parent = e.cx.inst;
    const kept = heldDefaults(e, node);
    const held = kept.map((each) => each.held);
    return functionValue(
      e,
      node,
      (given) => callFunction(e, { k: "function", node, parent }, withDefaults(e, given, kept, node), node),
      held,
      { name: typed(e.store.temp(STR), node, () => 'lit("<lambda>")'), kind: "function", takesTables: true },
    );
  }
  const t = e.store.part({ kind: "func", key: "func", args: [], ref: signature });
  const params = paramsOf(node.args);
  const inline = e.inlineInstance(node, node.scope as Scope, []);
  const shapes = signature.ordered;
  const fallbacks = params.map((param) => param.fallback && expression(e, param.fallback));
  const bound = shapes.map((shape) => lambdaArguments(e, node, shape, fallbacks));
  const body = e.within(inline, () => {
    for (const sources of bound) {
      if (!Array.isArray(sources)) continue;
      params.forEach((param, i) => {
        const from = sources[i]?.t ?? fallbacks[i]?.t;
        if (from && param.arg.web) e.store.flow(from, e.webCell(param.arg.web));
      });
    }
    return bound.some((sources) => Array.isArray(sources)) ? expression(e, node.body) : undefined;
  });
  shapes.forEach((shape, i) => {
    if (shape.attribute === TYPE_VALUE) e.store.flow(typeCell(e), shape.result);
    else if (shape.attribute && shape.attribute !== "__name__" && shape.attribute !== KIND_NAME)
      e.refuse(`${shape.attribute} of a lambda`, node);
    else if (shape.attribute) e.store.add(shape.result, STR);
    else if (body && Array.isArray(bound[i])) e.store.flow(body.t, shape.result);
  });
  return typed(t, node, (g) => {
    const defaults: string[] = [];
    const kept = fallbacks.map((fallback) => {
      if (!fallback) return "";
      const d = g.fresh("d");
      const type = isBottom(fallback.t) ? ": ()" : "";
      defaults.push(`let ${d}${type} = ${g.own(fallback)}; `);
      return d;
    });
    const closures = shapes.map((shape, i) => {
      const f = g.fresh("f");
      const head = `let ${f}: ${g.types.shape(shape)} = Rc::new(move `;
      if (shape.attribute) {
        const said =
          shape.attribute === TYPE_VALUE
            ? NO_TYPE
            : shape.attribute === KIND_NAME
              ? 'lit("function")'
              : 'lit("<lambda>")';
        return `{ ${head}|| Ok(${said})); ${f} }`;
      }
      const sources = bound[i];
      if (!Array.isArray(sources) || !body) {
        const heads = shape.params.map(() => "_").join(", ");
        const text = sources && !Array.isArray(sources) ? g.inClosure(() => g.own(sources)) : "unreachable!()";
        return `{ ${head}|${heads}| Ok(${text})); ${f} }`;
      }
      const inside = lambdaBody(e, g, { node, inline, shape, sources, fallbacks, kept, body });
      return `{ ${inside.before}${head}${inside.closure}); ${f} }`;
    });
    return closureOf(g, t, defaults.join(""), closures, []);
  });
}

/** Where each parameter of a lambda comes from in a shape, undefined for its default; or the TypeError that the call is. */
function lambdaArguments(
  e: Elaborator,
  node: Lambda,
  shape: Shape,
  fallbacks: (Typed | undefined)[],
): ({ t: Cell; index: number } | undefined)[] | Typed | undefined {
  if (shape.attribute) return undefined;
  if (shape.star) return e.refuse("a lambda called with a starred argument of unknown length", node);
  const params = paramsOf(node.args);
  if (shape.count > params.length) {
    const least = params.filter((param) => !param.fallback).length;
    const range = least === params.length ? `${least}` : `from ${least} to ${params.length}`;
    return e.typeError(
      `${qualifiedName(node.scope as Scope)}() takes ${range} positional argument${range === "1" ? "" : "s"} but ${shape.count} ${shape.count === 1 ? "was" : "were"} given`,
      node,
    );
  }
  const unknown = shape.names.find((name) => !params.some((param) => param.name === name));
  if (unknown)
    return e.typeError(`${qualifiedName(node.scope as Scope)}() got an unexpected keyword argument '${unknown}'`, node);
  const missing: string[] = [];
  const sources = params.map((param, i) => {
    const named = shape.names.indexOf(param.name);
    const index = i < shape.count ? i : named < 0 ? -1 : shape.count + named;
    if (index < 0 && !fallbacks[i]) missing.push(param.name);
    return index < 0 ? undefined : { t: shape.params[index] as Cell, index };
  });
  if (shape.names.some((name) => params.findIndex((param) => param.name === name) < shape.count))
    return e.refuse("an argument given twice", node);
  return missing.length ? e.typeError(missingMessage(qualifiedName(node.scope as Scope), missing), node) : sources;
}

/** What Python says of parameters that no argument is given for. */
export function missingMessage(name: string, missing: string[], kind = "positional"): string {
  const quoted = missing.map((each) => `'${each}'`);
  const last = quoted.pop() as string;
  const list = quoted.length === 0 ? last : `${quoted.join(", ")}${quoted.length > 1 ? "," : ""} and ${last}`;
  return `${name}() missing ${missing.length} required ${kind} argument${missing.length > 1 ? "s" : ""}: ${list}`;
}

interface LambdaBody {
  node: Lambda;
  inline: Instance;
  shape: Shape;
  sources: ({ t: Cell; index: number } | undefined)[];
  fallbacks: (Typed | undefined)[];
  kept: string[];
  body: Typed;
}

function lambdaBody(e: Elaborator, g: Gen, of: LambdaBody): { before: string; closure: string } {
  const { node, inline, shape, sources, fallbacks, kept, body } = of;
  const clones = capturedInto(g, capturesOf(inline));
  const inside = <T>(work: () => T): T => {
    const outer = e.cx;
    e.cx = { inst: inline, narrow: new Map(), live: true, tries: 0 };
    const result = work();
    e.cx = outer;
    return result;
  };
  const heads: string[] = shape.params.map(() => "_");
  const starts: string[] = [];
  const defaults: string[] = [];
  paramsOf(node.args).forEach((param, i) => {
    if (!param.arg.web) return;
    const web = findWeb(param.arg.web);
    g.names.delete(web);
    const source = sources[i];
    const d = kept[i] as string;
    const name = inside(() => e.local(g, web));
    const own = inside(() => e.webCell(web));
    const value = source
      ? g.coerceText(name, source.t, own)
      : g.coerceText(`${d}.clone()`, (fallbacks[i] as Typed).t, own);
    if (source) heads[source.index] = `${name}: ${g.ty(source.t)}`;
    else defaults.push(`let ${d} = ${d}.clone(); `);
    if (web.sym.cell) starts.push(`let ${name} = Var::new("${web.sym.name}", ${value}); `);
    else if (value !== name) starts.push(`let ${name} = ${value}; `);
  });
  starts.push(...inside(() => lambdaLocals(e, g, inline)));
  const text = inside(() => g.inClosure(() => `Ok(${g.own(body, shape.result)})`));
  clones.restore();
  const counted = starts.length || text.includes("?") ? `{ let _frame = frame()?; ${starts.join("")}${text} }` : text;
  return { before: clones.text + defaults.join(""), closure: `|${heads.join(", ")}| ${counted}` };
}
