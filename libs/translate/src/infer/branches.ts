import type { Stmt } from "../ast.js";
import { constantTest } from "../resolve/tree.js";
import type { Elaborator } from "./elaborator.js";
import { joinNarrow, type NarrowMap, narrowBy, test } from "./narrowing.js";
import { block, inner } from "./statements.js";
import type { Step } from "./typed.js";

/** Runs `work` with what a test's outcome tells, and gives what is known after it, or nothing if it does not end. */
export function branch(
  e: Elaborator,
  known: NarrowMap,
  work: () => Step,
): { step: Step; after: NarrowMap | undefined } {
  const outer = e.cx.narrow;
  const inside = new Map(outer);
  for (const [key, narrow] of known) inside.set(key, narrow);
  e.cx.narrow = inside;
  e.cx.live = true;
  const step = work();
  const after = e.cx.live ? e.cx.narrow : undefined;
  e.cx.narrow = outer;
  return { step, after };
}

export function meet(e: Elaborator, paths: (NarrowMap | undefined)[]): void {
  const live = paths.filter((path): path is NarrowMap => path !== undefined);
  e.cx.live = live.length > 0;
  e.cx.narrow = live.length ? joinNarrow(live) : new Map();
}

export function ifStatement(e: Elaborator, stmt: Stmt & { nodeType: "If" }): Step {
  const known = constantTest(stmt.test);
  if (known !== undefined) return block(e, known ? stmt.body : stmt.orelse);
  const condition = test(e, stmt.test);
  if (condition.never) {
    e.cx.live = false;
    return (g) => g.line(`${condition.x.emit(g).s};`);
  }
  const before = e.cx.narrow;
  const then =
    condition.outcome === false ? undefined : branch(e, narrowBy(e, condition.whenTrue), () => inner(e, stmt.body));
  e.cx.narrow = before;
  const otherwise =
    condition.outcome === true ? undefined : branch(e, narrowBy(e, condition.whenFalse), () => inner(e, stmt.orelse));
  meet(e, [then?.after, otherwise?.after]);
  return (g) => {
    if (condition.outcome !== undefined && condition.pure) {
      const taken = condition.outcome ? then : otherwise;
      if (!taken) return;
      g.line("{");
      taken.step(g);
      g.line("}");
      return;
    }
    g.line(`if ${condition.write(g)} {`);
    if (then) then.step(g);
    else g.line("unreachable!()");
    if (otherwise && stmt.orelse.length) {
      const from = g.lines.length;
      otherwise.step(g);
      const isElif = stmt.orelse.length === 1 && stmt.orelse[0]?.nodeType === "If" && /^if /.test(g.lines[from] ?? "");
      g.lines[from] = isElif ? `} else ${g.lines[from]}` : `} else {\n${g.lines[from] ?? ""}`;
      if (g.lines.length === from) g.lines.push("} else {");
      if (isElif) return;
    } else if (!otherwise) g.line("} else { unreachable!()");
    g.line("}");
  };
}
