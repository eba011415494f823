import type { ProgramInput, PythonProgram } from "@troupe/equivalence";
import { type ContentClient, TerminalError } from "@troupe/sdk";
import { idOf, keepNear, nearBody } from "./cache.js";
import type { Work } from "./events.js";

/** Bodies of a mission, by content id. */
export interface Artifacts {
  bytes(id: string): Promise<Uint8Array>;
  text(id: string): Promise<string>;
  json<T>(id: string): Promise<T>;
  put(body: Uint8Array | string, type?: string): Promise<string>;
  /** The program that is translated, and what it is given. */
  program(work: Work): Promise<PythonProgram>;
  inputs(work: Work): Promise<ProgramInput[]>;
  /** What a stage made of a program. */
  made<T>(work: Work, stage: string): Promise<T>;
}

/** Bodies as Content, with those of this machine at hand: what was put or read here once is not fetched again. */
export function artifactsOf(content: ContentClient): Artifacts {
  const bytes = async (id: string): Promise<Uint8Array> => {
    const near = nearBody(id);
    if (near !== undefined) return near;
    const body = await content.get(id);
    if (body === undefined) throw new TerminalError(`there is no content ${id}`);
    keepNear(id, body);
    return body;
  };
  const text = async (id: string): Promise<string> =>
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(await bytes(id));
  const json = async <T>(id: string): Promise<T> => JSON.parse(await text(id)) as T;
  return {
    bytes,
    text,
    json,
    async put(body, type) {
      const stored = content.put(body, type);
      keepNear(idOf(body), body);
      return (await stored).id;
    },
    async program({ main, files }) {
      const named = Object.entries(files).map(async ([name, id]) => [name, await text(id)] as const);
      return { main, files: Object.fromEntries(await Promise.all(named)) };
    },
    inputs: ({ inputs }) => json(inputs),
    async made<T>({ made }: Work, stage: string): Promise<T> {
      const found = made[stage]?.content;
      if (found === undefined) throw new TerminalError(`nothing was made by ${stage}`);
      return json<T>(found);
    },
  };
}
