/** A client and its workers in one process: tasks that are done at once, fan-outs, and tasks that wait. */
import { connect, defineEvent, Worker } from "@troupe/sdk";
import { z } from "zod";
import { payload } from "../kit/payload.js";
import { takeOrders } from "../kit/role.js";

const text = z.object({ text: z.string() });
const define = (type: string, topic: "action-requests" | "action-results", schema: z.ZodType) =>
  defineEvent({ type, topic, description: "A sample of the bench", schema });
const work = define("bench.work.requested", "action-requests", text);
const worked = define("bench.work.completed", "action-results", text);
const wide = define("bench.wide.requested", "action-requests", z.object({ parts: z.int() }));
const widened = define("bench.wide.completed", "action-results", z.object({ parts: z.int() }));
const long = define("bench.long.requested", "action-requests", z.object({ steps: z.int() }));
const nap = define("bench.nap.requested", "action-requests", text);
const ping = define("bench.pinged", "action-requests", text);

let pinged: () => void = () => undefined;
const worker = new Worker({ name: "bench-crew", concurrency: 100 });
worker.onTask(work, { replies: worked }, ({ data }) => data as never);
worker.onTask(wide, { replies: widened }, async (task) => {
  const { parts } = task.data as { parts: number };
  const asked = Array.from({ length: parts }, () => ({ event: work, data: payload, replies: worked }));
  await task.delegateParallel(asked);
  return { parts } as never;
});
/** What a step took in each run of a task of many steps, in microseconds; the second run reads the journal alone. */
const runs: number[] = [];
worker.onTask(long, { replies: worked }, async (task) => {
  const { steps } = task.data as { steps: number };
  const from = performance.now();
  for (let at = 0; at < steps; at += 1) await task.step("step", () => at);
  runs.push(((performance.now() - from) * 1000) / steps);
  await task.sleep(1);
  return payload as never;
});
worker.onTask(nap, { replies: worked }, async (task) => {
  await task.sleep(3_600_000);
  return payload as never;
});
worker.on(ping, () => pinged());
const running = worker.start();
const client = connect({ name: "bench" });
await running.ready;

/** Ends that were told, by the id of the task or mission, and how late after the answer. */
const ended = new Map<string, () => void>();
const answeredAt = new Map<string, number>();
const lags: number[] = [];
let ends = 0;
const sights = client.bus.observe({
  topics: ["task-events", "plan-events", "action-results"],
  types: ["task.succeeded", "mission.succeeded", "bench.work.completed"],
});
void (async () => {
  for await (const sight of sights) {
    if (sight.kind !== "event") continue;
    const { event } = sight;
    const task = event.causationid ?? "";
    if (event.topic === "action-results") answeredAt.set(task, Date.parse(event.time));
    else if (event.type === "task.succeeded") {
      ends += 1;
      const answered = answeredAt.get(event.taskid ?? "");
      if (answered !== undefined) lags.push(Date.parse(event.time) - answered);
      answeredAt.delete(event.taskid ?? "");
      ended.get(event.taskid ?? "")?.();
    } else ended.get(event.missionid ?? "")?.();
  }
})();
await sights.ready;

const endOf = (id: string): Promise<void> =>
  new Promise((resolve) => {
    ended.set(id, () => {
      ended.delete(id);
      resolve();
    });
  });

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
let ids = 0;
const nextId = () => `bench-${process.pid}-${ids++}`;

takeOrders({
  async latency({ samples }: { samples: number }) {
    const times: number[] = [];
    for (let sample = 0; sample < samples; sample += 1) {
      const start = performance.now();
      const handled = new Promise<void>((resolve) => {
        pinged = () => {
          times.push(performance.now() - start);
          resolve();
        };
      });
      await Promise.all([client.bus.publish(ping, payload), handled]);
      await pause(5);
    }
    return { times };
  },
  async roundTrips({ samples }: { samples: number }) {
    const times: number[] = [];
    for (let sample = 0; sample < samples; sample += 1) {
      const start = performance.now();
      const task = { type: work.type, topic: work.topic, data: payload };
      const { status } = await client.tasks.create(task, { waitMs: 20_000 });
      times.push(performance.now() - start);
      if (status !== "succeeded") throw new Error(`a task is ${status}`);
      await pause(5);
    }
    return { times };
  },
  async replay({ steps }: { steps: number }) {
    runs.length = 0;
    const { status } = await client.tasks.create(
      { type: long.type, topic: long.topic, data: { steps } },
      { waitMs: 25_000 },
    );
    if (status !== "succeeded" || runs.length !== 2) throw new Error(`a task is ${status} after ${runs.length} runs`);
    return { read: runs[1] };
  },
  async sustain({ seconds, inFlight }: { seconds: number; inFlight: number }) {
    lags.length = 0;
    const start = performance.now();
    const before = ends;
    const until = start + seconds * 1000;
    await Promise.all(
      Array.from({ length: inFlight }, async () => {
        while (performance.now() < until) {
          const id = nextId();
          const end = endOf(id);
          await client.tasks.create({ id, type: work.type, topic: work.topic, data: payload });
          await end;
        }
      }),
    );
    return { perSecond: ((ends - before) * 1000) / (performance.now() - start), lags };
  },
  async fanIn({ parts }: { parts: number }) {
    const id = nextId();
    const start = performance.now();
    const end = endOf(id);
    await client.missions.create({ id, type: wide.type, topic: wide.topic, data: { parts } });
    await end;
    const { items } = await client.tasks.list({ missionId: id, status: "succeeded", limit: 1 });
    const history = await client.records.history(id, { limit: 200 });
    return { ms: performance.now() - start, root: items.length, first: history.items.length };
  },
  async waiting({ missions }: { missions: number }) {
    for (let at = 0; at < missions; at += 50) {
      await Promise.all(
        Array.from({ length: 50 }, () =>
          client.missions.create({ id: nextId(), type: nap.type, topic: nap.topic, data: payload }),
        ),
      );
    }
    for (;;) {
      const open = await client.tasks.list({ status: "queued,running", type: nap.type, limit: 1 });
      if (open.items.length === 0) return {};
      await pause(200);
    }
  },
  async collect() {
    globalThis.gc?.();
    await pause(50);
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return { used: heapUsed + external };
  },
});
