import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { isTooOld, natsServerVersion, OLDEST_NATS_SERVER } from "./version.js";

const START_TIMEOUT_MS = 15_000;
const STOP_TIMEOUT_MS = 10_000;
const POLL_MS = 5;
const LOG_TAIL = 20;
/**
 * For Go's runtime, which the environment overrules: on a laptop the server takes its processor time from the services.
 * So its collector runs a quarter as often, until the heap nears the limit, and half of the cores are left to them.
 */
const GO_RUNTIME = { GOGC: "400", GOMEMLIMIT: "2GiB", GOMAXPROCS: String(Math.ceil(availableParallelism() / 2)) };

export interface NatsServerOptions {
  /** Path of the binary. */
  readonly binary: string;
  /** Folder of JetStream's files; kept when the server ends. */
  readonly storeDir: string;
  /** -1, the default, lets the server choose. */
  readonly port?: number;
  /** Token that clients must show. Without it everybody on this machine may connect. */
  readonly token?: string;
  /** Further lines of the server's configuration. */
  readonly config?: string;
  /** Writes each acknowledged event through to the disk before it answers: safe from power loss, slower. */
  readonly syncAlways?: boolean;
  /** Puts it in a process group of its own: an interrupt at the terminal does not reach it, whoever started it stops it. */
  readonly ownGroup?: boolean;
  /** Called when the process ends, unasked or not. */
  readonly onExit?: (exit: { code: number | null; signal: NodeJS.Signals | null; expected: boolean }) => void;
  /** Called with each line of the server's log. */
  readonly onLog?: (line: string) => void;
}

/** A nats-server child process that listens on 127.0.0.1 only. */
export interface NatsServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly version: string;
  readonly running: boolean;
  /** Sends a signal and waits for the end of the process. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Lets the server finish its writes and ends it. */
  stop(): Promise<void>;
  /** Starts it again on the same port and store. */
  restart(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts nats-server with JetStream and waits until it takes connections. Throws when it is older than 2.10 or fails to start. */
export async function startNatsServer(options: NatsServerOptions): Promise<NatsServer> {
  const version = await natsServerVersion(options.binary);
  if (isTooOld(version)) {
    throw new Error(
      `nats-server ${version} (${options.binary}) is too old: Troupe needs ${OLDEST_NATS_SERVER} or newer. ` +
        "Run `troupe setup` to fetch one, or name another in TROUPE_NATS_SERVER.",
    );
  }
  await mkdir(options.storeDir, { recursive: true });
  let current = await launch(options, options.port ?? -1);
  const port = current.port;

  const server: NatsServer = {
    url: `nats://127.0.0.1:${port}`,
    port,
    version,
    get pid() {
      return current.child.pid ?? -1;
    },
    get running() {
      return isRunning(current.child);
    },
    async kill(signal = "SIGKILL") {
      current.expected = true;
      await end(current.child, signal);
    },
    async stop() {
      current.expected = true;
      await end(current.child, "SIGTERM");
    },
    async restart() {
      await server.stop();
      current = await launch(options, port);
    },
    [Symbol.asyncDispose]: () => server.stop(),
  };
  return server;
}

interface Launched {
  readonly child: ChildProcess;
  readonly port: number;
  expected: boolean;
}

async function launch(options: NatsServerOptions, port: number): Promise<Launched> {
  await removePortsFiles(options.storeDir);
  const runDir = await mkdtemp(join(tmpdir(), "troupe-nats-"));
  try {
    const file = join(runDir, "nats.conf");
    await writeFile(file, configuration(options, port), { mode: 0o600 });
    await chmod(file, 0o600);
    const child = spawn(options.binary, ["-c", file], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...GO_RUNTIME, ...process.env },
      detached: options.ownGroup === true && process.platform !== "win32",
    });
    const tail = readLog(child, options.onLog);
    const launched: Launched = { child, port, expected: false };
    child.once("exit", (code, signal) => options.onExit?.({ code, signal, expected: launched.expected }));
    const chosen = await readiness(child, options.storeDir, tail);
    return Object.assign(launched, { port: chosen });
  } finally {
    await rm(runDir, { recursive: true, force: true });
  }
}

function configuration(options: NatsServerOptions, port: number): string {
  const lines = [
    `listen: "127.0.0.1:${port}"`,
    `ports_file_dir: ${JSON.stringify(options.storeDir)}`,
    "jetstream {",
    `  store_dir: ${JSON.stringify(options.storeDir)}`,
    ...(options.syncAlways === true ? ["  sync_interval: always"] : []),
    "}",
    ...(options.token === undefined ? [] : [`authorization { token: ${JSON.stringify(options.token)} }`]),
    ...(options.config === undefined ? [] : [options.config]),
  ];
  return `${lines.join("\n")}\n`;
}

function readLog(child: ChildProcess, onLog: ((line: string) => void) | undefined): string[] {
  const tail: string[] = [];
  let rest = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      onLog?.(line);
      tail.push(line);
      if (tail.length > LOG_TAIL) tail.shift();
    }
  });
  return tail;
}

/** The port, once the server wrote it down and takes connections. */
async function readiness(child: ChildProcess, portsDir: string, tail: readonly string[]): Promise<number> {
  let failure: Error | undefined;
  child.once("error", (cause) => {
    failure = new Error(`nats-server cannot be started: ${cause.message}`, { cause });
  });
  child.once("close", () => {
    failure ??= new Error(`nats-server ended while starting:\n${tail.join("\n")}`);
  });
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (failure === undefined && performance.now() < deadline) {
    const port = await portOf(portsDir);
    if (port !== undefined && (await accepts(port))) return port;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  await end(child, "SIGKILL");
  throw failure ?? new Error(`nats-server was not ready after ${START_TIMEOUT_MS} ms:\n${tail.join("\n")}`);
}

/** The file into which the server writes its port; it removes that itself when it ends, unless it is killed. */
async function portOf(portsDir: string): Promise<number | undefined> {
  const name = (await readdir(portsDir)).find((file) => file.endsWith(".ports"));
  if (name === undefined) return undefined;
  const text = await readFile(join(portsDir, name), "utf8");
  const url = /nats:\/\/[^"]*:(\d+)"/.exec(text);
  return url === null ? undefined : Number(url[1]);
}

/** What killed servers left, which says an old port. */
async function removePortsFiles(portsDir: string): Promise<void> {
  const left = (await readdir(portsDir)).filter((file) => file.endsWith(".ports"));
  await Promise.all(left.map((file) => rm(join(portsDir, file), { force: true })));
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("data", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined || !isRunning(child)) return;
  const exited = once(child, "exit");
  child.kill(signal);
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(timer);
}
