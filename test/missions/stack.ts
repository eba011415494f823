import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type NatsServer, startNatsServer } from "@troupe/bus/server";
import { findNatsServer } from "@troupe/bus/setup";
import { createTestKeys } from "@troupe/service/testing";
import { startPostgres, type TestPostgres } from "@troupe/store/testing";
import { KIT_PROGRAMS } from "../kit/backbone.js";
import { freePort } from "../kit/free-port.js";
import { type ManagedProcess, manageProcess, type Report } from "../kit/process.js";
import { startRouteProxy } from "../kit/route-proxy.js";

const MISSIONS = join(dirname(createRequire(import.meta.url).resolve("@troupe/missions")), "main.js");
const SIGNING_KEY = "a signing key of the missions tests, 32 bytes and more";
/** A machine that does much else starts slowly; how long is not what is tested. */
const READY_MS = 60_000;
const NATS_TOKEN = "nats-token-of-the-missions-tests";

/** A real platform, each part in a process of its own, behind one address. */
export interface MissionsStack extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly nats: NatsServer;
  readonly postgres: TestPostgres;
  readonly services: ManagedProcess;
  /** Where missions are: a process of their own, or `services`. */
  readonly missions: ManagedProcess;
  /** Describes an agent program of the kit; it ends with the stack. */
  agent(name: string, env?: Record<string, string>): ManagedProcess;
}

/** How the services may be divided among processes. */
export const ARRANGEMENTS = [
  { services: "apart", together: false },
  { services: "in one process", together: true },
] as const;

export interface MissionsStackOptions {
  /** All services are one process, as `troupe dev` has them. */
  readonly together?: boolean;
  /** Failures in a row of an agent at an event type that hold it back. */
  readonly breakerFailures?: number;
}

/** Starts nats-server, Postgres, the events and registry services, and the missions service. */
export async function startMissionsStack({
  together = false,
  breakerFailures,
}: MissionsStackOptions = {}): Promise<MissionsStack> {
  const folder = await mkdtemp(join(tmpdir(), "troupe-missions-"));
  const { path: binary } = await findNatsServer({ env: process.env });
  const [nats, postgres, keys, port, missionsPort] = await Promise.all([
    startNatsServer({ binary, storeDir: join(folder, "jetstream"), port: await freePort(), token: NATS_TOKEN }),
    startPostgres(),
    createTestKeys(),
    freePort(),
    freePort(),
  ]);
  const token = await keys.tokenFor({ expiresInSeconds: 86_400 });
  const breaker = breakerFailures === undefined ? {} : { TROUPE_BREAKER_FAILURES: `${breakerFailures}` };
  const isReady = (report: Report): boolean => "ready" in report || report.msg === "listening";
  const services = manageProcess({
    name: "services",
    readyWithinMs: READY_MS,
    script: join(KIT_PROGRAMS, "services.js"),
    isReady,
    env: {
      NATS_URL: nats.url,
      NATS_TOKEN,
      SIGNING_KEY,
      PUBLIC_KEY: keys.publicKey,
      PORT: `${port}`,
      DATABASE_URL: postgres.url,
      MISSIONS: `${together}`,
      ...breaker,
    },
  });
  const missions = together
    ? services
    : manageProcess({
        name: "missions",
        readyWithinMs: READY_MS,
        script: MISSIONS,
        isReady,
        env: {
          TROUPE_HOST: "127.0.0.1",
          TROUPE_PORT: `${missionsPort}`,
          TROUPE_NATS_URL: nats.url,
          TROUPE_NATS_TOKEN: NATS_TOKEN,
          TROUPE_PUBLIC_KEYS: keys.publicKey,
          TROUPE_SIGNING_KEY: SIGNING_KEY,
          DATABASE_URL: postgres.url,
          ...breaker,
        },
      });
  await services.start();
  if (!together) await missions.start();
  const own = ["missions", "tasks", "runs", "questions", "breakers"].map(
    (name) => [`/v1/${name}`, together ? port : missionsPort] as const,
  );
  const proxy = await startRouteProxy([...own, ["/", port]]);
  const agents: ManagedProcess[] = [];
  return {
    url: proxy.url,
    token,
    nats,
    postgres,
    services,
    missions,
    agent(name, env = {}) {
      const script = join(KIT_PROGRAMS, `${name}.js`);
      const where = { TROUPE_URL: proxy.url, TROUPE_TOKEN: token };
      const agent = manageProcess({ name, script, readyWithinMs: READY_MS, env: { ...where, ...env } });
      agents.push(agent);
      return agent;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...new Set([...agents, services, missions])].map((each) => each.kill()));
      await proxy[Symbol.asyncDispose]();
      await Promise.all([nats.kill(), postgres.stop()]);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
