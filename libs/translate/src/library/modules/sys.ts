import type { Call } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { objectClass } from "../../infer/classes.js";
import { constructWith } from "../../infer/construction.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { exceptionCell } from "../../infer/exceptions.js";
import { isOnly } from "../../infer/numbers.js";
import { raising, type Typed, typed } from "../../infer/typed.js";
import { typeCell } from "../../infer/types-as-values.js";
import { dead, newList, spread, typeName } from "../../infer/unions.js";
import { BOOL, BYTES, FLOAT, find, INT, isBottom, NONE, STR } from "../../types/cell.js";
import { asInt, Given, str, unit } from "../given.js";
import { refusedCalls } from "../native/module.js";
import type { Call1 } from "./module-call.js";

const exit: Call1 = (e, node) => {
  const x = new Given(e, node).opt(0);
  if (x) e.store.add(e.exceptionArgs, find(x.t).mask & (BOOL | INT | FLOAT | STR | NONE));
  const left = x && dead(e, node, x);
  return {
    t: e.store.temp(),
    at: node,
    known: "never",
    emit: (g) =>
      left && isBottom(x.t)
        ? left.emit(g)
        : { s: `{ ${g.throwing(x ? `sys::exit_with(${g.ref(x)})` : "sys::exit_plain()")} }`, m: 0, atom: true },
  };
};

/** `sys.exc_info()` in a handler: of the traceback there is nothing but that it is. */
const excInfo: Call1 = (e, node) => {
  new Given(e, node).only(0);
  const error = (g: Gen): string =>
    g.handling.at(-1) ?? e.refuse("sys.exc_info outside except", node, "name the exception: except E as e");
  const items = [
    typed(typeCell(e), node, (g) => `PyType::of_error(&${error(g)})`),
    typed(exceptionCell(e, "BaseException"), node, (g) => `${error(g)}.clone()`),
    constructWith(e, objectClass(e), { positional: [], keywords: new Map(), before: [] }, node),
  ];
  const t = e.store.part({ kind: "tuple", key: "tuple", args: items.map((x) => x.t) });
  return { ...typed(t, node, (g) => `(${items.map((x) => g.own(x)).join(", ")})`), items };
};

export const sys: Record<string, Call1> = {
  exit,
  exc_info: excInfo,
  setrecursionlimit: (e, node) => {
    const x = new Given(e, node).arg(0);
    return raising(unit(e), node, (g) => `sys::setrecursionlimit(${asInt(g, x)})`);
  },
  getrecursionlimit: (e, node) => typed(e.store.temp(INT), node, () => "sys::getrecursionlimit()"),
  set_int_max_str_digits: (e, node) => {
    const x = new Given(e, node).arg(0);
    return raising(unit(e), node, (g) => `sys::set_int_max_str_digits(${asInt(g, x)})`);
  },
  get_int_max_str_digits: (e, node) => typed(e.store.temp(INT), node, () => "sys::get_int_max_str_digits()"),
  "stdin.buffer.read": (e, node) => ofBytes(e, node, "read_all_bytes"),
  "stdin.buffer.readline": (e, node) => ofBytes(e, node, "read_line_bytes"),
  "stdin.buffer.readlines": (e, node) => {
    new Given(e, node).only(0);
    return newList(e, e.store.temp(BYTES), node, (g) => g.q("io::read_lines_bytes()"));
  },
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

function ofBytes(e: Elaborator, node: Call, name: string): Typed {
  new Given(e, node).only(0);
  return raising(e.store.temp(BYTES), node, () => `io::${name}()`);
}

export function write(e: Elaborator, node: Call, name: string): Typed {
  const x = new Given(e, node).arg(0);
  return spread(e, x, (arm) =>
    isOnly(arm, STR)
      ? typed(e.store.temp(INT), node, (g) => `sys::${name}_write(${g.ref(arm)})`)
      : e.typeError(`write() argument must be str, not ${typeName(arm.t)}`, node, arm),
  );
}
