import { SCOPES, type Scope } from "@troupe/contracts";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { type Authenticator, createAuthenticator } from "../auth/authenticator.js";
import { createToken, generateKeyPair, type KeyPairPem } from "../auth/keys.js";
import type { ServiceModule } from "../http/module.js";
import { buildServer, type ServerOptions } from "../http/server.js";

/** Keys of one test, and tokens signed with them. */
export interface TestKeys extends KeyPairPem {
  readonly authenticator: Authenticator;
  tokenFor(claims?: TokenClaims): Promise<string>;
}

export interface TokenClaims {
  /** `acme` when absent. */
  readonly tenant?: string;
  readonly subject?: string;
  /** All scopes when absent. */
  readonly scopes?: readonly Scope[];
  /** An hour when absent; negative for a token that has expired. */
  readonly expiresInSeconds?: number;
}

export async function createTestKeys(): Promise<TestKeys> {
  const pair = await generateKeyPair();
  return {
    ...pair,
    authenticator: await createAuthenticator({ publicKeys: [pair.publicKey] }),
    tokenFor: (claims = {}) =>
      createToken({
        privateKey: pair.privateKey,
        tenant: claims.tenant ?? "acme",
        subject: claims.subject ?? "tester",
        scopes: claims.scopes ?? SCOPES,
        expiresInSeconds: claims.expiresInSeconds ?? 3600,
      }),
  };
}

/** A server of the given modules with keys of its own, silent unless given a logger. */
export interface TestServer extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly keys: TestKeys;
  readonly tokenFor: TestKeys["tokenFor"];
  /** Starts listening on a free loopback port, once; answers with the base URL. */
  listen(): Promise<string>;
}

export async function testServer(
  modules: readonly ServiceModule[],
  options: Partial<Omit<ServerOptions, "modules">> = {},
): Promise<TestServer> {
  const keys = await createTestKeys();
  const app = await buildServer({
    authenticator: keys.authenticator,
    logger: pino({ level: "silent" }),
    version: "0.0.0-test",
    ...options,
    modules,
  });
  let url: Promise<string> | undefined;
  return {
    app,
    keys,
    tokenFor: keys.tokenFor,
    listen() {
      url ??= app.listen({ port: 0, host: "127.0.0.1" });
      return url;
    },
    async [Symbol.asyncDispose]() {
      await app.close();
    },
  };
}

/** Every route of a server as `METHOD /path`, for tests that must know them all. */
export function routesOf(app: FastifyInstance): string[] {
  return app.knownRoutes.map(({ method, url }) => `${method} ${url}`);
}
