import type { Call } from "../ast.js";
import type { Elaborator } from "./elaborator.js";
import { expression } from "./expressions.js";
import { held, starredAs } from "./starred-tuples.js";
import type { Typed } from "./typed.js";

/** How many arguments something of Python's takes, and what is said of others, with `{}` for how many they are. */
interface Counts {
  least: number;
  most: number;
  few?: string;
  many?: string;
}

const ONE =
  /^(abs|all|any|ascii|bin|callable|chr|hash|hex|id|len|oct|ord|repr|math\.(a?(sin|cos|tan)h?|cbrt|ceil|degrees|erfc?|exp2|exp|expm1|fabs|factorial|floor|frexp|l?gamma|is(finite|inf|nan)|log(1p|2|10)|modf|radians|sqrt|trunc|ulp))$/;

const TWO = /^(divmod|math\.(atan2|comb|copysign|dist|fmod|ldexp|nextafter|pow|remainder))$/;

/** Types that are called with one value, or with none. */
const SOME = /^(bool|float|list|set|tuple)$/;

const OTHERS: Readonly<Record<string, Counts>> = {
  int: { least: 0, most: 2, many: "int() takes at most 2 arguments ({} given)" },
  "math.log": { least: 1, most: 2 },
  "math.perm": { least: 1, most: 2 },
  pow: { least: 2, most: 3, many: "pow() takes at most 3 arguments ({} given)" },
  round: { least: 1, most: 2, many: "round() takes at most 2 arguments ({} given)" },
  sorted: { least: 1, most: 1, few: "sorted expected 1 argument, got {}", many: "sorted expected 1 argument, got {}" },
  str: { least: 0, most: 1 },
  sum: { least: 1, most: 2, many: "sum() takes at most 2 arguments ({} given)" },
};

function countsOf(name: string): Counts | undefined {
  const always = (count: number, said: string): Counts => ({ least: count, most: count, few: said, many: said });
  if (ONE.test(name)) return always(1, `${name}() takes exactly one argument ({} given)`);
  if (TWO.test(name)) return always(2, `${name.split(".").at(-1)} expected 2 arguments, got {}`);
  if (SOME.test(name)) return { least: 0, most: 1, many: `${name} expected at most 1 argument, got {}` };
  return Object.hasOwn(OTHERS, name) ? OTHERS[name] : undefined;
}

/** Of the numbers of arguments that something takes, those that a starred one is foreseen to stand for. */
const STARRED: Readonly<Record<string, readonly number[]>> = { int: [1], pow: [2], sum: [1] };

/** A call with as many arguments as a list holds, or with others: where a table has functions of several numbers of them. */
export function counted(e: Elaborator, name: string, node: Call, work: (node: Call) => Typed): Typed {
  const { args, keywords } = node;
  const known = countsOf(name);
  if (keywords.length || !known) return work(node);
  const { least, most, few, many } = known;
  const counts = STARRED[name] ?? (least < 1 ? [1] : least === most ? [most] : [least, most]);
  const ofItems = starredAs(e, node, counts, few === many ? few : undefined, (items) =>
    work(e.standIn<Call>(node, { args: items.map((item) => held(item, node)) })),
  );
  if (ofItems) return ofItems;
  const isRight = args.length >= least && args.length <= most;
  if (isRight || args.some(({ nodeType }) => nodeType === "Starred")) return work(node);
  const given = args.map((arg) => expression(e, arg));
  const said = args.length < least ? few : many;
  if (said) return e.typeError(said.replace("{}", String(args.length)), node, ...given);
  const isOfValue = args.every(({ nodeType }) => nodeType === ("Held" as string));
  return isOfValue ? e.limit(`${name} of this number of arguments`, node, ...given) : work(node);
}
