import type { Mission } from "@troupe/contracts";
import { connect, defineEvent, Worker } from "@troupe/sdk";
import { findPostgres } from "@troupe/store/testing";
import { expect, test } from "vitest";
import { z } from "zod";
import { apiOf } from "../kit/api.js";
import { startMissionsStack } from "./stack.js";

const isAvailable = (await findPostgres()) !== undefined;
const ROUNDS = 7;

/** What ends a mission while its goal is being worked on. */
const ENDS = {
  "a cancellation": ["cancel", {}, "cancelled"],
  "a crossed budget": ["spend", { key: "too much", tokens: 2 }, "failed"],
} as const;

test.runIf(isAvailable).each(Object.entries(ENDS))(
  "%s reaches the handler at work long before the next heartbeat",
  async (_, [call, said, status]) => {
    await using stack = await startMissionsStack();
    process.env.TROUPE_URL = stack.url;
    process.env.TROUPE_TOKEN = stack.token;
    const asked = { type: "long.requested", topic: "action-requests", description: "Takes long" } as const;
    const long = defineEvent({ ...asked, schema: z.object({}) });
    const done = defineEvent({ ...asked, type: "long.completed", topic: "action-results", schema: z.object({}) });
    let begun: () => void = () => undefined;
    let stopped: (reason: string) => void = () => undefined;
    const worker = new Worker({ name: "slow" }).onTask(long, { replies: done }, (task) =>
      task.step("long", (signal) => {
        signal.addEventListener("abort", () => stopped(signal.reason.reason));
        begun();
        return new Promise<never>(() => undefined);
      }),
    );
    const running = worker.start();
    await running.ready;
    const client = connect();
    const api = apiOf(stack.url, stack.token);
    const tookMs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const isBegun = new Promise<void>((resolve) => {
        begun = resolve;
      });
      const isStopped = new Promise<string>((resolve) => {
        stopped = resolve;
      });
      const mission = await client.missions.create(long, {}, { budget: { tokens: 1 } });
      await isBegun;
      const from = performance.now();
      await api.call("POST", `/v1/missions/${mission.id}/${call}`, said);
      expect(await isStopped).toBe("cancelled");
      tookMs.push(performance.now() - from);
      const { body } = await api.call<Mission>("GET", `/v1/missions/${mission.id}`);
      expect(body.status).toBe(status);
    }
    await Promise.all([client.close(), running.stop()]);
    // The heartbeat, every two seconds, would take one on average.
    const median = tookMs.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.POSITIVE_INFINITY;
    process.stdout.write(`handlers heard of ${status} after ${Math.round(median)} ms\n`);
    expect(median).toBeLessThan(400);
  },
  120_000,
);
