import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One effect that an agent had on the outside. */
export interface Effect {
  readonly mission: string;
  readonly task: string;
  readonly step: string;
  readonly at: number;
}

/** What lies outside of the platform: effects of agents, and the places in their code that they tell of. */
export interface World extends AsyncDisposable {
  readonly url: string;
  readonly effects: readonly Effect[];
  /** How often each boundary was reached. */
  readonly reached: ReadonlyMap<string, number>;
  /** Does `act` when a boundary that `wanted` takes is reached next, and holds whoever reached it meanwhile. */
  once(wanted: (name: string) => boolean, act: (name: string) => Promise<void>): void;
  /** Nothing is waited for any more. */
  disarm(): void;
}

export async function openWorld(): Promise<World> {
  const effects: Effect[] = [];
  const reached = new Map<string, number>();
  let armed: { wanted: (name: string) => boolean; act: (name: string) => Promise<void> } | undefined;
  const boundary = async (name: string, answer: ServerResponse): Promise<void> => {
    reached.set(name, (reached.get(name) ?? 0) + 1);
    const act = armed?.wanted(name) ? armed.act : undefined;
    if (act !== undefined) {
      armed = undefined;
      await act(name);
    }
    answer.end();
  };
  const server = createServer(async (incoming, answer) => {
    let text = "";
    for await (const chunk of incoming) text += chunk;
    const said = JSON.parse(text);
    if (incoming.url === "/boundary") await boundary(said.name, answer);
    else {
      effects.push({ ...said, at: Date.now() });
      answer.end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    effects,
    reached,
    once: (wanted, act) => {
      armed = { wanted, act };
    },
    disarm: () => {
      armed = undefined;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
