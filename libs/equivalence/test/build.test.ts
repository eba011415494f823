import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildProgram, runWasm, type Toolchain } from "@troupe/equivalence";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isMissing, needs, toolchain } from "./machine.js";

const saying = (text: string): string =>
  `use pyrt::*;\nfn program() -> PyResult<()> { print(&[&s!("${text}")]); Ok(()) }\nfn main() { pyrt::run("main.py", program) }\n`;

describe.skipIf(isMissing)(needs("a compiler that waits for the next program"), () => {
  let folder: string;
  let counted: Toolchain;

  /** Process ids of the compilers that were started, oldest first. */
  const started = async (): Promise<number[]> =>
    (await readFile(join(folder, "started"), "utf8").catch(() => "")).split("\n").filter(Boolean).map(Number);
  const untilStarted = (count: number) => expect.poll(started, { timeout: 10_000 }).toHaveLength(count);
  const built = async (rust: string, signal?: AbortSignal): Promise<string> => {
    const wasm = await buildProgram(rust, counted, { keepsReady: true, ...(signal && { signal }) });
    return (await runWasm(wasm)).stdout;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "troupe-waiting-"));
    const rustc = join(folder, "rustc");
    const { rustc: real } = toolchain as Toolchain;
    await writeFile(rustc, `#!/bin/sh\necho $$ >> '${folder}/started'\nexec '${real}' "$@"\n`);
    await chmod(rustc, 0o755);
    counted = { ...(toolchain as Toolchain), rustc };
    await buildProgram(saying("once"), toolchain as Toolchain);
  }, 180_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is started after a build, and makes the next", async () => {
    expect(await built(saying("first"))).toBe("first\n");
    await untilStarted(2);
    expect(await built(saying("second"))).toBe("second\n");
    await untilStarted(3);
  });

  it("says where a source is wrong, as any compiler does", async () => {
    await untilStarted(3);
    await expect(built(`${saying("x")}\nfn odd() -> i64 { "text" }\n`)).rejects.toThrow(
      /mismatched types.*main\.rs:5:/,
    );
    await untilStarted(4);
  });

  it("is missed by nobody where it was killed", async () => {
    process.kill((await started()).at(-1) as number, "SIGKILL");
    expect(await built(saying("without it"))).toBe("without it\n");
    await untilStarted(6);
  });

  it("ends with a build that is called off, and the next has another", async () => {
    await expect(built(saying("never"), AbortSignal.abort())).rejects.toThrow(
      expect.objectContaining({ name: "AbortError" }),
    );
    await untilStarted(7);
    expect(await built(saying("after"))).toBe("after\n");
  });

  it("takes no program of another kind", async () => {
    await untilStarted(8);
    await buildProgram(saying("fast"), counted, { fast: true });
    expect(await started()).toHaveLength(9);
  });
});
