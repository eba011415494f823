import type { TroupeError } from "@troupe/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ConfigError, defineConfig } from "../src/domain/config.js";
import { Generations } from "../src/domain/generations.js";
import { createIds } from "../src/domain/ids.js";
import { findTextFault, isSuspectJson, isSuspectValue, parseJson, pointerOf } from "../src/domain/json.js";
import { createLimiter } from "../src/domain/token-bucket.js";
import { childContext, formatTraceparent, parseTraceparent } from "../src/domain/trace-context.js";

describe("ids", () => {
  const clock = { now: () => 0x01a1fc812ce4 };

  it("are UUIDv7 of the clock and of every random bit", () => {
    const low = createIds(clock, (bytes) => "00".repeat(bytes));
    const high = createIds(clock, (bytes) => "ff".repeat(bytes));
    expect(low()).toBe("01a1fc81-2ce4-7000-8000-000000000000");
    expect(high()).toBe("01a1fc81-2ce4-7fff-bfff-ffffffffffff");
  });
});

describe("configuration", () => {
  const definition = defineConfig(
    {
      TROUPE_PORT: z.coerce.number().int().max(65_535).default(7400).describe("a port"),
      TROUPE_URL: z.url().describe("a URL"),
      TROUPE_KEY: z.string().min(32),
    },
    { secrets: ["TROUPE_KEY"] },
  );

  it("reports all faults together, without secrets", () => {
    const env = { TROUPE_PORT: "x", TROUPE_KEY: "hunter2", TROUPE_URL: "" };
    try {
      definition.parse(env);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      const { message } = error as ConfigError;
      expect(message).toContain("3 faults");
      expect(message).toMatch(/TROUPE_PORT is "x": .*; set a port/);
      expect(message).toMatch(/TROUPE_URL is not set: .*; set a URL/);
      expect(message).not.toContain("hunter2");
    }
  });

  it("says what is set and what is defaulted, and hides passwords in URLs", () => {
    const { ok, entries } = definition.report({ TROUPE_URL: "nats://u:p@host", TROUPE_KEY: "k".repeat(32) });
    expect(ok).toBe(true);
    expect(entries).toEqual([
      { variable: "TROUPE_PORT", state: "defaulted", value: null },
      { variable: "TROUPE_URL", state: "set", value: "nats://***@host" },
      { variable: "TROUPE_KEY", state: "set", value: "***" },
    ]);
  });
});

describe("JSON", () => {
  const codeOf = (text: string, depth?: number) => {
    try {
      parseJson(text, depth);
      return undefined;
    } catch (error) {
      return (error as TroupeError).code;
    }
  };

  it("refuses NUL, lone surrogates and deep nesting, in keys too", () => {
    expect(codeOf('"\\u0000"')).toBe("MALFORMED_TEXT");
    expect(codeOf('{"a\\udc00":1}')).toBe("MALFORMED_TEXT");
    expect(codeOf('"\\ud83d\\ude00"')).toBeUndefined();
    expect(codeOf('"\\\\u0000"')).toBeUndefined();
    expect(codeOf("[".repeat(64) + "]".repeat(64))).toBeUndefined();
    expect(codeOf("[".repeat(65) + "]".repeat(65))).toBe("DATA_TOO_DEEP");
    expect(codeOf("[".repeat(200_000) + "]".repeat(200_000))).toBe("DATA_TOO_DEEP");
    expect(codeOf(`[${"[],".repeat(500)}[]]`)).toBeUndefined();
  });

  it.each(["1e999", "-1E+400", `1${"0".repeat(400)}`, "1e0999"])(
    "refuses %s, which would be kept as null",
    (number) => {
      expect(codeOf(number)).toBe("MALFORMED_JSON");
      expect(codeOf(`{"a":[1,${number}]}`)).toBe("MALFORMED_JSON");
      expect(isSuspectValue(JSON.parse(`{"a":[1,${number}]}`), 9)).toBe(true);
      expect(codeOf(`"${number}"`)).toBeUndefined();
    },
  );

  it("takes the largest numbers", () => {
    expect(parseJson("[1.7976931348623157e308,1e-999,9007199254740993]")).toHaveLength(3);
  });

  it("keeps __proto__ an ordinary key", () => {
    const value = parseJson('{"__proto__":{"admin":true}}') as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it("calls nothing harmless that has a fault", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        const text = JSON.stringify(value);
        if (!isSuspectJson(text, 3)) expect(findTextFault(JSON.parse(text), 3)).toBeUndefined();
      }),
    );
  });

  it("escapes pointers", () => {
    expect(pointerOf(["a/b", "c~d", 0], "/query")).toBe("/query/a~1b/c~0d/0");
  });
});

describe("limits", () => {
  it("never lets more pass than the rate and the burst allow", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 5 }))), (calls) => {
        let now = 0;
        let taken = 0;
        const limiter = createLimiter({ perSecond: 10, burst: 5 }, { now: () => now });
        for (const [wait, cost] of calls) {
          now += wait;
          const retryMs = limiter.take("a", cost);
          if (retryMs === 0) taken += cost;
          expect(taken).toBeLessThanOrEqual(5 + (now / 1000) * 10 + 1e-6);
        }
      }),
    );
  });

  it("lets a call pass after the wait it named, and one tenant never waits for another", () => {
    let now = 0;
    const limiter = createLimiter({ perSecond: 10, burst: 1 }, { now: () => now });
    expect(limiter.take("a")).toBe(0);
    const wait = limiter.take("a");
    expect(wait).toBeGreaterThan(0);
    expect(limiter.take("b")).toBe(0);
    now += wait;
    expect(limiter.take("a")).toBe(0);
  });

  it("lets a batch above the burst pass, and makes it wait for the rest", () => {
    const limiter = createLimiter({ perSecond: 10, burst: 10 }, { now: () => 0 });
    expect(limiter.take("a", 100)).toBe(0);
    expect(limiter.take("a")).toBeGreaterThan(9000);
  });
});

describe("trace context", () => {
  const header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  it("reads and writes traceparent, and refuses what is none", () => {
    const context = parseTraceparent(header);
    expect(context && formatTraceparent(context)).toBe(header);
    for (const bad of [
      undefined,
      "",
      "x",
      header.toUpperCase(),
      `ff${header.slice(2)}`,
      header.replace(/4bf\w+/, "0".repeat(32)),
    ]) {
      expect(parseTraceparent(bad)).toBeUndefined();
    }
  });

  it("stays in its parent's trace", () => {
    const child = childContext(parseTraceparent(header), (bytes) => "ab".repeat(bytes));
    expect(child).toEqual({ traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "ab".repeat(8), sampled: true });
  });
});

describe("generations", () => {
  it("keep what is used and stay bounded", () => {
    const cache = new Generations<number, number>(10);
    for (let at = 0; at < 1000; at++) {
      cache.set(at, at);
      expect(cache.get(0)).toBe(0);
    }
    expect(cache.get(500)).toBeUndefined();
    expect(cache.get(999)).toBe(999);
  });
});
