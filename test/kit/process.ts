import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { eachLine, jsonIn } from "./lines.js";

/** One line a process wrote: an object with a member that names what it says. */
export type Report = Record<string, unknown>;

export interface ProcessOptions {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Options of node itself, such as `--expose-gc`. */
  readonly execArgv?: readonly string[];
  /** True once the process can be used. Default: a line with `ready`. */
  readonly isReady?: (report: Report) => boolean;
  /** Sees every JSON line of every life of the process. */
  readonly onReport?: (report: Report) => void;
  /** Milliseconds a start may take. */
  readonly readyWithinMs?: number;
}

/** A node program that is started, killed and started again, and tells about itself in JSON lines on its stdout. */
export interface ManagedProcess {
  readonly name: string;
  readonly pid: number | undefined;
  readonly alive: boolean;
  /** Lives so far. */
  readonly starts: number;
  /** The line that said it was ready. */
  readonly readiness: Report;
  /** What it wrote last, for messages of failing tests. */
  tail(): string;
  start(): Promise<Report>;
  /** SIGKILL; resolves once its output was read to the end. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. Killed after `graceMs`. */
  stop(graceMs?: number): Promise<number | null>;
  /** Sends a message over the IPC channel. */
  tell(message: Report): void;
  /** Next line for which `wanted` holds, from now on. */
  report(wanted: (report: Report) => boolean, withinMs?: number): Promise<Report>;
  [Symbol.asyncDispose](): Promise<void>;
}

const TAIL_LINES = 60;

/** Describes a process; `start` runs it. */
export function manageProcess(options: ProcessOptions): ManagedProcess {
  const isReady = options.isReady ?? ((report: Report) => "ready" in report);
  const watchers = new Set<(report: Report) => void>();
  const tail: string[] = [];
  let child: ChildProcess | undefined;
  let closed: Promise<unknown> = Promise.resolve();
  let starts = 0;
  let readiness: Report = {};

  const remember = (line: string): void => {
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
  };
  const hear = (line: string): void => {
    remember(line);
    const report = jsonIn(line);
    if (report === undefined) return;
    options.onReport?.(report);
    for (const watch of watchers) watch(report);
  };

  const managed: ManagedProcess = {
    name: options.name,
    get pid() {
      return child?.pid;
    },
    get alive() {
      return child !== undefined && child.exitCode === null && child.signalCode === null;
    },
    get starts() {
      return starts;
    },
    get readiness() {
      return readiness;
    },
    tail: () => tail.join("\n"),
    async start() {
      await closed;
      starts += 1;
      const born = spawn(
        process.execPath,
        [...(options.execArgv ?? []), options.script, ...(options.args ?? [])],
        // NODE_ENV and VITEST of the runner are not the program's business.
        {
          ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
          env: { ...process.env, NODE_ENV: "production", VITEST: "", ...options.env },
          stdio: ["ignore", "pipe", "pipe", "ipc"],
        },
      );
      child = born;
      closed = once(born, "close");
      born.on("error", (error) => remember(String(error)));
      eachLine(born.stderr as NonNullable<typeof born.stderr>, remember);
      const ready = managed.report(isReady, options.readyWithinMs ?? 20_000);
      eachLine(born.stdout as NonNullable<typeof born.stdout>, hear);
      readiness = await Promise.race([
        ready,
        closed.then(() => {
          throw new Error(
            `${options.name} ended with ${born.exitCode ?? born.signalCode} before it was ready:\n${managed.tail()}`,
          );
        }),
      ]);
      return readiness;
    },
    async kill() {
      child?.kill("SIGKILL");
      await closed;
    },
    async stop(graceMs = 15_000) {
      if (!managed.alive) return child?.exitCode ?? null;
      child?.kill("SIGTERM");
      const timer = setTimeout(() => child?.kill("SIGKILL"), graceMs);
      await closed;
      clearTimeout(timer);
      return child?.exitCode ?? null;
    },
    tell(message) {
      child?.send(message);
    },
    report(wanted, withinMs = 20_000) {
      return new Promise((resolve, reject) => {
        const watch = (report: Report): void => {
          if (!wanted(report)) return;
          clearTimeout(timer);
          watchers.delete(watch);
          resolve(report);
        };
        const timer = setTimeout(() => {
          watchers.delete(watch);
          reject(new Error(`${options.name} said nothing of the kind in ${withinMs} ms:\n${managed.tail()}`));
        }, withinMs);
        timer.unref();
        watchers.add(watch);
      });
    },
    async [Symbol.asyncDispose]() {
      await managed.kill();
    },
  };
  return managed;
}
