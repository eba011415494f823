import { importedFiles } from "@troupe/translate";
import type { ProgramInput } from "../run/outcome.js";
import type { PythonProgram } from "../run/python.js";
import { inputsFrom, isSkipped } from "../sources.js";
import type { StageError } from "../stage-error.js";
import { NO_TEXT, sourceText } from "./text.js";

/** Files that programs are found among: by path, `/` between names. */
export interface Shelf {
  /** Paths of the Python files that are asked for. */
  wanted: readonly string[];
  /** Names of the files in a folder (`""` or ending in `/`). */
  names(folder: string): Promise<readonly string[]>;
  read(path: string): Promise<Uint8Array | undefined>;
}

/** One program as it was found, ready to be translated, or why it cannot be. */
export interface Found {
  /** Path of the file that is run. */
  path: string;
  program: PythonProgram;
  inputs: ProgramInput[];
  /** Paths of programs that are among its modules, and come first. */
  needs: string[];
  fault?: StageError;
}

type Load = (path: string) => Promise<string | undefined>;

/** The programs among files, with their modules and inputs, modules before those that import them. */
export async function programsOn(shelf: Shelf): Promise<Found[]> {
  const load = loaderOf(shelf);
  const wanted = new Set(shelf.wanted);
  const found = await Promise.all(
    [...wanted].map(async (path): Promise<Found> => {
      const { program, places } = await programOn(load, path);
      const needs = places.filter((place) => place !== path && wanted.has(place));
      if ((await load(path)) === undefined) return { path, program, inputs: [], needs, fault: noText(program.main) };
      try {
        return { path, program, inputs: await inputsOf(shelf, path), needs };
      } catch (error) {
        return { path, program, inputs: [], needs, fault: badCases(program.main, error) };
      }
    }),
  );
  return inOrder(found);
}

/** A file with the modules that it imports from beside it. Undefined where the file itself is no text. */
export async function programAmong(shelf: Shelf, path: string): Promise<PythonProgram | undefined> {
  const load = loaderOf(shelf);
  return (await load(path)) === undefined ? undefined : (await programOn(load, path)).program;
}

function loaderOf(shelf: Shelf): Load {
  const texts = new Map<string, Promise<string | undefined>>();
  return (path) => {
    const known = texts.get(path) ?? shelf.read(path).then((bytes) => bytes && sourceText(bytes));
    texts.set(path, known);
    return known;
  };
}

async function programOn(load: Load, path: string): Promise<{ program: PythonProgram; places: string[] }> {
  const root = await rootOf(load, path);
  const shown = path.slice(root.length);
  const main = shown.startsWith("-") ? `_${shown}` : shown;
  const files: Record<string, string> = {};
  const places: string[] = [];
  const waiting = [{ name: main, place: path }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const source = await load(next.place);
    if (source === undefined || Object.hasOwn(files, next.name)) continue;
    files[next.name] = source;
    places.push(next.place);
    waiting.push(...importedFiles(source, next.name).map((name) => ({ name, place: `${root}${name}` })));
  }
  return { program: { main, files }, places };
}

/** The folder that Python looks in first for a file: the one around its outermost package, or its own. */
async function rootOf(load: Load, path: string): Promise<string> {
  let folder = folderOf(path);
  while (folder !== "" && (await load(`${folder}__init__.py`)) !== undefined) folder = folderOf(folder.slice(0, -1));
  return folder;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

/** Those that are needed first; in a ring of imports, as they came. */
function inOrder(programs: readonly Found[]): Found[] {
  const byPath = new Map(programs.map((each) => [each.path, each]));
  const done = new Set<string>();
  const open = new Set<string>();
  const ordered: Found[] = [];
  const visit = (each: Found): void => {
    if (open.has(each.path)) return;
    open.add(each.path);
    for (const need of each.needs) visit(byPath.get(need) as Found);
    ordered.push({ ...each, needs: each.needs.filter((need) => done.has(need)) });
    done.add(each.path);
  };
  for (const each of programs) visit(each);
  return ordered;
}

async function inputsOf(shelf: Shelf, path: string): Promise<ProgramInput[]> {
  const folder = folderOf(path);
  const stem = path.slice(folder.length).replace(/\.py$/, "");
  const read = async (name: string) => sourceText((await shelf.read(`${folder}${name}`)) ?? new Uint8Array()) ?? "";
  return inputsFrom(stem, await shelf.names(folder), read);
}

const noText = (file: string): StageError => ({
  stage: "ingest",
  type: "encoding",
  message: NO_TEXT,
  location: { file, line: 1, column: 1 },
  context: { construct: "source", suggestion: "save it as UTF-8" },
  recoverable: false,
});

const badCases = (file: string, error: unknown): StageError => ({
  stage: "ingest",
  type: "cases",
  message: (error as Error).message,
  location: { file, line: 1, column: 1 },
  context: { construct: "inputs" },
  recoverable: false,
});

/** A shelf of files that are in memory. */
export function shelfOf(files: ReadonlyMap<string, Uint8Array>): Shelf {
  const paths = [...files.keys()].sort();
  const isOpen = (path: string): boolean => !path.split("/").some(isSkipped);
  return {
    wanted: paths.filter((path) => path.endsWith(".py") && isOpen(path)),
    names: async (folder) =>
      paths.flatMap((path) =>
        path.startsWith(folder) && !path.includes("/", folder.length) ? [path.slice(folder.length)] : [],
      ),
    read: async (path) => files.get(path),
  };
}
