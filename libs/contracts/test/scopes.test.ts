import { describe, expect, test } from "vitest";
import { claimsSchema, SCOPES, scopeSchema } from "../src/index.js";

const claims = { sub: "greeter", tenant: "acme", scope: SCOPES.join(" "), exp: 1_800_000_000 };

describe("scopes", () => {
  test("are a noun and a verb, each once", () => {
    expect(new Set(SCOPES).size).toBe(SCOPES.length);
    for (const scope of SCOPES) expect(scope).toMatch(/^[a-z]+:[a-z]+$/);
  });
  test("are a closed set", () => {
    for (const scope of SCOPES) expect(scopeSchema.parse(scope)).toBe(scope);
    for (const scope of ["", "*", "events", "events:*", "Events:publish"]) {
      expect(scopeSchema.safeParse(scope).success).toBe(false);
    }
  });
});

describe("claims", () => {
  test("name subject, tenant, scope and expiry", () => {
    expect(claimsSchema.parse(claims)).toEqual(claims);
    for (const name of Object.keys(claims)) {
      const rest = Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
      expect(claimsSchema.safeParse(rest).success).toBe(false);
    }
  });
  test("hold a tenant that is a subject's token, and whole seconds", () => {
    for (const wrong of [{ tenant: "a.b" }, { tenant: ">" }, { tenant: "" }, { sub: "" }, { exp: 1.5 }, { exp: "1" }]) {
      expect(claimsSchema.safeParse({ ...claims, ...wrong }).success).toBe(false);
    }
  });
});
