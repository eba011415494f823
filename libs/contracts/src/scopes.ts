import { z } from "zod";
import { tenantSchema } from "./names.js";

/** What a token may allow. A service names the scope of each of its routes. */
export const SCOPES = [
  "events:publish",
  "events:subscribe",
  "events:manage",
  "content:read",
  "content:write",
  "registry:read",
  "registry:write",
  "missions:read",
  "missions:write",
  "memory:read",
  "memory:write",
  "memory:delegate",
  "memory:manage",
] as const;

export const scopeSchema = z.enum(SCOPES);
export type Scope = z.infer<typeof scopeSchema>;

/** Who asks: read from the bearer token, never from the body. */
export interface Principal {
  readonly tenant: string;
  /** The token's `sub`; becomes the `actor` of the events it publishes. */
  readonly subject: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** Who a token stands for. What the platform tells by itself has an actor that begins with `troupe:`, which is nobody's. */
export const subjectSchema = z
  .string()
  .min(1)
  .max(256)
  .refine((subject) => !subject.startsWith("troupe:"), "subjects that begin with troupe: are the platform's own");

/** Claims of a Troupe bearer token (JWT, EdDSA). `scope` is space-separated (RFC 8693, section 4.2). */
export const claimsSchema = z.object({
  sub: subjectSchema,
  tenant: tenantSchema,
  scope: z.string(),
  exp: z.int(),
  iat: z.int().optional(),
  jti: z.string().optional(),
});
export type Claims = z.infer<typeof claimsSchema>;
