import type { Call, Expr } from "../../ast.js";
import type { Gen } from "../../generate/gen.js";
import { callee } from "../../infer/callee.js";
import { callMethod } from "../../infer/class-calls.js";
import { findMember, infoOf } from "../../infer/class-members.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { expression } from "../../infer/expressions.js";
import { iterateValue } from "../../infer/iteration.js";
import { isOnly } from "../../infer/numbers.js";
import { asksForText } from "../../infer/shown.js";
import { type Typed, typed } from "../../infer/typed.js";
import { typeAsShown } from "../../infer/types-as-values.js";
import { typeName } from "../../infer/unions.js";
import { viewAsText } from "../../infer/views.js";
import { find, NONE, STR, soloPart, width } from "../../types/cell.js";
import { alive, Given, unit } from "../given.js";
import type { Builtin } from "./builtin.js";

export const print: Builtin = (e, node) => {
  const stars = node.args.some((arg) => arg.nodeType === "Starred");
  const odd = node.keywords.find(({ arg }) => arg !== undefined && !/^(sep|end|file|flush)$/.test(arg));
  if (odd && !stars) {
    const values = [...node.args, ...node.keywords.map(({ value }) => value)].map((each) => expression(e, each));
    return e.typeError(`'${odd.arg}' is an invalid keyword argument for print()`, node, ...values);
  }
  const given = new Given(e, node);
  const options = (["sep", "end"] as const).map((name) => ({ name, x: given.opt(99, name) }));
  const wrong = options.find(({ x }) => x && !isTextOrNone(x));
  if (wrong?.x) {
    if (stars || width(wrong.x.t) > 1 || find(wrong.x.t).mask & NONE)
      return e.refuse(`${wrong.name} of several kinds`, node, "give a text");
    const values = [...node.args, ...node.keywords.map(({ value }) => value)].map((each) => expression(e, each));
    return e.typeError(`${wrong.name} must be None or a string, not ${typeName(wrong.x.t)}`, node, ...values);
  }
  const file = given.named("file");
  const flush = given.named("flush");
  if (flush) expression(e, flush);
  const object = file && !flush && !stars ? objectOf(e, file) : undefined;
  const out = file && !object ? e.library.stream(e, file) : undefined;
  if (stars) return printStarred(e, node, options, out);
  const items = node.args.map((arg) => typeAsShown(e, viewAsText(e, expression(e, arg)), arg));
  return alive(e, node, items, () =>
    typed(unit(e), node, (g) => {
      const refs = items.map((x) => g.ref(x)).join(", ");
      const set = options.flatMap((option) => optionText(g, option));
      if (object) {
        const rest = [...set, "..Print::default()"].join(", ");
        return g.q(`print_by(&[${refs}], Print { ${rest} }, ${g.own(object.x)}, ${object.write(g)})`);
      }
      if (out && !out.known)
        return g.q(`print_to(&[${refs}], &${out.write(g)}, Print { ${[...set, "..Print::default()"].join(", ")} })`);
      if (out) set.push(`file: ${out.write(g)}`);
      if (items.some(({ t }) => asksForText(t)))
        return g.q(`try_print(&[${refs}], Print { ${[...set, "..Print::default()"].join(", ")} })`);
      return set.length
        ? `print_with(&[${refs}], Print { ${set.join(", ")}, ..Print::default() })`
        : `print(&[${refs}])`;
    }),
  );
};

interface PrintOption {
  name: string;
  x: Typed | undefined;
}

function isTextOrNone({ t }: Typed): boolean {
  const { mask, parts } = find(t);
  return !parts?.size && (mask & ~(STR | NONE)) === 0;
}

/** An option of `print`, as a field; nothing where it is not given. */
function optionText(g: Gen, { name, x }: PrintOption): string[] {
  if (!x || isOnly(x, NONE)) return [];
  return [find(x.t).mask & NONE ? `${name}: ${g.recv(x)}.as_ref()` : `${name}: Some(${g.ref(x)})`];
}

/** An object of the program's that is given as a file, and Rust that calls its `write`. */
function objectOf(e: Elaborator, file: Expr): { x: Typed; write: (g: Gen) => string } | undefined {
  const path = callee(e, file);
  if (path !== undefined) return undefined;
  const x = expression(e, file);
  const info = infoOf(x);
  if (info === undefined || findMember(info, "write")?.k !== "method") return undefined;
  let [held, name] = ["", ""];
  const self: Typed = { t: x.t, at: file, pure: true, emit: () => ({ s: held, m: 1, atom: true }) };
  const text: Typed = { t: e.store.temp(STR), at: file, pure: true, emit: () => ({ s: name, m: 0, atom: true }) };
  const done = callMethod(e, self, "write", [text], file);
  const write = (g: Gen): string => {
    [held, name] = [g.fresh("file"), g.fresh("text")];
    const heads = `${held}, ${name}`;
    return `|${heads}| { let _ = ${g.inClosure(() => g.own(done))}; Ok(()) }`;
  };
  return { x, write };
}

function printStarred(
  e: Elaborator,
  node: Call,
  options: PrintOption[],
  out: ReturnType<Elaborator["library"]["stream"]> | undefined,
): Typed {
  const parts = node.args.map((arg) => {
    if (arg.nodeType !== "Starred") return { x: expression(e, arg), source: undefined };
    const x = expression(e, arg.value);
    const part = soloPart(x.t);
    return {
      x,
      source: part?.kind === "tuple" ? undefined : iterateValue(e, x, "print"),
      tuple: part?.kind === "tuple" ? part : undefined,
    };
  });
  return typed(unit(e), node, (g) => {
    const name = g.fresh("items");
    const lines = parts.map(({ x, source, tuple }) => {
      if (tuple) {
        const t = g.fresh("t");
        return `let ${t} = ${g.own(x)}; ${tuple.args.map((_, i) => `${name}.push(Box::new(${t}.${i}));`).join(" ")}`;
      }
      if (!source) return `${name}.push(Box::new(${g.own(x)}));`;
      const [it, v] = [g.fresh("it"), g.fresh("v")];
      return `let mut ${it} = ${source.write(g)}; while let Some(${v}) = ${g.q(`${it}.next()`)} { ${name}.push(Box::new(${v})); }`;
    });
    const set = options.flatMap((option) => optionText(g, option));
    if (out?.known) set.push(`file: ${out.write(g)}`);
    const refs = g.fresh("refs");
    const rest = `Print { ${set.concat("..Print::default()").join(", ")} }`;
    const written =
      out && !out.known
        ? g.q(`print_to(&${refs}, &${out.write(g)}, ${rest})`)
        : parts.some(({ x }) => asksForText(x.t))
          ? g.q(`try_print(&${refs}, ${rest})`)
          : `print_with(&${refs}, ${rest})`;
    return `{ let mut ${name}: Vec<Box<dyn PyShow>> = Vec::new(); ${lines.join(" ")} let ${refs}: Vec<&dyn PyShow> = ${name}.iter().map(|shown| &**shown).collect(); ${written} }`;
  });
}
