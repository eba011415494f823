import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { importedFiles } from "@troupe/translate";
import type { ProgramInput } from "./run/outcome.js";
import type { PythonProgram } from "./run/python.js";

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

const LARGEST_BYTES = 10 << 20;

/** The text of a source file, or undefined where it is no UTF-8, too large, or not text. */
export function decodedSource(bytes: Buffer): string | undefined {
  if (bytes.length > LARGEST_BYTES || bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

/** The folder that Python looks in first for a file: the one around its outermost package, or its own. */
async function rootOf(file: string): Promise<string> {
  let folder = dirname(file);
  while ((await isFile(join(folder, "__init__.py"))) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** A file with the modules that it imports from beside it. Undefined where the file itself is no text. */
export async function programAt(file: string): Promise<PythonProgram | undefined> {
  const root = await rootOf(file);
  const shown = relative(root, file).split(sep).join("/");
  const main = shown.startsWith("-") ? `_${shown}` : shown;
  const files: Record<string, string> = {};
  const waiting = [{ name: main, path: file }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const source = decodedSource(await readFile(next.path));
    if (source === undefined) {
      if (next.name === main) return undefined;
      continue;
    }
    files[next.name] = source;
    for (const name of importedFiles(source, next.name)) {
      if (Object.hasOwn(files, name) || waiting.some((each) => each.name === name)) continue;
      const path = join(root, ...name.split("/"));
      if (await isFile(path)) waiting.push({ name, path });
    }
  }
  return { main, files };
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
