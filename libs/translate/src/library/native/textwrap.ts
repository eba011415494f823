import type { Gen } from "../../generate/gen.js";
import { isInt, isOnly, optionalInt } from "../../infer/numbers.js";
import { truth } from "../../infer/truth.js";
import { raising, type Typed } from "../../infer/typed.js";
import { newList } from "../../infer/unions.js";
import { BOOL, STR } from "../../types/cell.js";
import { alive, asInt, Given } from "../given.js";
import { type Call1, describedCalls } from "./module.js";

const FLAGS = ["expand_tabs", "replace_whitespace", "drop_whitespace", "break_long_words", "break_on_hyphens"];
const TEXTS = ["initial_indent", "subsequent_indent", "placeholder"];

const wrapping =
  (name: "wrap" | "fill" | "shorten"): Call1 =>
  (e, node) => {
    const given = new Given(e, node).only(2, "width", "max_lines", "tabsize", ...FLAGS, ...TEXTS);
    const x = given.arg(0, "text");
    const set: [string, Typed][] = [];
    for (const each of ["width", "max_lines", "tabsize", ...FLAGS, ...TEXTS]) {
      const value = each === "width" ? given.opt(1, each) : given.opt(99, each);
      if (value) set.push([each, value]);
    }
    const all = set.map(([, value]) => value);
    return alive(e, node, [x, ...all], () => {
      if (!isOnly(x, STR)) return e.refuse(`textwrap.${name} of what may be no str`, node);
      const write = (g: Gen): string => {
        const fields = set.map(([key, value]) => `${key}: ${option(g, key, value)}`);
        return `(textwrap::Wrapper { ${[...fields, "..textwrap::Wrapper::default()"].join(", ")} }).${name}(${g.ref(x)})`;
      };
      return name === "wrap"
        ? newList(e, e.store.temp(STR), node, (g) => g.q(write(g)))
        : raising(e.store.temp(STR), node, write);
    });
    function option(g: Gen, key: string, value: Typed): string {
      if (FLAGS.includes(key)) return isOnly(value, BOOL) ? g.copy(value) : truth(e, value)(g);
      if (TEXTS.includes(key)) return isOnly(value, STR) ? g.own(value) : e.refuse(`this ${key}`, node);
      if (key === "max_lines") return optionalInt(g, value);
      return isInt(value) ? `(${asInt(g, value)}).clamp_i64()` : e.refuse(`this ${key}`, node);
    }
  };

export const textwrap: Record<string, Call1> = {
  wrap: wrapping("wrap"),
  fill: wrapping("fill"),
  shorten: wrapping("shorten"),
  ...describedCalls(
    "textwrap",
    `
dedent(text:str) -> str!
indent(text:str, prefix:str) -> str`,
  ),
};
