import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ProgramInput } from "./run/outcome.js";

const SKIPPED = new Set(["__pycache__", "node_modules", "venv"]);

/** Paths of a folder's Python files, below it and in order; `/` between names. */
export async function pythonFilesIn(folder: string, within = ""): Promise<string[]> {
  const entries = await readdir(join(folder, within), { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${within}${entry.name}`;
    if (isSkipped(entry.name)) continue;
    if (entry.isDirectory()) found.push(...(await pythonFilesIn(folder, `${path}/`)));
    else if (entry.isFile() && entry.name.endsWith(".py")) found.push(path);
  }
  return found;
}

/** Whether a file or folder of that name is passed by: hidden ones, and those that other tools fill. */
export const isSkipped = (name: string): boolean => name.startsWith(".") || SKIPPED.has(name);

/** {@link inputsFrom} the files beside a program. */
export async function inputsBeside(file: string): Promise<ProgramInput[]> {
  const folder = dirname(file);
  return inputsFrom(basename(file, ".py"), await readdir(folder), (name) => readFile(join(folder, name), "utf8"));
}

/**
 * The inputs of a program among the names beside it: `STEM.cases.json`, a list of `{ stdin, args }`, or `STEM.in`,
 * `STEM.1.in`, … as standard input each; one empty input where there is none. Throws for cases that are no such list.
 */
export async function inputsFrom(
  stem: string,
  names: readonly string[],
  read: (name: string) => Promise<string>,
): Promise<ProgramInput[]> {
  const listed = `${stem}.cases.json`;
  if (names.includes(listed)) return casesOf(listed, await read(listed));
  const wanted = names.filter(
    (name) => name.startsWith(`${stem}.`) && /^(\d+\.)?in$/.test(name.slice(stem.length + 1)),
  );
  if (wanted.length === 0) return [{}];
  return (await Promise.all([...wanted].sort().map(read))).map((stdin) => ({ stdin }));
}

function casesOf(name: string, text: string): ProgramInput[] {
  let cases: unknown;
  try {
    cases = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${name} is no JSON: ${(cause as Error).message}`, { cause });
  }
  if (!Array.isArray(cases)) throw new Error(`${name}: a list of { stdin, args } is wanted`);
  return cases.map(inputOf);
}

function inputOf(entry: unknown): ProgramInput {
  const { stdin, args } = (entry ?? {}) as { stdin?: unknown; args?: unknown };
  return {
    ...(typeof stdin === "string" && { stdin }),
    ...(Array.isArray(args) && { args: args.map(String) }),
  };
}
