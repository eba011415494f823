import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { CommandFault, gatherPrograms, isArchive } from "@troupe/equivalence";
import type { ContentClient } from "@troupe/sdk";
import { type Listed, MOST_NAMED } from "./events.js";
import { listPrograms } from "./listing.js";

/** What a translation is asked for with, and where what is made of each program goes. */
export interface Source {
  goal: { archive: string } | { programs: string } | { units: Omit<Listed, "fault">[] };
  /** Paths without an ending, by unit; an archive's members go where they were in it. */
  stems: ReadonlyMap<string, string>;
}

/** Keeps what lies at the paths as Content. Throws CommandFault where a path is wrong. */
export async function keepSources(paths: readonly string[], cwd: string, content: ContentClient): Promise<Source> {
  const [first = ""] = paths;
  if (paths.length === 1 && isArchive(first)) {
    return { goal: { archive: await keepArchive(first, cwd, content) }, stems: new Map() };
  }
  const found = await gatherPrograms(paths, cwd);
  const put = async (text: string): Promise<string> => (await content.put(text)).id;
  const programs = await listPrograms(found, ({ shown }) => shown, put);
  const stems = new Map(found.map(({ shown, stem }) => [shown, stem]));
  const isPlain = programs.length > 0 && programs.every(({ fault }) => fault === undefined);
  if (isPlain && programs.length <= MOST_NAMED) return { goal: { units: programs }, stems };
  const { id } = await content.put(JSON.stringify(programs), "application/json");
  return { goal: { programs: id }, stems };
}

async function keepArchive(path: string, cwd: string, content: ContentClient): Promise<string> {
  const body = await readFile(resolve(cwd, path)).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFault(error.code === "ENOENT" ? `there is no ${path}` : `${path} cannot be read (${error.code})`);
  });
  return (await content.put(body, "application/octet-stream")).id;
}
