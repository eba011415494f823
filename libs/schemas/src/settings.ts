import { z } from "zod";
import { readTenantPolicies, type SchemaPolicy, schemaPolicySchema } from "./domain/policy.js";

/** What services read of the environment, to hold events against schemas alike. */
export const schemaSettings = {
  TROUPE_SCHEMA_POLICY: schemaPolicySchema.default("known").describe("strict, known or off"),
  TROUPE_SCHEMA_POLICY_TENANTS: z
    .string()
    .refine((text) => readTenantPolicies(text) !== undefined, "is not a list of tenant=policy")
    .optional()
    .describe("policies of single tenants, e.g. acme=strict,beta=off"),
};

export interface SchemaSettings {
  readonly TROUPE_SCHEMA_POLICY: SchemaPolicy;
  readonly TROUPE_SCHEMA_POLICY_TENANTS?: string | undefined;
}

/** The policy of a tenant, as the environment has it. */
export function policiesOf({
  TROUPE_SCHEMA_POLICY: policy,
  TROUPE_SCHEMA_POLICY_TENANTS: tenants = "",
}: SchemaSettings): (tenant: string) => SchemaPolicy {
  const policies = readTenantPolicies(tenants);
  return (tenant) => policies?.get(tenant) ?? policy;
}
