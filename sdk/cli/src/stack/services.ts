import { connectBus, systemClock, type TroupeBus } from "@troupe/bus";
import { TroupeError } from "@troupe/contracts";
import { eventsModule } from "@troupe/events";
import { registryMigrations, registryModule } from "@troupe/registry";
import { buildServer, createAuthenticator, createLogger, type Logger, stopGracefully } from "@troupe/service";
import { openStore, type Store } from "@troupe/store";
import { CliError, EXIT, type ExitCode } from "../exit.js";
import type { StackPaths } from "./folder.js";
import type { StackKeys } from "./keys.js";
import type { StackLog } from "./log.js";
import type { StackNats } from "./nats.js";
import { listenAt } from "./ports.js";

export interface ServicesOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
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
    level: options.env.LOG_LEVEL || "info",
    destination: { write: (text) => options.log.writePino(text) },
  });
  const [opened, connected] = await Promise.allSettled([openDatabase(options, logger), openBus(options, logger)]);
  const close = async () => {
    if (connected.status === "fulfilled") await connected.value.close();
    if (opened.status === "fulfilled") await opened.value.close();
  };
  try {
    if (opened.status === "rejected") throw opened.reason;
    if (connected.status === "rejected") throw connected.reason;
    return await mount(options, logger, { store: opened.value, bus: connected.value, close });
  } catch (error) {
    await close();
    throw error;
  }
}

interface Backing {
  readonly store: Store;
  readonly bus: TroupeBus;
  readonly close: () => Promise<void>;
}

async function mount(options: ServicesOptions, logger: Logger, backing: Backing): Promise<StackServices> {
  const { store, bus } = backing;
  const modules = [
    eventsModule({
      bus,
      content: bus.content,
      mirror: bus.mirror,
      clock: systemClock,
      logger: logger.child({ service: "events" }),
    }),
    registryModule({
      store,
      bus,
      mirror: bus.mirror,
      clock: systemClock,
      logger: logger.child({ service: "registry" }),
    }),
  ];
  const authenticator = await createAuthenticator({ publicKeys: [options.keys.publicKey] });
  const app = await buildServer({ modules, authenticator, logger, version: options.version });
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
      await backing.close();
    },
  };
}

async function openDatabase({ env, paths }: ServicesOptions, logger: Logger): Promise<Store> {
  const url = env.DATABASE_URL || `pglite:${paths.database}`;
  let store: Store | undefined;
  try {
    store = await openStore({ url, logger: logger.child({ service: "store" }) });
    await store.migrate([registryMigrations]);
    return store;
  } catch (error) {
    await store?.close();
    if (!(error instanceof TroupeError)) throw error;
    const hint = env.DATABASE_URL ? "set DATABASE_URL to a Postgres that runs, or unset it" : undefined;
    throw new CliError(databaseExit(error), error.message, { hint: error.hint ?? hint, cause: error });
  }
}

function databaseExit({ code }: TroupeError): ExitCode {
  if (code === "CONFLICT") return EXIT.conflict;
  return code === "BAD_REQUEST" ? EXIT.wrongInput : EXIT.unreachable;
}

async function openBus({ nats, keys }: ServicesOptions, logger: Logger): Promise<TroupeBus> {
  const log = logger.child({ service: "bus" });
  try {
    const bus = await connectBus({
      servers: nats.url,
      ...(nats.token === undefined ? {} : { token: nats.token }),
      name: "troupe dev",
      signingKey: Buffer.from(keys.signingKey, "base64"),
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
