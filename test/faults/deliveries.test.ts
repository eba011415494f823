import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Api, apiOf } from "../kit/api.js";
import { type Backbone, startBackbone } from "../kit/backbone.js";
import { eventually } from "../kit/eventually.js";

vi.setConfig({ testTimeout: 60_000 });

const LEASE_MS = 1000;

let backbone: Backbone;
let api: Api;

beforeAll(async () => {
  backbone = await startBackbone();
  api = apiOf(backbone.url, await backbone.tokenFor());
});
afterAll(() => backbone[Symbol.asyncDispose]());

const groupOf = (group: string, more: Record<string, string> = {}): Record<string, string> => ({
  group,
  topics: "action-requests",
  types: `${group}.requested`,
  from: "beginning",
  leaseMs: `${LEASE_MS}`,
  backoffMs: "300",
  maxAttempts: "3",
  ...more,
});
const ask = (group: string) =>
  api.publish({
    id: `${group}-1`,
    type: `${group}.requested`,
    topic: "action-requests",
    replytype: `${group}.completed`,
    replytopic: "action-results",
  });

test("a handler that never returns loses its lease, and another member gets the event", async () => {
  using silent = await api.stream(groupOf("silent", { maxAttempts: "50", member: "first" }));
  await ask("silent");
  const { data: first } = await silent.next("event");
  using other = await api.stream(groupOf("silent", { maxAttempts: "50", member: "second" }));
  silent.pause();
  const { data: second } = await other.next("event");
  expect(second.event.id).toBe(first.event.id);
  expect(first.delivery?.attempt).toBe(1);
  expect(second.delivery?.attempt).toBeGreaterThan(1);
  expect(await api.settle({ token: second.delivery?.token ?? "", outcome: "ack" })).toEqual([{ ok: true }]);
});

test("who settles after the lease's end is refused, and the other attempt's outcome stands", async () => {
  using stream = await api.stream(groupOf("late"));
  await ask("late");
  const { data: first } = await stream.next("event");
  const { data: second } = await stream.next("event");
  for (const outcome of ["ack", "reject", "retry", "extend"] as const) {
    const [refused] = await api.settle({ token: first.delivery?.token ?? "", outcome });
    expect(refused).toMatchObject({ ok: false, problem: { status: 409, code: "LEASE_EXPIRED" } });
  }
  expect(second.delivery?.attempt).toBe(2);
  expect(await api.settle({ token: second.delivery?.token ?? "", outcome: "ack" })).toEqual([{ ok: true }]);
  expect((await api.deadLetters()).filter(({ group }) => group === "late")).toEqual([]);
});

test("a poison event ends in the dead letters with its history, and its asker is told", async () => {
  using answers = await api.stream({ topics: "action-results", types: "poison.>" });
  using stream = await api.stream(groupOf("poison"));
  await answers.next("ready");
  await ask("poison");
  for (const attempt of [1, 2, 3]) {
    const { data } = await stream.next("event");
    expect(data.delivery?.attempt).toBe(attempt);
    await api.settle({ token: data.delivery?.token ?? "", outcome: "retry", reason: `broke at ${attempt}` });
  }
  const { data: failure } = await answers.next("event");
  expect(failure.event).toMatchObject({ type: "poison.failed", causationid: "poison-1" });
  const [letter] = (await api.deadLetters()).filter(({ group }) => group === "poison");
  expect(letter?.event.id).toBe("poison-1");
  expect(letter?.attempts.map(({ reason }) => reason)).toEqual(["broke at 1", "broke at 2", "broke at 3"]);

  const replayed = await api.call<{ id: string }>("POST", `/v1/dead-letters/${letter?.id}/replay`);
  const { data: again } = await stream.next("event");
  expect(again.event).toMatchObject({ id: replayed.body.id, replayof: "poison-1" });
  await api.settle({ token: again.delivery?.token ?? "", outcome: "ack" });
  expect((await api.deadLetters()).filter(({ group }) => group === "poison")).toEqual([]);
});

test("a rejected event is dead at once", async () => {
  using stream = await api.stream(groupOf("rejected"));
  await ask("rejected");
  const { data } = await stream.next("event");
  await api.settle({ token: data.delivery?.token ?? "", outcome: "reject", reason: "no use" });
  const letter = await eventually("the dead letter", async () =>
    (await api.deadLetters()).find(({ group }) => group === "rejected"),
  );
  expect(letter.attempts.map(({ reason }) => reason)).toEqual(["no use"]);
});

test("a storm of bare retries takes the policy's time", async () => {
  const backoffMs = [300, 600];
  using stream = await api.stream(groupOf("storm", { maxAttempts: "4", backoffMs: backoffMs.join() }));
  await ask("storm");
  const arrivedAt: number[] = [];
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    const { data } = await stream.next("event");
    arrivedAt.push(performance.now());
    await api.settle({ token: data.delivery?.token ?? "", outcome: "retry" });
  }
  const waits = arrivedAt.slice(1).map((at, index) => at - (arrivedAt[index] ?? 0));
  for (const [index, waited] of waits.entries()) {
    // Jitter takes a fifth at most.
    expect(waited).toBeGreaterThanOrEqual((backoffMs[Math.min(index, 1)] ?? 0) * 0.8 - 5);
  }
});
