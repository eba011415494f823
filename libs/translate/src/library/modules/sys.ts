import type { Call } from "../../ast.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { isOnly } from "../../infer/numbers.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { newList, spread, typeName } from "../../infer/unions.js";
import { BOOL, FLOAT, find, INT, isBottom, NONE, STR } from "../../types/cell.js";
import { asInt, Given, str, unit } from "../given.js";
import { refusedCalls } from "../native/module.js";
import type { Call1 } from "./module-call.js";

const exit: Call1 = (e, node) => {
  const x = new Given(e, node).opt(0);
  if (x) e.store.add(e.exceptionArgs, find(x.t).mask & (BOOL | INT | FLOAT | STR | NONE));
  return {
    t: e.store.temp(),
    at: node,
    known: "never",
    emit: (g) => ({
      s: `{ ${g.throwing(x && !isBottom(x.t) ? `sys::exit_with(${g.ref(x)})` : "sys::exit_plain()")} }`,
      m: 0,
      atom: true,
    }),
  };
};

export const sys: Record<string, Call1> = {
  exit,
  setrecursionlimit: (e, node) => {
    const x = new Given(e, node).arg(0);
    return raising(unit(e), node, (g) => `sys::setrecursionlimit(${asInt(g, x)})`);
  },
  getrecursionlimit: (e, node) => typed(e.store.temp(INT), node, () => "sys::getrecursionlimit()"),
  "stdin.readline": (e, node) => raising(str(e), node, () => "sys::stdin_readline()"),
  "stdin.read": (e, node) => raising(str(e), node, () => "sys::stdin_read()"),
  "stdin.readlines": (e, node) => newList(e, str(e), node, (g) => g.q("sys::stdin_readlines()")),
  "stdout.write": (e, node) => write(e, node, "stdout"),
  "stderr.write": (e, node) => write(e, node, "stderr"),
  getdefaultencoding: (e, node) => typed(str(e), node, () => 'lit("utf-8")'),
  ...refusedCalls("sys", {
    getsizeof: "it tells of CPython's own memory",
    settrace: "write what happened yourself",
    _getframe: "pass what is needed as arguments",
  }),
  intern: (e, node) => new Given(e, node).only(1).arg(0),
};

export function write(e: Elaborator, node: Call, name: string): Typed {
  const x = new Given(e, node).arg(0);
  return spread(e, x, (arm) =>
    isOnly(arm, STR)
      ? typed(e.store.temp(INT), node, (g) => `sys::${name}_write(${g.ref(arm)})`)
      : e.typeError(`write() argument must be str, not ${typeName(arm.t)}`, node, arm),
  );
}
