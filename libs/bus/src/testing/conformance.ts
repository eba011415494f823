import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { deadLetterCases } from "./cases/dead-letters.js";
import { groupCases } from "./cases/groups.js";
import { historyCases } from "./cases/history.js";
import { memberCases } from "./cases/members.js";
import { observationCases } from "./cases/observation.js";
import { orderCases } from "./cases/order.js";
import { placeCases } from "./cases/places.js";
import { publishCases } from "./cases/publish.js";
import { settlingCases } from "./cases/settling.js";
import { tenantCases } from "./cases/tenants.js";
import { timingCases } from "./cases/timing.js";
import type { BusHarness, ConformanceCase } from "./harness.js";
import { REQUIREMENTS } from "./requirements.js";

/** Every case of the suite. */
export const CONFORMANCE_CASES: readonly ConformanceCase[] = [
  ...publishCases,
  ...memberCases,
  ...groupCases,
  ...placeCases,
  ...settlingCases,
  ...orderCases,
  ...deadLetterCases,
  ...timingCases,
  ...observationCases,
  ...historyCases,
  ...tenantCases,
];

const CASE_TIMEOUT_MS = 60_000;

/**
 * The suite that every Bus adapter runs. Cases run concurrently, each in tenants of its own.
 * A declared exception is skipped under its reason; one that names no case fails the suite.
 */
export function busConformance(name: string, harness: BusHarness): void {
  const exceptions = new Map(Object.entries(harness.exceptions ?? {}));

  describe(`${name} keeps the bus's contract`, () => {
    test("every requirement is cited by a case", () => {
      const cited = new Set<string>(CONFORMANCE_CASES.flatMap((each) => each.cites));
      expect(Object.keys(REQUIREMENTS).filter((id) => !cited.has(id))).toEqual([]);
    });
    test("every case and exception is named once", () => {
      const names = CONFORMANCE_CASES.map((each) => each.name);
      expect(new Set(names).size).toBe(names.length);
      expect([...exceptions.keys()].filter((each) => !names.includes(each))).toEqual([]);
    });
    describe.concurrent("cases", () => {
      for (const each of CONFORMANCE_CASES) register(each, harness, exceptions.get(each.name));
    });
  });
}

function register(each: ConformanceCase, harness: BusHarness, exception: string | undefined): void {
  if (exception !== undefined) {
    test.skip(`${each.name} (excepted: ${exception})`, () => {});
    return;
  }
  test(each.name, { timeout: CASE_TIMEOUT_MS }, async () => {
    await using opened = await harness.open({ ownStorage: each.ownStorage ?? false });
    const unique = randomUUID().slice(0, 18);
    await each.run({
      ...boundTo(opened),
      tenant: `t-${unique}`,
      otherTenant: `u-${unique}`,
    });
  });
}

/** The members of a bus under test, also when it is an instance of a class. */
function boundTo(opened: Awaited<ReturnType<BusHarness["open"]>>) {
  return {
    bus: opened.bus,
    another: () => opened.another(),
    advance: (ms: number) => opened.advance(ms),
    now: () => opened.now(),
    trim: (topic: Parameters<typeof opened.trim>[0]) => opened.trim(topic),
    close: () => opened.close(),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
