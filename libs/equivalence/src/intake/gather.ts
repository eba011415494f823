import { readFile, stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { pythonFilesIn } from "../sources.js";
import { ArchiveRefused, isArchive, readArchive } from "./archive.js";
import { diskShelf, onDisk } from "./disk.js";
import { type Found, programsOn, type Shelf, shelfOf } from "./programs.js";

/** The command was given something it cannot work on; nothing was done. */
export class CommandFault extends Error {
  override readonly name = "CommandFault";
}

/** A program as the command knows it. */
export interface Gathered extends Found {
  /** How it is called in front of people. */
  shown: string;
  /** Path of what is made of it, without an ending, below the folder for output. */
  stem: string;
}

/** Files that were asked for, and where a place among them is, from the folder or archive and on the disk. */
interface Asked {
  shelf: Shelf;
  within(place: string): string;
  whole(place: string): string;
}

/** The programs of files, folders and archives. Throws CommandFault, naming every path that is not there or is no source. */
export async function gatherPrograms(paths: readonly string[], cwd: string): Promise<Gathered[]> {
  const asked = await Promise.all(paths.map((path) => askedAt(path, cwd)));
  const faults = asked.flatMap((each) => (typeof each === "string" ? each : []));
  if (faults.length > 0) throw new CommandFault(faults.join("\n"));
  const gathered: Gathered[] = [];
  const stems = new Set<string>();
  for (const each of asked) {
    if (typeof each === "string") continue;
    for (const found of await programsOn(each.shelf)) {
      const shown = relative(cwd, each.whole(found.path));
      if (gathered.some((other) => other.shown === shown)) continue;
      gathered.push({ ...found, shown, stem: freeStem(each.within(found.path).replace(/\.py$/, ""), stems) });
    }
  }
  return gathered;
}

/** The files at a path of the disk, or what is wrong with it. */
async function askedAt(path: string, cwd: string): Promise<Asked | string> {
  const whole = resolve(cwd, path);
  const kind = await stat(whole).catch((error: NodeJS.ErrnoException) => error);
  if (kind instanceof Error) {
    return kind.code === "ENOENT" ? `there is no ${path}` : `${path} cannot be read (${kind.code})`;
  }
  if (kind.isDirectory()) {
    const names = await pythonFilesIn(whole);
    const files = names.map((name) => join(whole, name));
    return names.length === 0 ? `there is no Python file in ${path}` : fromDisk(files, whole);
  }
  if (isArchive(path)) return archiveAt(path, whole);
  if (!path.endsWith(".py")) return `${path} is no Python file, no folder and no archive (.zip, .tar.gz)`;
  return fromDisk([whole], dirname(whole));
}

const fromDisk = (files: readonly string[], root: string): Asked => ({
  shelf: diskShelf(files),
  within: (place) => relative(root, onDisk(place)),
  whole: onDisk,
});

async function archiveAt(path: string, whole: string): Promise<Asked | string> {
  try {
    const members = await readArchive(await readFile(whole));
    const shelf = shelfOf(new Map(members.map((member) => [member.path, member.bytes])));
    if (shelf.wanted.length === 0) return `there is no Python file in ${path}`;
    return { shelf, within: (place) => place, whole: (place) => join(whole, place) };
  } catch (error) {
    if (!(error instanceof ArchiveRefused)) throw error;
    return `${path} is refused: ${error.message}`;
  }
}

function freeStem(stem: string, taken: Set<string>): string {
  let free = stem;
  for (let n = 2; taken.has(free); n++) free = `${stem}-${n}`;
  taken.add(free);
  return free;
}
