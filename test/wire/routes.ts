import { event, type Json } from "./wire.js";

/** What the owner has and nobody else may see or touch, by id; every text of it says "owned". */
export interface Owned {
  event: string;
  letter: string;
  content: string;
  item: string;
  mission: string;
  task: string;
  run: string;
}

/** How a stranger knocks at a route, and what it must get. */
export interface Probe {
  /** Aimed at the owner's thing. */
  readonly at?: string;
  readonly body?: Json;
  /**
   * `nothing`: the owner's thing is not there. `empty`: 200, and nothing of the owner's in it. `own`: the stranger
   * reaches its own place alone, whatever the answer says.
   */
  readonly gets: "nothing" | "empty" | "own";
}

const nothing = (at: string, body?: Json): Probe => ({ at, gets: "nothing", ...(body === undefined ? {} : { body }) });
const empty: Probe = { gets: "empty" };
const own = (body?: Json): Probe => ({ gets: "own", ...(body === undefined ? {} : { body }) });
const search = (body: Json): Probe => ({ gets: "empty", body });
const time = "2026-01-02T03:04:05Z";

/** Every guarded route there is, by method and path; a route that is not here fails the test. */
export const probesFor = (owned: Owned): Record<string, Probe> => ({
  ...events(owned),
  ...registry(),
  ...memory(owned),
  ...missions(owned),
  "GET /metrics": own(),
  "GET /config/validate": own(),
});

const events = ({ event: id, letter, content }: Owned): Record<string, Probe> => ({
  "POST /v1/events": own(event()),
  "POST /v1/events/batch": own([event()]),
  "GET /v1/events": empty,
  "GET /v1/events/stream": own(),
  "GET /v1/events/{id}": nothing(`/v1/events/${id}`),
  "POST /v1/deliveries": own({ settlements: [] }),
  "GET /v1/dead-letters": empty,
  "GET /v1/dead-letters/{id}": nothing(`/v1/dead-letters/${letter}`),
  "DELETE /v1/dead-letters/{id}": nothing(`/v1/dead-letters/${letter}`),
  "POST /v1/dead-letters/{id}/replay": nothing(`/v1/dead-letters/${letter}/replay`),
  "GET /v1/groups": empty,
  "GET /v1/groups/{group}": nothing("/v1/groups/owned"),
  "PUT /v1/groups/{group}": { at: "/v1/groups/other", body: { topics: ["task-events"] }, gets: "own" },
  "DELETE /v1/groups/{group}": nothing("/v1/groups/owned"),
  "PUT /v1/content": own("body"),
  "GET /v1/content/{id}": nothing(`/v1/content/${content}`),
  "DELETE /v1/content/{id}": nothing(`/v1/content/${content}`),
});

const registry = (): Record<string, Probe> => ({
  "GET /v1/agents": empty,
  "GET /v1/agents/{name}": nothing("/v1/agents/owned"),
  "PUT /v1/agents/{name}": { at: "/v1/agents/other", body: {}, gets: "own" },
  "DELETE /v1/agents/{name}": nothing("/v1/agents/owned"),
  "GET /v1/agents/{name}/instances": nothing("/v1/agents/owned/instances"),
  "PUT /v1/agents/{name}/instances/{id}": nothing("/v1/agents/owned/instances/one", {}),
  "DELETE /v1/agents/{name}/instances/{id}": nothing("/v1/agents/owned/instances/one"),
  "GET /v1/event-types": empty,
  "GET /v1/event-types/{type}": nothing("/v1/event-types/owned.type"),
  "PUT /v1/event-types/{type}": {
    at: "/v1/event-types/other.type",
    body: { topic: "business-facts", schema: {} },
    gets: "own",
  },
  "DELETE /v1/event-types/{type}": nothing("/v1/event-types/owned.type"),
  "GET /v1/event-types/{type}/versions/{version}": nothing("/v1/event-types/owned.type/versions/1.0.0"),
  "POST /v1/event-types/{type}/check": {
    at: "/v1/event-types/other.type/check",
    body: { topic: "business-facts", schema: {} },
    gets: "own",
  },
  "GET /v1/discover": empty,
  "GET /v1/export/openai-tools": empty,
  "GET /v1/export/mcp-tools": empty,
  "GET /v1/export/asyncapi": empty,
});

const memory = ({ item }: Owned): Record<string, Probe> => ({
  "POST /v1/memory/semantic/items": own({ text: "theirs" }),
  "GET /v1/memory/semantic/items": empty,
  "GET /v1/memory/semantic/items/{id}": nothing(`/v1/memory/semantic/items/${item}`),
  "PATCH /v1/memory/semantic/items/{id}": nothing(`/v1/memory/semantic/items/${item}`, { importance: 1 }),
  "POST /v1/memory/semantic/items/{id}/release": nothing(`/v1/memory/semantic/items/${item}/release`),
  "POST /v1/memory/semantic/search": search({ query: "owned" }),
  "POST /v1/memory/episodic/interactions": own({ role: "user", text: "theirs" }),
  "GET /v1/memory/episodic/interactions": empty,
  "POST /v1/memory/episodic/summaries": own({ text: "theirs", interactionIds: [item] }),
  "POST /v1/memory/episodic/search": search({ query: "owned" }),
  "GET /v1/memory/procedural": empty,
  "PUT /v1/memory/procedural/{name}": {
    at: "/v1/memory/procedural/other",
    body: { type: "rule", content: "theirs" },
    gets: "own",
  },
  "GET /v1/memory/procedural/{name}": nothing("/v1/memory/procedural/owned"),
  "DELETE /v1/memory/procedural/{name}": nothing("/v1/memory/procedural/owned"),
  "GET /v1/memory/procedural/{name}/versions/{version}": nothing("/v1/memory/procedural/owned/versions/1.0.0"),
  "POST /v1/memory/procedural/relevant": search({ situation: "owned" }),
  "POST /v1/memory/procedural/{name}/feedback": nothing("/v1/memory/procedural/owned/feedback", { outcome: "hurt" }),
  "GET /v1/memory/working/{mission}": { at: "/v1/memory/working/owned", gets: "own" },
  "DELETE /v1/memory/working/{mission}": { at: "/v1/memory/working/owned", gets: "own" },
  "GET /v1/memory/working/{mission}/{key}": nothing("/v1/memory/working/owned/owned-key"),
  "PUT /v1/memory/working/{mission}/{key}": { at: "/v1/memory/working/other/key", body: { value: 1 }, gets: "own" },
  "DELETE /v1/memory/working/{mission}/{key}": nothing("/v1/memory/working/owned/owned-key"),
  "POST /v1/memory/working/{mission}/{key}/increment": {
    at: "/v1/memory/working/other/count/increment",
    body: {},
    gets: "own",
  },
  "POST /v1/memory/working/{mission}/{key}/append": {
    at: "/v1/memory/working/other/list/append",
    body: { values: [1] },
    gets: "own",
  },
  "GET /v1/memory/stats": empty,
  "GET /v1/memory/export": own(),
  "POST /v1/memory/import": own({}),
  "GET /v1/memory/reembed": empty,
  "POST /v1/memory/reembed": own({}),
  "GET /v1/memory/items/{id}": nothing(`/v1/memory/items/${item}`),
  "DELETE /v1/memory/items/{id}": nothing(`/v1/memory/items/${item}`),
  "POST /v1/memory/forget": own({ item }),
  "GET /v1/memory/receipts": own(),
});

const missions = ({ mission, task, run }: Owned): Record<string, Probe> => {
  const of = (rest = "") => `/v1/missions/${mission}${rest}`;
  const ofRun = (rest = "") => `/v1/runs/${run}${rest}`;
  return {
    "POST /v1/missions": own({ goal: "theirs" }),
    "GET /v1/missions": empty,
    "GET /v1/missions/stream": own(),
    "POST /v1/missions/rebuild": own(),
    "GET /v1/missions/{id}": nothing(of()),
    "PATCH /v1/missions/{id}": nothing(of(), { ifRev: 1, tags: ["stolen"] }),
    "POST /v1/missions/{id}/cancel": nothing(of("/cancel"), { reason: "stolen" }),
    "POST /v1/missions/{id}/pause": nothing(of("/pause"), { reason: "stolen" }),
    "POST /v1/missions/{id}/resume": nothing(of("/resume"), { reason: "stolen" }),
    "POST /v1/missions/{id}/approve": nothing(of("/approve"), { approved: true }),
    "POST /v1/missions/{id}/transitions": nothing(of("/transitions"), {
      ifRev: 1,
      planner: "thief",
      handled: "x",
      state: {},
    }),
    "POST /v1/missions/{id}/spend": nothing(of("/spend"), { key: "k", tokens: 1 }),
    "POST /v1/missions/{id}/spend/{key}": nothing(of("/spend/k"), { tokens: 1 }),
    "POST /v1/missions/{id}/replay": nothing(of("/replay"), {}),
    "GET /v1/missions/{id}/history": nothing(of("/history")),
    "GET /v1/missions/{id}/steps": nothing(of("/steps")),
    "GET /v1/missions/{id}/graph": nothing(of("/graph")),
    "GET /v1/breakers": empty,
    "DELETE /v1/breakers/{agent}": nothing("/v1/breakers/owned"),
    "GET /v1/questions": empty,
    "GET /v1/questions/{id}": nothing("/v1/questions/owned-question"),
    "POST /v1/questions/{id}/answer": nothing("/v1/questions/owned-question/answer", { value: "stolen" }),
    "POST /v1/tasks": own({ type: "theirs.requested" }),
    "GET /v1/tasks": empty,
    "GET /v1/tasks/{id}": nothing(`/v1/tasks/${task}`),
    "GET /v1/tasks/{id}/steps": nothing(`/v1/tasks/${task}/steps`),
    "POST /v1/tasks/{id}/answer": nothing(`/v1/tasks/${task}/answer`, {
      agent: "thief",
      reply: { id: "r", type: "owned.completed", topic: "action-results" },
    }),
    "POST /v1/tasks/{id}/retry": nothing(`/v1/tasks/${task}/retry`, {}),
    "POST /v1/runs": own({}),
    "GET /v1/runs": empty,
    "POST /v1/runs/heartbeats": own({ runs: [run] }),
    "GET /v1/runs/{id}": nothing(ofRun()),
    "POST /v1/runs/{id}/steps": nothing(ofRun("/steps"), { key: "k", startedAt: time }),
    "POST /v1/runs/{id}/waits": nothing(ofRun("/waits"), { waits: [], suspend: ["k"] }),
    "POST /v1/runs/{id}/finish": nothing(ofRun("/finish"), { outcome: "succeeded" }),
    "POST /v1/runs/{id}/progress": nothing(ofRun("/progress"), { percent: 1 }),
  };
};
