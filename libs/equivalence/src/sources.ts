import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ProgramInput } from "./run/outcome.js";

const SKIPPED = new Set(["__pycache__", "node_modules", "venv"]);

/** The Python files of files and folders, in order; folders are walked. Throws when a path is not there. */
export async function pythonFiles(paths: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    if ((await stat(path)).isDirectory()) await walk(path, found);
    else found.push(path);
  }
  return [...new Set(found)];
}

async function walk(folder: string, found: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".") || SKIPPED.has(entry.name)) continue;
    if (entry.isDirectory()) await walk(join(folder, entry.name), found);
    else if (entry.isFile() && entry.name.endsWith(".py")) found.push(join(folder, entry.name));
  }
}

/**
 * The inputs that lie beside a program: `NAME.cases.json`, a list of `{ stdin, args }`, or `NAME.in`, `NAME.1.in`, …
 * as standard input each; one empty input where there is none.
 */
export async function inputsBeside(file: string): Promise<ProgramInput[]> {
  const stem = basename(file, ".py");
  const names = await readdir(dirname(file));
  if (names.includes(`${stem}.cases.json`)) {
    const cases: unknown = JSON.parse(await readFile(join(dirname(file), `${stem}.cases.json`), "utf8"));
    if (!Array.isArray(cases)) throw new Error(`${stem}.cases.json: a list of { stdin, args } is wanted`);
    return cases.map(inputOf);
  }
  const wanted = names.filter(
    (name) => name.startsWith(`${stem}.`) && /^(\d+\.)?in$/.test(name.slice(stem.length + 1)),
  );
  if (wanted.length === 0) return [{}];
  const texts = wanted.sort().map((name) => readFile(join(dirname(file), name), "utf8"));
  return (await Promise.all(texts)).map((stdin) => ({ stdin }));
}

function inputOf(entry: unknown): ProgramInput {
  const { stdin, args } = (entry ?? {}) as { stdin?: unknown; args?: unknown };
  return {
    ...(typeof stdin === "string" && { stdin }),
    ...(Array.isArray(args) && { args: args.map(String) }),
  };
}
