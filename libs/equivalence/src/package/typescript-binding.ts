import { readFile } from "node:fs/promises";

/**
 * A Node package that runs the module: a function, its types, and a command. Each run is a thread of its own, with the
 * WASI host that the module was compared on.
 */
export async function typescriptBinding(name: string, version: string): Promise<Record<string, string>> {
  const manifest = {
    name,
    version,
    type: "module",
    engines: { node: ">=20" },
    exports: { ".": { types: "./index.d.ts", default: "./index.js" } },
    bin: { [name]: "./cli.js" },
    files: ["index.js", "index.d.ts", "thread.js", "wasi.js", "cli.js", "module.wasm"],
  };
  return {
    "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
    "index.d.ts": TYPES,
    "index.js": INDEX,
    "thread.js": THREAD,
    "wasi.js": await wasiHost(),
    "cli.js": CLI,
  };
}

/** The host that modules are compared on, as it was built. */
async function wasiHost(): Promise<string> {
  const built = await readFile(new URL("../run/wasi.js", import.meta.url), "utf8");
  return built.replace(/^\/\/# sourceMappingURL=.*$/m, "");
}

const TYPES = `/** What the program is given. */
export interface RunInput {
  readonly args?: readonly string[];
  readonly stdin?: string | Uint8Array;
  /** The run is ended after so many milliseconds; it may take for ever unless said. */
  readonly timeoutMs?: number;
}

/** What the program did. */
export interface RunResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program once. Rejects when it breaks or takes too long; a status other than 0 is a result like any other. */
export function run(input?: RunInput): Promise<RunResult>;
`;

const INDEX = `import { Worker } from "node:worker_threads";

/** As deep as Python's recursion may be. */
const STACK_MB = 128;

export function run({ args = [], stdin = "", timeoutMs } = {}) {
  return start({ args, stdin: Buffer.from(stdin), isLive: false }, timeoutMs);
}

/** Runs the module in a thread; with isLive what it writes goes to this process's own output at once. */
export function start(job, timeoutMs) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./thread.js", import.meta.url), {
      workerData: job,
      env: {},
      execArgv: [],
      resourceLimits: { stackSizeMb: STACK_MB },
    });
    const late = () => fail(new Error("it took longer than " + timeoutMs + " ms"));
    const timer = timeoutMs === undefined ? undefined : setTimeout(late, timeoutMs);
    const end = () => {
      clearTimeout(timer);
      void worker.terminate();
    };
    const fail = (error) => {
      end();
      reject(error);
    };
    worker.once("message", ({ status, stdout, stderr }) => {
      end();
      const text = (bytes) => Buffer.from(bytes).toString("utf8");
      resolve({ status, stdout: text(stdout), stderr: text(stderr) });
    });
    worker.once("error", fail);
    worker.once("exit", () => fail(new Error("the module ended without a status")));
  });
}
`;

const THREAD = `import { readFileSync, writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { Exit, refused, wasiImports } from "./wasi.js";

const { args, stdin, isLive } = workerData;
const written = { 1: [], 2: [] };
let memory;

function write(fd, bytes) {
  if (!isLive) written[fd].push(bytes.slice());
  else for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}

const imports = wasiImports({ args: ["program", ...args], stdin, write, memory: () => memory.buffer });
const module = new WebAssembly.Module(readFileSync(new URL("./module.wasm", import.meta.url)));
const wanted = {};
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
  wanted[from] = { ...wanted[from], [name]: imports[name] ?? refused };
}
const instance = new WebAssembly.Instance(module, wanted);
memory = instance.exports.memory;
let status = 0;
try {
  instance.exports._start();
} catch (end) {
  if (!(end instanceof Exit)) throw end;
  status = end.status;
}
parentPort.postMessage({ status, stdout: Buffer.concat(written[1]), stderr: Buffer.concat(written[2]) });
`;

const CLI = `#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { start } from "./index.js";

const job = { args: process.argv.slice(2), stdin: process.stdin.isTTY ? Buffer.alloc(0) : readFileSync(0), isLive: true };
start(job).then(
  ({ status }) => {
    process.exitCode = status;
  },
  (error) => {
    process.stderr.write(error.message + "\\n");
    process.exitCode = 70;
  },
);
`;
