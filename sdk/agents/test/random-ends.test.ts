import { seededRandom } from "@troupe/bus/memory";
import type { Budget, Mission } from "@troupe/contracts";
import { type TestStack, testStack } from "@troupe/sdk/testing";
import { expect, it } from "vitest";
import { made } from "./chance/made.js";
import { Performers, taskFor } from "./chance/performers.js";
import {
  type End,
  expected,
  KINDS,
  mendable,
  type Range,
  stepsOf,
  type Undoing,
  type Work,
  worksOf,
} from "./chance/program.js";

/*
 * Missions made by chance whose tasks and waits run out of time, whose people say no or nothing, whose steps fail until
 * nobody tries again, whose undoings fail, and which are bounded, cancelled, paused, left by agents and retried by hand:
 * under deliveries that are lost, repeated, late and out of order. What must come of each is known without running it.
 */

const MINUTE_MS = 60_000;
/** Longest pause. Less than what waits are longer for than what they wait for takes. */
const PAUSE = 4;
const STRIDE = 15;
const MOST_STEPS = 12;

/** What happens to a mission, one after another when so many of its steps have begun. */
const COURSES = {
  nothing: [],
  cancel: ["cancel"],
  pause: ["pause"],
  restart: ["restart"],
  "cancel twice": ["cancel", "cancel"],
  "two pauses": ["pause", "pause"],
  "cancel in a pause": ["pause", "cancel"],
  "restart in a pause": ["pause", "restart"],
  "renewed services": ["renew", "renew"],
  "renewed services and a cancel": ["renew", "cancel"],
  "pause after a cancel": ["cancel", "pause"],
  "bound of actions": [],
  "bound of hops": [],
  deadline: [],
  "bound of time": [],
  retry: [],
} as const;
type Course = keyof typeof COURSES;
type Incident = (typeof COURSES)[Course][number];

const [COUNT, MOST_WORKS] = process.env.TROUPE_LONG === "1" ? [160, 1000] : [10, 8];
const SEEDS = Array.from({ length: COUNT }, (_, at) => {
  const courses = Object.keys(COURSES) as Course[];
  return [courses[(at * 7) % courses.length] ?? "nothing", at + 1] as const;
});

interface Bound {
  readonly budget?: Budget;
  readonly deadline?: string;
  /** What may come of it. */
  readonly ends: readonly string[];
}

function boundOf(course: Course, known: End, random: () => number, now: number): Bound {
  const natural = { ends: [known.status] };
  const fits = ([least, most]: Range, given: number, instead: string): string[] =>
    given >= most ? [known.status] : given < least ? [instead] : [known.status, instead];
  const some = ([, most]: Range): number => Math.floor(random() * 1.3 * (most + 1));
  if (course === "bound of actions") {
    const actions = some(known.actions);
    return { budget: { actions }, ends: fits(known.actions, actions, "failed BUDGET_EXCEEDED") };
  }
  if (course === "bound of hops") {
    const hops = some(known.hops);
    return { budget: { hops }, ends: fits(known.hops, hops, "failed BUDGET_EXCEEDED") };
  }
  if (course === "bound of time") {
    const minutes = 1 + some(known.minutes);
    return { budget: { wallMs: minutes * MINUTE_MS }, ends: fits(known.minutes, minutes, "failed BUDGET_EXCEEDED") };
  }
  if (course === "deadline") {
    const minutes = 1 + some(known.minutes);
    const deadline = new Date(now + minutes * MINUTE_MS).toISOString();
    return { deadline, ends: fits(known.minutes, minutes, "timed_out") };
  }
  return natural;
}

const endOfMission = ({ status, failure }: Mission): string =>
  failure?.code === "BUDGET_EXCEEDED" ? `${status} BUDGET_EXCEEDED` : status;

/** Lets incidents happen to a mission. */
class Fate {
  readonly #stack: TestStack;
  readonly #performers: Performers;
  readonly #random: () => number;
  readonly happened: Promise<unknown>[] = [];
  isCancelled = false;

  constructor(stack: TestStack, performers: Performers, random: () => number) {
    this.#stack = stack;
    this.#performers = performers;
    this.#random = random;
  }

  let(incidents: readonly Incident[], id: string, leave: () => Promise<unknown>): void {
    let after = 0;
    for (const incident of incidents) {
      after += 1 + Math.floor(this.#random() * MOST_STEPS);
      const rest = this.#random() * PAUSE * 0.5 * MINUTE_MS;
      this.#performers.whenBegun(after, () => {
        this.happened.push(this.#happen(incident, id, rest, leave).catch(() => undefined));
      });
    }
  }

  async #happen(incident: Incident, id: string, rest: number, leave: () => Promise<unknown>): Promise<void> {
    const { missions } = this.#stack.client;
    if (incident === "restart") await leave();
    if (incident === "renew") await this.#stack.restartMissions();
    if (incident === "cancel") {
      this.isCancelled = true;
      await missions.cancel(id);
    }
    if (incident === "pause") {
      await missions.pause(id);
      this.#stack.clock.after(rest, () => void missions.resume(id).catch(() => undefined));
    }
  }
}

it.each(SEEDS)(
  "ends as it must with %s, of seed %i",
  async (course, seed) => {
    const random = seededRandom(seed);
    const isRetried = course === "retry";
    const make = () => made(random, { isUndoable: !isRetried, isTimed: !isRetried });
    let work = make();
    while (worksOf(work).length > MOST_WORKS) work = make();
    const known = expected(work);
    const incidents: readonly Incident[] = COURSES[course];
    const isLeft = incidents.includes("restart");
    const faults = { drop: 0.1, repeat: 0.2, delay: 0.1, reorder: 0.1 };
    const many = incidents.includes("renew") ? { replicas: 2, pollMs: 300_000 } : {};
    await using stack = await testStack({ missions: { breakerFailures: 1_000_000, ...many }, seed, faults });
    const { missions, tasks } = stack.client;
    const performers = new Performers(stack, { isPatient: isLeft, isUndoable: !isRetried });
    const running = await performers.start("a");
    for (const kind of KINDS.slice(1)) await performers.start(kind);
    await performers.startOthers();
    const { ends, ...bounds } = boundOf(course, known, random, stack.clock.now());
    const fate = new Fate(stack, performers, random);
    const { event, data } = taskFor(work);
    const { id, taskId } = await missions.create(event, data, bounds);
    fate.let(incidents, id, () => running.stop().then(() => performers.start("a")));
    const carriedOut = async (): Promise<Mission> => {
      for (let left = known.minutes[1] + 120; left > 0; left -= STRIDE) {
        await stack.advance(STRIDE * MINUTE_MS);
        if ((await missions.get(id))?.endedAt) break;
      }
      await stack.advance(STRIDE * MINUTE_MS);
      await Promise.all(fate.happened);
      const mission = await missions.get(id);
      if (mission === undefined) throw new Error("the mission is gone");
      return mission;
    };

    let end = await carriedOut();
    expect(fate.isCancelled ? [...ends, "cancelled"] : ends).toContain(endOfMission(end));
    expect(end.phase).toBeNull();
    if (end.status === "succeeded") expect(end.result).toEqual({ done: known.done });
    checkUndoings(work, performers, end);
    if (isRetried && end.status === "failed") {
      const mended = expected(work, true);
      await performers.mend(mendable(work));
      await tasks.retry(taskId);
      end = await carriedOut();
      expect(end).toMatchObject({ status: "succeeded", phase: null, failure: null, result: { done: mended.done } });
    }
    // What is under way when a mission is paused, or fails, is begun again if it goes on and says not what undoes it.
    const isOnce = (act: string) => (course === "retry" ? undoings(work).get(act) !== undefined : true);
    if (isLeft || incidents.includes("pause" as Incident) || isRetried) return;
    const steps = performers.done.filter(isOnce);
    expect(steps).toEqual([...new Set(steps)]);
  },
  60_000,
);

const undoings = (work: Work): ReadonlyMap<string, Undoing> =>
  new Map([...stepsOf(work), ...worksOf(work)].flatMap(({ id, undo }) => (undo === undefined ? [] : [[id, undo]])));

function checkUndoings(work: Work, { done, undone }: Performers, { status, compensation }: Mission): void {
  const how = undoings(work);
  const types = new Map(worksOf(work).map(({ id, kind }) => [id, `${kind}.requested`]));
  const name = (act: string): string => types.get(act) ?? act;
  const owed = status === "succeeded" ? [] : [...new Set(done)].filter((act) => how.has(act));
  const lost = owed.filter((act) => how.get(act) === "never");
  expect([...undone].sort()).toEqual(owed.filter((act) => !lost.includes(act)).sort());
  expect(compensation?.undone ?? []).toEqual(undone.map(name));
  expect((compensation?.notUndone ?? []).map((each) => each.name).sort()).toEqual(lost.map(name).sort());
}
