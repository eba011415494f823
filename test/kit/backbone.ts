import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type NatsServer, startNatsServer } from "@troupe/bus/server";
import { findNatsServer } from "@troupe/bus/setup";
import { createTestKeys, type TokenClaims } from "@troupe/service/testing";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.js";
import { freePort } from "./free-port.js";
import { type ManagedProcess, manageProcess, type Report } from "./process.js";

const SIGNING_KEY = "a signing key of the fault tests, 32 bytes and more";
const NATS_TOKEN = "nats-token-of-the-fault-tests";

/** Where compiled programs of the kit lie, whether this runs compiled or from its sources. */
export const KIT_PROGRAMS = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "../dist/kit/children/" : "./children/", import.meta.url),
);
/** Where the kit's preloads lie. */
export const KIT_PRELOADS = new URL(import.meta.url.endsWith(".ts") ? "./" : "../../kit/", import.meta.url);

const EVENTS_PROGRAM = join(dirname(createRequire(import.meta.url).resolve("@troupe/events")), "main.js");

/** Options of node that `npm start` gives the events service. */
async function startOptions(): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(join(dirname(EVENTS_PROGRAM), "../package.json"), "utf8"));
  const words: string[] = scripts.start.split(" ");
  return words.filter((word) => word.startsWith("--"));
}

export interface BackboneOptions {
  /** Mounts the registry too, on an embedded Postgres or on the one at that URL. */
  readonly registry?: boolean | string;
  /** The services reach nats-server past the proxy. */
  readonly direct?: boolean;
  /** Runs the events service's own program, as in production, instead of mounting it. */
  readonly production?: boolean;
  /** Folder of JetStream's files; one of its own, removed at the end, when absent. */
  readonly storeDir?: string;
  /** Most bytes JetStream may keep in files. */
  readonly jetStreamBytes?: number;
  /** Options of node for the services' process. */
  readonly execArgv?: readonly string[];
  /** Starts nothing: the test starts nats-server and services itself. */
  readonly stopped?: boolean;
  readonly onReport?: (report: Report) => void;
}

/** A real nats-server and the real services, each in a process of its own, with a fault proxy before each. */
export interface Backbone extends AsyncDisposable {
  readonly nats: NatsServer;
  readonly services: ManagedProcess;
  /** Between the services and nats-server. */
  readonly natsProxy: FaultProxy;
  /** Between clients and services. */
  readonly httpProxy: FaultProxy;
  /** Of the services, through the proxy. */
  readonly url: string;
  /** The services themselves, past the proxy. */
  readonly directUrl: string;
  /** For witnesses that look into JetStream past everything. */
  readonly natsCredentials: { readonly servers: string; readonly token: string };
  readonly signingKey: string;
  tokenFor(claims?: TokenClaims): Promise<string>;
  /** Starts the services once more, beside the first; they end with the backbone. */
  replica(options?: Pick<BackboneOptions, "execArgv"> & { readonly env?: Record<string, string> }): Promise<Replica>;
}

/** Further services on the same nats-server. */
export interface Replica {
  readonly url: string;
  readonly services: ManagedProcess;
}

/** Starts the backbone. */
export async function startBackbone(options: BackboneOptions = {}): Promise<Backbone> {
  const folder = await mkdtemp(join(tmpdir(), "troupe-backbone-"));
  const { path: binary } = await findNatsServer({ env: process.env });
  const storeDir = options.storeDir ?? join(folder, "jetstream");
  const { jetStreamBytes: bytes } = options;
  const nats = await startNatsServer({
    binary,
    storeDir,
    port: await freePort(),
    token: NATS_TOKEN,
    // The last of two blocks of one name is the one that counts.
    ...(bytes === undefined
      ? {}
      : { config: `jetstream { store_dir: ${JSON.stringify(storeDir)}, max_file_store: ${bytes} }` }),
  });
  const [keys, port, natsProxy] = await Promise.all([createTestKeys(), freePort(), startFaultProxy(nats.port)]);
  const httpProxy = await startFaultProxy(port);
  const natsUrl = `nats://127.0.0.1:${options.direct === true ? nats.port : natsProxy.port}`;
  const production = options.production === true ? await startOptions() : [];
  const servicesAt = (name: string, port: number, more: Pick<BackboneOptions, "execArgv">, env = {}) =>
    manageProcess({
      name,
      script: options.production === true ? EVENTS_PROGRAM : join(KIT_PROGRAMS, "services.js"),
      execArgv: [...production, ...(more.execArgv ?? [])],
      isReady: (report) => "ready" in report || report.msg === "listening",
      readyWithinMs: 60_000,
      env: {
        TROUPE_HOST: "127.0.0.1",
        TROUPE_PORT: `${port}`,
        TROUPE_NATS_URL: natsUrl,
        TROUPE_NATS_TOKEN: NATS_TOKEN,
        TROUPE_PUBLIC_KEYS: keys.publicKey,
        TROUPE_SIGNING_KEY: SIGNING_KEY,
        TROUPE_MAX_STREAMS: "5000",
        NATS_URL: natsUrl,
        NATS_TOKEN,
        SIGNING_KEY,
        PUBLIC_KEY: keys.publicKey,
        PORT: `${port}`,
        DATABASE_URL: options.registry === true ? `pglite:${join(folder, "database")}` : options.registry || "",
        ...env,
      },
      ...(options.onReport === undefined ? {} : { onReport: options.onReport }),
    });
  const services = servicesAt("services", port, options);
  const replicas: ManagedProcess[] = [];
  if (options.stopped === true) await nats.stop();
  else await services.start();
  return {
    nats,
    services,
    natsProxy,
    httpProxy,
    url: `http://127.0.0.1:${httpProxy.port}`,
    directUrl: `http://127.0.0.1:${port}`,
    natsCredentials: { servers: nats.url, token: NATS_TOKEN },
    signingKey: SIGNING_KEY,
    tokenFor: keys.tokenFor,
    async replica({ env = {}, ...more } = {}) {
      const at = await freePort();
      const further = servicesAt("replica", at, more, { DATABASE_URL: "", ...env });
      replicas.push(further);
      await further.start();
      return { url: `http://127.0.0.1:${at}`, services: further };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([services, ...replicas].map((each) => each.kill()));
      await Promise.all([httpProxy.close(), natsProxy.close()]);
      await nats.kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
