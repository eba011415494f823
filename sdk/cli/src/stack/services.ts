import { connectBus, systemClock, type TroupeBus } from "@troupe/bus";
import { TroupeError } from "@troupe/contracts";
import { chooseEmbedders, type Embedder } from "@troupe/embeddings";
import { eventsModule, retentionOf, settingsOf } from "@troupe/events";
import { memoryMigrations, memoryModule } from "@troupe/memory";
import { missionSettings, missionsMigrations, missionsModule } from "@troupe/missions";
import { registryMigrations, registryModule } from "@troupe/registry";
import { createConformance, policiesOf } from "@troupe/schemas";
import {
  buildServer,
  createAuthenticator,
  createIds,
  createLogger,
  createRandomHex,
  type Logger,
  type ServiceModule,
  serverOptions,
  startTracing,
  stopGracefully,
  type Tracing,
} from "@troupe/service";
import { openStore, type Store } from "@troupe/store";
import { CliError, EXIT, type ExitCode } from "../exit.js";
import type { StackPaths } from "./folder.js";
import type { StackKeys } from "./keys.js";
import type { StackLog } from "./log.js";
import type { StackNats } from "./nats.js";
import { listenAt } from "./ports.js";
import { type StackSettings, stackModule } from "./settings.js";

/** Our own nats-server runs already; on a busy machine its streams may take a while. */
const OUR_NATS_MS = 30_000;
const THEIR_NATS_MS = 5000;

export interface ServicesOptions {
  readonly settings: StackSettings;
  readonly version: string;
  readonly paths: StackPaths;
  readonly keys: StackKeys;
  readonly nats: StackNats;
  readonly log: StackLog;
  /** Tried in this order. */
  readonly ports: readonly number[];
  /** Whether a taken port is a failure. */
  readonly insistOnPort: boolean;
}

/** The services of the stack, mounted in this process. */
export interface StackServices {
  readonly url: string;
  stop(graceMs: number): Promise<void>;
}

/** Opens the database and the bus, mounts every service on one server and listens. */
export async function openServices(options: ServicesOptions): Promise<StackServices> {
  const logger = createLogger({
    service: "stack",
    level: options.settings.stack.TROUPE_LOG_LEVEL,
    destination: { write: (text) => options.log.writePino(text) },
  });
  const [opened, connected, tracing] = await Promise.allSettled([
    openDatabase(options, logger),
    openBus(options, logger),
    startTracing({
      service: "stack",
      version: options.version,
      endpoint: options.settings.stack.OTEL_EXPORTER_OTLP_ENDPOINT,
    }),
  ]);
  const close = async () => {
    if (connected.status === "fulfilled") await connected.value.close();
    if (opened.status === "fulfilled") await opened.value.store.close();
    if (tracing.status === "fulfilled") await tracing.value.shutdown();
  };
  try {
    if (opened.status === "rejected") throw opened.reason;
    if (connected.status === "rejected") throw connected.reason;
    if (tracing.status === "rejected") throw tracing.reason;
    return await mount(options, logger, { ...opened.value, bus: connected.value, tracing: tracing.value, close });
  } catch (error) {
    await close();
    throw error;
  }
}

interface Database {
  readonly store: Store;
  /** Whether it has pgvector: PGlite does, a Postgres server may lack it. */
  readonly hasVectors: boolean;
}

interface Backing extends Database {
  readonly bus: TroupeBus;
  readonly tracing: Tracing;
  readonly close: () => Promise<void>;
}

async function mount(options: ServicesOptions, logger: Logger, backing: Backing): Promise<StackServices> {
  const { store, bus, tracing } = backing;
  const { stack, events, missions, registry, memory, reports } = options.settings;
  const embedders = await chooseEmbedders(memory).catch((error: Error) => {
    throw new CliError(EXIT.setupMissing, error.message, { hint: "troupe setup", cause: error });
  });
  const modules = [
    stackModule(reports.stack),
    eventsModule({
      bus,
      content: bus.content,
      mirror: bus.mirror,
      clock: systemClock,
      logger: logger.child({ service: "events" }),
      settings: settingsOf(events),
      configReport: reports.events,
    }),
    registryModule({
      store,
      bus,
      mirror: bus.mirror,
      clock: systemClock,
      logger: logger.child({ service: "registry" }),
      embedder: embedders[0],
      sweepMs: registry.TROUPE_SWEEP_MS,
      configReport: reports.registry,
    }),
    missionsModule({
      store,
      bus,
      clock: systemClock,
      ids: createIds(systemClock, createRandomHex()),
      logger: logger.child({ service: "missions" }),
      settings: missionSettings(missions),
      conformance: createConformance({ mirror: bus.mirror, policyOf: policiesOf(missions), logger }),
      configReport: reports.missions,
    }),
    ...memoryModules({ options, logger, backing, embedders }),
  ];
  const authenticator = await createAuthenticator({ publicKeys: [options.keys.publicKey] });
  const { version } = options;
  const app = await buildServer({ modules, authenticator, logger, version, tracing, ...serverOptions(stack) });
  const url = await listenAt(app, { ports: options.ports, insist: options.insistOnPort }).catch(
    async (error: unknown) => {
      await app.close();
      throw error;
    },
  );
  return {
    url,
    async stop(graceMs) {
      await stopGracefully(app, graceMs);
      await Promise.all(embedders.map((embedder) => embedder.close()));
      await backing.close();
    },
  };
}

function memoryModules({
  options,
  logger,
  backing: { store, hasVectors, bus },
  embedders,
}: {
  readonly options: ServicesOptions;
  readonly logger: Logger;
  readonly backing: Backing;
  readonly embedders: readonly Embedder[];
}): ServiceModule[] {
  const log = logger.child({ service: "memory" });
  if (!hasVectors) {
    log.warn({}, "the database has no pgvector: the stack runs without memory");
    return [];
  }
  const { memory, reports } = options.settings;
  if (embedders.length === 0) log.info({}, "no embedding model is to be had: memory is searched by words");
  const maxPending = memory.TROUPE_MAX_PENDING;
  return [
    memoryModule({ store, bus, clock: systemClock, logger: log, embedders, maxPending, configReport: reports.memory }),
  ];
}

async function openDatabase({ settings, paths }: ServicesOptions, logger: Logger): Promise<Database> {
  const given = settings.stack.DATABASE_URL;
  const url = given ?? `pglite:${paths.database}`;
  let store: Store | undefined;
  try {
    store = await openStore({ url, logger: logger.child({ service: "store" }) });
    const { vector: hasVectors } = await store.check();
    await store.migrate([registryMigrations, missionsMigrations, ...(hasVectors ? [memoryMigrations] : [])]);
    return { store, hasVectors };
  } catch (error) {
    await store?.close();
    if (!(error instanceof TroupeError)) throw error;
    const hint = given !== undefined ? "set DATABASE_URL to a Postgres that runs, or unset it" : undefined;
    throw new CliError(databaseExit(error), error.message, { hint: error.hint ?? hint, cause: error });
  }
}

function databaseExit({ code }: TroupeError): ExitCode {
  if (code === "CONFLICT") return EXIT.conflict;
  return code === "BAD_REQUEST" ? EXIT.wrongInput : EXIT.unreachable;
}

async function openBus({ nats, keys, settings }: ServicesOptions, logger: Logger): Promise<TroupeBus> {
  const log = logger.child({ service: "bus" });
  try {
    const bus = await connectBus({
      servers: nats.url,
      ...(nats.token === undefined ? {} : { token: nats.token }),
      name: "troupe dev",
      startWithinMs: nats.pid === undefined ? THEIR_NATS_MS : OUR_NATS_MS,
      signingKey: Buffer.from(keys.signingKey, "base64"),
      ...retentionOf(settings.events),
      onEvent: (event) => {
        if (event.kind === "fault") log.warn({ err: event.error }, "fault on the connection to NATS");
        else if (event.kind === "disconnected") log.warn({ server: event.server }, "NATS is away");
        else if (event.kind === "reconnected") log.info({ server: event.server }, "NATS is back");
      },
    });
    if (bus.status().connected) return bus;
    await bus.close();
    throw away(nats.url);
  } catch (error) {
    if (!(error instanceof TroupeError)) throw error;
    throw away(nats.url, error);
  }
}

function away(url: string, cause?: TroupeError): CliError {
  return new CliError(EXIT.unreachable, `NATS at ${url} cannot be used: ${cause?.message ?? "it does not answer"}`, {
    hint: "set TROUPE_NATS_URL to a server that runs, or unset it",
    cause,
  });
}
