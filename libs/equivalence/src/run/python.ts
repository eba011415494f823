import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { moduleToRun } from "@troupe/translate";
import { deadline } from "./deadline.js";
import { DEFAULT_LIMITS, type ProgramInput, type RunEnd, type RunLimits, type RunOutcome } from "./outcome.js";

const run = promisify(execFile);

/** A Python to compare with. */
export interface Python {
  path: string;
  version: string;
  /** Whether limits of memory, processor time and processes can be set. */
  limited: boolean;
}

const WANTED = [3, 11] as const;
/** Longest file that a program may write. */
const FILE_BYTES = 16 * 1024 * 1024;

/** Finds the interpreter: `TROUPE_PYTHON`, else `python3`, past any shim that needs an environment. */
export async function findPython(env: NodeJS.ProcessEnv = process.env): Promise<Python | undefined> {
  for (const name of env.TROUPE_PYTHON ? [env.TROUPE_PYTHON] : ["python3.11", "python3"]) {
    const ask = "import sys; print(sys.executable); print('%d.%d.%d' % sys.version_info[:3])";
    const said = await run(name, ["-I", "-c", ask], { env }).catch(() => undefined);
    const [path = "", version = ""] = said?.stdout.trim().split("\n") ?? [];
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (path === "" || major !== WANTED[0] || minor < WANTED[1]) continue;
    const limited = await run("prlimit", ["--version"]).then(
      () => true,
      () => false,
    );
    return { path, version, limited };
  }
  return undefined;
}

/**
 * The files of a program by path relative to the folder that Python looks in first, and the one that is run: by itself
 * where it lies in that folder, as a module of its package where it lies deeper.
 */
export interface PythonProgram {
  main: string;
  files: Record<string, string>;
}

/** What `site` gives to programs. Without these words it is left out: what is installed there may take longer than they do. */
const OF_SITE = /(?<![.\w])(?:exit|quit|help|copyright|credits|license|site)\b|\bsys\.(?:path|flags|modules)\b/;

const asksForSite = ({ files }: PythonProgram): boolean => Object.values(files).some((text) => OF_SITE.test(text));

/**
 * Runs a program with an empty environment in a folder of its own, within limits. Hashes of strings follow
 * `PYTHONHASHSEED=0`; what the compiler of Python warns of is not said. Never throws for what the program does.
 */
export async function runPython(
  python: Python,
  program: PythonProgram,
  input: ProgramInput = {},
  limits: Partial<RunLimits> = {},
): Promise<RunOutcome> {
  const bounds = { ...DEFAULT_LIMITS, ...limits };
  const work = await mkdtemp(join(tmpdir(), "troupe-python-"));
  try {
    for (const [name, text] of Object.entries(program.files)) await place(work, name, text);
    const module = moduleToRun(program.main);
    const start = module === undefined ? [program.main] : ["-W", "ignore::RuntimeWarning:runpy", "-m", module];
    const own = asksForSite(program) ? start : ["-S", ...start];
    return await execute(python, [...own, ...(input.args ?? [])], work, input.stdin ?? "", bounds);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Writes a file into the folder. Throws where its path leads out of it. */
async function place(work: string, name: string, text: string): Promise<void> {
  const path = normalize(join(work, name));
  if (!path.startsWith(work + sep)) throw new Error(`${name}: a path inside the program is wanted`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

function execute(python: Python, args: string[], cwd: string, stdin: string, limits: RunLimits): Promise<RunOutcome> {
  const seconds = Math.ceil(limits.timeMs / 1000) + 1;
  const bounds = [
    `--as=${limits.memoryBytes}`,
    `--cpu=${seconds}`,
    "--nproc=64",
    `--fsize=${FILE_BYTES}`,
    "--core=0",
    "--nofile=64",
  ];
  const own = [python.path, "-B", "-W", "ignore::SyntaxWarning", ...args];
  const [command = "", ...rest] = python.limited ? ["prlimit", ...bounds, "--", ...own] : own;
  const env = { PYTHONHASHSEED: "0", PYTHONIOENCODING: "utf-8", PYTHONUTF8: "1", LC_ALL: "C.UTF-8" };
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, rest, { cwd, env, detached: true, stdio: ["pipe", "pipe", "pipe"] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let total = 0;
    let stopped: RunEnd | undefined;
    const stop = (end: RunEnd) => {
      stopped ??= end;
      try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      } catch {
        child.kill("SIGKILL");
      }
    };
    const onTime = deadline(limits.timeMs, () => stop({ kind: "time" }));
    const keep = (into: Buffer[]) => (piece: Buffer) => {
      total += piece.length;
      if (total > limits.outputBytes) stop({ kind: "output" });
      else into.push(piece);
    };
    child.stdout.on("data", keep(out));
    child.stderr.on("data", keep(err));
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
    const finish = (end: RunEnd) => {
      onTime();
      const [stdout, stderr] = [Buffer.concat(out).toString("utf8"), Buffer.concat(err).toString("utf8")];
      resolve({ end: stopped ?? end, stdout, stderr, ms: performance.now() - started });
    };
    child.once("error", (error) => finish({ kind: "broken", message: error.message }));
    child.once("close", (status, signal) => finish(endOf(status, signal)));
  });
}

function endOf(status: number | null, signal: NodeJS.Signals | null): RunEnd {
  if (signal === "SIGXCPU") return { kind: "time" };
  if (signal !== null) return { kind: "broken", message: `ended by ${signal}` };
  return { kind: "exit", status: status ?? 1 };
}
