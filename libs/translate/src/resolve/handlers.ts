import type { ExceptHandler, Stmt } from "../ast.js";
import type { Sym } from "./symbols.js";

/**
 * Has a handler delete its name at its end as Python does, where something else may look at the name later: it is
 * bound elsewhere as well, or functions share it. Any other name nobody can ask for after the handler.
 */
export function deleteAfter(handler: ExceptHandler, sym: Sym): void {
  if (handler.deletes) return;
  handler.deletes = true;
  const { lineno, col_offset, body } = handler;
  const place = { lineno, col_offset };
  const name = { ...place, nodeType: "Name", id: sym.name, sym };
  const deletion = { ...place, nodeType: "Delete", targets: [name], isQuiet: true };
  const whole = { ...place, nodeType: "Try", body, handlers: [], orelse: [], finalbody: [deletion] };
  handler.body = [whole as unknown as Stmt];
}
