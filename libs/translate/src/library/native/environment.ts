/** The environment of a module: an empty one. */
import type { Elaborator } from "../../infer/elaborator.js";
import { isOnly } from "../../infer/numbers.js";
import { typed } from "../../infer/typed.js";
import { dead } from "../../infer/unions.js";
import { isBottom, NONE, STR } from "../../types/cell.js";
import { Given } from "../given.js";
import type { Call1 } from "./module.js";

const REMARK = {
  construct: "the environment",
  message: "the module's environment is empty, whatever that of whoever runs it holds",
  suggestion: "read settings from the arguments or from standard input",
};

/** `os.environ.get(key, default)`. */
const lookup =
  (name: string): Call1 =>
  (e: Elaborator, node) => {
    const given = new Given(e, node).only(2, "key", "default");
    const key = given.arg(0, "key");
    const fallback = given.opt(1, "default");
    e.remark(REMARK, node);
    if (isBottom(key.t) || (fallback && isBottom(fallback.t))) return dead(e, node, key);
    if (!isOnly(key, STR)) return e.refuse(`${name} of what may be no text`, node);
    const t = e.at(node, "found");
    if (fallback) e.store.flow(fallback.t, t);
    else e.store.add(t, NONE);
    return typed(t, node, (g) => {
      const none = fallback ? g.own(fallback, t) : g.coerceText("()", e.store.temp(NONE), t);
      return `{ let _ = ${g.own(key)}; ${none} }`;
    });
  };

export const environment: Record<string, Call1> = {
  "environ.get": lookup("os.environ.get"),
  getenv: lookup("os.getenv"),
};
