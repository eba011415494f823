import { isFinal, type Mission, type Page, type Step, type Task } from "@troupe/contracts";
import { findPostgres } from "@troupe/store/testing";
import { expect, test } from "vitest";
import { type Api, apiOf } from "../kit/api.js";
import { eventually } from "../kit/eventually.js";
import { announceSeed, seededRandom } from "../kit/seed.js";
import { expected, stepsOf, taskFor, type Work, workOf } from "../kit/works.js";
import { ARRANGEMENTS, startMissionsStack } from "./stack.js";
import { type Effect, openWorld } from "./world.js";

/*
 * Works made by chance, on real processes that are killed at any moment. What must come of each is known without
 * running it.
 */

const ROUNDS = process.env.TROUPE_LONG === "1" ? 25 : 2;
const AT_ONCE = 6;
const KILLS_A_ROUND = 5;
const MOST_MS_BETWEEN = 600;
const LONGEST_SLEEP_MS = 400;
const END_MS = 120_000;

const isAvailable = (await findPostgres()) !== undefined;

test.runIf(isAvailable).each(ARRANGEMENTS)(
  "works by chance end as they must, whoever is killed when, with services $services",
  { timeout: ROUNDS * 60_000 + 240_000 },
  async ({ services, together }) => {
    const random = seededRandom(announceSeed(`missions by chance, services ${services}`));
    await using stack = await startMissionsStack({ together, breakerFailures: 1000 });
    await using world = await openWorld();
    const performers = ["a", "b c undo"].map((names) =>
      stack.agent("performer", { WORLD_URL: world.url, PERFORMS: names }),
    );
    await Promise.all(performers.map((each) => each.start()));
    const victims = [
      ...[...performers, stack.missions].map((each) => ({ kill: () => each.kill(), revive: () => each.start() })),
      { kill: () => stack.postgres.kill(), revive: () => stack.postgres.restart() },
      { kill: () => stack.nats.kill(), revive: () => stack.nats.restart() },
    ];
    const api = apiOf(stack.url, stack.token);
    for (let round = 0; round < ROUNDS; round++) {
      const works = Array.from({ length: AT_ONCE }, () => workOf(random, LONGEST_SLEEP_MS));
      const begun = works.map((work, at) => begin(api, `work-${round}-${at}`, work));
      for (let kill = 0; kill < KILLS_A_ROUND; kill++) {
        const victim = victims[Math.floor(random() * victims.length)];
        await new Promise((resolve) => setTimeout(resolve, random() * MOST_MS_BETWEEN));
        await victim?.kill();
        await victim?.revive();
      }
      const ids = await Promise.all(begun);
      await Promise.all(ids.map((id, at) => judge(api, world.effects, id, works[at] as Work)));
    }
  },
);

/** Creates a mission, whose goal is a work; an answer that was lost is asked for again, and makes no second one. */
async function begin(api: Api, id: string, work: Work): Promise<string> {
  const { event, data } = taskFor(work);
  return eventually(
    `${id} is created`,
    async () => (await api.call("POST", "/v1/missions", { id, type: event.type, data })).status === 201 && id,
    { withinMs: END_MS },
  );
}

const get = <T>(api: Api, path: string): Promise<T> =>
  eventually(path, async () => {
    const { status, body } = await api.call<T>("GET", path);
    return status === 200 ? body : undefined;
  });

/** What a mission that does not end waits for: its open tasks with their journals, its history and the groups. */
async function leftOpen(api: Api, id: string): Promise<string> {
  const { items: tasks } = await get<Page<Task>>(api, `/v1/tasks?missionId=${id}&limit=200`);
  const open = tasks.filter(({ status }) => !isFinal(status));
  const journals = await Promise.all(open.map((task) => get<Page<Step>>(api, `/v1/tasks/${task.id}/steps?limit=200`)));
  const [history, groups] = await Promise.all([
    get<unknown>(api, `/v1/missions/${id}/history?limit=200`),
    get<unknown>(api, "/v1/groups"),
  ]);
  return JSON.stringify({ open, journals, history, groups });
}

async function judge(api: Api, all: readonly Effect[], id: string, work: Work): Promise<void> {
  const known = expected(work);
  const mission = await eventually(
    `${id} ends`,
    async () => {
      const { body } = await api.call<Mission>("GET", `/v1/missions/${id}`);
      return isFinal(body.status) && body;
    },
    { withinMs: END_MS },
  ).catch(async (cause: unknown) => {
    throw new Error(`${id} does not end: ${await leftOpen(api, id)}`, { cause });
  });
  const what = `${id}: ${JSON.stringify(work)}`;
  expect(mission.status, what).toBe(known === undefined ? "failed" : "succeeded");
  if (known !== undefined) expect(mission.result, what).toEqual(known);
  expect(mission.compensation?.notUndone ?? [], what).toEqual([]);

  const { items: tasks } = await get<Page<Task>>(api, `/v1/tasks?missionId=${id}&limit=200`);
  const journals = await Promise.all(tasks.map((task) => get<Page<Step>>(api, `/v1/tasks/${task.id}/steps?limit=200`)));
  const kept = new Map(
    journals.flatMap(({ items }, at) => items.map((step) => [`${tasks[at]?.id}/${step.result}`, step] as const)),
  );
  const effects = all.filter((effect) => effect.mission === id);
  const done = effects.filter(({ step }) => !step.startsWith("undo "));
  for (const { id: step } of stepsOf(work)) {
    const tasksOfIt = new Set(done.filter((effect) => effect.step === step).map(({ task }) => task));
    expect([...tasksOfIt].length, `${what}: ${step} is done by one task`).toBeLessThan(2);
  }
  for (const { task, step, at } of done) {
    const endedAt = kept.get(`${task}/${step}`)?.endedAt;
    if (endedAt != null) expect(at, `${what}: ${step} once it was journaled`).toBeLessThanOrEqual(Date.parse(endedAt));
  }
  const undone = new Set(effects.filter(({ step }) => step.startsWith("undo ")).map(({ step }) => step.slice(5)));
  if (mission.status === "succeeded") return expect([...undone], what).toEqual([]);
  const owed = stepsOf(work).filter(
    (step) => step.undo && done.some((effect) => effect.step === step.id && kept.has(`${effect.task}/${step.id}`)),
  );
  expect([...undone], what).toEqual(expect.arrayContaining(owed.map((step) => step.id)));
  const had = new Set(done.map(({ step }) => step));
  expect(
    [...undone].filter((step) => !had.has(step)),
    `${what}: nothing is undone that was not done`,
  ).toEqual([]);
}
