import type { Call, ClassDef, Expr, Stmt } from "../ast.js";
import { placeOf } from "../nodes.js";
import { parse } from "../parse/parse.js";
import { eachNode } from "../program/walk.js";
import { type Argument, literal } from "./argument-calls.js";
import { put } from "./placed.js";

/** A parser of the program: its own, or that of a command. */
export interface Parser {
  node: Call;
  /** The texts that choose it, for a command. */
  names: string[];
  arguments: Argument[];
  /** What `set_defaults` gives, by name. */
  defaults: Map<string, Expr>;
  /** How many arguments it has before the first that the program adds. */
  first: number;
}

/** The class of the namespace: it turns the texts that the parser found into values. */
export function namespaceClass(parsers: Parser[], error: string | undefined): ClassDef & Stmt {
  const [program, ...commands] = parsers as [Parser, ...Parser[]];
  const others: Record<string, Expr> = {};
  const lines = settings(program, "", others, error);
  commands.forEach((each, i) => {
    const inner = settings(each, `_${i}`, others, error).map((line) => `    ${line}`);
    if (!inner.length) return;
    lines.push(`        if parser._command == ${i}:`, `            parser_${i} = parser._parsers[${i}]`);
    lines.push(`            raw_${i} = parser_${i}._raw`, ...inner);
  });
  const source = `
class Namespace:
    def __init__(self, parser, raw):
${lines.length ? lines.join("\n") : "        pass"}

    def __repr__(self):
        return "Namespace(" + ", ".join([f"{key}={value!r}" for key, value in self.__dict__.items()]) + ")"

    def __eq__(self, other):
        if not isinstance(other, argparse_Namespace):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __contains__(self, key):
        return key in self.__dict__
`;
  const [def] = parse(source).body as [ClassDef & Stmt];
  eachNode(def, (node) => void ("lineno" in node && Object.assign(node, placeOf(program.node))));
  put(def, others);
  def.name = "argparse_Namespace";
  def.typeName = "Namespace";
  return def;
}

/** What sets the attributes that one parser's arguments have; `mark` ends the names of its parser and its texts. */
function settings(
  { arguments: known, first, defaults }: Parser,
  mark: string,
  others: Record<string, Expr>,
  error: string | undefined,
): string[] {
  const lines: string[] = [];
  const parser = `parser${mark}`;
  known.forEach((each, place) => {
    const i = `${place}${mark}`;
    const at = `raw${mark}[${first + place}]`;
    if (each.action === "parsers") {
      if (each.dest) lines.push(`        self.${each.dest} = ${parser}._said`);
      return;
    }
    const name = JSON.stringify(each.flags.length ? each.flags.join("/") : each.dest);
    const fallback = each.fallback ? `_fallback_${i}` : "None";
    if (each.fallback) others[`_fallback_${i}`] = each.fallback;
    if (each.constant) others[`_constant_${i}`] = each.constant;
    if (each.type) others[`_type_${i}`] = each.type;
    if (each.choices) others[`_choices_${i}`] = each.choices;
    const kind =
      each.type?.nodeType === "Name" ? each.type.id : each.type?.nodeType === "Attribute" ? each.type.attr : "<lambda>";
    const isText = !each.type || kind === "str";
    if (!isText || each.choices)
      lines.push(
        `        def convert_${i}(text):`,
        ...(isText
          ? ["            value = text"]
          : [
              "            try:",
              `                value = _type_${i}(text)`,
              ...(error
                ? [
                    `            except ${error} as error:`,
                    `                ${parser}.error("argument " + ${name} + ": " + str(error))`,
                    "                raise SystemExit(2)",
                  ]
                : []),
              "            except (TypeError, ValueError):",
              `                ${parser}.error("argument " + ${name} + ": invalid ${kind} value: " + repr(text))`,
              "                raise SystemExit(2)",
            ]),
        ...(each.choices
          ? [
              `            if value not in _choices_${i}:`,
              `                shown = ", ".join([repr(each) for each in _choices_${i}])`,
              `                ${parser}.error("argument " + ${name} + ": invalid choice: " + repr(value) + " (choose from " + shown + ")")`,
              "                raise SystemExit(2)",
            ]
          : []),
        "            return value",
      );
    const of = (value: string): string => (isText && !each.choices ? value : `convert_${i}(${value})`);
    const isSaid = literal(each.fallback) !== undefined && !isText;
    const otherwise = isSaid ? `convert_${i}(${fallback})` : fallback;
    lines.push(...setLines(each, { at, of, otherwise, constant: each.constant ? `_constant_${i}` : "None" }));
  });
  let given = 0;
  for (const [name, value] of defaults) {
    others[`_default_${given}${mark}`] = value;
    lines.push(`        self.${name} = _default_${given++}${mark}`);
  }
  return lines;
}

interface Texts {
  /** The texts that were found, one list for each time. */
  at: string;
  of: (value: string) => string;
  otherwise: string;
  constant: string;
}

function setLines(each: Argument, { at, of, otherwise, constant }: Texts): string[] {
  const { dest, action, nargs } = each;
  const set = (value: string): string => `        self.${dest} = ${value}`;
  const has = `len(${at}) > 0`;
  if (action === "version") return [];
  if (action === "store_true") return [set(each.fallback ? `True if ${has} else ${otherwise}` : has)];
  if (action === "store_false") return [set(each.fallback ? `False if ${has} else ${otherwise}` : `len(${at}) == 0`)];
  if (action === "store_const") return [set(`${constant} if ${has} else ${otherwise}`)];
  if (action === "count") return [set(each.fallback ? `${otherwise} + len(${at})` : `len(${at}) if ${has} else None`)];
  if (action === "append") {
    const items = `[${of("each[0]")} for each in ${at}]`;
    return [
      set(each.fallback ? `(${otherwise} + ${items}) if ${has} else ${otherwise}` : `${items} if ${has} else None`),
    ];
  }
  if (nargs === "") return [set(`${of(`${at}[-1][0]`)} if ${has} else ${otherwise}`)];
  if (nargs === "?") {
    const empty = each.flags.length ? constant : otherwise;
    return [set(`(${of(`${at}[-1][0]`)} if len(${at}[-1]) > 0 else ${empty}) if ${has} else ${otherwise}`)];
  }
  const items = `[${of("text")} for text in ${at}[-1]]`;
  if (nargs === "*" && !each.flags.length)
    return [
      set(each.fallback ? `${items} if ${has} and len(${at}[-1]) > 0 else ${otherwise}` : `${items} if ${has} else []`),
    ];
  return [set(`${items} if ${has} else ${otherwise}`)];
}
