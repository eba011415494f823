import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makePlace, type Place } from "./harness.js";

vi.setConfig({ testTimeout: 60_000 });

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(() => place[Symbol.asyncDispose]());

test("the environment sets the services of a stack, and /config/validate says how, without secrets", async () => {
  const dev = await place.devWith({
    TROUPE_SCHEMA_POLICY: "strict",
    TROUPE_PUBLISH_RATE: "1",
    TROUPE_PUBLISH_BURST: "3",
    TROUPE_NATS_TOKEN: "a secret",
  });
  const { token } = await place.record();
  const authorization = `Bearer ${token}`;
  const answer = await fetch(new URL("/config/validate", dev.url), { headers: { authorization } });
  const reports = (await answer.json()) as Record<string, { ok: boolean; entries: { variable: string }[] }>;
  expect(Object.keys(reports)).toEqual(expect.arrayContaining(["stack", "events", "registry"]));
  const entry = (part: string, variable: string) =>
    reports[part]?.entries.find((candidate) => candidate.variable === variable);
  expect(entry("events", "TROUPE_SCHEMA_POLICY")).toMatchObject({ state: "set", value: "strict" });
  expect(entry("events", "TROUPE_MAX_STREAMS")).toMatchObject({ state: "defaulted", value: null });
  expect(entry("registry", "TROUPE_SWEEP_MS")).toMatchObject({ state: "defaulted" });
  expect(entry("stack", "TROUPE_NATS_TOKEN")).toMatchObject({ state: "set", value: "***" });
  expect(Object.values(reports).map(({ ok }) => ok)).not.toContain(false);

  const send = (event: object) =>
    fetch(new URL("/v1/events", dev.url), {
      method: "POST",
      headers: { authorization, "content-type": "application/cloudevents+json" },
      body: JSON.stringify({ specversion: "1.0", source: "test", topic: "business-facts", ...event }),
    });
  const unknown = await send({ type: "never.registered" });
  expect([unknown.status, ((await unknown.json()) as { code: string }).code]).toEqual([422, "EVENT_TYPE_UNKNOWN"]);
  const statuses = new Set<number>();
  for (let at = 0; at < 8; at += 1) statuses.add((await send({ type: "never.registered" })).status);
  expect(statuses).toContain(429);
  expect(await dev.stop()).toBe(0);
});

test("settings that are wrong are told together, before anything is started", async () => {
  const env = { TROUPE_SCHEMA_POLICY: "maybe", TROUPE_MAX_STREAMS: "0", TROUPE_LOG_LEVEL: "loud" };
  const refused = await place.runWith(env, "dev");
  expect(refused.code).toBe(2);
  for (const name of Object.keys(env)) expect(refused.note).toContain(name);
  expect(refused.note).toContain("next: unset TROUPE_LOG_LEVEL TROUPE_SCHEMA_POLICY TROUPE_MAX_STREAMS");
});

test("every variable that a stack reads is in the documentation", async () => {
  const { readSettings } = await import("../dist/stack/settings.js");
  const documented = await readFile(new URL("../../../docs/operations.md", import.meta.url), "utf8");
  const { reports } = readSettings({});
  const variables = Object.values(reports).flatMap(({ entries }) => entries.map(({ variable }) => variable));
  expect(variables.filter((variable) => !documented.includes(`\`${variable}\``))).toEqual([]);
});
