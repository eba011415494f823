import { describe, expect, test } from "vitest";
import {
  dataSchemaOf,
  groupPolicySchema,
  pageQuerySchema,
  settlementSchema,
  versionOfDataSchema,
} from "../src/index.js";

describe("settlements", () => {
  test("are one of four outcomes", () => {
    const token = "t";
    for (const settlement of [
      { token, outcome: "ack" },
      { token, outcome: "retry" },
      { token, outcome: "retry", afterMs: 0, reason: "busy" },
      { token, outcome: "reject", reason: "unreadable" },
      { token, outcome: "extend" },
    ]) {
      expect(settlementSchema.parse(settlement)).toEqual(settlement);
    }
    for (const wrong of [{ outcome: "ack" }, { token, outcome: "nack" }, { token, outcome: "retry", afterMs: -1 }]) {
      expect(settlementSchema.safeParse(wrong).success).toBe(false);
    }
  });
});

describe("group policy", () => {
  test("defaults to five attempts after 1 s, 5 s, 30 s and 2 min, and leases of 30 s", () => {
    expect(groupPolicySchema.parse({})).toEqual({
      maxAttempts: 5,
      backoffMs: [1000, 5000, 30_000, 120_000],
      leaseMs: 30_000,
    });
  });
  test("is bounded", () => {
    for (const wrong of [
      { maxAttempts: 0 },
      { maxAttempts: 101 },
      { backoffMs: [] },
      { leaseMs: 999 },
      { leaseMs: 1e9 },
    ]) {
      expect(groupPolicySchema.safeParse(wrong).success).toBe(false);
    }
  });
});

describe("pages", () => {
  test("hold 50 items unless asked, and 200 at most", () => {
    expect(pageQuerySchema.parse({})).toEqual({ limit: 50 });
    expect(pageQuerySchema.parse({ limit: "200", cursor: "c" })).toEqual({ limit: 200, cursor: "c" });
    for (const limit of ["0", "201", "x", "1.5"]) expect(pageQuerySchema.safeParse({ limit }).success).toBe(false);
  });
});

describe("dataschema", () => {
  test("names a version of a type and gives it back for that type alone", () => {
    const urn = dataSchemaOf("order.placed", "1.2.3");
    expect(versionOfDataSchema("order.placed", urn)).toBe("1.2.3");
    expect(versionOfDataSchema("order.closed", urn)).toBeUndefined();
    expect(versionOfDataSchema("order.placed", undefined)).toBeUndefined();
  });
});
