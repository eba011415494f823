import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPython, findToolchain, type Report, type Toolchain } from "@troupe/equivalence";
import { type Client, connect, type Mission } from "@troupe/sdk";
import { findPostgres } from "@troupe/store/testing";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Translated, translation } from "../../examples/dist/portalis/events.js";
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
type Fate = Pick<Report["files"][number], "file" | "verdict" | "cases" | "functions" | "error"> & {
  artifacts: Record<string, string>;
};

describe.skipIf(isMissing)("translation missions (need Rust for WASI, Python 3.11, PostgreSQL)", () => {
  let folder: string;
  let stack: MissionsStack;
  let crew: Crew;
  let client: Client;
  /** Short leases, so that what a killed worker held is soon taken up; a cache of its own. */
  const pace = (ms: number): Record<string, string> => ({ PACE_MS: String(ms) });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "troupe-portalis-"));
    stack = await startMissionsStack();
    const platform = { TROUPE_URL: stack.url, TROUPE_TOKEN: stack.token };
    crew = crewOf({ ...platform, PORTALIS_LEASE_MS: "1500", PORTALIS_CACHE: join(folder, "cache") }, folder);
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
    return report.files.map(({ file, verdict, cases, functions, artifacts, error }) => ({
      file,
      verdict,
      cases,
      functions,
      artifacts,
      ...(error && { error }),
    }));
  };

  test("good files, and those beside them that are not", async () => {
    await put({
      "greet.py": GREET,
      "greet.1.in": "Ada\n",
      "greet.2.in": "Grüße\n",
      "uses.py": "import greetings\nprint(greetings.word)\n",
      "greetings.py": "word = 'hi'\n",
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
      "refused.py": "unsupported",
      "broken.py": "unsupported",
      "latin.py": "unsupported",
      "odd \u{1f40d} name.py": "equal",
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
    await Promise.all(AGENTS.map((name) => crew.kill(name)));
    await Promise.all(AGENTS.map((name) => crew.start(name, pace(300))));
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
    const killed = new Set<string>();
    const watch = client.bus.observe({ topics: ["task-events"], types: ["task.started"] });
    await watch.ready;
    const mission = await archived(files);
    const striking = (async () => {
      for await (const sight of watch) {
        if (sight.kind !== "event" || sight.event.missionid !== mission.id) continue;
        const task = await client.tasks.get(sight.event.taskid ?? "");
        const stage = task?.type.split(".")[1] ?? "";
        const owner = owners[stage];
        if (owner === undefined || killed.has(stage)) continue;
        killed.add(stage);
        await crew.kill(owner);
        await crew.start(owner, pace(300));
        if (stage !== "analysis") continue;
        await crew.kill("planner");
        await crew.start("planner");
      }
    })();
    const struck = await fates(await ended(mission));
    await watch.close();
    await striking;
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
});
