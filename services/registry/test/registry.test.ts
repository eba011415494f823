import { findPostgres, startPostgres, type TestPostgres, unprotectedTables } from "@troupe/store/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, openBench } from "./harness.js";

const available = (await findPostgres()) !== undefined;
const greeter = {
  version: "1.2.0",
  description: "Greets people warmly",
  kind: "worker",
  capabilities: ["greeting", "translation.french"],
  consumes: [{ type: "greeting.requested", topic: "action-requests" }],
  produces: [{ type: "greeting.completed", topic: "action-results" }],
};
const greetingType = {
  topic: "action-requests",
  version: "1.0.0",
  description: "Greet someone by name",
  purpose: "When a person should be welcomed",
  schema: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
};

function suite(name: string, url: () => Promise<string>): void {
  describe(name, () => {
    let bench: Bench;
    beforeAll(async () => {
      bench = await openBench(await url());
    });
    afterAll(() => bench?.[Symbol.asyncDispose]());

    it("keeps a definition, counts its revisions, and tells of each change once", async () => {
      const first = await bench.call("PUT", "/v1/agents/greeter", greeter);
      expect(first).toMatchObject({ status: 200, body: { name: "greeter", rev: 1, live: false, instances: [] } });
      expect((await bench.call("PUT", "/v1/agents/greeter", greeter)).body.rev).toBe(1);
      const changed = { ...greeter, description: "Greets people" };
      expect((await bench.call("PUT", "/v1/agents/greeter", { ...changed, ifRev: 1 })).body.rev).toBe(2);
      const stale = await bench.call("PUT", "/v1/agents/greeter", { ...greeter, ifRev: 1 });
      expect(stale).toMatchObject({ status: 409, body: { code: "REV_CONFLICT" } });
      await bench.receiver.until(() => bench.receiver.typesOf("acme").length === 2);
      expect(bench.receiver.typesOf("acme")).toEqual(["agent.registered", "agent.registered"]);
    });

    it("keeps an instance alive by its heartbeat and tells when it expires, once among replicas", async () => {
      const tenant = "pulse";
      await using replica = name === "postgres" ? await openBench(await url(), bench) : undefined;
      expect(replica === undefined).toBe(name !== "postgres");
      await bench.call("PUT", "/v1/agents/greeter", greeter, tenant);
      const beat = (id: string) => bench.call("PUT", `/v1/agents/greeter/instances/${id}`, { ttlSeconds: 30 }, tenant);
      expect(await beat("i1")).toMatchObject({ status: 200, body: { id: "i1", agent: "greeter", version: "1.2.0" } });
      expect((await beat("i2")).status).toBe(200);
      bench.clock.advance(20_000);
      await beat("i1");
      bench.clock.advance(20_000);
      await bench.receiver.until(() => bench.receiver.typesOf(tenant).includes("agent.expired"));
      const { body } = await bench.call("GET", "/v1/agents/greeter", undefined, tenant);
      expect(body.instances.map(({ id }: { id: string }) => id)).toEqual(["i1"]);
      bench.clock.advance(60_000);
      const expired = () => bench.receiver.typesOf(tenant).filter((type) => type === "agent.expired");
      await bench.receiver.until(() => expired().length === 2);
      expect((await bench.call("GET", "/v1/agents/greeter", undefined, tenant)).body.live).toBe(false);
      await beat("i1");
      await bench.receiver.until(
        () => bench.receiver.typesOf(tenant).filter((t) => t === "agent.registered").length === 3,
      );
      expect(expired()).toHaveLength(2);
    });

    it("tells when an instance leaves, and when an agent is removed", async () => {
      const tenant = "leavers";
      await bench.call("PUT", "/v1/agents/a", greeter, tenant);
      for (const id of ["1", "2"]) await bench.call("PUT", `/v1/agents/a/instances/${id}`, {}, tenant);
      expect((await bench.call("DELETE", "/v1/agents/a/instances/1", undefined, tenant)).status).toBe(204);
      expect((await bench.call("DELETE", "/v1/agents/a/instances/1", undefined, tenant)).status).toBe(404);
      expect((await bench.call("DELETE", "/v1/agents/a", undefined, tenant)).status).toBe(204);
      await bench.receiver.until(() => bench.receiver.typesOf(tenant).filter((t) => t === "agent.left").length === 2);
      expect((await bench.call("GET", "/v1/agents/a", undefined, tenant)).status).toBe(404);
      expect((await bench.call("PUT", "/v1/agents/a/instances/1", {}, tenant)).body.code).toBe("NOT_FOUND");
    });

    it("lists by capability, kind, use and life, in pages", async () => {
      const tenant = "lists";
      for (const at of [1, 2, 3]) await bench.call("PUT", `/v1/agents/w${at}`, greeter, tenant);
      await bench.call(
        "PUT",
        "/v1/agents/Tool",
        { kind: "tool", consumes: [{ type: "order.>", topic: "business-facts" }] },
        tenant,
      );
      await bench.call("PUT", "/v1/agents/w1/instances/x", {}, tenant);
      const names = async (query: string) =>
        (await bench.call("GET", `/v1/agents?${query}`, undefined, tenant)).body.items.map(
          (a: { name: string }) => a.name,
        );
      expect(await names("")).toEqual(["Tool", "w1", "w2", "w3"]);
      expect(await names("capability=greeting&limit=2")).toEqual(["w1", "w2"]);
      expect(await names("kind=tool")).toEqual(["Tool"]);
      expect(await names("consumes=order.placed.late")).toEqual(["Tool"]);
      expect(await names("produces=greeting.completed&live=true")).toEqual(["w1"]);
      expect(await names("live=false")).toEqual(["Tool", "w2", "w3"]);
      const page = (await bench.call("GET", "/v1/agents?limit=2", undefined, tenant)).body;
      expect(await names(`limit=2&cursor=${page.cursor}`)).toEqual(["w2", "w3"]);
      expect((await bench.call("GET", "/v1/agents?cursor=!!", undefined, tenant)).body.code).toBe("CURSOR_INVALID");
    });

    it("registers versions, refuses what breaks live consumers, and mirrors what it keeps", async () => {
      const tenant = "types";
      const put = (body: object) => bench.call("PUT", "/v1/event-types/greeting.requested", body, tenant);
      expect(await put(greetingType)).toMatchObject({ status: 200, body: { version: "1.0.0", versions: ["1.0.0"] } });
      expect((await put(greetingType)).status).toBe(200);
      const broken = {
        ...greetingType,
        version: "1.1.0",
        schema: { type: "object", properties: { name: { type: "number" } } },
      };
      expect((await put({ ...broken, version: "1.0.0" })).body.code).toBe("CONFLICT");
      expect((await put({ ...broken, version: "0.9.0" })).body.code).toBe("CONFLICT");
      await bench.call("PUT", "/v1/agents/greeter", greeter, tenant);
      await bench.call("PUT", "/v1/agents/greeter/instances/1", { version: "1.1.9" }, tenant);
      const checked = await bench.call("POST", "/v1/event-types/greeting.requested/check", broken, tenant);
      const consumers = [{ name: "greeter", version: "1.1.9", instances: 1 }];
      expect(checked.body).toMatchObject({ compatible: false, consumers });
      const refused = await put(broken);
      expect(refused).toMatchObject({ status: 409, body: { code: "INCOMPATIBLE_SCHEMA", consumers } });
      expect(refused.body.breaks.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
        "/schema/properties/name",
        "/schema/properties/name",
      ]);
      expect((await put({ ...broken, version: "2.0.0" })).body.versions).toEqual(["2.0.0", "1.0.0"]);
      await bench.receiver.until(() => bench.receiver.lookup(tenant, "greeting.requested")?.version === "2.0.0");
      expect(Object.keys(bench.receiver.lookup(tenant, "greeting.requested")?.schemas ?? {})).toEqual([
        "2.0.0",
        "1.0.0",
      ]);
      const old = await bench.call("GET", "/v1/event-types/greeting.requested/versions/1.0.0", undefined, tenant);
      expect(old.body.schema).toEqual(greetingType.schema);
      expect((await bench.call("DELETE", "/v1/event-types/greeting.requested", undefined, tenant)).status).toBe(204);
      await bench.receiver.until(() => bench.receiver.lookup(tenant, "greeting.requested") === undefined);
    });

    it("goes on while the bus is down and catches up", async () => {
      const tenant = "offline";
      bench.receiver.isDown = true;
      expect((await bench.call("PUT", "/v1/agents/greeter", greeter, tenant)).status).toBe(200);
      expect((await bench.call("PUT", "/v1/event-types/greeting.requested", greetingType, tenant)).status).toBe(200);
      const ready = await bench.server.app.inject("/readyz");
      expect(ready.statusCode).toBe(503);
      bench.receiver.isDown = false;
      const pump = setInterval(() => bench.clock.advance(2000), 20);
      await bench.receiver.until(() => bench.receiver.typesOf(tenant).length === 1);
      await bench.receiver.until(() => bench.receiver.lookup(tenant, "greeting.requested") !== undefined);
      clearInterval(pump);
    });

    it("heals a mirror that was lost", async () => {
      const tenant = "healing";
      await bench.call("PUT", "/v1/event-types/greeting.requested", greetingType, tenant);
      await bench.receiver.until(() => bench.receiver.lookup(tenant, "greeting.requested") !== undefined);
      bench.receiver.mirrored.clear();
      bench.clock.advance(600_000);
      await bench.receiver.until(() => bench.receiver.lookup(tenant, "greeting.requested") !== undefined);
    });

    it("finds agents and types by words, by beginnings and by what they use", async () => {
      const tenant = "finder";
      await bench.call("PUT", "/v1/agents/greeter", greeter, tenant);
      await bench.call("PUT", "/v1/agents/billing", { description: "Sends invoices; greets nobody" }, tenant);
      await bench.call("PUT", "/v1/event-types/greeting.requested", greetingType, tenant);
      const find = async (query: string) => {
        const { body } = await bench.call("GET", `/v1/discover?${query}`, undefined, tenant);
        return [...body.agents, ...body.eventTypes].map(
          (found: { name?: string; type?: string }) => found.name ?? found.type,
        );
      };
      expect(await find("q=greeting")).toEqual(["greeter", "billing", "greeting.requested"]);
      expect(await find("q=invoic")).toEqual(["billing"]);
      expect(await find("q=french")).toEqual(["greeter"]);
      expect(await find("q=welcome")).toEqual(["greeting.requested"]);
      expect(await find("capability=greeting")).toEqual(["greeter", "greeting.requested"]);
      expect(await find("consumes=greeting.requested")).toEqual(["greeter", "greeting.requested"]);
      expect(await find("topic=action-requests")).toEqual(["greeter", "greeting.requested"]);
      expect(await find(`q=${encodeURIComponent("'); drop table x --")}`)).toEqual([]);
    });

    it("finds by words whatever there is, a page after the other, the best first", async () => {
      const tenant = "crowded";
      for (let at = 0; at < 7; at += 1) {
        const produces = [{ type: `parcel.sent${at}`, topic: "business-facts" }];
        await bench.call("PUT", `/v1/agents/carrier-${at}`, { description: "Sends a parcel", produces }, tenant);
        const type = { topic: "business-facts", description: "A parcel", version: "1.0.0", schema: { type: "object" } };
        await bench.call("PUT", `/v1/event-types/parcel.sent${at}`, type, tenant);
      }
      await bench.call("PUT", "/v1/agents/parcel-parcel", { description: "Parcel parcel parcel" }, tenant);
      const find = (query: string) => bench.call("GET", `/v1/discover?${query}`, undefined, tenant);
      for (const query of ["q=parcel", "q=parcel&live=false"]) {
        const whole = (await find(query)).body;
        expect([whole.agents.length, whole.eventTypes.length, whole.cursor]).toEqual([8, 7, undefined]);
        expect(whole.agents[0].name).toBe("parcel-parcel");
        const [agents, types]: [unknown[], unknown[]] = [[], []];
        for (let cursor: string | undefined = ""; cursor !== undefined; ) {
          const page: typeof whole = (await find(`${query}&limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`)).body;
          agents.push(...page.agents);
          types.push(...page.eventTypes);
          cursor = page.cursor;
        }
        expect(agents).toEqual(whole.agents);
        expect(types).toEqual(whole.eventTypes);
      }
      expect((await find("q=parcel&cursor=nowhere")).body.code).toBe("CURSOR_INVALID");
    });

    it("leaves no table of its own unprotected", async () => {
      expect(await unprotectedTables(bench.store)).toEqual([]);
    });
  });
}

suite("pglite", async () => "pglite:memory");

describe.skipIf(!available)("with a Postgres server", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());
  suite("postgres", async () => server.url);
});
