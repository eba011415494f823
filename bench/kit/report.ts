import { type ParseArgsConfig, parseArgs } from "node:util";
import { type Figure, table } from "./figure.js";

/** What every bench is asked: JSON lines instead of a table, and the measures whose names begin so alone. */
interface Words {
  readonly json: boolean;
  readonly full: boolean;
  readonly only: string | undefined;
  /** Words of this bench alone. */
  readonly flags: ReadonlySet<string>;
  readonly values: Readonly<Record<string, string | undefined>>;
}

/** The bench's words on the command line, and those of its own: `flags` without a value, `values` with one. */
export function wordsOf(own: { readonly flags?: readonly string[]; readonly values?: readonly string[] } = {}): Words {
  const flags = ["json", "full", ...(own.flags ?? [])].map((name) => [name, { type: "boolean" }] as const);
  const texts = ["only", ...(own.values ?? [])].map((name) => [name, { type: "string" }] as const);
  const said = Object.entries(asked(Object.fromEntries([...flags, ...texts])));
  const set = new Set(said.flatMap(([name, value]) => (value === true ? [name] : [])));
  const values = Object.fromEntries(
    said.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  return { json: set.has("json"), full: set.has("full"), only: values.only, flags: set, values };
}

/** What the command line says; ends the process with status 2 and the words there are where it says something else. */
function asked(options: NonNullable<ParseArgsConfig["options"]>): Record<string, unknown> {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    const known = Object.entries(options).map(([name, { type }]) => `--${name}${type === "string" ? " VALUE" : ""}`);
    process.stderr.write(`${(error as Error).message}\n  there are ${known.join(", ")}\n`);
    process.exit(2);
  }
}

/** Takes the measures one after the other and prints their figures; the exit code is 1 when a goal is missed. */
export async function report<Extent>(
  measures: Readonly<Record<string, (of: Extent) => Figure[] | Promise<Figure[]>>>,
  extent: Extent,
  { json, only }: Pick<Words, "json" | "only">,
): Promise<void> {
  const asked = Object.entries(measures).filter(([name]) => only === undefined || name.startsWith(only));
  if (asked.length === 0) {
    process.stderr.write(`no measure begins with "${only}"; there are ${Object.keys(measures).join(", ")}\n`);
    process.exitCode = 2;
    return;
  }
  const figures: Figure[] = [];
  for (const [name, measure] of asked) {
    if (!json) process.stderr.write(`measuring ${name} …\n`);
    for (const measured of await measure(extent)) {
      figures.push(measured);
      if (json) process.stdout.write(`${JSON.stringify(measured)}\n`);
    }
  }
  if (!json) process.stdout.write(`${table(figures)}\n`);
  process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
}
