import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startNatsServer } from "@troupe/bus/server";
import { findNatsServer } from "@troupe/bus/setup";
import { startPostgres } from "@troupe/store/testing";
import { freePort } from "#kit/free-port";
import { type Role, startRole } from "../kit/role.js";

const NATS_TOKEN = "nats-token-of-the-bench";

/** How much is measured. */
export interface Extent {
  readonly rounds: number;
  readonly seconds: number;
  readonly full: boolean;
}

/** A nats-server, a database, the platform and who uses it, each in a process of its own. */
export interface Rig extends AsyncDisposable {
  readonly extent: Extent;
  readonly databaseUrl: string;
  readonly platform: Role;
  role(name: "crew" | "journal", more?: Record<string, string>): Promise<Role>;
}

/** Starts the platform on a Postgres whose commits are on the disk, or on PGlite. */
export async function startRig(extent: Extent, database: "postgres" | "pglite"): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), "troupe-bench-"));
  const { path: binary } = await findNatsServer({ env: process.env });
  const nats = await startNatsServer({
    binary,
    storeDir: join(folder, "jetstream"),
    port: await freePort(),
    token: NATS_TOKEN,
  });
  const server = database === "postgres" ? await startPostgres({ durable: true }) : undefined;
  const databaseUrl = server?.url ?? `pglite:${join(folder, "database")}`;
  const env = { NATS_URL: nats.url, NATS_TOKEN, DATABASE_URL: databaseUrl, NODE_OPTIONS: "--expose-gc" };
  const platform = await startRole("platform", env);
  const { url, token } = platform.process.readiness as { url: string; token: string };
  const roles = new Map<string, Promise<Role>>();
  return {
    extent,
    databaseUrl,
    platform,
    role(name, more = {}) {
      const role = roles.get(name) ?? startRole(name, { ...env, ...more, TROUPE_URL: url, TROUPE_TOKEN: token });
      roles.set(name, role);
      return role;
    },
    async [Symbol.asyncDispose]() {
      for (const role of roles.values()) await (await role)[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
      await server?.stop();
      await nats.kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
