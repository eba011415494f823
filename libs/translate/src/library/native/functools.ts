/** `functools.cmp_to_key`. */

import { callback, escaping } from "../../infer/callbacks.js";
import { callee } from "../../infer/callee.js";
import { expression } from "../../infer/expressions.js";
import { functionValue } from "../../infer/function-values.js";
import { hold } from "../../infer/held.js";
import { type Typed, typed } from "../../infer/typed.js";
import { dead } from "../../infer/unions.js";
import { FLOAT, find, INT, isBottom, NUMBERS } from "../../types/cell.js";
import type { Call1 } from "./module.js";
import { nativeCell } from "./signature.js";
import { nativeType, register } from "./types.js";

register(nativeType("functools", "CmpKey", "functools::CmpKey<$0>", { ordered: true }));

/** `cmp_to_key(f)`: a function that wraps each item in a key, which `f` compares. */
export const cmpToKey: Call1 = (e, node) => {
  const [f] = node.args;
  if (!f || node.args.length !== 1 || node.keywords.length) return e.refuse("cmp_to_key with these arguments", node);
  const held = f.nodeType === "Lambda" || callee(e, f) ? undefined : hold(expression(e, f));
  const apply = (given: { positional: Typed[] }): Typed => {
    const [x] = given.positional;
    if (!x || given.positional.length !== 1) return e.refuse("a key of cmp_to_key called with other than one", node);
    if (isBottom(x.t)) return dead(e, node, x);
    const by = callback(e, held?.node ?? f, [x.t, x.t]);
    return typed(nativeCell(e, "CmpKey", [x.t]), node, (g) => {
      const { mask, parts } = find(by.t);
      if (parts?.size || mask & ~NUMBERS || mask === (INT | FLOAT))
        return e.refuse("a comparison that gives other than a number", node, "return -1, 0 or 1");
      const item = g.ty(x.t);
      const closure = `hint2::<${item}, ${item}, ${g.ty(by.t)}, _>(${escaping(g, by)})`;
      return `functools::CmpKey::new(${g.own(x)}, { let mut compare = ${closure}; move |a, b| Ok(functools::Sign::sign(&compare(a, b)?)) })`;
    });
  };
  return functionValue(e, node, apply, held ? [held] : []);
};
