import type { Call } from "../../ast.js";
import type { Elaborator } from "../../infer/elaborator.js";
import type { Typed } from "../../infer/typed.js";

export type Call1 = (e: Elaborator, node: Call) => Typed;
