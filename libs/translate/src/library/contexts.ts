import type { Call, Expr } from "../ast.js";
import type { Gen } from "../generate/gen.js";
import { callee } from "../infer/callee.js";
import type { Elaborator } from "../infer/elaborator.js";
import { expression } from "../infer/expressions.js";
import { type Typed, typed } from "../infer/typed.js";
import { isBottom, NONE, soloPart } from "../types/cell.js";
import { nativeCell } from "./native/signature.js";
import { outOf } from "./native/streams.js";

/** A context manager of the library: its value, and how it is written around a body. */
export interface LibraryContext {
  value: Typed;
  write: (g: Gen, bind: () => void, body: () => void) => void;
}

type Maker = (e: Elaborator, node: Call) => LibraryContext;

/** `decimal.localcontext()`: a copy of the context that lasts as long as the block. */
const localcontext: Maker = (e, node) => {
  const given = node.args[0] && expression(e, node.args[0]);
  if (node.keywords.length) return e.refuse("localcontext with settings", node, "set them on the context");
  return {
    value: typed(nativeCell(e, "Context"), node, () => "decimal::getcontext()"),
    write: (g, bind, body) => {
      const scope = g.fresh("scope");
      g.line("{");
      g.line(`let ${scope} = decimal::localcontext(${given ? `Some(${g.own(given)})` : "None"});`);
      bind();
      body();
      g.line("}");
    },
  };
};

/** `contextlib.nullcontext(x)`. */
const nullcontext: Maker = (e, node) => ({
  value: node.args[0] ? expression(e, node.args[0]) : typed(e.store.temp(NONE), node, () => "()"),
  write: (g, bind, body) => {
    g.line("{");
    bind();
    body();
    g.line("}");
  },
});

/** Something that is done as long as the block lasts: `guard` makes the Rust value that ends it. */
function guarded(value: Typed, guard: (g: Gen, name: string) => string): LibraryContext {
  return {
    value,
    write: (g, bind, body) => {
      g.line("{");
      const [held, scope] = [g.fresh("held"), g.fresh("scope")];
      g.line(`let ${held} = ${g.own(value)};`);
      g.line(`let ${scope} = ${guard(g, held)};`);
      value.emit = () => ({ s: held, m: 1, atom: true });
      bind();
      body();
      g.line("}");
    },
  };
}

/** `with file`: a file is closed behind the block. */
export function fileContext(value: Typed): LibraryContext | undefined {
  const part = soloPart(value.t);
  if (part?.kind !== "native" || !/^(StringIO|TextIOWrapper|BufferedFile)$/.test(String(part.ref))) return undefined;
  return guarded(value, (g, name) => g.q(`${name}.closing()`));
}

/** `contextlib.redirect_stdout(file)`. */
const redirect: Maker = (e, node) => {
  const file = expression(e, node.args[0] as Expr);
  if (isBottom(file.t)) return guarded(file, (_, name) => name);
  return guarded(file, (g, name) => {
    const held: Typed = { t: file.t, at: node, pure: true, emit: () => ({ s: name, m: 1, atom: true }) };
    return `io::Redirect::to(${g.own(outOf(e, held))})`;
  });
};

const MAKERS: Record<string, Maker> = {
  "contextlib.redirect_stdout": redirect,
  "decimal.localcontext": localcontext,
  "contextlib.nullcontext": nullcontext,
};

export function libraryContext(e: Elaborator, node: Expr): LibraryContext | undefined {
  if (node.nodeType !== "Call") return undefined;
  const known = callee(e, node.func);
  return known?.k === "module" ? MAKERS[known.module]?.(e, node) : undefined;
}
