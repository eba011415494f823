import type { Place } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import type { Elaborator } from "../infer/elaborator.js";
import { isOnly } from "../infer/numbers.js";
import type { Typed } from "../infer/typed.js";
import { STR } from "../types/cell.js";

/** Whether `byteorder` means that the lowest byte stands first. */
export function isLittle(e: Elaborator, order: Typed | undefined, at: Place): (g: Gen) => string {
  const said = order?.lit?.k === "str" ? order.lit.v : "big";
  if ((!order || order.lit?.k === "str") && /^(little|big)$/.test(said)) return () => String(said === "little");
  if (!order || !isOnly(order, STR)) return e.refuse("bytes in this order", at);
  return (g) => g.q(`Int::is_little(${g.ref(order)})`);
}
