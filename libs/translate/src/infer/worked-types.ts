import type { Call, Expr } from "../ast.js";
import { kindsOf } from "../generate/rust-types.js";
import { placeOf } from "../nodes.js";
import { BOOL, type Cell, find, isBottom, type Part, soloPart } from "../types/cell.js";
import { callee } from "./callee.js";
import { useShape } from "./calls.js";
import type { ClassInfo } from "./context.js";
import type { Elaborator } from "./elaborator.js";
import { exceptionStatic } from "./exceptions.js";
import { expression } from "./expressions.js";
import { heldLets, hold } from "./held.js";
import { iterateValue } from "./iteration.js";
import { test } from "./narrowing.js";
import { type Typed, typed } from "./typed.js";
import { classText, typeOf } from "./types-as-values.js";
import { dead, spread } from "./unions.js";

/** The attribute that a type which is held as a function value is asked for: whether something is of it. */
const INSTANCE_TEST = "isinstance";

/** What one is asked for that stands in a handler: whether it catches something. */
const HANDLER_TEST = "except";

const WRONG = "isinstance() arg 2 must be a type, a tuple of types, or a union";
const NOT_CAUGHT = "catching classes that do not inherit from BaseException is not allowed";

/** What one is asked for by `issubclass(x, T)`. */
const SUBCLASS_TEST = "issubclass";

/** What a function value, a type or not, says to one of these tests; nothing where it is asked for something else. */
export function typeTest(
  e: Elaborator,
  attribute: string | undefined,
  isType: boolean,
  x: Typed | undefined,
  node: Expr,
): Typed | undefined {
  if (!x) return undefined;
  const error = isType ? exceptionStatic(callee(e, node)) : undefined;
  if (attribute === HANDLER_TEST && !error) return e.typeError(NOT_CAUGHT, node);
  if (attribute === SUBCLASS_TEST) return error ? isError(e, x, error, node) : e.refuse("issubclass of these", node);
  return isType && (attribute === INSTANCE_TEST || attribute === HANDLER_TEST) ? askedOf(e, x, node, node) : undefined;
}

const isError = (e: Elaborator, x: Typed, error: string, node: Expr): Typed =>
  typed(e.store.temp(BOOL), node, (g) => `${g.recv(x)}.is_any(&[&${error}])`);

/** Does the call stand for `except T:`? */
export const isHandler = (node: Call): boolean => (node as Call & { handles?: boolean }).handles === true;

/** Is what `isinstance` asks about a value that the program works out, and no type that stands there by name? */
export function isWorked(e: Elaborator, node: Expr): boolean {
  switch (node.nodeType) {
    case "Tuple":
      return node.elts.some((each) => isWorked(e, each));
    case "Subscript":
      return isWorked(e, node.value);
    case "Call":
      return node.func.nodeType !== "Name" || node.func.id !== "type";
    case "IfExp":
      return true;
    case "Name":
    case "Attribute": {
      if (callee(e, node) || (node.nodeType === "Name" && (!node.sym || node.sym.types))) return false;
      const x = expression(e, node);
      return !isBottom(x.t) && !(x.pure && soloPart(x.t)?.kind === "class");
    }
    default:
      return false;
  }
}

/** `isinstance(x, T)` where `T` is a value: a type, or a tuple of some. */
export function workedTest(e: Elaborator, x: Typed, types: Expr, node: Call): Typed {
  const t = e.store.temp(BOOL);
  const of = expression(e, types);
  if (isBottom(x.t) || isBottom(of.t)) return dead(e, node, x, of);
  const kept = [x, of].map((each) => (each.pure ? undefined : hold(each)));
  const [asked, wanted] = [kept[0]?.again ?? x, kept[1]?.again ?? of] as [Typed, Typed];
  const found = isOf(e, asked, wanted, node);
  return typed(t, node, (g) => {
    const lets = heldLets(
      g,
      kept.filter((each) => each !== undefined),
    );
    const text = g.own(found, t);
    return lets ? `{ ${lets}${text} }` : text;
  });
}

function isOf(e: Elaborator, x: Typed, wanted: Typed, node: Call): Typed {
  const handles = isHandler(node);
  const asksClass = soloPart(x.t)?.kind === "type" && (node.func as { id?: string }).id === SUBCLASS_TEST;
  const attribute = handles ? HANDLER_TEST : asksClass ? SUBCLASS_TEST : INSTANCE_TEST;
  return spread(e, wanted, (arm) => {
    const part = soloPart(arm.t);
    switch (part?.kind) {
      case "func":
        return useShape(e, arm, part, { key: `.${attribute}`, attribute, count: 1, args: [x] }, node);
      case "class":
        if (handles && !(part.ref as ClassInfo).exception) return e.typeError(NOT_CAUGHT, node, arm);
        if (asksClass) {
          const error = exceptionStatic({ k: "class", info: part.ref as ClassInfo });
          return error ? isError(e, x, error, node) : e.refuse("issubclass of these", node);
        }
        return askedOf(e, x, arm, node);
      case "tuple":
        return isOfOne(e, x, arm, part, node);
      case "vtuple": {
        let item = "";
        const one: Typed = { ...typed(part.args[0] as Cell, node, () => item), pure: true };
        const found = isOf(e, x, one, node);
        return typed(e.store.temp(BOOL), node, (g) => {
          const [is, it] = [g.fresh("is"), g.fresh("it")];
          item = g.fresh("kind");
          const next = `while let Some(${item}) = ${g.q(`${it}.next()`)}`;
          return `{ let mut ${is} = false; let mut ${it} = ${iterateValue(e, arm).write(g)}; ${next} { if ${g.own(found)} { ${is} = true; ${handles ? "" : "break; "}} } ${is} }`;
        });
      }
      case "type":
        return handles || asksClass ? e.refuse("a test of this type", node) : ofWorkedType(e, x, arm, node);
      default:
        if (asksClass) return e.refuse("issubclass of these", node);
        return e.typeError(handles ? NOT_CAUGHT : WRONG, node, arm);
    }
  });
}

/** Python's own types that are types of others as well. */
const BASES: Readonly<Record<string, string>> = {
  bool: "int",
  defaultdict: "dict",
  counter: "dict",
  ordereddict: "dict",
};

/** A type that `type(…)` gave: each kind of value knows of which types it is. */
function ofWorkedType(e: Elaborator, x: Typed, type: Typed, node: Call): Typed {
  return spread(e, x, (arm) => {
    const kind = kindsOf(find(arm.t))[0];
    const part = kind?.part;
    if (part && /^(exc|class|type|func|namespace)$/.test(part.kind))
      return e.refuse("isinstance with a type that is worked out", node);
    const own = part?.kind === "inst" ? (part.ref as ClassInfo) : undefined;
    if (own?.plain || own?.mixed || own?.isTuple || own?.meta)
      return e.refuse("isinstance with a type that is worked out", node);
    const self = typeOf(e, { ...arm, pure: true }, node);
    const base = BASES[part?.kind ?? kind?.key ?? ""];
    const more = own ? own.mro.slice(1).map(classText) : base ? [`PyType::plain("${base}")`] : [];
    return typed(e.store.temp(BOOL), node, (g) => {
      const all = [g.own(self), ...more, 'PyType::plain("object")'];
      return `[${all.join(", ")}].iter().any(|own| eq(own, ${g.ref(type)}))`;
    });
  });
}

function isOfOne(e: Elaborator, x: Typed, arm: Typed, part: Part, node: Call): Typed {
  const tests = part.args.map((t, i) => {
    const item: Typed = {
      t,
      at: node,
      pure: true,
      emit: (g) => ({ s: `${g.recv(arm)}.${i}`, m: 1, atom: true }),
    };
    return isOf(e, x, item, node);
  });
  // A handler looks at all of its classes before it asks which it is.
  const or = isHandler(node) ? " | " : " || ";
  return typed(e.store.temp(BOOL), node, (g) => tests.map((each) => `(${g.own(each)})`).join(or) || "false");
}

/** `isinstance` of a value that is at hand and of a type that is known, or of one that stands in the source. */
export function askedOf(e: Elaborator, x: Typed, type: Typed | Expr, node: Expr): Typed {
  const held = (each: Typed): Expr => ({ ...placeOf(node), nodeType: "Held", typed: each }) as unknown as Expr;
  const func = { ...placeOf(node), nodeType: "Name", id: "isinstance" } as Expr;
  const args = [held(x), "t" in type ? held(type) : type];
  const asked = test(e, { ...placeOf(node), nodeType: "Call", func, args, keywords: [] } as unknown as Call);
  const made = typed(find(asked.x.t).mask ? e.store.temp(BOOL) : e.store.temp(), node, (g) => asked.write(g));
  return asked.outcome === undefined ? made : { ...made, known: asked.outcome };
}
