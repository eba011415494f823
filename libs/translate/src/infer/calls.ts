import type { Attribute, Call, CompareOperator, Expr, FunctionDef, Keyword, Place } from "../ast.js";
import { SharedMemo } from "../diagnostics.js";
import { memoTables } from "../generate/memo.js";
import { quote, rustName } from "../generate/names.js";
import { kindsOf } from "../generate/rust-types.js";
import { BUILTINS } from "../library/builtins.js";
import { containerMethod } from "../library/methods.js";
import { PYTHON_ATTRIBUTES, PYTHON_DUNDERS, pythonAttributes } from "../library/python-attributes.js";
import { placeOf } from "../nodes.js";
import { COMPARISONS, OPERATORS, stemOf } from "../operators.js";
import { knownDecorator } from "../resolve/decorators.js";
import { eachExpr } from "../resolve/tree.js";
import {
  type Cell,
  FLOAT,
  find,
  findSignature,
  isBottom,
  type Part,
  type Shape,
  type Signature,
  STR,
  soloPart,
  width,
} from "../types/cell.js";
import { blankObject } from "./allocation.js";
import { type Arguments, namedArguments, typeArguments } from "./arguments.js";
import { missingOfBuiltin, read1, refuseInherited } from "./attributes.js";
import { callee } from "./callee.js";
import {
  callAccessor,
  callClassAttribute,
  exceptionInit,
  instanceMethod,
  setByParent,
  superMethod,
} from "./class-calls.js";
import { isFrozen } from "./class-info.js";
import { callFunctionMember, findMember, infoOf } from "./class-members.js";
import { plainOf } from "./classes.js";
import { construct } from "./construction.js";
import type { Callee, ClassInfo } from "./context.js";
import { counted } from "./counted-arguments.js";
import type { Elaborator } from "./elaborator.js";
import { makeException } from "./exceptions.js";
import { expression } from "./expressions.js";
import { shapeKey, synthetic } from "./function-values.js";
import { callFunction, definedFlag } from "./functions.js";
import { heldLets, hold } from "./held.js";
import { callOfDict, noted } from "./instance-dicts.js";
import { amongOthers, iterateValue, viewOfUnion } from "./iteration.js";
import { managerCall } from "./managers.js";
import { typeCall } from "./metaclasses.js";
import { namespaceMethod } from "./namespaces.js";
import { isInt, isOnly } from "./numbers.js";
import { PLAIN_BASE, plainArguments } from "./plain-objects.js";
import { withoutStars } from "./starred-tuples.js";
import { deleteSubscript } from "./subscripts.js";
import { callOfType } from "./type-calls.js";
import { raising, type Typed, typed } from "./typed.js";
import { qualifiedClassName } from "./types-as-values.js";
import { dead, spread, typeName } from "./unions.js";
import { onlyDict } from "./views.js";

/** Types a call. */
export function call(e: Elaborator, node: Call): Typed {
  const { func } = node;
  if (func.nodeType === "Name" && func.id === "__delete__" && !func.sym) return deletePart(e, node.args[0] as Expr);
  const known = callee(e, func);
  if (known) {
    const x = callKnown(e, known, node);
    const sym = func.nodeType === "Name" ? func.sym : undefined;
    if (!sym?.checked) return x;
    const flag = definedFlag(e, sym);
    return { ...x, pure: false, emit: (g) => ({ s: `{ ${g.q(`${flag}.get()`)}; ${g.own(x)} }`, m: 0, atom: true }) };
  }
  if (func.nodeType === "Attribute" && callee(e, func.value)?.k !== "unit")
    return callAttribute(e, node, func.value, func.attr);
  const ofType = callOfType(e, node);
  if (ofType) return ofType;
  const target = expression(e, func);
  return callGiven(e, target, typeArguments(e, node.args, node.keywords), node);
}

/** Makes an object of a class that a value is: what it takes to come by the value is done first. */
function constructBy(e: Elaborator, x: Typed, info: ClassInfo, node: Call, at: Place): Typed {
  const made = construct(e, info, node);
  return x.pure ? made : typed(made.t, at, (g) => `{ let _ = ${g.own(x)}; ${g.own(made)} }`);
}

/** Calls a value with arguments as they stand in the source. */
export function callGiven(e: Elaborator, target: Typed, given: Arguments, node: Call): Typed {
  const part = soloPart(target.t);
  if (part?.kind === "class") return constructBy(e, target, part.ref as ClassInfo, node, node);
  if (part?.kind === "type") return e.refuse("a call of a type that is worked out", node);
  if (part?.kind === "inst")
    return (
      instanceMethod(e, target, part.ref as ClassInfo, "__call__", node) ??
      e.typeError(`'${typeName(target.t)}' object is not callable`, node, target)
    );
  const inner = callArguments(e, target, given, node);
  if (!given.before.length) return inner;
  return typed(inner.t, node, (g) => {
    const lets = given.before.map((held) => {
      held.name = g.fresh("t");
      return `let ${held.name} = ${g.own(held.x)}; `;
    });
    return `{ ${lets.join("")}${g.own(inner)} }`;
  });
}

/** `del` of an attribute or an item. */
export function deletePart(e: Elaborator, target: Expr): Typed {
  if (target.nodeType === "Subscript") return deleteSubscript(e, target);
  if (target.nodeType !== "Attribute") return e.refuse("del", target);
  return spread(e, expression(e, target.value), (x) => deleteAttribute(e, x, target));
}

function deleteAttribute(e: Elaborator, x: Typed, target: Attribute): Typed {
  const info = infoOf(x);
  const own = info && findMember(info, target.attr);
  if (info && own?.k === "property" && !own.cached) {
    if (own.deleter) return callFunctionMember(e, x, info, own.deleter, [], target);
    const said = `property '${target.attr}' of '${qualifiedClassName(info)}' object has no deleter`;
    return e.raise(`exc::ATTRIBUTE_ERROR.msg("${said}")`, target, x);
  }
  if (info?.isTuple && info.tupleFields.includes(target.attr))
    return e.raise(`exc::ATTRIBUTE_ERROR.msg("can't delete attribute")`, target, x);
  const hides = own?.k === "attribute" && info?.fields.has(target.attr);
  if (!info || info.isTuple || (own && own.k !== "property" && !hides))
    return e.refuse("del of this attribute", target);
  if (isFrozen(info, target.attr))
    return e.raise(`FROZEN_INSTANCE_ERROR.msg("cannot delete field '${target.attr}'")`, target, x);
  if (!e.deletedAttributes.has(target.attr)) e.store.changed = true;
  e.deletedAttributes.add(target.attr);
  const absent = e.raise(
    `exc::ATTRIBUTE_ERROR.msg(${quote(`'${qualifiedClassName(info)}' object has no attribute '${target.attr}'`)})`,
    target,
    x,
  );
  return typed(e.store.temp(1), target, (g) => {
    if (!mayHold(info, target.attr)) return g.own(absent);
    const o = g.fresh("o");
    const gone = g.q(`${o}.${rustName(target.attr)}.delete()`);
    return `{ let ${o} = ${g.own(x)}; ${gone};${noted(e, info, o, target.attr)} }`;
  });
}

/** Has an object of a class, or of one that derives from it, the attribute at some time? */
const mayHold = (info: ClassInfo, name: string): boolean =>
  info.fields.has(name) || info.subclasses.some((each) => mayHold(each, name));

export function callKnown(e: Elaborator, known: Callee, given: Call): Typed {
  switch (known.k) {
    case "function":
      return callFunction(e, known, typeArguments(e, given.args, given.keywords), given);
    case "class":
      return construct(e, known.info, given);
    case "builtin": {
      const node = known.name === "dict" ? given : withoutDoubleStars(e, given);
      if (e.hasPlain && TAKES_PLAIN.test(known.name)) return amongOthers(e, callPlain(e, known.name, node));
      return amongOthers(
        e,
        withoutStars(e, node, (plain) =>
          heeding(e, plain, () => builtinCalled(e, known.name, plain), LOOKS_AT_ALL.has(known.name)),
        ),
      );
    }
    case "exception": {
      const node = withoutDoubleStars(e, given);
      return heeding(e, node, () => makeException(e, known.name, node));
    }
    case "module": {
      const node = doubleStarsNamed(e, given);
      return amongOthers(
        e,
        withoutStars(e, e.hasPlain && TAKEN_PLAIN.test(known.module) ? plainArguments(e, node) : node, (plain) =>
          heeding(e, plain, () => counted(e, known.module, plain, (one) => e.library.call(e, known.module, one))),
        ),
      );
    }
    default:
      return e.refuse("call", given);
  }
}

const builtinCalled = (e: Elaborator, name: string, node: Call): Typed =>
  counted(e, name, node, (one) => (BUILTINS.get(name) as NonNullable<ReturnType<typeof BUILTINS.get>>)(e, one));

/** Built-in functions for which an object that is a number, a text or a tuple is just that. */
const TAKES_PLAIN = /^(range|chr|ord|bin|hex|oct|complex|bytes|bytearray|enumerate|reversed|list|tuple|iter)$/;

/** Modules whose functions take numbers and texts for what they are. */
const TAKEN_PLAIN = /^(math|cmath|re|textwrap|string)\.\w+$/;

function callPlain(e: Elaborator, name: string, given: Call): Typed {
  const node = plainArguments(e, given);
  return withoutStars(e, node, (plain) =>
    heeding(e, plain, () => builtinCalled(e, name, plain), LOOKS_AT_ALL.has(name)),
  );
}

/** Built-in functions that take any number of arguments, and look at each. */
const LOOKS_AT_ALL: ReadonlySet<string> = new Set(["print", "zip"]);

/** A call to something built in: an argument that its description did not look at is refused; a function's first is what it is about. */
function heeding(e: Elaborator, node: Call, work: () => Typed, looksAtAll = false, from = 1, isApart = true): Typed {
  const { keywords, args } = node;
  if (!keywords.length && (looksAtAll || args.length <= from)) return work();
  if (keywords.length && isApart && keywords.some(({ value }) => mayAct(e, value))) {
    const given = [...args, ...keywords.map(({ value }) => value)];
    const acting = given.filter((each) => mayAct(e, each));
    const last = given.indexOf(acting.at(-1) as Expr);
    const felt = given.filter((each, i) => acting.includes(each) || (i < last && mayChange(e, each)));
    if (acting.length > 1) return inOrder(e, node, felt, () => heeding(e, node, work, looksAtAll, from, false));
  }
  const read = new Set<string | number>();
  node.keywords = keywords.map((keyword) =>
    onReading(keyword, (key) => key === "value" && read.add(keyword.arg ?? "")),
  );
  node.args = watched(args, read);
  let x: Typed;
  try {
    x = work();
  } finally {
    node.keywords = keywords;
    node.args = args;
  }
  const made = soloPart(x.t);
  if (isBottom(x.t) || (made?.kind === "iter" && isBottom(made.args[0] as Cell))) return x;
  const passed = keywords.find(({ arg }) => !read.has(arg ?? ""));
  if (passed) return e.refuse(`the argument ${passed.arg ?? "**"} here`, passed.value);
  const more = args.findIndex((_, i) => i >= from && !read.has(i));
  if (more >= 0) return e.refuse(`argument ${more + 1} here`, args[more] as Expr);
  return x;
}

/** May it be felt when an argument is worked out: does it call anything of the program's? */
function mayAct(e: Elaborator, node: Expr): boolean {
  if (node.nodeType !== "Call") return false;
  const known = callee(e, node.func);
  const isOwn = known ? /^(function|class)$/.test(known.k) : true;
  return isOwn || [...node.args, ...node.keywords.map(({ value }) => value)].some((each) => mayAct(e, each));
}

/** May what is read here be another value later: an attribute or an item? */
function mayChange(e: Elaborator, node: Expr): boolean {
  if (/^(Lambda|Starred|GeneratorExp)$/.test(node.nodeType)) return false;
  let found = false;
  eachExpr(node, (each) => {
    found ||= (each.nodeType === "Attribute" || each.nodeType === "Subscript") && !callee(e, each);
    return !found;
  });
  return found;
}

/** A call whose arguments are worked out as they stand, in whatever order its description takes them. */
function inOrder(e: Elaborator, node: Call, acting: Expr[], work: () => Typed): Typed {
  const { args, keywords } = node;
  const all = new Map(acting.map((each) => [each, hold(expression(e, each))]));
  const kept = (each: Expr): Expr => {
    const held = all.get(each);
    return held ? { ...held.node, ...placeOf(each) } : each;
  };
  node.args = args.map(kept);
  node.keywords = keywords.map((keyword) => ({ ...keyword, value: kept(keyword.value) }));
  let x: Typed;
  try {
    x = work();
  } finally {
    node.args = args;
    node.keywords = keywords;
  }
  return typed(x.t, node, (g) => {
    const lets = [...all.values()].map((held) => {
      held.name = g.fresh("given");
      return `let ${held.name} = ${g.own(held.x)}; `;
    });
    return `{ ${lets.join("")}${g.own(x)} }`;
  });
}

/** Arguments by position that note which of them are looked at. */
const watched = (args: Expr[], read: Set<string | number>): Expr[] =>
  onReading(args, (key) => typeof key === "string" && /^\d+$/.test(key) && read.add(Number(key)));

/** An object that tells of what is read. A getter of its own would give it a hidden class, which outlives it. */
function onReading<T extends object>(object: T, tell: (key: string | symbol) => unknown): T {
  return new Proxy(object, {
    get(target, key) {
      tell(key);
      return Reflect.get(target, key);
    },
  });
}

/** What is built in reads its arguments by their names: those of a dictionary are known too late, but for those a function was given. */
function doubleStarsNamed(e: Elaborator, node: Call): Call {
  if (node.keywords.every(({ arg }) => arg !== undefined)) return node;
  const keywords = node.keywords.flatMap((keyword): Keyword[] => {
    const named = keyword.arg === undefined ? namedArguments(e, keyword.value) : undefined;
    return named?.map((each) => ({ ...keyword, ...each })) ?? [keyword];
  });
  const twice = keywords.find(({ arg }, i) => arg && keywords.findIndex((other) => other.arg === arg) < i);
  if (twice) e.refuse(`the argument ${twice.arg} given twice`, node, "give it once");
  return e.standIn<Call>(node, { keywords });
}

/** A call to something built in, all of whose arguments are known by name. */
function withoutDoubleStars(e: Elaborator, node: Call): Call {
  const named = doubleStarsNamed(e, node);
  const star = named.keywords.find(({ arg }) => arg === undefined);
  return star ? e.refuse("** arguments here", star.value, "write the arguments by name") : named;
}

function callAttribute(e: Elaborator, node: Call, base: Expr, name: string): Typed {
  if (base.nodeType === "Call" && base.func.nodeType === "Name" && base.func.id === "super" && !base.func.sym)
    return superMethod(e, node, name, base);
  const accessor =
    /^f(get|set)$/.test(name) && base.nodeType === "Attribute" ? callAccessor(e, base, name, node) : undefined;
  if (accessor) return accessor;
  const updated = callOfDict(e, base, name, node);
  if (updated) return updated;
  const known = callee(e, base);
  if (known?.k === "class") return callClassAttribute(e, known.info, name, node);
  if (known?.k === "function") return functionMethod(e, known, name, node);
  if (known?.k === "exception" && name === "__init__") return exceptionInit(e, known.name, node);
  if (known?.k === "builtin" && known.name === "object" && name === "__new__") return blankObject(e, node);
  if (known?.k === "builtin" && PLAIN_BASE.test(known.name) && name === "__new__") return blankObject(e, node);
  if (known?.k === "builtin" && known.name === "object" && name === "__setattr__" && node.args[0]) {
    const [self, ...rest] = node.args as [Expr, ...Expr[]];
    return setByParent(e, expression(e, self), rest, typeArguments(e, rest, node.keywords), node);
  }
  if (known?.k === "builtin" && known.name === "type" && e.cx.inst.owner?.isMeta) return typeCall(e, name, node);
  if (known?.k === "builtin")
    return (
      missingOfBuiltin(e, known.name, name, node) ??
      heeding(e, node, () => e.library.staticMethod(e, known.name, name, node))
    );
  if (known?.k === "module") {
    const constant = e.library.constant(e, known.module, base);
    if (!constant) return heeding(e, node, () => e.library.staticMethod(e, known.module, name, node));
    return method(e, constant, name, node);
  }
  const x = expression(e, base);
  if (/^(items|keys|values)$/.test(name) && !node.args.length && width(x.t) > 1 && !isBottom(x.t)) {
    const dict = onlyDict(e, x, (arm) => method(e, arm, name, node));
    return dict ? method(e, dict, name, node) : viewOfUnion(e, x, (arm) => method(e, arm, name, node), node);
  }
  return spread(e, x, (arm) => method(e, arm, name, node));
}

/** `f.cache_clear()` and `f.cache_info()`. */
function functionMethod(e: Elaborator, known: Callee & { k: "function" }, name: string, node: Call): Typed {
  const def = known.node as FunctionDef;
  const isCached =
    def.nodeType === "FunctionDef" &&
    def.decorator_list.some((each) => /^(lru_cache|cache)$/.test(knownDecorator(each)));
  const isHere = !known.parent || known.parent === e.main;
  if (!isCached || !isHere || node.args.length) return e.refuse(`.${name} of a function`, node);
  if (name === "cache_clear")
    return typed(
      e.store.temp(1),
      node,
      () =>
        `{ ${memoTables(e, def)
          .map((table) => `${table}.cache_clear();`)
          .join(" ")} }`,
    );
  if (name !== "cache_info") return e.refuse(`.${name} of a function`, node);
  return typed(e.store.part({ kind: "cacheinfo", key: "cacheinfo", args: [] }), node, () => {
    const tables = memoTables(e, def);
    if (tables.length > 1) throw new SharedMemo(def);
    if (tables.length === 0) return e.refuse("cache_info of a function that is not called", node);
    return `${tables[0]}.cache_info()`;
  });
}

/** A method of a value of one kind. */
export function method(e: Elaborator, x: Typed, name: string, called: Call): Typed {
  const part = soloPart(x.t);
  if (part?.kind === "inst") {
    const own = instanceMethod(e, x, part.ref as ClassInfo, name, called);
    if (own) return own;
    const plain = plainOf(e, x);
    const kind = (part.ref as ClassInfo).plain ?? (isInt(plain) ? "int" : "str");
    if (plain !== x && PYTHON_ATTRIBUTES[kind]?.has(name)) return method(e, plain, name, called);
    return ofObject(e, x, name, called) ?? attributeError(e, x, name, called);
  }
  if (part?.kind === "class") {
    const made = callClassAttribute(e, part.ref as ClassInfo, name, called);
    return x.pure ? made : typed(made.t, called, (g) => `{ let _ = ${g.own(x)}; ${g.own(made)} }`);
  }
  if (part?.kind === "namespace") return namespaceMethod(e, part.ref as ClassInfo, name, called);
  if (part?.kind === "func")
    return callGiven(e, read1(e, x, name, called.func), typeArguments(e, called.args, called.keywords), called);
  if (part?.kind === "manager" && /^__(enter|exit)__$/.test(name))
    return managerCall(e, x, part, name, typeArguments(e, called.args, called.keywords), called);
  const node = name === "format" && isOnly(x, STR) ? called : withoutDoubleStars(e, called);
  if (!x.pure && node.keywords.some(({ value }) => mayAct(e, value)))
    return workedOutFirst(x, (again) => method(e, again, name, node), node);
  const isOnPlain = e.hasPlain && !/^format(_map)?$/.test(name) && (!part || /^(tuple|vtuple)$/.test(part.kind));
  return withoutStars(e, isOnPlain ? plainArguments(e, node) : node, (plain) =>
    heeding(
      e,
      plain,
      () => containerMethod(e, x, name, plain) ?? dunder(e, x, name, plain) ?? attributeError(e, x, name, plain),
      false,
      0,
    ),
  );
}

/** What is done with a value that is worked out before all of it. */
function workedOutFirst(x: Typed, work: (again: Typed) => Typed, at: Place): Typed {
  const kept = hold(x);
  const made = work(kept.again);
  return typed(made.t, at, (g) => {
    const lets = heldLets(g, [kept]);
    return `{ ${lets}${g.own(made)} }`;
  });
}

/** What every object has of `object`. */
const OBJECTS_OWN =
  /^__(class|delattr|dir|doc|eq|format|ge|getattribute|getstate|gt|hash|init|init_subclass|le|lt|module|ne|new|reduce|reduce_ex|repr|setattr|sizeof|str|subclasshook|dict|weakref)__$/;

/** A method that an object's class has of `object` alone; nothing if `object` has none of that name. */
function ofObject(e: Elaborator, x: Typed, name: string, node: Call): Typed | undefined {
  if (!OBJECTS_OWN.test(name)) return undefined;
  const place = placeOf(node);
  const self = { nodeType: "Held", typed: x, ...place } as unknown as Expr;
  if (/^__(str|repr)__$/.test(name) && !node.args.length && !node.keywords.length) {
    const func = { nodeType: "Name", id: name.slice(2, -2), ...place } as Expr;
    return call(e, { nodeType: "Call", func, args: [self], keywords: [], ...place });
  }
  if (name === "__setattr__") return setByParent(e, x, node.args, typeArguments(e, node.args, node.keywords), node);
  return e.refuse(`${name} of ${typeName(x.t)}`, node, "use the operator or the function that stands for it");
}

/** May a value be asked for an operator's method? Texts have but one that takes their own kind. */
const isOperated = (x: Typed, name: string): boolean => {
  if (!OPERATORS[stemOf(name)]) return false;
  if (isInt(x)) return true;
  if (isOnly(x, FLOAT)) return !/and|or|shift/.test(name);
  return name === "__add__" && isOnly(x, STR);
};
const ASKED = /^__(len|str|repr|hash|abs|iter|bool)__$/;

/** Is a dunder method of a value that is no object of the program one that `dunder` knows? */
export function hasDunder(x: Typed, name: string): boolean {
  if (isOperated(x, name)) return true;
  if (!ASKED.test(name) && !COMPARISONS[stemOf(name)] && !/^__(contains|getitem)__$/.test(name)) return false;
  const part = soloPart(x.t);
  if (part) return /^(list|dict|set|frozenset|tuple|vtuple|deque|defaultdict|ordereddict|counter)$/.test(part.kind);
  return !/len|iter|contains|getitem/.test(name) || find(x.t).mask === STR;
}

/** `x.__len__()` of what is no object of the program, as what Python calls it for. */
function dunder(e: Elaborator, x: Typed, name: string, node: Call): Typed | undefined {
  if (!hasDunder(x, name)) return undefined;
  const place = placeOf(node);
  const self = { nodeType: "Held", typed: x, ...place } as unknown as Expr;
  const asked = ASKED.exec(name)?.[1];
  if (asked && node.args.length === 0) {
    const func = { nodeType: "Name", id: asked, ...place } as Expr;
    return call(e, { nodeType: "Call", func, args: [self], keywords: [], ...place });
  }
  const [arg] = node.args;
  if (!arg || node.args.length !== 1 || arg.nodeType === "Starred") return undefined;
  const given = expression(e, arg);
  const other = { nodeType: "Held", typed: given, ...place } as unknown as Expr;
  const compare = (op: CompareOperator, left: Expr, right: Expr): Typed =>
    expression(e, { nodeType: "Compare", left, ops: [{ nodeType: op }], comparators: [right], ...place } as Expr);
  if (name === "__contains__") return compare("In", other, self);
  if (name === "__getitem__")
    return expression(e, { nodeType: "Subscript", value: self, slice: other, ...place } as Expr);
  if (OPERATORS[stemOf(name)]) {
    const isOwn = typeName(x.t) === typeName(given.t) || (isInt(given) && (isInt(x) || isOnly(x, FLOAT)));
    if (isBottom(given.t) || width(given.t) !== 1 || !isOwn) return undefined;
    const op = { nodeType: OPERATORS[stemOf(name)] };
    return expression(e, { nodeType: "BinOp", left: self, op, right: other, ...place } as Expr);
  }
  const op = COMPARISONS[stemOf(name)];
  if (isBottom(given.t) || !op) return undefined;
  return typeName(x.t) === typeName(given.t) && width(given.t) === 1 ? compare(op, self, other) : undefined;
}

const isPrivate = (name: string): boolean => /^_(?!_)/.test(name);

/** No such attribute: Python's AttributeError, or a refusal where Python has it and this translation does not. */
export function attributeError(e: Elaborator, x: Typed, name: string, at: Place): Typed {
  const kind = kindsOf(find(x.t))[0];
  const key = kind ? (kind.part?.kind ?? kind.key) : "None";
  if (kind?.part?.kind === "inst") refuseInherited(e, kind.part.ref as ClassInfo, name, at);
  const known = pythonAttributes(kind);
  const isUnknown = !known?.has(name) && (isPrivate(name) || (/^__\w+__$/.test(name) && !PYTHON_DUNDERS.has(name)));
  if (known ? known.has(name) || isUnknown : key !== "inst" && key !== "class")
    return e.refuse(`${typeName(x.t)}.${name}`, at);
  return e.raise(`exc::ATTRIBUTE_ERROR.msg("'${typeName(x.t)}' object has no attribute '${name}'")`, at, x);
}

/** Calls a value: a closure, a class or an object with `__call__`. */
export function callValue(e: Elaborator, target: Typed, args: Typed[], at: Place): Typed {
  return callArguments(e, target, { positional: args, keywords: new Map(), before: [] }, at);
}

export function callArguments(e: Elaborator, target: Typed, given: Arguments, at: Place): Typed {
  if (isBottom(target.t)) return dead(e, at, target);
  return spread(e, target, (x) => {
    const part = soloPart(x.t);
    if (part?.kind === "func") return callSignature(e, x, part, given, at);
    const func = { ...(at as Call), nodeType: "Held", typed: x } as unknown as Expr;
    const node = { ...synthetic(e, at as Expr, given), func };
    if (part?.kind === "class") return constructBy(e, x, part.ref as ClassInfo, node, at);
    if (part?.kind === "type") return e.refuse("a call of a type that is worked out", at);
    if (part?.kind === "inst")
      return (
        instanceMethod(e, x, part.ref as ClassInfo, "__call__", node) ??
        e.typeError(`'${typeName(x.t)}' object is not callable`, at, x)
      );
    if (part?.kind === "manager") return e.refuse("a context manager as a decorator or a function", at, "use with");
    return e.typeError(`'${typeName(x.t)}' object is not callable`, at, x, ...given.positional);
  });
}

function callSignature(e: Elaborator, x: Typed, part: Part, given: Arguments, at: Place): Typed {
  const { rest, restNamed } = given;
  const args = [
    ...given.positional,
    ...(rest ? [asStar(e, rest, at)] : []),
    ...given.keywords.values(),
    ...(restNamed ? [restNamed] : []),
  ];
  const use = {
    key: shapeKey(given),
    count: given.positional.length,
    star: rest !== undefined,
    names: [...given.keywords.keys()],
    table: restNamed !== undefined,
    args,
  };
  return useShape(e, x, part, use, at);
}

/** A starred iterable as a tuple of unknown length. */
function asStar(e: Elaborator, x: Typed, at: Place): Typed {
  if (soloPart(x.t)?.kind === "vtuple") return x;
  const source = iterateValue(e, x, "list");
  return raising(e.store.of("vtuple", source.item), at, (g) => `to_tuple(${source.write(g)})`);
}

interface Use {
  key: string;
  attribute?: string;
  count?: number;
  star?: boolean;
  names?: string[];
  table?: boolean;
  args?: Typed[];
}

/** Uses a function value in one of its shapes: the closure of that shape is called. */
export function useShape(e: Elaborator, x: Typed, part: Part, use: Use, at: Place): Typed {
  const signature = findSignature(part.ref as Signature);
  const args = use.args ?? [];
  let shape = signature.shapes.get(use.key);
  if (!shape) {
    shape = {
      count: use.count ?? 0,
      star: use.star ?? false,
      names: use.names ?? [],
      table: use.table ?? false,
      attribute: use.attribute,
      params: args.map(() => e.store.cell()),
      result: e.store.cell(),
    };
    signature.shapes.set(use.key, shape);
    e.store.changed = true;
  }
  const { params, result } = shape;
  args.forEach((arg, i) => {
    e.store.flow(arg.t, params[i] as Cell);
  });
  if (!use.attribute) e.afterCall();
  return raising(result, at, (g) => {
    const all = findSignature(signature).ordered;
    const mine = findSignature(signature).shapes.get(use.key) as Shape;
    const code = x.emit(g);
    const safe = /^\w+$/.test(code.s) ? code.s : `(${code.s})`;
    const f = all.length > 1 ? `(${safe}.${all.indexOf(mine)})` : safe;
    return `${f}(${args.map((arg, i) => g.own(arg, params[i] as Cell)).join(", ")})`;
  });
}
