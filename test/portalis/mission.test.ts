import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPython, findToolchain, type Report, type Toolchain } from "@troupe/equivalence";
import { type Client, connect, type Mission } from "@troupe/sdk";
import { findPostgres } from "@troupe/store/testing";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Translated, translation } from "../../examples/dist/portalis/events.js";
import { mountSmallDisk } from "../kit/small-disk.js";
import { type MissionsStack, startMissionsStack } from "../missions/stack.js";
import { AGENTS, type AgentName, type Crew, crewOf } from "./crew.js";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const toolchain = await findToolchain().catch(() => undefined);
const isMissing = toolchain === undefined || (await findPython()) === undefined || (await findPostgres()) === undefined;

const GREET = `def greet(name: str) -> str:
    """
    >>> greet("Ada")
    'Hello, Ada'
    """
    return f"Hello, {name}"


if __name__ == "__main__":
    print(greet(input()))
`;

/** What a mission came to, without what differs from run to run. */
type Fate = Pick<Report["files"][number], "file" | "verdict" | "cases" | "functions" | "error" | "repaired"> & {
  artifacts: Record<string, string>;
};

describe.skipIf(isMissing)("translation missions (need Rust for WASI, Python 3.11, PostgreSQL)", () => {
  let folder: string;
  let stack: MissionsStack;
  let crew: Crew;
  let client: Client;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "troupe-portalis-"));
    stack = await startMissionsStack();
    const platform = { TROUPE_URL: stack.url, TROUPE_TOKEN: stack.token };
    // Short leases, so that what a killed worker held is soon taken up; a cache of its own.
    crew = crewOf({ ...platform, PORTALIS_LEASE_MS: "4000", PORTALIS_CACHE: join(folder, "cache") }, folder);
    client = connect({ url: stack.url, token: stack.token });
    await Promise.all(AGENTS.map((name) => crew.start(name)));
  });
  afterAll(async () => {
    await client?.close();
    await crew?.[Symbol.asyncDispose]();
    await stack?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const put = async (files: Record<string, string | Buffer>): Promise<void> => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  };
  const archived = async (files: Record<string, string>): Promise<Mission> => {
    const members = Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]);
    const { id: archive } = await client.content.put(zipSync(Object.fromEntries(members)));
    return client.missions.create(translation, { title: "archive.zip", archive, package: true });
  };
  const ended = (mission: Mission): Promise<Mission> => client.missions.end(mission.id, { timeoutMs: 120_000 });
  const fates = async (mission: Mission): Promise<Fate[]> => {
    expect(mission).toMatchObject({ status: "succeeded", failure: null });
    const body = await client.content.get((mission.result as Translated).report);
    const report = JSON.parse(Buffer.from(body as Uint8Array).toString("utf8")) as { files: Fate[] };
    return report.files.map(({ file, verdict, cases, functions, artifacts, error, repaired }) => ({
      file,
      verdict,
      cases,
      functions,
      artifacts,
      ...(error && { error }),
      ...(repaired && { repaired }),
    }));
  };

  test("good files, and those beside them that are not", async () => {
    await put({
      "greet.py": GREET,
      "greet.1.in": "Ada\n",
      "greet.2.in": "Grüße\n",
      "uses.py": "import greetings\nprint(greetings.word)\n",
      "greetings.py": "word = 'hi'\n",
      "clock.py": "import time\nprint(time.time() > 0)\n",
      "refused.py": "exec('1')\n",
      "broken.py": "x = 1\nif x\n    pass\n",
      "latin.py": Buffer.from("print('\xe9')\n", "latin1"),
      "odd \u{1f40d} name.py": "raise ValueError('odd')\n",
    });
    const { code, lines } = await crew.submit(".", "--json", "--out", "out", "--package");
    expect(code).toBe(1);
    const verdicts = Object.fromEntries(lines.map(({ file, verdict }) => [file, verdict]));
    expect(verdicts).toEqual({
      "greet.py": "equal",
      "greetings.py": "equal",
      "uses.py": "equal",
      "clock.py": "equal",
      "refused.py": "unsupported",
      "broken.py": "unsupported",
      "latin.py": "unsupported",
      "odd \u{1f40d} name.py": "equal",
    });
    expect(lines.find(({ file }) => file === "clock.py")).toMatchObject({
      diagnostics: [{ severity: "warning", code: "sandboxed", line: 2, construct: "time.time" }],
    });
    const greet = lines.find(({ file }) => file === "greet.py");
    expect(greet).toMatchObject({ cases: expect.any(Number), wasm: join(folder, "out", "greet.wasm") });
    expect(greet?.cases).toBeGreaterThan(5);
    const broken = lines.find(({ file }) => file === "broken.py") as { diagnostics: { line: number }[] };
    expect(broken.diagnostics[0]).toMatchObject({ line: 2 });
    const again = await crew.submit("greet.py", "--json");
    expect(again).toMatchObject({ code: 0, lines: [{ file: "greet.py", verdict: "equal" }] });
  });

  test("wrong paths and words are told", async () => {
    expect(await crew.submit("gone.py")).toMatchObject({
      code: 2,
      said: expect.stringContaining("there is no gone.py"),
    });
    expect(await crew.submit("--frob")).toMatchObject({ code: 2, said: expect.stringContaining("no option --frob") });
  });

  test("an archive with a path that leads outside is refused whole", async () => {
    const mission = await ended(await archived({ "good.py": "print(1)\n", "../evil.py": "print(2)\n" }));
    expect(mission).toMatchObject({ status: "failed", failure: { code: "SOURCE_REFUSED" } });
    expect(mission.failure?.message).toBe('a member\'s path leads outside: "../evil.py"');
  });

  test("a mission ends the same when a worker is killed in the middle of each of its stages", async () => {
    const files = {
      "main.py": "import part\nprint(part.twice(21))\n",
      "part.py": "def twice(n: int) -> int:\n    return n * 2\n",
    };
    const owners: Record<string, AgentName> = {
      ingest: "ingest",
      analysis: "analysis",
      specification: "specgen",
      transpilation: "transpiler",
      build: "build",
      observation: "test",
      test: "test",
      packaging: "packaging",
    };
    const hold = (stage: string): Record<string, string> => ({ PORTALIS_HOLD: stage });
    const again = async (name: AgentName, env: Record<string, string>): Promise<void> => {
      await crew.kill(name);
      await crew.start(name, env);
    };
    const first = Object.entries(owners).filter(([stage]) => stage !== "test");
    await Promise.all(first.map(([stage, owner]) => again(owner, hold(stage))));
    const killed = new Set<string>();
    const watch = client.bus.observe({ topics: ["task-events"], types: ["task.started"] });
    await watch.ready;
    const mission = await archived(files);
    const strike = async (stage: string, owner: AgentName): Promise<void> => {
      await again(owner, stage === "observation" ? hold("test") : {});
      if (stage === "analysis") await again("planner", {});
    };
    const struckBy: Promise<void>[] = [];
    const watching = (async () => {
      for await (const sight of watch) {
        if (sight.kind !== "event" || sight.event.missionid !== mission.id) continue;
        const task = await client.tasks.get(sight.event.taskid ?? "");
        const stage = task?.type.split(".")[1] ?? "";
        const owner = owners[stage];
        if (owner === undefined || killed.has(stage)) continue;
        killed.add(stage);
        struckBy.push(strike(stage, owner));
      }
    })();
    const struck = await fates(await ended(mission));
    await watch.close();
    await watching;
    await Promise.all(struckBy);
    expect([...killed].sort()).toEqual(Object.keys(owners).sort());
    expect(struck.map(({ file, verdict }) => [file, verdict])).toEqual([
      ["main.py", "equal"],
      ["part.py", "equal"],
    ]);
    expect(struck[1]?.functions).toMatchObject([{ name: "twice", verdict: "equal", cases: 10 }]);
    expect(await fates(await ended(await archived(files)))).toEqual(struck);
  });

  test("without a compiler the file fails and says what is missing; with one that was killed once it passes", async () => {
    await crew.kill("build");
    await crew.start("build", { TROUPE_RUSTC: join(folder, "no-rustc") });
    const [lacking] = await fates(await ended(await archived({ "a.py": "print('without')\n" })));
    expect(lacking).toMatchObject({
      verdict: "failed",
      error: { stage: "build", type: "toolchain-missing", recoverable: true, context: { hint: expect.any(String) } },
    });
    const { rustc, env, linker } = toolchain as Toolchain;
    const fake = join(folder, "rustc");
    const mark = join(folder, "was-killed");
    const real = `exec ${JSON.stringify(rustc)} ${linker === undefined ? "" : `-C linker=${linker}`} "$@"`;
    const library = env.LD_LIBRARY_PATH === undefined ? "" : `export LD_LIBRARY_PATH=${env.LD_LIBRARY_PATH}\n`;
    const killedOnce = `case "$*" in *"--crate-name program"*) [ -e ${mark} ] || { touch ${mark}; kill -9 $$; } ;; esac\n`;
    await writeFile(fake, `#!/bin/sh\n${library}${killedOnce}${real}\n`);
    await chmod(fake, 0o755);
    await crew.kill("build");
    await crew.start("build", { TROUPE_RUSTC: fake });
    const [revived] = await fates(await ended(await archived({ "b.py": "print('killed once')\n" })));
    expect(revived).toMatchObject({ verdict: "equal" });
  });

  test("without room on the compiler's disk the file fails and says so", async ({ skip }) => {
    using disk = mountSmallDisk(256 * 1024);
    if (disk === undefined) return skip("this process may not mount");
    disk.fill(24 * 1024);
    await crew.kill("build");
    await crew.start("build", { TMPDIR: disk.path });
    const [lacking] = await fates(await ended(await archived({ "room.py": "print('room')\n" })));
    expect(lacking).toMatchObject({ verdict: "failed", error: { stage: "build", type: "compiler-no-space" } });
    await crew.kill("build");
    await crew.start("build");
  });

  test("a file of 10 MiB travels as Content, and is refused by its size", async () => {
    const text = "x = 1\n".repeat(1_747_627);
    const { id: source } = await client.content.put(text);
    const { id: inputs } = await client.content.put("[{}]");
    const list = [{ unit: "big.py", main: "big.py", files: { "big.py": source }, inputs, needs: [] }];
    const { id: programs } = await client.content.put(JSON.stringify(list));
    const mission = await ended(await client.missions.create(translation, { title: "big", programs }));
    const [big] = await fates(mission);
    expect(big).toMatchObject({ verdict: "unsupported", artifacts: { source } });
    expect(big?.error?.message).toMatch(/MiB/);
    expect((await client.content.get(source))?.length).toBe(text.length);
  });

  test("wrong Rust is repaired by a model where the mission wants it and its budget allows", async () => {
    let asked = 0;
    const content = "```rust\n    let _frame = frame()?;\n    let repaired = 2;\n    Ok(&n * repaired)\n```";
    const model = createServer((request, response) => {
      request.resume().on("end", () => {
        asked += 1;
        response.setHeader("content-type", "application/json");
        const message = { role: "assistant", content };
        response.end(JSON.stringify({ choices: [{ index: 0, message }], usage: { total_tokens: 100 } }));
      });
    });
    await new Promise<void>((resolve) => model.listen(0, "127.0.0.1", resolve));
    const { port } = model.address() as AddressInfo;
    const fake = await compilerThatWants("repaired");
    for (const name of ["build", "repair"] as const) {
      await crew.kill(name);
      await crew.start(name, { TROUPE_RUSTC: fake, OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` });
    }
    const { id: source } = await client.content.put("def double(n):\n    return n * 2\n\n\nprint(double(21))\n");
    const { id: inputs } = await client.content.put("[{}]");
    const list = [{ unit: "d.py", main: "d.py", files: { "d.py": source }, inputs, needs: [] }];
    const { id: programs } = await client.content.put(JSON.stringify(list));
    const goal = { title: "repair", programs };
    const [plain] = await fates(await ended(await client.missions.create(translation, goal)));
    expect(plain).toMatchObject({ verdict: "failed", error: { type: "compile" } });
    const wanted = { ...goal, repair: true, package: true };
    const [poor] = await fates(
      await ended(await client.missions.create(translation, wanted, { budget: { tokens: 10 } })),
    );
    expect({ asked, poor }).toMatchObject({ asked: 0, poor: { verdict: "failed", error: { type: "compile" } } });
    const rich = await ended(await client.missions.create(translation, wanted, { budget: { tokens: 20_000 } }));
    const [mended] = await fates(rich);
    expect(mended).toMatchObject({ verdict: "equal", repaired: { function: "double", tries: 1 } });
    expect(mended?.artifacts).toHaveProperty("package");
    expect({ asked, tokens: rich.spent.tokens }).toEqual({ asked: 1, tokens: 100 });
    model.close();
  });

  /** A compiler that refuses a program's first function unless a word is in it. */
  async function compilerThatWants(word: string): Promise<string> {
    const { rustc, env, linker } = toolchain as Toolchain;
    const fake = join(folder, "picky-rustc");
    const real = `exec ${JSON.stringify(rustc)} ${linker === undefined ? "" : `-C linker=${linker}`} "$@"`;
    const library = env.LD_LIBRARY_PATH === undefined ? "" : `export LD_LIBRARY_PATH=${env.LD_LIBRARY_PATH}\n`;
    const refusal = `n=$(grep -n "fn double" "$a" | head -1 | cut -d: -f1); printf 'error: wrong\\n --> main.rs:%s:1\\n' "$n" >&2; exit 1`;
    const source = `a=${folder}/picky-$$.rs; cat > "$a"; grep -q ${word} "$a" || { ${refusal}; }; exec < "$a"`;
    const picky = `case "$*" in *"--crate-name program"*) ${source} ;; esac\n`;
    await writeFile(fake, `#!/bin/sh\n${library}${picky}${real}\n`);
    await chmod(fake, 0o755);
    return fake;
  }
});
