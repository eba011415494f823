import { policiesOf, schemaSettings } from "@troupe/schemas";
import { expect, test } from "vitest";
import { z } from "zod";
import { readTenantPolicies } from "../src/domain/policy.js";

const read = (env: object) => z.object(schemaSettings).safeParse(env);

test("reads policies by tenant", () => {
  expect(readTenantPolicies("acme=strict, beta=off")).toEqual(
    new Map([
      ["acme", "strict"],
      ["beta", "off"],
    ]),
  );
  expect(readTenantPolicies("acme=often")).toBeUndefined();
});

test("a tenant's own policy goes before that of all", () => {
  const policyOf = policiesOf(read({ TROUPE_SCHEMA_POLICY_TENANTS: "acme=strict" }).data ?? expect.fail());
  expect([policyOf("acme"), policyOf("beta")]).toEqual(["strict", "known"]);
});

test("words that are no policies are refused", () => {
  expect(read({ TROUPE_SCHEMA_POLICY: "often" }).success).toBe(false);
  expect(read({ TROUPE_SCHEMA_POLICY_TENANTS: "acme" }).error?.issues[0]?.message).toBe(
    "is not a list of tenant=policy",
  );
});
