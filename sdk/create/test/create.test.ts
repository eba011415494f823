import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agentNameOf } from "../src/names.js";

const run = promisify(execFile);
const CLONE = fileURLToPath(new URL("../../..", import.meta.url));
const CREATE = join(CLONE, "sdk/create/bin/create-troupe.mjs");

let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "troupe-create-"));
});
afterAll(() => rm(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

function create(...args: string[]): Promise<{ code: number; out: string; note: string }> {
  return run(process.execPath, [CREATE, ...args], { cwd: place, env: { ...process.env, NO_COLOR: "1" } }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, note: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: stdout, note: stderr }),
  );
}

test("an agent is named by its folder", () => {
  expect(agentNameOf("/a/My Agent_2/")).toBe("my-agent-2");
  expect(agentNameOf("../..x--")).toBe("x");
  expect(() => agentNameOf("/")).toThrow(/no name/);
  expect(() => agentNameOf("¿¿")).toThrow(/no name/);
});

describe("wrong input", () => {
  test("no folder and nobody to ask", async () => {
    expect(await create()).toMatchObject({ code: 2, note: expect.stringContaining("npm create troupe my-agent") });
  });

  test("a template that there is not", async () => {
    const made = await create("x", "--template", "orchestra");
    expect(made).toMatchObject({ code: 2, note: expect.stringContaining("one of worker, tool, planner") });
  });

  test("an option that there is not", async () => {
    expect(await create("x", "--templte", "tool")).toMatchObject({ code: 2 });
  });

  test("a folder with something in it is left as it is", async () => {
    await mkdir(join(place, "full"));
    await writeFile(join(place, "full", "mine.txt"), "mine");
    expect(await create("full")).toMatchObject({ code: 2, note: expect.stringContaining("not empty") });
    expect(await readFile(join(place, "full", "mine.txt"), "utf8")).toBe("mine");
  });
});

const npm = (folder: string, ...args: string[]) =>
  run("npm", args, { cwd: folder, env: { ...process.env, NO_COLOR: "1", CI: "true" } });

/** Runs a project's stack and agent until `work` is done; `work` starts before the agent is there. */
async function whileRunning<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const dev = spawn("npx", ["--no-install", "troupe", "dev"], { cwd: folder, detached: true });
  let said = "";
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [dev.stdout, dev.stderr]) {
      stream.on("data", (chunk) => {
        said += chunk;
        if (/ready http/.test(said)) resolve();
      });
    }
    dev.once("exit", (code) => reject(new Error(`troupe dev ended with ${code}:\n${said}`)));
  });
  const ended = new Promise((resolve) => dev.once("exit", resolve));
  try {
    await ready;
    return await work();
  } catch (cause) {
    throw new Error(`${(cause as Error).message}\n\ntroupe dev said:\n${said}`, { cause });
  } finally {
    if (dev.exitCode === null && dev.pid !== undefined) process.kill(-dev.pid, "SIGTERM");
    await ended;
  }
}

describe.each([
  {
    template: "worker",
    ask: "Grace",
    answer: "Hello, Grace",
    from: "Hello,",
    to: "Good evening,",
    next: "evening, Grace",
  },
  { template: "tool", ask: "30", answer: "86", from: "+ 32", to: "+ 33", next: "87" },
  {
    template: "planner",
    ask: "Grace",
    answer: "Hello, Grace. Your room is 105.",
    from: "Your room is",
    to: "You sleep in",
    next: "Hello, Grace. You sleep in 105.",
  },
])("a $template outside the clone", ({ template, ask, answer, from, to, next }) => {
  test("is made, tested, answers, and answers as edited", { timeout: 300_000 }, async () => {
    const folder = join(place, template, "made");
    expect(await create(folder, "--template", template)).toMatchObject({ code: 0 });
    expect((await npm(folder, "test")).stdout).toMatch(/# fail 0/);
    expect(await whileRunning(folder, async () => (await npm(folder, "run", "ask", "--", ask)).stdout)).toContain(
      answer,
    );

    const handler = join(folder, "src", "agent.ts");
    await writeFile(handler, (await readFile(handler, "utf8")).replace(from, to));
    const edited = await whileRunning(folder, async () => (await npm(folder, "run", "ask", "--", ask)).stdout);
    expect(edited).toContain(next);
  });
});
