import { type NatsServer, startNatsServer } from "@troupe/bus/server";
import { findNatsServer, NatsServerError } from "@troupe/bus/setup";
import { type Deaths, nextRestart } from "../domain/restart.js";
import { CliError, EXIT } from "../exit.js";
import type { StackPaths } from "./folder.js";
import type { StackLog } from "./log.js";
import { natsPidFile } from "./recover.js";

/** The NATS the stack talks to: a child of its own, or somebody else's. */
export interface StackNats {
  readonly url: string;
  readonly token: string | undefined;
  /** Absent when the server is somebody else's. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

export interface NatsOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly paths: StackPaths;
  readonly token: string;
  readonly log: StackLog;
  /** Called after the child was started again. */
  readonly onRestart: () => void;
}

/** Uses TROUPE_NATS_URL, or runs a nats-server child that is started again, on the same port, whenever it dies. */
export async function openNats(options: NatsOptions): Promise<StackNats> {
  const { TROUPE_NATS_URL: url, TROUPE_NATS_TOKEN: token } = options.env;
  if (url) return { url, token, pid: undefined, stop: async () => {} };
  return superviseNats(options, await binaryOf(options.env));
}

async function binaryOf(env: NatsOptions["env"]): Promise<string> {
  try {
    return (await findNatsServer({ env })).path;
  } catch (error) {
    if (!(error instanceof NatsServerError)) throw error;
    throw new CliError(EXIT.setupMissing, error.message, { hint: error.hint, cause: error });
  }
}

async function superviseNats({ paths, token, log, onRestart }: NatsOptions, binary: string): Promise<StackNats> {
  let deaths: Deaths = { count: 0 };
  let bornAt = performance.now();
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  const say = (level: string, message: string) =>
    log.write({ time: new Date().toISOString(), level, source: "nats", message });

  const revive = async (server: NatsServer) => {
    try {
      await server.restart();
      bornAt = performance.now();
      say("info", `nats-server runs again on port ${server.port}`);
      onRestart();
    } catch (error) {
      say("error", error instanceof Error ? error.message : String(error));
      schedule(server);
    }
  };
  const schedule = (server: NatsServer) => {
    if (stopping) return;
    const next = nextRestart(deaths, performance.now() - bornAt);
    deaths = next.deaths;
    timer = setTimeout(() => void revive(server), next.delayMs);
  };

  const server: NatsServer = await startNatsServer({
    binary,
    storeDir: paths.nats,
    token,
    ownGroup: true,
    config: `pid_file: ${JSON.stringify(natsPidFile(paths))}`,
    onLog: (line) => {
      const level = /\[(WRN|ERR|FTL)\]/.exec(line)?.[1];
      if (level !== undefined && !line.includes("ports file"))
        say(level === "WRN" ? "warn" : "error", line.replace(/^.*\[(WRN|ERR|FTL)\] /, ""));
    },
    onExit: ({ code, signal, expected }) => {
      if (expected || stopping) return;
      say("warn", `nats-server ended (${signal ?? `code ${code}`}), starting it again`);
      schedule(server);
    },
  });
  return {
    url: server.url,
    token,
    get pid() {
      return server.pid;
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await server.stop();
    },
  };
}
