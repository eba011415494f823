import { request } from "node:http";
import type {
  CloudEvent,
  DeadLetter,
  EventInput,
  Page,
  Problem,
  Settlement,
  SettlementResult,
} from "@troupe/contracts";
import { openSse, type SseClient, type SseOptions } from "./sse-client.js";

/** An answer, whatever its status. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: T;
}

/** The events API as one client sees it, with nothing made easier: no retries, no reconnects. */
export interface Api {
  call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>>;
  /** Publishes one event; the answer may be a problem. */
  publish(event: Partial<EventInput>): Promise<Answer<{ id: string; sequence: number } & Problem>>;
  settle(...settlements: Settlement[]): Promise<readonly SettlementResult[]>;
  stream(query: Record<string, string>, options?: Omit<SseOptions, "token">): Promise<SseClient>;
  history(topic: string): Promise<readonly CloudEvent[]>;
  deadLetters(): Promise<readonly DeadLetter[]>;
}

/** An {@link Api} of `url` as the bearer of `token`. */
export function apiOf(url: string, token: string): Api {
  const call = <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> =>
    new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      };
      const outgoing = request(`${url}${path}`, { method, headers, agent: false }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: (text === "" ? undefined : JSON.parse(text)) as T,
          }),
        );
      });
      outgoing.on("error", reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });

  return {
    call,
    publish: (event) =>
      call("POST", "/v1/events", { specversion: "1.0", source: "test", topic: "business-facts", ...event }),
    async settle(...settlements) {
      const answer = await call<{ results: SettlementResult[] }>("POST", "/v1/deliveries", { settlements });
      return answer.body.results;
    },
    stream: (query, options = {}) =>
      openSse(`${url}/v1/events/stream?${new URLSearchParams(query)}`, { ...options, token }),
    async history(topic) {
      const items: CloudEvent[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const query = new URLSearchParams({ topics: topic, limit: "200", ...(cursor === "" ? {} : { cursor }) });
        const page: Answer<Page<CloudEvent>> = await call("GET", `/v1/events?${query}`);
        items.push(...page.body.items);
        cursor = page.body.cursor;
      }
      return items;
    },
    deadLetters: async () => (await call<Page<DeadLetter>>("GET", "/v1/dead-letters?limit=200")).body.items,
  };
}
