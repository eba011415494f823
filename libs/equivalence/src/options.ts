import { parseArgs } from "node:util";
import { CommandFault } from "./intake/gather.js";

export const USAGE =
  "npm run -s translate -- PATH… [--out DIR] [--json] [--release] [--package] [--repair] [--mutants N]";

export const HELP = `${USAGE}

Translates Python programs to WebAssembly and runs both on real inputs.

  PATH        a Python file, a folder, or an archive (.zip, .tar.gz)
  --out DIR   keeps the Rust, the modules, report.json and report.html there
  --package   keeps a package of each equal module as well; wants --out
  --release   optimised modules
  --repair    a language model (OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL) may propose one function's body where the
              Rust is wrong; it counts only after it compiled and passed
  --mutants N puts N faults into each equal program's Rust and says how many its inputs tell
  --json      one line of JSON a program on standard output
  --help      this

Ends with 0 if every program is equal, with 1 if not, with 2 if it was asked wrongly.`;

export interface CommandOptions {
  paths: string[];
  out: string | undefined;
  json: boolean;
  release: boolean;
  package: boolean;
  /** Whether a language model may propose a body where the Rust is wrong. */
  repair: boolean;
  /** Faults to put into each equal program; 0 for none. */
  mutants: number;
  help: boolean;
}

const OPTIONS = {
  out: { type: "string" },
  json: { type: "boolean", default: false },
  release: { type: "boolean", default: false },
  package: { type: "boolean", default: false },
  repair: { type: "boolean", default: false },
  mutants: { type: "string", default: "0" },
  help: { type: "boolean", default: false },
} as const;

/** Reads the command's words. Throws CommandFault with what is wrong in them. */
export function parseCommand(words: string[]): CommandOptions {
  const { values, positionals } = parsed(words);
  const { out, mutants: said, ...rest } = values;
  const mutants = Number(said);
  if (!Number.isInteger(mutants) || mutants < 0 || mutants > 1000)
    throw new CommandFault("--mutants wants a number up to 1000");
  if (positionals.length === 0 && !rest.help) throw new CommandFault("name a Python file, a folder or an archive");
  if (out === "") throw new CommandFault("--out wants a folder");
  if (rest.package && out === undefined) throw new CommandFault("--package wants --out DIR");
  return { paths: positionals, out, mutants, ...rest };
}

function parsed(words: string[]) {
  try {
    return parseArgs({ args: words, allowPositionals: true, options: OPTIONS });
  } catch (error) {
    const unknown = words.find((word) => /^--?[^-]/.test(word) && !(optionOf(word) in OPTIONS));
    if (unknown === undefined) throw new CommandFault((error as Error).message, { cause: error });
    const name = optionOf(unknown);
    const close = Object.keys(OPTIONS).find((known) => known.startsWith(name.slice(0, 2)) && name.length > 1);
    const meant = close === undefined ? "" : `; did you mean --${close}?`;
    const file = unknown.endsWith(".py") ? ` (write a file of that name as ./${unknown})` : "";
    throw new CommandFault(`there is no option ${unknown}${meant}${file}`, { cause: error });
  }
}

const optionOf = (word: string): string => word.replace(/^--?/, "").replace(/=.*$/s, "");
