import { type Interaction, MEMORY_HEADERS, TroupeError, type WorkingEntry } from "@troupe/contracts";
import type { Circumstances, MemoryPorts, WorkingPlace } from "../memory/memory-ports.js";
import type { Call, Caller } from "./call.js";

const ROOT = "/v1/memory";
const PAGE = "200";
const part = encodeURIComponent;
const keyPath = ({ missionId, key }: WorkingPlace): string => `${ROOT}/working/${part(missionId)}/${part(key)}`;

/** The memory over HTTP. */
export function httpMemory(caller: Caller): MemoryPorts {
  const headers = (at: Circumstances): Record<string, string> => {
    const said = [
      [MEMORY_HEADERS.user, at.user],
      [MEMORY_HEADERS.mission, at.missionId],
      [MEMORY_HEADERS.conversation, at.conversationId],
      [MEMORY_HEADERS.event, at.eventId],
      [MEMORY_HEADERS.run, at.runId],
    ] as const;
    return Object.fromEntries(said.flatMap(([name, value]) => (value === undefined ? [] : [[name, part(value)]])));
  };
  const call = (at: Circumstances, method: Call["method"], path: string, body?: object): Call => ({
    method,
    path,
    headers: headers(at),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const ask = <T>(...args: Parameters<typeof call>): Promise<T> => caller.json<T>(call(...args));
  const isGone = (error: unknown): boolean => error instanceof TroupeError && error.code === "NOT_FOUND";

  return {
    knowledge: {
      remember: (at, input) => ask(at, "POST", `${ROOT}/semantic/items`, input),
      search: (at, input) => ask(at, "POST", `${ROOT}/semantic/search`, input),
      show: (at, id) => caller.found(call(at, "GET", `${ROOT}/semantic/items/${part(id)}`)),
      forget: (at, id) => ask(at, "DELETE", `${ROOT}/items/${part(id)}`),
    },
    episodes: {
      log: (at, input) => ask(at, "POST", `${ROOT}/episodic/interactions`, input),
      summarise: (at, input) => ask(at, "POST", `${ROOT}/episodic/summaries`, input),
      async recent(at, query) {
        const said = new URLSearchParams();
        for (const [name, value] of Object.entries(query)) if (value !== undefined) said.set(name, String(value));
        const path = `${ROOT}/episodic/interactions?${said}`;
        return (await ask<{ items: Interaction[] }>(at, "GET", path)).items;
      },
      search: (at, input) => ask(at, "POST", `${ROOT}/episodic/search`, input),
    },
    procedures: {
      define: (at, name, input) => ask(at, "PUT", `${ROOT}/procedural/${part(name)}`, input),
      get: (at, name) => caller.found(call(at, "GET", `${ROOT}/procedural/${part(name)}`)),
      relevant: (at, query) => ask(at, "POST", `${ROOT}/procedural/relevant`, query),
      feedback: (at, name, said) => ask(at, "POST", `${ROOT}/procedural/${part(name)}/feedback`, said),
      remove: async (at, name) => void (await caller.send(call(at, "DELETE", `${ROOT}/procedural/${part(name)}`))),
    },
    working: {
      get: (at, place) => caller.found(call(at, "GET", keyPath(place))),
      set: (at, place, write) => ask(at, "PUT", keyPath(place), write),
      increment: (at, place, change) => ask(at, "POST", `${keyPath(place)}/increment`, change),
      append: (at, place, change) => ask(at, "POST", `${keyPath(place)}/append`, change),
      remove: (at, place) =>
        caller.send(call(at, "DELETE", keyPath(place))).then(
          () => true,
          (error: unknown) => {
            if (isGone(error)) return false;
            throw error;
          },
        ),
      async list(at, missionId) {
        const entries: WorkingEntry[] = [];
        for (let cursor: string | null = ""; cursor !== null; ) {
          const query: string = new URLSearchParams({ limit: PAGE, ...(cursor === "" ? {} : { cursor }) }).toString();
          const page: { items: WorkingEntry[]; cursor: string | null } = await ask(
            at,
            "GET",
            `${ROOT}/working/${part(missionId)}?${query}`,
          );
          entries.push(...page.items);
          cursor = page.cursor;
        }
        return entries;
      },
      clear: async (at, missionId) =>
        (await ask<{ removed: number }>(at, "DELETE", `${ROOT}/working/${part(missionId)}`)).removed,
    },
  };
}
