import { setFlagsFromString } from "node:v8";
import { parentPort } from "node:worker_threads";
import { largestFunction } from "./function-size.js";
import type { RunEnd } from "./outcome.js";
import { Exit, refused, wasiImports } from "./wasi.js";

/** What the worker is asked to do, one after the other. */
export interface WasmJob {
  wasm: Uint8Array;
  args: string[];
  stdin: Uint8Array;
  outputBytes: number;
}

/** What the worker answers. */
export interface WasmAnswer {
  end: RunEnd;
  stdout: Uint8Array;
  stderr: Uint8Array;
  ms: number;
  /** What the module's memory grew to. */
  memoryBytes: number;
}

/** The global of that name, which the types of Node leave to the browser's. */
declare const WebAssembly: {
  Module: (new (bytes: Uint8Array) => object) & { imports(module: object): { module: string; name: string }[] };
  Instance: new (
    module: object,
    imports: Record<string, Record<string, unknown>>,
  ) => { exports: Record<string, unknown> };
};

/**
 * V8 of Node 20 ends the whole process (`IdField::is_valid`) where it prepares a loop of a hundred statements or more for
 * being peeled or unrolled, which it does once that has run for a while. The least that did was of 310,000 bytes; what
 * programs are made of seldom takes 30,000.
 */
const LARGE_FUNCTION_BYTES = 64 * 1024;

class TooMuchOutput extends Error {}

function execute(job: WasmJob): WasmAnswer {
  const written: Record<number, Uint8Array[]> = { 1: [], 2: [] };
  let total = 0;
  let memory: { buffer: ArrayBuffer } | undefined;
  const imports = wasiImports({
    args: job.args,
    stdin: job.stdin,
    memory: () => memory?.buffer ?? new ArrayBuffer(0),
    write(fd, bytes) {
      total += bytes.length;
      if (total > job.outputBytes) throw new TooMuchOutput();
      written[fd]?.push(bytes.slice());
    },
  });
  const started = performance.now();
  const answer = (end: RunEnd): WasmAnswer => ({
    end,
    stdout: Buffer.concat(written[1] ?? []),
    stderr: Buffer.concat(written[2] ?? []),
    ms: performance.now() - started,
    memoryBytes: memory?.buffer.byteLength ?? 0,
  });
  try {
    if (largestFunction(job.wasm) > LARGE_FUNCTION_BYTES) {
      setFlagsFromString("--no-wasm-loop-unrolling");
      setFlagsFromString("--no-wasm-loop-peeling");
    }
    const module = new WebAssembly.Module(job.wasm);
    const named: Record<string, Record<string, unknown>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      named[from] = { ...named[from], [name]: imports[name] ?? refused };
    }
    const instance = new WebAssembly.Instance(module, named);
    memory = instance.exports.memory as { buffer: ArrayBuffer };
    (instance.exports._start as () => void)();
    return answer({ kind: "exit", status: 0 });
  } catch (thrown) {
    if (thrown instanceof Exit) return answer({ kind: "exit", status: thrown.status });
    if (thrown instanceof TooMuchOutput) return answer({ kind: "output" });
    if (thrown instanceof RangeError && /call stack/i.test(thrown.message)) return answer({ kind: "stack" });
    const said = Buffer.concat(written[2] ?? []).toString("utf8");
    if (/memory allocation of \d+ bytes failed|capacity overflow/.test(said)) return answer({ kind: "memory" });
    return answer({ kind: "broken", message: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

parentPort?.on("message", (job: WasmJob) => parentPort?.postMessage(execute(job)));
