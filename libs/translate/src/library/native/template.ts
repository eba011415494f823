/** `string.Template`. */
import type { Call } from "../../ast.js";
import { typeArguments } from "../../infer/arguments.js";
import type { Elaborator } from "../../infer/elaborator.js";
import { raising, type Typed } from "../../infer/typed.js";
import { dead } from "../../infer/unions.js";
import { find, isBottom, type Part, STR, soloPart } from "../../types/cell.js";
import { describedCalls } from "./module.js";
import { nativeType, register, SPECIAL } from "./types.js";

register(
  nativeType("string", "Template", "string::Template", {
    attributes: `
template -> str`,
  }),
);

/** `substitute` and `safe_substitute`: names, or a dictionary of texts. */
const substituting =
  (name: string) =>
  (e: Elaborator, x: Typed, _part: Part, node: Call): Typed => {
    const given = typeArguments(e, node.args, node.keywords);
    const [mapping, ...more] = given.positional;
    if (more.length || given.rest || given.before.length)
      return e.refuse(`Template.${name} with these arguments`, node);
    const named = [...given.keywords];
    if (named.some(([, value]) => isBottom(value.t))) return dead(e, node, x);
    const dict = mapping ?? given.restNamed;
    const part = dict && soloPart(dict.t);
    const item = part?.kind === "dict" ? part.args[0] : undefined;
    if (dict && (!item || find(item).parts?.size || find(item).mask & ~STR || (mapping && given.restNamed)))
      return e.refuse(`Template.${name} of this mapping`, node, "give a dictionary whose keys are texts");
    return raising(e.store.temp(STR), node, (g) => {
      const pairs = g.fresh("pairs");
      const lines = [`let mut ${pairs}: Vec<(Str, Str)> = Vec::new();`];
      if (dict && part && !isBottom(part.args[1] as Typed["t"])) {
        const [it, k, v] = [g.fresh("it"), g.fresh("k"), g.fresh("v")];
        const held: Typed = { t: dict.t, at: node, emit: dict.emit };
        lines.push(
          `let mut ${it} = ${g.recv(held)}.items().iter(); while let Some((${k}, ${v})) = ${g.q(`${it}.next()`)} { ${pairs}.push((${k}, str_of(&${v}))); }`,
        );
      }
      for (const [key, value] of named) lines.push(`${pairs}.push((lit("${key}"), str_of(${g.ref(value)})));`);
      return `{ ${lines.join(" ")} ${g.recv(x)}.${name}(${pairs}) }`;
    });
  };

SPECIAL.set("Template.substitute", substituting("substitute"));
SPECIAL.set("Template.safe_substitute", substituting("safe_substitute"));

export const template = describedCalls(
  "string",
  `
Template(template:str) -> Template = Template::new
capwords(s:str) -> str
capwords(s:str, sep:str) -> str! = capwords_by
capwords(s:str, sep:None) -> str! = capwords_none`,
);
