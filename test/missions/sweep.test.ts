import { isFinal, type Mission, type Page, type Question, type Step, type Task } from "@troupe/contracts";
import { findPostgres } from "@troupe/store/testing";
import { expect, test } from "vitest";
import { type Api, apiOf } from "../kit/api.js";
import { eventually } from "../kit/eventually.js";
import { announceSeed, seededRandom } from "../kit/seed.js";
import { ARRANGEMENTS, type MissionsStack, startMissionsStack } from "./stack.js";
import { openWorld, type World } from "./world.js";

const IS_LONG = process.env.TROUPE_LONG === "1";
const KILLS = Number(process.env.TROUPE_SWEEP_KILLS ?? (IS_LONG ? 200 : 12)) / ARRANGEMENTS.length;
const AT_ONCE = 4;
const KILLS_A_ROUND = 4;
const END_MS = 120_000;
const BOUNDARY_MS = 12_000;
const CITIES = ["Rome", "Siena", "Pisa"];

/**
 * Where a process may be killed: each place in the agents' code at which something was, or is about to be, kept, in the
 * order in which missions come by.
 */
const BOUNDARIES = [
  "trip: begun",
  "plan: done",
  "trip: planned",
  "hotel: begun",
  "book: done",
  "hotel: booked",
  "trip: booked",
  "trip: told",
  "bank: begun",
  "bank: paid",
  "trip: paid",
  "trip: slept",
  "trip: approved",
  "trip: left",
  "unbook: begun",
  "unbook: done",
  "unplan: begun",
  "unplan: done",
];

interface Victim {
  readonly name: string;
  kill(): Promise<unknown>;
  revive(): Promise<unknown>;
}

const isAvailable = (await findPostgres()) !== undefined;

test.runIf(isAvailable).each(ARRANGEMENTS)(
  `missions end as they would have, whatever of ${KILLS} kill -9 strikes where, with services $services`,
  {
    timeout: KILLS * 20_000 + 240_000,
  },
  async ({ services, together }) => {
    const random = seededRandom(announceSeed(`missions sweep, services ${services}`));
    await using stack = await startMissionsStack({ together });
    await using world = await openWorld();
    const agents = stack.agent("travel-agent", { WORLD_URL: world.url });
    const planner = stack.agent("travel-planner");
    await Promise.all([agents.start(), planner.start()]);
    const victims: Victim[] = [
      ...[agents, planner, stack.missions].map((program) => ({
        name: program.name,
        kill: () => program.kill(),
        revive: () => program.start(),
      })),
      { name: "postgres", kill: () => stack.postgres.kill(), revive: () => stack.postgres.restart() },
      { name: "nats-server", kill: () => stack.nats.kill(), revive: () => stack.nats.restart() },
    ];
    const api = apiOf(stack.url, stack.token);
    const stopApproving = approveAll(api);
    const agenda: Blow[] = shuffled(
      victims.flatMap((victim) => BOUNDARIES.map((boundary, place) => ({ victim, boundary, place }))),
      random,
    );
    const struck = new Set<Blow>();
    try {
      let kills = 0;
      for (let round = 0; kills < KILLS; round++) {
        const missions = await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => begin(api, `${round}-${at}`)));
        const blows = agenda.splice(0, Math.min(KILLS_A_ROUND, KILLS - kills)).sort((a, b) => a.place - b.place);
        const missed = await strike(world, blows);
        const hit = blows.filter((blow) => !missed.has(blow));
        for (const blow of hit) struck.add(blow);
        kills += hit.length;
        // What was missed comes after the next; what was struck, after all others.
        agenda.splice(KILLS_A_ROUND, 0, ...missed);
        agenda.push(...hit);
        await Promise.all(missions.map((id) => judge(stack, api, world, id)));
      }
      process.stdout.write(
        `missions sweep, services ${services}: ${kills} kills, at ${struck.size} of ${agenda.length} places\n`,
      );
    } finally {
      await stopApproving();
    }
  },
);

const fateOf = (name: string): "good" | "bad" => (name.charCodeAt(name.length - 1) % 2 === 0 ? "good" : "bad");

/** Creates one mission; an answer that was lost is asked for again, and makes no second one. */
async function begin(api: Api, name: string): Promise<string> {
  const id = `journey-${name}`;
  await eventually(`mission ${id} is created`, async () => {
    const { status } = await api.call("POST", "/v1/missions", {
      id,
      type: "journey.requested",
      data: { fate: fateOf(name) },
      tags: ["sweep"],
    });
    return status === 201;
  });
  return id;
}

/** One process killed at one boundary. */
interface Blow {
  readonly victim: Victim;
  readonly boundary: string;
  readonly place: number;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const ranked = items.map((item) => ({ item, rank: random() }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}

/** Deals the blows one after the other, each as its boundary is reached next; gives those whose boundary was not in time. */
async function strike(world: World, blows: readonly Blow[]): Promise<Set<Blow>> {
  const missed = new Set<Blow>();
  for (const blow of blows) {
    const { victim, boundary } = blow;
    const isHit = await new Promise<boolean>((resolve, reject) => {
      const timer = setTimeout(() => {
        world.disarm();
        resolve(false);
      }, BOUNDARY_MS);
      world.once(
        (name) => name === boundary,
        () => {
          clearTimeout(timer);
          return victim.kill().then(() => resolve(true), reject);
        },
      );
    });
    if (isHit) await victim.revive();
    else missed.add(blow);
  }
  return missed;
}

/** Says yes to everything that is asked, however often the platform is away. */
function approveAll(api: Api): () => Promise<void> {
  let isOver = false;
  const approving = (async () => {
    while (!isOver) {
      try {
        const { body } = await api.call<Page<Question>>("GET", "/v1/questions?status=waiting&limit=200");
        for (const { id } of body?.items ?? []) await api.call("POST", `/v1/questions/${id}/answer`, { value: true });
      } catch {
        // Away: asked again.
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  return async () => {
    isOver = true;
    await approving;
  };
}

const get = <T>(api: Api, path: string): Promise<T> =>
  eventually(path, async () => {
    const { status, body } = await api.call<T>("GET", path);
    return status === 200 ? body : undefined;
  });

/** Waits for a mission's end, and checks it against the one course it can take. */
async function judge(stack: MissionsStack, api: Api, world: World, id: string): Promise<void> {
  const isGood = fateOf(id) === "good";
  const mission = await eventually(
    `${id} ends; ${await standing(api, id).catch(() => "")}`,
    async () => {
      const { body } = await api.call<Mission>("GET", `/v1/missions/${id}`);
      return body !== undefined && isFinal(body.status) ? body : undefined;
    },
    { withinMs: END_MS },
  ).catch(async (error: unknown) => {
    const now = await standing(api, id).catch(String);
    throw new Error(`${id} did not end:\n${now}\n${stack.missions.tail()}`, { cause: error });
  });
  const { items: tasks } = await get<Page<Task>>(api, `/v1/tasks?missionId=${id}&limit=200`);
  const steps = await journals(api, tasks);
  if (isGood) expect(mission).toMatchObject({ status: "succeeded", result: { price: 13 }, compensation: null });
  else {
    expect(mission).toMatchObject({ status: "failed", failure: { code: "STRANDED" } });
    expect(mission.compensation?.notUndone).toEqual([]);
    expect([...(mission.compensation?.undone ?? [])].sort()).toEqual([...CITIES.map(() => "hotel.requested"), "plan"]);
  }
  const once = isGood ? { plan: 1, book: 3, leave: 1 } : { plan: 1, book: 3, unbook: 3, unplan: 1 };
  const effects = world.effects.filter((effect) => effect.mission === id);
  const keys = [...new Set(effects.map(({ task, step }) => `${task}/${step}`))];
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key.slice(key.indexOf("/") + 1)] = (counts[key.slice(key.indexOf("/") + 1)] ?? 0) + 1;
  expect(counts, id).toEqual(once);
  for (const effect of effects) {
    const kept = steps.get(`${effect.task}/${effect.step}`);
    expect(kept, `${id}: ${effect.step} is journaled`).toBeDefined();
    expect(effect.at, `${id}: ${effect.step} had its effect after it was journaled`).toBeLessThanOrEqual(
      Date.parse(kept?.endedAt ?? ""),
    );
  }
  await eventually(`${id} told everything once`, async () => {
    const told = await factsOf(api, id);
    expect(told).toEqual({ "trip.booked": 1, "trip.paid": 1 });
    return true;
  });
}

async function journals(api: Api, tasks: readonly Task[]): Promise<Map<string, Step>> {
  const steps = new Map<string, Step>();
  for (const { id } of tasks) {
    const { items } = await get<Page<Step>>(api, `/v1/tasks/${id}/steps?limit=200`);
    for (const step of items) steps.set(`${id}/${step.key}`, step);
  }
  return steps;
}

/** How often each fact of a mission's agents was published. */
async function factsOf(api: Api, id: string): Promise<Record<string, number>> {
  const facts = (await api.history("business-facts")).filter(({ missionid }) => missionid === id);
  const counts: Record<string, number> = {};
  for (const { type } of facts) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

async function standing(api: Api, id: string): Promise<string> {
  const { body: mission } = await api.call<Mission>("GET", `/v1/missions/${id}`);
  const { body: tasks } = await api.call<Page<Task>>("GET", `/v1/tasks?missionId=${id}&limit=200`);
  const lines = tasks.items.map(
    (task) => `  ${task.type} ${task.status} by ${task.agent} in run ${task.runs} (${task.id})`,
  );
  return [`${id} ${mission.status} ${mission.phase ?? ""} ${JSON.stringify(mission.state)}`, ...lines].join("\n");
}
