import { claimsSchema, type Principal, SCOPES, type Scope, TroupeError } from "@troupe/contracts";
import { decodeProtectedHeader, errors, jwtVerify } from "jose";
import { Generations } from "../domain/generations.js";
import type { Now } from "../domain/token-bucket.js";
import { ALGORITHM, importPublicKeys, type VerificationKey } from "./keys.js";

/** Tells who asks by the `Authorization` header. Throws (or rejects with) UNAUTHENTICATED or TOKEN_EXPIRED. */
export interface Authenticator {
  /** Answers at once for a token seen before, so that a hot path waits for nothing. */
  authenticate(authorization: string | undefined): Principal | Promise<Principal>;
}

export interface AuthenticatorOptions {
  /** Each a text of PEM blocks, a JWK or a JWKS; Ed25519 only. */
  readonly publicKeys: readonly string[];
  /** When given, tokens must carry it as `iss`. */
  readonly issuer?: string;
  readonly clock?: Now;
}

const HINT = "troupe token create";
const MAX_TOKEN_LENGTH = 8192;
const MAX_CACHED = 5000;
const known = new Set<string>(SCOPES);

const refused = (detail: string, cause?: unknown) =>
  new TroupeError("UNAUTHENTICATED", detail, { hint: HINT, ...(cause === undefined ? {} : { cause }) });
const expired = () => new TroupeError("TOKEN_EXPIRED", "the bearer token has expired", { hint: HINT });

interface Verified {
  readonly principal: Principal;
  readonly expiresAtMs: number;
}

/** An {@link Authenticator} over public keys. Verified tokens are kept until they expire, the least recent leave first. */
export async function createAuthenticator(options: AuthenticatorOptions): Promise<Authenticator> {
  const keys = (await Promise.all(options.publicKeys.map(importPublicKeys))).flat();
  if (keys.length === 0) throw new TypeError("at least one public key is needed");
  const clock = options.clock ?? { now: () => Date.now() };
  const cache = new Generations<string, Verified>(MAX_CACHED);

  const verify = async (authorization: string | undefined): Promise<Principal> => {
    const verified = await verifyToken(bearerOf(authorization), keys, options.issuer, clock);
    if (authorization !== undefined) cache.set(authorization, verified);
    return verified.principal;
  };

  return {
    authenticate(authorization) {
      const hit = authorization === undefined ? undefined : cache.get(authorization);
      if (hit === undefined || authorization === undefined) return verify(authorization);
      if (hit.expiresAtMs > clock.now()) return hit.principal;
      cache.delete(authorization);
      throw expired();
    },
  };
}

function bearerOf(authorization: string | undefined): string {
  if (authorization === undefined) throw refused("the request carries no Authorization header");
  const token = /^Bearer +([\w.~+/=-]+) *$/i.exec(authorization)?.[1];
  if (token === undefined) throw refused("the Authorization header is not `Bearer <token>`");
  if (token.length > MAX_TOKEN_LENGTH) throw refused(`the token is longer than ${MAX_TOKEN_LENGTH} characters`);
  return token;
}

async function verifyToken(
  token: string,
  keys: readonly VerificationKey[],
  issuer: string | undefined,
  clock: Now,
): Promise<Verified> {
  let failure: unknown;
  for (const { key } of candidates(token, keys)) {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [ALGORITHM],
        requiredClaims: ["exp", "sub"],
        currentDate: new Date(clock.now()),
        ...(issuer === undefined ? {} : { issuer }),
      });
      return principalOf(payload);
    } catch (error) {
      if (error instanceof TroupeError) throw error;
      if (error instanceof errors.JWTExpired) throw expired();
      failure = error;
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) break;
    }
  }
  throw refused("the bearer token is not one that this service accepts", failure);
}

/** The key named by the token, else all: a service may be given keys that carry no id. */
function candidates(token: string, keys: readonly VerificationKey[]): readonly VerificationKey[] {
  const named = keys.filter(({ id }) => id !== undefined && id === keyIdOf(token));
  return named.length > 0 ? named : keys;
}

function keyIdOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    return undefined;
  }
}

function principalOf(payload: unknown): Verified {
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success) {
    const wrong = claims.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw refused(`the bearer token's claims are not those of Troupe: ${wrong}`);
  }
  const { tenant, sub, scope, exp } = claims.data;
  const scopes = scope.split(" ").filter((word): word is Scope => known.has(word));
  return { principal: { tenant, subject: sub, scopes: new Set(scopes) }, expiresAtMs: exp * 1000 };
}
