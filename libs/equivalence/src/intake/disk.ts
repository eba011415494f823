import { readdir, readFile } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import type { PythonProgram } from "../run/python.js";
import { programAmong, type Shelf } from "./programs.js";

/** Files of this machine's disk, each by its whole path without what it begins with. */
export function diskShelf(files: readonly string[]): Shelf {
  return {
    wanted: files.map(placeOf),
    names: (folder) => readdir(onDisk(folder)),
    read: (path) => readFile(onDisk(path)).catch(() => undefined),
  };
}

/** A file's place on the shelf of the disk. */
const placeOf = (file: string): string => resolve(file).split(sep).slice(1).join("/");

/** Where a place of the shelf is on the disk. */
export const onDisk = (place: string): string => join(resolve(sep), ...place.split("/"));

/** A file with the modules that it imports from beside it. Undefined where the file itself is no text. */
export const programAt = (file: string): Promise<PythonProgram | undefined> =>
  programAmong(diskShelf([file]), placeOf(file));
