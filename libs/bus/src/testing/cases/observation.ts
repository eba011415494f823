import { TOPICS, type Topic } from "@troupe/contracts";
import { expect } from "vitest";
import type { Observation, Observed } from "../../bus.js";
import { arrived, collect, eventually, hasEnded, listen } from "../collect.js";
import { type ConformanceCase, QUIET_MS } from "../harness.js";
import { idsOf, isoAt, numbered, publishAll, tenantEvent } from "../publishing.js";

const everything = { topics: TOPICS, types: [] } as const;
const three: readonly Topic[] = ["business-facts", "task-events", "plan-events"];

type Frame = Extract<Observed, { kind: "event" }>;

async function frames(observation: Observation, n: number): Promise<Frame[]> {
  return (await collect(observation, n)).map((frame) => {
    if (frame.kind !== "event") throw new Error(`a ${frame.kind} frame came for ${frame.topic}`);
    return frame;
  });
}

/** A cursor with one character in its middle changed. */
function damaged(cursor: string): string {
  const at = Math.floor(cursor.length / 2);
  return `${cursor.slice(0, at)}${cursor[at] === "A" ? "B" : "A"}${cursor.slice(at + 1)}`;
}

export const observationCases: readonly ConformanceCase[] = [
  {
    name: "an observation from now sees what is published after it",
    cites: ["observe.from-now"],
    async run(context) {
      await publishAll(context, numbered(3));
      const observation = await context.bus.observe(context.tenant, { ...everything, from: "now" });
      const [event] = await publishAll(context, [{ topic: "task-events", data: { text: "✓" } }]);
      const [frame] = await frames(observation, 1);
      expect(frame).toMatchObject({ kind: "event", topic: "task-events", event });
      expect(JSON.parse(new TextDecoder().decode(frame?.bytes))).toEqual(event);
      await observation.close();
    },
  },
  {
    name: "an observation from the beginning sees all of it, and each topic in order",
    cites: ["observe.from-beginning", "observe.order"],
    async run(context) {
      const events = await publishAll(
        context,
        numbered(6).flatMap((given) => three.map((topic) => ({ ...given, topic }))),
      );
      const observation = await context.bus.observe(context.tenant, { ...everything, from: "beginning" });
      const seen = await frames(observation, events.length);
      for (const topic of three) {
        const ofTopic = seen.filter((frame) => frame.topic === topic);
        expect(idsOf(ofTopic)).toEqual(events.filter((event) => event.topic === topic).map(({ id }) => id));
        const sequences = ofTopic.map(({ sequence }) => sequence);
        expect(sequences.toSorted((a, b) => a - b)).toEqual(sequences);
      }
      const live = await publishAll(context, numbered(2));
      expect(idsOf(await frames(observation, 2))).toEqual(live.map(({ id }) => id));
      await observation.close();
    },
  },
  {
    name: "an observation starts at a time",
    cites: ["observe.from-time"],
    async run(context) {
      await publishAll(context, numbered(2));
      await context.advance(50);
      const time = isoAt(context.now());
      await context.advance(50);
      const events = await publishAll(context, [{ topic: "task-events" }, { topic: "plan-events" }]);
      const observation = await context.bus.observe(context.tenant, { ...everything, from: { time } });
      expect(idsOf(await frames(observation, 2)).sort()).toEqual(events.map(({ id }) => id).sort());
      await observation.close();
    },
  },
  {
    name: "an observation gets the topics and types it names",
    cites: ["observe.filter"],
    async run(context) {
      const observation = await context.bus.observe(context.tenant, {
        topics: ["business-facts", "task-events"],
        types: ["order.*", "order.placed", "task.>"],
        from: "now",
      });
      const events = await publishAll(context, [
        { type: "order.placed" },
        { type: "order.placed.late" },
        { type: "order.placed", topic: "plan-events" },
        { type: "task.a.b", topic: "task-events" },
        { type: "other.thing", topic: "task-events" },
      ]);
      expect(idsOf(await frames(observation, 2)).sort()).toEqual([events[0]?.id, events[3]?.id].sort());
      await context.advance(QUIET_MS);
      expect(arrived(observation)).toBe(0);
      await observation.close();
    },
  },
  {
    name: "every frame's cursor resumes with no loss and no repeat",
    cites: ["observe.cursor"],
    async run(context) {
      const start = await context.bus.observe(context.tenant, { ...everything, from: "now" });
      listen(start);
      const events = await publishAll(
        context,
        numbered(3).flatMap((given) => three.map((topic) => ({ ...given, topic }))),
      );
      const seen = await frames(start, events.length);
      const replica = await context.another();
      const cursors = [start.cursor, ...seen.map(({ cursor }) => cursor)];
      expect(new Set(cursors).size).toBe(cursors.length);
      await Promise.all(
        cursors.map(async (cursor, at) => {
          const resumed = await replica.observe(context.tenant, { ...everything, from: { cursor } });
          const rest = await frames(resumed, seen.length - at);
          expect(idsOf(rest).sort()).toEqual(idsOf(seen.slice(at)).sort());
          await context.advance(50);
          expect(arrived(resumed)).toBe(0);
          await resumed.close();
        }),
      );
      await start.close();
    },
  },
  {
    name: "a resumed observation that saw nothing yet keeps its place",
    cites: ["observe.cursor"],
    async run(context) {
      const first = await context.bus.observe(context.tenant, { ...everything, from: "now" });
      await first.close();
      const events = await publishAll(context, numbered(2));
      const second = await context.bus.observe(context.tenant, { ...everything, from: { cursor: first.cursor } });
      const { cursor } = second;
      await second.close();
      const third = await context.bus.observe(context.tenant, { ...everything, from: { cursor } });
      expect(idsOf(await frames(third, 2))).toEqual(events.map(({ id }) => id));
      await third.close();
    },
  },
  {
    name: "forged and foreign cursors are refused",
    cites: ["observe.cursor-invalid", "tenant.isolation"],
    async run(context) {
      const { bus, tenant, otherTenant } = context;
      await publishAll(context, numbered(1));
      const { cursor, ...observation } = await bus
        .observe(tenant, { ...everything, from: "now" })
        .then((opened) => ({ cursor: opened.cursor, close: () => opened.close() }));
      const invalid = { code: "CURSOR_INVALID" };
      for (const bad of ["", "nonsense", damaged(cursor), `${cursor}A`, cursor.slice(1), "é\u0000"]) {
        await expect(bus.observe(tenant, { ...everything, from: { cursor: bad } })).rejects.toMatchObject(invalid);
      }
      await expect(bus.observe(otherTenant, { ...everything, from: { cursor } })).rejects.toMatchObject(invalid);
      await observation.close();
    },
  },
  {
    name: "a cursor older than what is kept gets a gap frame and goes on",
    cites: ["observe.gap"],
    ownStorage: true,
    async run(context) {
      const origin = await context.bus.observe(context.tenant, { ...everything, from: "now" });
      await origin.close();
      await publishAll(context, numbered(4));
      await context.trim("business-facts");
      const [kept] = await publishAll(context, numbered(1));
      const resumed = await context.bus.observe(context.tenant, { ...everything, from: { cursor: origin.cursor } });
      const [gap, frame] = await collect(resumed, 2);
      expect(gap).toMatchObject({ kind: "gap", topic: "business-facts", missed: 4 });
      if (gap?.kind === "gap") expect(gap.to - gap.from).toBe(3);
      expect(frame).toMatchObject({ kind: "event", event: { id: kept?.id } });
      await resumed.close();
    },
  },
  {
    name: "a closed observation ends",
    cites: ["observe.close"],
    async run(context) {
      const observation = await context.bus.observe(context.tenant, { ...everything, from: "now" });
      listen(observation);
      await observation.close();
      await eventually(() => hasEnded(observation));
      await context.bus.publish(tenantEvent(context));
      await context.advance(50);
      expect(arrived(observation)).toBe(0);
    },
  },
];
