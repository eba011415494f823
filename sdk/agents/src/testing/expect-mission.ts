import { AssertionError } from "node:assert";
import { isDeepStrictEqual } from "node:util";
import type { Failure, Mission } from "@troupe/contracts";
import type { TestStack } from "./test-stack.js";

const ENDS = new Set(["mission.succeeded", "mission.failed", "mission.timed_out", "mission.cancelled"]);

/** How far the clock is moved for a mission to end, in milliseconds; a day by default. */
export interface ExpectOptions {
  readonly withinMs?: number;
}

/** What a mission is expected to come to. Each moves the clock until the mission has ended, and gives the mission. */
export interface MissionExpectation {
  /** It succeeds; its result has at least these members. */
  toSucceedWith(result?: unknown): Promise<Mission>;
  /** It fails: with that text in the failure or one of its causes, or with that code. */
  toFailWith(failure?: string | RegExp | Partial<Failure>): Promise<Mission>;
  /** It is cancelled. */
  toBeCancelled(): Promise<Mission>;
  /** It runs out of time. */
  toTimeOut(): Promise<Mission>;
}

/** Says what a mission of a test stack must come to: `await expectMission(stack, mission).toSucceedWith({ text: "hi" })`. */
export function expectMission(
  stack: Pick<TestStack, "clock" | "client" | "advance" | "events">,
  mission: Mission | string,
  { withinMs = 86_400_000 }: ExpectOptions = {},
): MissionExpectation {
  const id = typeof mission === "string" ? mission : mission.id;
  const ended = async (status: Mission["status"]): Promise<Mission> => {
    const end = await carriedOut(stack, id, withinMs);
    if (end.status === status) return end;
    throw await unexpected(stack, end, `mission ${id} ${end.status}, and was to be ${status}`, end.status, status);
  };
  return {
    async toSucceedWith(result) {
      const end = await ended("succeeded");
      if (result === undefined || contains(end.result, result)) return end;
      throw await unexpected(stack, end, `mission ${id} succeeded with another result`, end.result, result);
    },
    async toFailWith(failure) {
      const end = await ended("failed");
      if (failure === undefined || causes(end.failure).some((cause) => fits(cause, failure))) return end;
      throw await unexpected(stack, end, `mission ${id} failed for another reason`, end.failure, failure);
    },
    toBeCancelled: () => ended("cancelled"),
    toTimeOut: () => ended("timed_out"),
  };
}

async function carriedOut(
  { clock, client, advance, events }: Parameters<typeof expectMission>[0],
  id: string,
  withinMs: number,
): Promise<Mission> {
  const end = clock.now() + withinMs;
  const pace = clock as { untilNext?: () => number | undefined };
  let seen = 0;
  for (;;) {
    await advance(0);
    const news = events.slice(seen);
    seen = events.length;
    const isOver = news.some(({ missionid, type }) => missionid === id && ENDS.has(type));
    const left = end - clock.now();
    if (isOver || left <= 0) break;
    await advance(Math.min(left, Math.max(1, pace.untilNext?.() ?? left)));
  }
  const mission = await client.missions.get(id);
  if (mission === undefined) throw new AssertionError({ message: `there is no mission ${id}` });
  return mission;
}

async function unexpected(
  { client }: Parameters<typeof expectMission>[0],
  mission: Mission,
  message: string,
  actual: unknown,
  expected: unknown,
): Promise<AssertionError> {
  const { items } = await client.records.history(mission.id, { limit: 200 });
  const lines = items.map(({ at, type, data }) => `  ${at} ${type} ${JSON.stringify(data).slice(0, 160)}`);
  const failure =
    mission.failure === null
      ? ""
      : `\n${causes(mission.failure)
          .map(({ code, message: why }) => `  ${code}: ${why}`)
          .join("\n")}`;
  return new AssertionError({
    message: `${message}${failure}\nexpected: ${String(JSON.stringify(expected))}\nactual:   ${JSON.stringify(actual)}\nhistory:\n${lines.join("\n")}`,
    actual,
    expected,
    operator: "expectMission",
  });
}

const causes = (failure: Failure | null | undefined): Failure[] =>
  failure === null || failure === undefined ? [] : [failure, ...causes(failure.cause)];

function fits(failure: Failure, wanted: string | RegExp | Partial<Failure>): boolean {
  if (typeof wanted === "string") return failure.message.includes(wanted) || failure.code === wanted;
  return wanted instanceof RegExp ? wanted.test(failure.message) : contains(failure, wanted);
}

/** Whether `actual` has every member of `wanted`, however deep; arrays are alike in length. */
function contains(actual: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null) return isDeepStrictEqual(actual, wanted);
  if (typeof actual !== "object" || actual === null || Array.isArray(actual) !== Array.isArray(wanted)) return false;
  if (Array.isArray(wanted) && (actual as unknown[]).length !== wanted.length) return false;
  return Object.entries(wanted).every(([name, member]) => contains((actual as Record<string, unknown>)[name], member));
}
