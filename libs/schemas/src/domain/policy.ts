import { z } from "zod";

/** How strictly events are held against registered schemas. */
export const schemaPolicySchema = z.enum(["strict", "known", "off"]);
/** `strict` refuses unknown types, `known` checks registered ones, `off` checks nothing. */
export type SchemaPolicy = z.infer<typeof schemaPolicySchema>;

/** Policies by tenant from `tenant=policy` pairs separated by commas, e.g. `acme=strict,beta=off`. */
export function readTenantPolicies(text: string): Map<string, SchemaPolicy> | undefined {
  const policies = new Map<string, SchemaPolicy>();
  for (const pair of text.split(",").filter((part) => part.trim() !== "")) {
    const [tenant, word] = pair.split("=").map((part) => part.trim());
    const policy = schemaPolicySchema.safeParse(word);
    if (tenant === undefined || tenant === "" || !policy.success) return undefined;
    policies.set(tenant, policy.data);
  }
  return policies;
}
