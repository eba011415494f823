import type { Draw } from "../draw.js";

export type Kind = "int" | "float" | "bool" | "str" | "none" | "list" | "tuple" | "dict";

export const SIMPLE: readonly Kind[] = ["int", "float", "bool", "str", "none"];
export const KINDS: readonly Kind[] = [...SIMPLE, "list", "tuple", "dict"];

const INTEGERS = ["0", "1", "-1", "2", "3", "7", "10", "-4", "2**31", "2**63 - 1", "2**63", "-2**63", "10**20"];
const FLOATS = ["0.0", "1.0", "-0.0", "0.5", "2.5", "-1.5", "3.0", "1e16", "0.1", "float('inf')"];
const TEXTS = ["''", "'a'", "'b'", "'xyz'", '"it\'s"', "'é'", "'1'", "'two words'"];

/** An expression of that kind, made of literals. */
export function value(draw: Draw, kind: Kind, depth = 1): string {
  const inner = (): string =>
    depth > 0 ? value(draw, draw.pick(depth > 1 ? KINDS : SIMPLE), depth - 1) : draw.small();
  const alike = (): string[] => {
    const of = draw.pick<Kind>(["int", "int", "str", "float", "bool"]);
    return draw.many(0, 3, () => (draw.chance(0.8) ? value(draw, of, 0) : inner()));
  };
  switch (kind) {
    case "int":
      return draw.chance(0.7) ? draw.small() : draw.pick(INTEGERS);
    case "float":
      return draw.pick(FLOATS);
    case "bool":
      return draw.pick(["True", "False"]);
    case "str":
      return draw.pick(TEXTS);
    case "none":
      return "None";
    case "list":
      return `[${alike().join(", ")}]`;
    case "tuple":
      return `(${draw
        .many(1, 3, inner)
        .map((each) => `${each},`)
        .join(" ")})`;
    case "dict":
      return `{${draw.many(0, 3, () => `${value(draw, draw.pick<Kind>(["int", "str", "bool", "float"]), 0)}: ${inner()}`).join(", ")}}`;
  }
}

export const any = (draw: Draw, depth = 1): string => value(draw, draw.pick(KINDS), depth);
export const simple = (draw: Draw): string => value(draw, draw.pick(SIMPLE), 0);
export const number = (draw: Draw): string => value(draw, draw.pick<Kind>(["int", "int", "float", "bool"]), 0);
