/** `operator`: operators as functions, and the getters as values. */

import type { BinOperator, Call, CompareOperator, Expr } from "../../ast.js";
import { assign } from "../../infer/assign.js";
import { compare } from "../../infer/comparison.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { functionValue } from "../../infer/function-values.js";
import { type Held, heldLets, hold } from "../../infer/held.js";
import { contains } from "../../infer/membership.js";
import { isInt } from "../../infer/numbers.js";
import { binary, unary } from "../../infer/operators.js";
import { starredAs } from "../../infer/starred-tuples.js";
import { deletion } from "../../infer/statements.js";
import { truth } from "../../infer/truth.js";
import { type Step, type Typed, typed } from "../../infer/typed.js";
import { spread } from "../../infer/unions.js";
import { placeOf } from "../../nodes.js";
import { COMPARISONS, OPERATORS } from "../../operators.js";
import { BOOL, find, NONE, soloPart } from "../../types/cell.js";
import { alive, Given } from "../given.js";
import { type Call1, refusedCalls } from "./module.js";

/** What is called otherwise here than its method is. */
const NAMES: Record<string, string> = { and: "and_", or: "or_" };
const BINARY: Record<string, BinOperator> = {
  ...Object.fromEntries(Object.entries(OPERATORS).map(([stem, op]) => [NAMES[stem] ?? stem, op])),
  concat: "Add",
};
const COMPARED: Record<string, CompareOperator> = { ...COMPARISONS, is_: "Is", is_not: "IsNot" };

function pair(e: Elaborator, node: Call): [Typed, Typed] {
  const given = new Given(e, node).only(2);
  return [given.arg(0), given.arg(1)];
}

/** A function of two arguments; where one starred argument stands for both, there must be two items in it. */
const ofTwo =
  (name: string, work: (e: Elaborator, a: Typed, b: Typed, node: Call) => Typed): Call1 =>
  (e, node) => {
    const said = `${name} expected 2 arguments, got {}`;
    const ofItems = starredAs(e, node, [2], said, ([a, b]) => work(e, a as Typed, b as Typed, node));
    return ofItems ?? work(e, ...pair(e, node), node);
  };

/** In place: what cannot be changed gives a new value all the same. */
const IN_PLACE = Object.entries(BINARY).map(([name, op]): [string, Call1] => [
  `i${name.replace("_", "")}`,
  ofTwo(`i${name.replace("_", "")}`, (e, a, b, node) => {
    const isFixed = [a, b].every(({ t }) => !find(t).parts?.size || /^v?tuple$/.test(soloPart(t)?.kind ?? ""));
    return isFixed
      ? binary(e, op, a, b, node)
      : e.refuse(`operator.i${name} of what may be changed`, node, "use the assignment");
  }),
]);

/** A function of one argument, starred or not. */
const ofOne =
  (name: string, work: (e: Elaborator, x: Typed, node: Call) => Typed): Call1 =>
  (e, node) => {
    const said = `_operator.${name}() takes exactly one argument ({} given)`;
    const ofItem = starredAs(e, node, [1], said, ([x]) => work(e, x as Typed, node));
    return ofItem ?? work(e, new Given(e, node).only(1).arg(0), node);
  };

const asked = (name: string, not: string): Call1 =>
  ofOne(name, (e, x, node) => {
    const test = truth(e, x);
    return typed(e.store.temp(BOOL), node, (g) => (not ? `!(${test(g)})` : test(g)));
  });

const isConstant = (node: Expr): boolean =>
  node.nodeType === "Constant" || (node.nodeType === "UnaryOp" && node.operand.nodeType === "Constant");

const asHeld = (x: Typed, at: Call): Expr => ({ nodeType: "Held", typed: x, ...placeOf(at) }) as unknown as Expr;

/** What a getter gives of an object: one part, or a tuple of several. */
type Part = (e: Elaborator, x: Expr, arg: Expr, at: Call) => Expr;

const getter =
  (part: Part, constant: boolean): Call1 =>
  (e, node) => {
    if (node.keywords.length || !node.args.length || node.args.some((arg) => arg.nodeType === "Starred"))
      return e.refuse("a getter with these arguments", node);
    const held = node.args.map((arg) => (constant || isConstant(arg) ? undefined : hold(expression(e, arg))));
    const args = node.args.map((arg, i) => held[i]?.node ?? arg);
    const apply = (given: { positional: Typed[] }): Typed => {
      const [x] = given.positional;
      if (!x || given.positional.length !== 1) return e.refuse("a getter called with other than one argument", node);
      const parts = args.map((arg) => part(e, asHeld(x, node), arg, node));
      const whole = parts.length === 1 ? parts[0] : ({ nodeType: "Tuple", elts: parts, ...placeOf(node) } as Expr);
      return expression(e, whole as Expr);
    };
    return functionValue(
      e,
      node,
      apply,
      held.filter((each): each is NonNullable<typeof each> => each !== undefined),
    );
  };

const item: Part = (_, value, slice, at) => ({ nodeType: "Subscript", value, slice, ...placeOf(at) }) as Expr;

const attribute: Part = (e, x, arg, at) => {
  if (arg.nodeType !== "Constant" || arg.lit.k !== "str")
    return e.refuse("attrgetter with a name that is worked out", at);
  return arg.lit.v
    .split(".")
    .reduce<Expr>((value, attr) => ({ nodeType: "Attribute", value, attr, ...placeOf(at) }) as Expr, x);
};

const methodcaller: Call1 = (e, node) => {
  const [name, ...rest] = node.args;
  if (name?.nodeType !== "Constant" || name.lit.k !== "str")
    return e.refuse("methodcaller with a name that is worked out", node);
  const method = name.lit.v;
  const held = rest.map((arg) => hold(expression(e, arg)));
  const named = node.keywords.map((keyword) => ({ keyword, x: hold(expression(e, keyword.value)) }));
  const apply = (given: { positional: Typed[] }): Typed => {
    const [x] = given.positional;
    if (!x || given.positional.length !== 1) return e.refuse("methodcaller called with other than one argument", node);
    const call = e.standIn<Call>(node, {
      args: held.map((each) => each.node),
      keywords: named.map(({ keyword, x: value }) => ({ ...keyword, value: value.node })),
    });
    return spread(e, x, (arm) => e.library.callMethod(e, arm, method, call));
  };
  return functionValue(e, node, apply, [...held, ...named.map(({ x }) => x)]);
};

const subscript = (list: Held, key: Held, at: Call): Expr =>
  ({ nodeType: "Subscript", value: list.node, slice: key.node, ...placeOf(at) }) as Expr;

/** A function that changes its first argument, as the statement that does it. */
function changing(e: Elaborator, node: Call, count: number, change: (held: Held[]) => Step): Typed {
  const held = new Given(e, node).only(count).all().map(hold);
  if (held.length < count) return e.refuse("this number of arguments", node);
  return alive(
    e,
    node,
    held.map(({ x }) => x),
    () => {
      const step = change(held);
      return typed(e.store.temp(NONE), node, (g) => {
        const lets = heldLets(g, held);
        return `{ ${lets}${g.capture(() => g.steps([step]))} }`;
      });
    },
  );
}

export const operator: Record<string, Call1> = {
  ...Object.fromEntries(
    Object.entries(BINARY).map(([name, op]): [string, Call1] => [
      name,
      ofTwo(name, (e, a, b, node) => binary(e, op, a, b, node)),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(COMPARED).map(([name, op]): [string, Call1] => [
      name,
      ofTwo(name, (e, a, b, node) => compare(e, op, a, b, node)),
    ]),
  ),
  ...Object.fromEntries(IN_PLACE),
  contains: (e, node) => {
    const [container, x] = pair(e, node);
    if (!container.pure && !x.pure) return e.refuse("operator.contains of these", node, "use in");
    return contains(e, x, container, node);
  },
  not_: asked("not_", "!"),
  truth: asked("truth", ""),
  neg: ofOne("neg", (e, x, node) => unary(e, "USub", x, node)),
  pos: ofOne("pos", (e, x, node) => unary(e, "UAdd", x, node)),
  inv: ofOne("inv", (e, x, node) => unary(e, "Invert", x, node)),
  invert: ofOne("invert", (e, x, node) => unary(e, "Invert", x, node)),
  index: ofOne("index", (e, x, node) =>
    isInt(x) ? unary(e, "UAdd", x, node) : e.refuse("operator.index of this", node),
  ),
  getitem: (e, node) => {
    const [value, slice] = pair(e, node).map((x) => asHeld(x, node)) as [Expr, Expr];
    return expression(e, { nodeType: "Subscript", value, slice, ...placeOf(node) } as Expr);
  },
  setitem: (e, node) =>
    changing(e, node, 3, ([list, key, x]) =>
      assign(e, [subscript(list as Held, key as Held, node)], (x as Held).again),
    ),
  delitem: (e, node) =>
    changing(e, node, 2, ([list, key]) => deletion(e, [subscript(list as Held, key as Held, node)])),
  itemgetter: getter(item, false),
  attrgetter: getter(attribute, true),
  methodcaller,
  ...refusedCalls("operator", {
    countOf: "use the method count",
    indexOf: "use the method index",
  }),
};
