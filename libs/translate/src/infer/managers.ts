import type { Place } from "../ast.js";
import { BOOL, type Cell, find, NONE, type Part } from "../types/cell.js";
import type { Arguments } from "./arguments.js";
import type { Elaborator } from "./elaborator.js";
import { exceptionCell } from "./exceptions.js";
import { isOnly } from "./numbers.js";
import { raising, type Typed, typed } from "./typed.js";
import { spread } from "./unions.js";

/** Exceptions of several classes, or None, as one kind of value. */
function asOne(e: Elaborator, x: Typed, at: Place): Typed {
  const parts = [...(find(x.t).parts?.values() ?? [])];
  if (parts.length < 2 || parts.some(({ kind }) => kind !== "exc")) return x;
  const t = exceptionCell(e, "BaseException");
  return spread(e, x, (arm) => (isOnly(arm, NONE) ? arm : typed(t, at, (g) => g.own(arm))));
}

/** `__enter__` and `__exit__` of a generator that `contextmanager` made one, called by name. */
export function managerCall(e: Elaborator, x: Typed, part: Part, name: string, given: Arguments, at: Place): Typed {
  const { positional } = given;
  const isPlain = !given.keywords.size && !given.rest && !given.restNamed && !given.before.length;
  if (name === "__enter__" && isPlain && !positional.length)
    return raising(part.args[0] as Cell, at, (g) => `${g.recv(x)}.enter()`);
  const [kind, raised, trace] = positional;
  if (name !== "__exit__" || !isPlain || !kind || !raised || !trace || positional.length !== 3)
    return e.refuse(`${name} of a context manager with these arguments`, at);
  const error = asOne(e, raised, at);
  const parts = [...(find(error.t).parts?.values() ?? [])];
  if (
    !isOnly(error, NONE) &&
    ((find(error.t).mask & ~NONE) !== 0 || parts.some((each) => each.kind !== "exc") || parts.length > 1)
  )
    return e.refuse("__exit__ of a context manager with what may be no exception", at);
  return typed(e.store.temp(BOOL), at, (g) => {
    const [held, caught] = [g.fresh("manager"), g.fresh("caught")];
    const asked = (text: string): string => g.q(`${held}.leave_with(&${text})`);
    const none = `{ ${g.q(`${held}.leave()`)}; false }`;
    const left = isOnly(error, NONE)
      ? none
      : find(error.t).mask & NONE
        ? `match ${g.own(error)} { Some(${caught}) => ${asked(caught)}, None => ${none} }`
        : `{ let ${caught} = ${g.own(error)}; ${asked(caught)} }`;
    return `{ let ${held} = ${g.own(x)}; let _ = ${g.own(kind)}; let _ = ${g.own(trace)}; ${left} }`;
  });
}
