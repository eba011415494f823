import { systemClock } from "@troupe/bus";
import { createMemoryBus } from "@troupe/bus/memory";
import { registryMigrations, registryModule } from "@troupe/registry";
import { createLogger } from "@troupe/service";
import { testServer } from "@troupe/service/testing";
import { openStore } from "@troupe/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { registration } from "../src/events/definition.js";
import { httpPlatform } from "../src/http/platform.js";
import { defineEvent, EventToolkit, type RegistryClient } from "../src/index.js";
import { MemoryRegistry } from "../src/testing/memory-registry.js";
import { greet, greeted } from "./greeting.js";

interface RegistryHarness extends AsyncDisposable {
  readonly registry: RegistryClient;
}

const sum = defineEvent({
  type: "sum.requested",
  topic: "action-requests",
  description: "Add numbers",
  purpose: "When a total is wanted",
  schema: z.object({ terms: z.array(z.number()).describe("What to add"), unit: z.string().optional() }),
});

/** What every registry client keeps. */
function registryConformance(name: string, open: () => Promise<RegistryHarness>): void {
  describe(name, () => {
    let harness: RegistryHarness;
    let registry: RegistryClient;
    beforeAll(async () => {
      harness = await open();
      registry = harness.registry;
    });
    afterAll(() => harness[Symbol.asyncDispose]());

    it("knows nobody at first", async () => {
      expect(await registry.agent("greeter")).toBeUndefined();
      expect(await registry.eventType("greeting.requested")).toBeUndefined();
      await expect(registry.heartbeat("greeter", "i-1", { ttlSeconds: 60 })).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    });

    it("finds more than one answer of the platform holds", { timeout: 60_000 }, async () => {
      const names = Array.from({ length: 230 }, (_, at) => `many-${String(at).padStart(3, "0")}`);
      for (const name of names) {
        const type = `${name}.requested`;
        await registry.registerEventType({ ...registration(greet), type });
        await registry.registerAgent({
          name,
          version: "1.0.0",
          kind: "worker",
          capabilities: [`can-${name}`],
          consumes: [{ type, topic: "action-requests" }],
          produces: [],
        });
      }
      const all = await registry.discover({ alsoAbsent: true });
      expect(all.agents.filter(({ name }) => name.startsWith("many-")).map(({ name }) => name)).toEqual(names);
      expect(all.eventTypes.filter(({ type }) => type.startsWith("many-"))).toHaveLength(names.length);
      const worded = await registry.discover({ alsoAbsent: true, text: "many" });
      expect(new Set(worded.agents.map(({ name }) => name))).toEqual(new Set(names));
      expect(worded.eventTypes).toHaveLength(names.length);
      const last = await registry.discover({ alsoAbsent: true, capability: "can-many-229" });
      expect(last.agents.map(({ name }) => name)).toEqual(["many-229"]);
      expect(last.eventTypes.map(({ type }) => type)).toEqual(["many-229.requested"]);
      expect((await registry.discover()).agents.filter(({ name }) => name.startsWith("many-"))).toEqual([]);
    });

    it("registers event types once, and by version", async () => {
      const first = await registry.registerEventType(registration(greet));
      expect(first).toMatchObject({
        type: greet.type,
        version: "1.0.0",
        versions: ["1.0.0"],
        schema: greet.jsonSchema,
      });
      expect(await registry.registerEventType(registration(greet))).toMatchObject({ schemaHash: first.schemaHash });
      const changed = { ...registration(greet), schema: registration(greeted).schema };
      await expect(registry.registerEventType(changed)).rejects.toMatchObject({ code: "CONFLICT" });
      await registry.registerEventType({ ...changed, version: "2.0.0" });
      expect(await registry.eventType(greet.type)).toMatchObject({ version: "2.0.0", versions: ["2.0.0", "1.0.0"] });
      expect(await registry.eventType(greet.type, "1.0.0")).toMatchObject({ version: "1.0.0" });
      expect(await registry.eventType(greet.type, "3.0.0")).toBeUndefined();
    });

    it("registers agents, and finds those that live", async () => {
      const uses = { consumes: [{ type: greet.type, topic: greet.topic }], produces: [] };
      await registry.registerAgent({ name: "greeter", version: "1.2.0", capabilities: ["greeting"], ...uses });
      await registry.registerAgent({ name: "silent", capabilities: ["greeting"] });
      await registry.heartbeat("greeter", "i-1", { ttlSeconds: 60, version: "1.2.0" });
      expect(await registry.agent("greeter")).toMatchObject({
        live: true,
        instances: [{ id: "i-1", version: "1.2.0" }],
      });
      const names = async (query: Parameters<RegistryClient["discover"]>[0]) =>
        (await registry.discover(query)).agents.map((agent) => agent.name);
      expect(await names({ capability: "greeting" })).toEqual(["greeter"]);
      expect(await names({ consumes: greet.type })).toEqual(["greeter"]);
      expect(await names({ produces: greet.type })).toEqual([]);
      expect(await names({ capability: "flying" })).toEqual([]);
      await registry.leave("greeter", "i-1");
      expect(await registry.agent("greeter")).toMatchObject({ live: false });
      expect(await names({ capability: "greeting" })).toEqual([]);
    });

    it("gives a toolkit what it needs: describe, build, tools", async () => {
      await registry.registerEventType(registration(sum));
      const toolkit = new EventToolkit(registry);
      expect((await toolkit.discover({ topic: "action-requests" })).map(({ type }) => type)).toContain(sum.type);
      expect(await toolkit.describe(sum.type)).toBe(
        "sum.requested (action-requests, version 1.0.0): Add numbers\nPurpose: When a total is wanted\n" +
          "- terms: array; What to add\n- unit: string, optional",
      );
      expect(await toolkit.build(sum.type, { terms: [1, 2] })).toEqual({
        event: { type: sum.type, topic: "action-requests" },
        data: { terms: [1, 2] },
      });
      await expect(toolkit.build(sum.type, { terms: "no" })).rejects.toMatchObject({
        code: "SCHEMA_MISMATCH",
        errors: [{ pointer: "/data/terms" }],
      });
      await expect(toolkit.build("no.such", {})).rejects.toMatchObject({ code: "EVENT_TYPE_UNKNOWN" });
      const tools = await toolkit.asTools({ topic: "action-requests" });
      const tool = tools.find(({ function: { name } }) => name === "sum__requested");
      expect(tool).toMatchObject({
        type: "function",
        function: { parameters: { type: "object", required: ["terms"] } },
      });
      expect(await toolkit.fromToolCall("sum__requested", '{"terms":[3]}')).toMatchObject({ data: { terms: [3] } });
      await expect(toolkit.fromToolCall("sum__requested", "{")).rejects.toMatchObject({ code: "MALFORMED_JSON" });
      await expect(toolkit.fromToolCall("other", {})).rejects.toMatchObject({ code: "EVENT_TYPE_UNKNOWN" });
    });
  });
}

registryConformance("the registry in process", async () => ({
  registry: new MemoryRegistry(systemClock),
  [Symbol.asyncDispose]: async () => undefined,
}));

registryConformance("the registry over HTTP", async () => {
  const logger = createLogger({ service: "registry", level: "silent" });
  const store = await openStore({ url: "pglite:memory" });
  await store.migrate([registryMigrations]);
  const bus = createMemoryBus();
  const server = await testServer([registryModule({ store, bus, mirror: bus.mirror, clock: systemClock, logger })]);
  const location = { url: await server.listen(), token: await server.tokenFor(), mayMove: false };
  const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  return {
    registry: httpPlatform({ locate: () => location, logger: quiet }).registry,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await store.close();
      await bus.close();
    },
  };
});
