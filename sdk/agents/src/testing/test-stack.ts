import type { MemoryBus } from "@troupe/bus/memory";
import {
  createMemoryBus,
  type FaultRates,
  type ManualClock,
  manualClock,
  seededFaults,
  seededRandom,
} from "@troupe/bus/memory";
import type { CloudEvent } from "@troupe/contracts";
import { v7 } from "uuid";
import type { Agent, RunningAgent } from "../agent/agent.js";
import { BusContent } from "../bus-content.js";
import { busTransport } from "../bus-transport.js";
import { type Client, connect } from "../client.js";
import type { AnyEvent, DataOf } from "../events/definition.js";
import { absentMissions } from "../missions/absent.js";
import type { Logger, Platform } from "../platform.js";
import { MemoryRegistry } from "./memory-registry.js";
import { type MissionBench, openMissionBench, sparingMissions } from "./mission-bench.js";
import { pacedClock, stirringClock } from "./paced-clock.js";
import { testMemory } from "./test-memory.js";

/** How long disposing waits, in the stack's own time, for agents to leave. */
const FAREWELL_MS = 3_600_000;
const STEP_MS = 100;

let stacks = 0;

/** What a test stack is made of; nothing is needed. */
export interface TestStackOptions {
  /** Ids, jitter and faults are the same for the same seed; 1 by default. */
  readonly seed?: number;
  readonly clock?: ManualClock;
  /** How often deliveries are dropped, repeated, delayed or reordered, as parts of 1. */
  readonly faults?: FaultRates;
  /** `test` by default; one of its own for each stack with missions. */
  readonly tenant?: string;
  /**
   * Runs the missions service in process as well, over an embedded database that the stacks of a test process share:
   * needs `@troupe/missions`, `@troupe/service` and `@troupe/store` installed. Settings of it where they matter, and
   * `replicas`: how many of it share the work.
   */
  readonly missions?: boolean | Readonly<Record<string, number>>;
}

/** One line an agent logged. */
export interface LogLine {
  readonly level: keyof Logger;
  readonly fields: object;
  readonly message: string;
}

/** Which event is waited for. */
export interface WaitOptions<E extends CloudEvent = CloudEvent> {
  readonly where?: (event: E) => boolean;
  /** How far the clock is moved at most, in milliseconds; 60,000 by default. */
  readonly withinMs?: number;
}

/** A platform in process for tests of agents: no ports, no files, and no time that the test does not move. */
export interface TestStack extends AsyncDisposable {
  readonly platform: Platform;
  readonly bus: MemoryBus;
  readonly registry: MemoryRegistry;
  readonly clock: ManualClock;
  /** A program beside the agents: publishes, asks, observes. */
  readonly client: Client;
  /** Every event published so far, in order. */
  readonly events: readonly CloudEvent[];
  /** Every line logged so far. */
  readonly logs: readonly LogLine[];
  /** Starts an agent; resolves when it takes events. */
  run(agent: Agent): Promise<RunningAgent>;
  /** Closes the replicas of the missions service one after another and opens each anew, whatever is under way. */
  restartMissions(): Promise<void>;
  /** Moves the clock, and lets what falls due happen; with missions, each thing at its time, down to rest. */
  advance(ms: number): Promise<void>;
  /** The first event of that type that fits, past or to come; moves the clock until it is there. Throws, naming what was published, when it never is. */
  waitForEvent<E extends AnyEvent>(
    event: E,
    options?: WaitOptions<CloudEvent & { data: DataOf<E> }>,
  ): Promise<CloudEvent & { data: DataOf<E> }>;
  waitForEvent(type: string, options?: WaitOptions): Promise<CloudEvent>;
}

/** Builds a test stack; use it with `await using`, which stops its agents. */
export async function testStack(options: TestStackOptions = {}): Promise<TestStack> {
  const { seed = 1, faults, missions = false } = options;
  const { tenant = missions === false ? "test" : `test-${process.pid}-${++stacks}` } = options;
  let bench: MissionBench | undefined;
  const byHand = options.clock ?? manualClock();
  const clock = missions === false ? byHand : pacedClock(byHand, async () => bench?.rested());
  const random = seededRandom(seed);
  const stir = (): void => bench?.stir();
  const bus = createMemoryBus({
    clock: stirringClock(clock, stir),
    random,
    ...(faults && { faults: sparingMissions(seededFaults(seed, faults)) }),
  });
  if (missions !== false) {
    const { replicas = 1, ...settings } = missions === true ? {} : missions;
    bench = await openMissionBench({ bus, clock, tenant, replicas, settings });
  }
  const registry = new MemoryRegistry(clock);
  const logs: LogLine[] = [];
  const ids = seededIds(clock, random);
  const transport = busTransport(stirring(bus, stir), { tenant, actor: "test" }, clock);
  const platform: Platform = {
    transport,
    registry,
    content: new BusContent(bus.content, tenant),
    memory: testMemory({
      clock,
      newId: ids.newId,
      agent: "test",
      publish: async (event) => {
        const id = ids.newId();
        const source = "urn:troupe:memory";
        await transport.publish({ specversion: "1.0", id, source, correlationid: event.missionid ?? id, ...event });
      },
    }),
    ...(bench?.platform ?? absentMissions("this test stack runs no missions", "testStack({ missions: true })")),
    clock,
    random,
    ...ids,
    logger: recorder(logs),
    where: () => "the test stack",
    close: () => bus.close(),
  };
  const client = connect({ platform, name: "test" });
  const observation = client.bus.observe({ from: "beginning" });
  await observation.ready;
  const events: CloudEvent[] = [];
  const watching = (async () => {
    for await (const sight of observation) if (sight.kind === "event") events.push(sight.event);
  })();
  const agents: RunningAgent[] = [];

  return {
    platform,
    bus,
    registry,
    clock,
    client,
    events,
    logs,
    async run(agent) {
      const running = agent.start({ platform });
      agents.push(running);
      await running.ready;
      return running;
    },
    restartMissions: async () => bench?.restart(),
    advance: (ms) => clock.advance(ms),
    async waitForEvent(event: AnyEvent | string, { where = () => true, withinMs = 60_000 }: WaitOptions = {}) {
      const type = typeof event === "string" ? event : event.type;
      const end = clock.now() + withinMs;
      for (;;) {
        await clock.advance(0);
        const found = events.find((seen) => seen.type === type && where(seen));
        if (found !== undefined) return found as never;
        if (clock.now() >= end) throw new Error(missing(type, withinMs, events));
        await clock.advance(Math.min(STEP_MS, end - clock.now()));
      }
    },
    async [Symbol.asyncDispose]() {
      await inTime(clock, Promise.all(agents.map((agent) => agent.stop().catch(() => undefined))));
      await observation.close();
      await watching;
      await client.close();
      await bench?.close();
      await bus.close();
    },
  };
}

/** The same bus, that tells of every event before it is published. */
function stirring(bus: MemoryBus, stir: () => void): Parameters<typeof busTransport>[0] {
  return {
    publish: (event) => {
      stir();
      return bus.publish(event);
    },
    join: (tenant, request) => bus.join(tenant, request),
    observe: (tenant, request) => bus.observe(tenant, request),
  };
}

function missing(type: string, withinMs: number, events: readonly CloudEvent[]): string {
  const seen = [...new Set(events.map((event) => event.type))].join(", ") || "nothing";
  return `no ${type} within ${withinMs} ms; published were: ${seen}`;
}

/** Moves the clock until `work` is done. */
async function inTime(clock: ManualClock, work: Promise<unknown>): Promise<void> {
  let isDone = false;
  const done = work.then(() => {
    isDone = true;
  });
  await clock.advance(0);
  for (let passed = 0; !isDone && passed < FAREWELL_MS; passed += 1000) await clock.advance(1000);
  await done;
}

function seededIds(clock: ManualClock, random: () => number): Pick<Platform, "newId" | "randomHex"> {
  const bytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => Math.floor(random() * 256));
  return {
    newId: () => v7({ msecs: clock.now(), random: bytes(16) }),
    randomHex: (count) => Buffer.from(bytes(count)).toString("hex"),
  };
}

function recorder(logs: LogLine[]): Logger {
  const at =
    (level: keyof Logger) =>
    (fields: object, message: string): void =>
      void logs.push({ level, fields, message });
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
