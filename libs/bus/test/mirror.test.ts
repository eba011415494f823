import { jetstream } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import type { MirroredType } from "@troupe/contracts";
import { describe, expect, test } from "vitest";
import { systemClock } from "../src/clock.js";
import { createSchemaMirror } from "../src/mirror/schema-mirror.js";
import { type Bench, engines, openBench } from "./reading-kit.js";

const typeOf = (type: string, version = "1.0.0"): MirroredType => ({
  type,
  topic: "business-facts",
  version,
  schemas: { [version]: { type: "object" } },
});

const open = (bench: Bench) => createSchemaMirror({ nc: bench.nc, clock: systemClock, watch: bench.watch });

describe.each(await engines())("mirror of event types on nats-server $name", ({ binary }) => {
  test("what one writes, this process sees at once and another soon", async () => {
    await using bench = await openBench(binary);
    const [writer, reader] = [await open(bench), await open(bench)];
    const placed = typeOf("order.placed");
    await writer.put("acme", placed);
    expect(writer.lookup("acme", "order.placed")).toEqual(placed);
    expect(writer.lookup("acme", "order.placed")).toBe(writer.lookup("acme", "order.placed"));
    expect(await reader.fetch("acme", "order.placed")).toEqual(placed);
    await expect.poll(() => reader.lookup("acme", "order.placed")).toEqual(placed);
    const next = typeOf("order.placed", "1.1.0");
    await writer.put("acme", next);
    expect(writer.lookup("acme", "order.placed")).toEqual(next);
    await writer.remove("acme", "order.placed");
    expect(writer.lookup("acme", "order.placed")).toBeUndefined();
    expect(await reader.fetch("acme", "order.placed")).toBeUndefined();
    await expect.poll(() => reader.lookup("acme", "order.placed")).toBeUndefined();
    expect(await writer.fetch("acme", "order.never")).toBeUndefined();
    for (const mirror of [writer, reader]) mirror.close();
  });

  test("neither tenants nor similar types meet", async () => {
    await using bench = await openBench(binary);
    const mirror = await open(bench);
    const types = ["a.b", "a-b.c", "a_b.c", "a.b.c", "a.b-c"];
    for (const type of types) await mirror.put("acme", typeOf(type));
    for (const type of types) {
      expect(mirror.lookup("acme", type)?.type).toBe(type);
      expect(mirror.lookup("acme-b", type)).toBeUndefined();
      expect(await mirror.fetch("globex", type)).toBeUndefined();
    }
    mirror.close();
  });

  test("a new process starts with the whole copy", async () => {
    await using bench = await openBench(binary);
    const first = await open(bench);
    await Promise.all(Array.from({ length: 200 }, (_, n) => first.put("acme", typeOf(`order.n${n}`))));
    await first.remove("acme", "order.n199");
    const second = await open(bench);
    for (let n = 0; n < 199; n++) expect(second.lookup("acme", `order.n${n}`)).toBeDefined();
    expect(second.lookup("acme", "order.n199")).toBeUndefined();
    for (const mirror of [first, second]) mirror.close();
  });

  test("what changed while the connection was lost is seen after it", async () => {
    await using bench = await openBench(binary);
    const mirror = await open(bench);
    await mirror.put("acme", typeOf("order.placed"));
    await mirror.put("acme", typeOf("order.shipped"));
    for (let round = 1; round <= 2; round++) {
      await bench.server.kill("SIGKILL");
      await bench.server.restart();
      const nc = await connect({ servers: bench.server.url });
      const kv = "$KV.troupe_event_types.acme";
      const js = jetstream(nc);
      await js.publish(`${kv}.order=placed`, JSON.stringify(typeOf("order.placed", `${round + 1}.0.0`)));
      await nc.close();
      await expect
        .poll(() => mirror.lookup("acme", "order.placed")?.version, { timeout: 10_000 })
        .toBe(`${round + 1}.0.0`);
      expect(mirror.lookup("acme", "order.shipped")).toBeDefined();
    }
    await mirror.put("acme", typeOf("order.closed"));
    expect(mirror.lookup("acme", "order.closed")).toBeDefined();
    mirror.close();
  });
});
