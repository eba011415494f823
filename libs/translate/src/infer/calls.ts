import type { Call, Expr, Place } from "../ast.js";
import { kindsOf } from "../generate/rust-types.js";
import { BUILTINS } from "../library/builtins.js";
import { containerMethod } from "../library/methods.js";
import { PYTHON_ATTRIBUTES } from "../library/python-attributes.js";
import { type Cell, find, findSignature, isBottom, type Signature, soloPart } from "../types/cell.js";
import { typeArguments } from "./arguments.js";
import { callee } from "./callee.js";
import { callClassAttribute, construct, instanceMethod, superMethod } from "./classes.js";
import type { Callee, ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { makeException } from "./exceptions.js";
import { expression } from "./expressions.js";
import { callFunction, definedFlag } from "./functions.js";
import { deleteSubscript } from "./subscripts.js";
import { raising, type Typed, typed } from "./typed.js";
import { dead, spread, typeName } from "./unions.js";

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
  const target = expression(e, func);
  const given = typeArguments(e, node.args, node.keywords);
  if (given.rest || given.keywords.size || given.before.length) {
    const part = soloPart(target.t);
    if (part?.kind === "class") return construct(e, part.ref as ClassInfo, node);
    if (given.rest || given.keywords.size) {
      if (isBottom(target.t)) return dead(e, node, target);
      if (part?.kind === "inst")
        return (
          instanceMethod(e, target, part.ref as ClassInfo, "__call__", node) ?? e.refuse("call of an object", node)
        );
      return e.refuse(
        "a call of a function value with named or starred arguments",
        node,
        "pass the arguments by position",
      );
    }
    const inner = callValue(e, target, given.positional, node);
    return typed(inner.t, node, (g) => {
      const lets = given.before.map((held) => {
        held.name = g.fresh("t");
        return `let ${held.name} = ${g.own(held.x)}; `;
      });
      return `{ ${lets.join("")}${g.own(inner)} }`;
    });
  }
  return callValue(e, target, given.positional, node);
}

function deletePart(e: Elaborator, target: Expr): Typed {
  if (target.nodeType === "Subscript") return deleteSubscript(e, target);
  if (target.nodeType === "Attribute") {
    const x = expression(e, target.value);
    return raising(e.store.temp(1), target, (g) => `${g.recv(x)}.0.${target.attr}.delete()`);
  }
  return e.refuse("del", target);
}

export function callKnown(e: Elaborator, known: Callee, node: Call): Typed {
  switch (known.k) {
    case "function": {
      const given = typeArguments(e, node.args, node.keywords);
      return named(given.before, callFunction(e, known, given, node));
    }
    case "class":
      return construct(e, known.info, node);
    case "builtin":
      return (BUILTINS.get(known.name) as NonNullable<ReturnType<typeof BUILTINS.get>>)(e, node);
    case "exception":
      return makeException(e, known.name, node);
    case "module":
      return e.library.call(e, known.module, node);
    default:
      return e.refuse("call", node);
  }
}

/** Starred tuples get their names when the call is written. */
function named(before: { name: string }[], x: Typed): Typed {
  if (before.length === 0) return x;
  return {
    ...x,
    emit: (g) => {
      for (const held of before) held.name = g.fresh("t");
      return x.emit(g);
    },
  };
}

function callAttribute(e: Elaborator, node: Call, base: Expr, name: string): Typed {
  if (base.nodeType === "Call" && base.func.nodeType === "Name" && base.func.id === "super" && !base.func.sym)
    return superMethod(e, node, name);
  const known = callee(e, base);
  if (known?.k === "class") return callClassAttribute(e, known.info, name, node);
  if (known?.k === "function") return e.refuse(`.${name} of a function`, node);
  if (known?.k === "builtin") return e.library.staticMethod(e, known.name, name, node);
  if (known?.k === "module") {
    const constant = e.library.constant(e, known.module, base);
    if (!constant) return e.library.staticMethod(e, known.module, name, node);
    return method(e, constant, name, node);
  }
  return spread(e, expression(e, base), (x) => method(e, x, name, node));
}

/** A method of a value of one kind. */
export function method(e: Elaborator, x: Typed, name: string, node: Call): Typed {
  const part = soloPart(x.t);
  if (part?.kind === "inst") {
    const own = instanceMethod(e, x, part.ref as ClassInfo, name, node);
    if (own) return own;
    return attributeError(e, x, name, node);
  }
  if (part?.kind === "class") return callClassAttribute(e, part.ref as ClassInfo, name, node);
  return containerMethod(e, x, name, node) ?? attributeError(e, x, name, node);
}

/** No such attribute: Python's AttributeError, or a refusal where Python has it and this translation does not. */
export function attributeError(e: Elaborator, x: Typed, name: string, at: Place): Typed {
  const kind = kindsOf(find(x.t))[0];
  const key = kind ? (kind.part?.kind ?? kind.key) : "None";
  const known = PYTHON_ATTRIBUTES[key];
  if (known ? known.has(name) : key !== "inst" && key !== "class") return e.refuse(`${typeName(x.t)}.${name}`, at);
  return e.raise(`exc::ATTRIBUTE_ERROR.msg("'${typeName(x.t)}' object has no attribute '${name}'")`, at, x);
}

/** Calls a value: a closure, a class or an object with `__call__`. */
export function callValue(e: Elaborator, target: Typed, args: Typed[], at: Place): Typed {
  if (isBottom(target.t)) return dead(e, at, target);
  return spread(e, target, (x) => {
    const part = soloPart(x.t);
    const node = at as Call;
    if (part?.kind === "func") return callSignature(e, x, part.ref as Signature, args, at);
    const synthetic = {
      ...node,
      nodeType: "Call",
      func: { ...node, nodeType: "Held", typed: x },
      args: args.map((typedArg) => ({ nodeType: "Held", typed: typedArg })),
      keywords: [],
    } as unknown as Call;
    if (part?.kind === "class") return construct(e, part.ref as ClassInfo, synthetic);
    if (part?.kind === "inst")
      return (
        instanceMethod(e, x, part.ref as ClassInfo, "__call__", synthetic) ??
        e.typeError(`'${typeName(x.t)}' object is not callable`, at, x)
      );
    return e.typeError(`'${typeName(x.t)}' object is not callable`, at, x, ...args);
  });
}

function callSignature(e: Elaborator, x: Typed, ref: Signature, args: Typed[], at: Place): Typed {
  const signature = findSignature(ref);
  if (!signature.params) {
    signature.params = args.map(() => e.store.cell());
    e.store.changed = true;
  }
  const params = signature.params;
  if (params.length !== args.length) return e.refuse("a function value called with different numbers of arguments", at);
  args.forEach((arg, i) => {
    e.store.flow(arg.t, params[i] as Cell);
  });
  e.afterCall();
  return raising(signature.result, at, (g) => {
    const code = x.emit(g);
    const f = /^\w+$/.test(code.s) ? code.s : `(${code.s})`;
    return `${f}(${args.map((arg, i) => g.own(arg, params[i] as Cell)).join(", ")})`;
  });
}
