import { parse } from "@troupe/translate";
import fc from "fast-check";
import { bodyOf, type Tree } from "./tree.js";

/** A call of a function with arguments written as Python literals. */
export interface TypedCall {
  name: string;
  args: { text: string; annotation: string; isMutable: boolean }[];
}

const SEED = 20_240_229;
const WIDTH = 6;

/** Calls of the module's annotated functions with values of their types: edges first, then random ones. */
export function typedCallsOf(source: string, perFunction: number): TypedCall[] {
  const functions = bodyOf(parse(source)).filter((node) => node.nodeType === "FunctionDef");
  return functions.flatMap((node) => callsOf(node, perFunction));
}

function callsOf(node: Tree, count: number): TypedCall[] {
  const given = node.args as { posonlyargs: Tree[]; args: Tree[]; vararg?: Tree; kwarg?: Tree; kwonlyargs: Tree[] };
  const parameters = [...given.posonlyargs, ...given.args];
  const hasDecorators = (node.decorator_list as unknown[]).length > 0;
  if (parameters.length === 0 || given.vararg || given.kwarg || given.kwonlyargs.length > 0 || hasDecorators) return [];
  const shapes = parameters.map((parameter) => shapeOf(parameter.annotation as Tree | undefined));
  return calls(String(node.name), shapes, count);
}

/** Calls of a function with values of types that are told as annotations; none where one is not known. */
export function callsWith(name: string, annotations: readonly string[], count: number): TypedCall[] {
  const shapes = annotations.map((text) => shapeOf(bodyOf(parse(text))[0]?.value as Tree | undefined));
  return calls(name, shapes, count);
}

function calls(name: string, shapes: (Shape | undefined)[], count: number): TypedCall[] {
  if (!shapes.every((shape) => shape !== undefined)) return [];
  const arbitrary = fc.tuple(...shapes.map((shape) => shape.values));
  return fc.sample(arbitrary, { numRuns: count, seed: SEED }).map((texts) => ({
    name,
    args: texts.map((text, i) => ({
      text,
      annotation: shapes[i]?.annotation ?? "",
      isMutable: shapes[i]?.isMutable ?? false,
    })),
  }));
}

/** How values of a type are made: as Python literals. */
interface Shape {
  annotation: string;
  values: fc.Arbitrary<string>;
  isMutable: boolean;
}

const integers = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -12, max: 60 }).map(String) },
  { weight: 1, arbitrary: fc.integer({ min: -1000, max: 100_000 }).map(String) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(0n, 1n, -1n, 2n ** 31n, 2n ** 53n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n) - 1n)
      .map(String),
  },
);
const floats = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -400, max: 1000 }).map((n) => floatText(n / 8)) },
  { weight: 2, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(floatText) },
  { weight: 1, arbitrary: fc.constantFrom("0.0", "-0.0", 'float("inf")', 'float("nan")', "1e308", "5e-324") },
);
const texts = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom(..."abcABC 012()-,."), maxLength: 10 }) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(..."aéß日本𝔘\n\t'\"\\"), maxLength: 6 }) },
);

function floatText(value: number): string {
  if (Object.is(value, -0)) return "-0.0";
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** A Python literal of a string. */
export function stringText(value: string): string {
  return JSON.stringify(value).replace(/\\u([0-9a-f]{4})/g, "\\u$1");
}

const simple: Record<string, fc.Arbitrary<string>> = {
  int: integers,
  float: floats,
  bool: fc.constantFrom("True", "False"),
  str: texts.map(stringText),
};

function shapeOf(annotation: Tree | undefined): Shape | undefined {
  if (annotation === undefined) return undefined;
  const name = annotation.nodeType === "Name" ? String(annotation.id) : undefined;
  if (name !== undefined && simple[name]) return { annotation: name, values: simple[name], isMutable: false };
  if (annotation.nodeType !== "Subscript") return undefined;
  const base = String((annotation.value as Tree).id ?? (annotation.value as Tree).attr ?? "").toLowerCase();
  const slice = annotation.slice as Tree;
  const inner = slice.nodeType === "Tuple" ? (slice.elts as Tree[]) : [slice];
  const parts = inner.map(shapeOf);
  if (!parts.every((part) => part !== undefined)) return undefined;
  return compound(base, parts);
}

function compound(base: string, parts: Shape[]): Shape | undefined {
  const [first, second] = parts;
  if (first === undefined) return undefined;
  const many = fc.array(first.values, { maxLength: WIDTH });
  const annotation = `${base}[${parts.map((part) => part.annotation).join(", ")}]`;
  if ((base === "list" || base === "sequence" || base === "iterable") && parts.length === 1) {
    return {
      annotation: `list[${first.annotation}]`,
      values: many.map((items) => `[${items.join(", ")}]`),
      isMutable: true,
    };
  }
  if (base === "set" && parts.length === 1) {
    const values = many.map((items) => (items.length === 0 ? "set()" : `{${items.join(", ")}}`));
    return { annotation, values, isMutable: true };
  }
  if (base === "tuple") {
    const values = fc.tuple(...parts.map((part) => part.values)).map((items) => `(${items.join(", ")},)`);
    return { annotation, values, isMutable: false };
  }
  if (base === "dict" && second !== undefined) {
    const pairs = fc.array(fc.tuple(first.values, second.values), { maxLength: WIDTH });
    const values = pairs.map((items) => `{${items.map(([key, value]) => `${key}: ${value}`).join(", ")}}`);
    return { annotation, values, isMutable: true };
  }
  if (base === "optional" && parts.length === 1) {
    const values = fc.oneof(fc.constant("None"), first.values);
    return { annotation: `${first.annotation} | None`, values, isMutable: first.isMutable };
  }
  return undefined;
}
