import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const READY_MS = 60_000;
const STOP_MS = 15_000;

/** A program in a process of its own. */
export interface Child {
  readonly name: string;
  /** Resolves when it says that it is ready; rejects when it ends before. */
  readonly ready: Promise<void>;
  kill(): void;
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Gets each line the program prints. */
  readonly heard: (line: string) => void;
}

export function start({ name, script, args, folder, env, heard }: ChildOptions): Child {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    env: { ...process.env, ...env, TROUPE_URL: "", TROUPE_TOKEN: "", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  const printed: string[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${name} is not ready after ${READY_MS} ms`)), READY_MS);
    const listen = (line: string): void => {
      printed.push(line);
      heard(line);
      if (!/\bready\b/.test(line)) return;
      clearTimeout(late);
      resolve();
    };
    createInterface({ input: child.stdout }).on("line", listen);
    createInterface({ input: child.stderr }).on("line", listen);
    ended.then(([code]) => {
      clearTimeout(late);
      reject(new Error(`${name} ended with ${code} before it was ready:\n${printed.join("\n")}`));
    }, reject);
  });
  return {
    name,
    ready,
    kill: () => void child.kill("SIGKILL"),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(late);
    },
  };
}
