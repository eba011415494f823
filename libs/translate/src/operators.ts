/** Operators and the special methods that stand for them. */
import type { BinOperator, CompareOperator } from "./ast.js";

/** Without a prototype: it is asked with names of a program. */
const inverse = <K extends string>(table: Partial<Record<K, string>>): Readonly<Record<string, K>> =>
  Object.assign(
    Object.create(null),
    Object.fromEntries(Object.entries(table).map(([operator, stem]) => [stem, operator])),
  );

/** The operators of the language's own values, by the stem of their methods: `add` of `__add__`, `__radd__` and `__iadd__`. */
const OWN = {
  Add: "add",
  Sub: "sub",
  Mult: "mul",
  Div: "truediv",
  Mod: "mod",
  Pow: "pow",
  LShift: "lshift",
  RShift: "rshift",
  BitOr: "or",
  BitXor: "xor",
  BitAnd: "and",
  FloorDiv: "floordiv",
} satisfies Partial<Record<BinOperator, string>>;

/** The stem of an operator's methods. */
export const STEMS: Readonly<Record<BinOperator, string>> = { ...OWN, MatMult: "matmul" };
/** The operator that a stem stands for, where the language's own values have it. */
export const OPERATORS: Readonly<Record<string, BinOperator>> = inverse(OWN);

/** The stem of the method that a comparison asks. */
export const COMPARISON_STEMS: Readonly<Partial<Record<CompareOperator, string>>> = {
  Eq: "eq",
  NotEq: "ne",
  Lt: "lt",
  LtE: "le",
  Gt: "gt",
  GtE: "ge",
};
/** The method that an object is asked by. */
export const comparisonMethod = (operator: CompareOperator): string => `__${COMPARISON_STEMS[operator]}__`;
/** The comparison that a stem stands for. */
export const COMPARISONS: Readonly<Record<string, CompareOperator>> = inverse(COMPARISON_STEMS);

/** The same comparison with its sides turned. */
export const MIRRORED: Readonly<Partial<Record<CompareOperator, CompareOperator>>> = {
  Eq: "Eq",
  NotEq: "NotEq",
  Lt: "Gt",
  LtE: "GtE",
  Gt: "Lt",
  GtE: "LtE",
};

/** The stem of a special method's name; what is no such name has none. */
export const stemOf = (name: string): string => /^__(\w+)__$/.exec(name)?.[1] ?? "";
