import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const AGENT = `
import { defineEvent, Worker } from ${JSON.stringify(new URL("../dist/index.js", import.meta.url).href)};
import { z } from ${JSON.stringify(import.meta.resolve("zod"))};
const greet = defineEvent({ type: "greeting.requested", topic: "action-requests", description: "", schema: z.object({}) });
const greeted = defineEvent({ type: "greeting.completed", topic: "action-results", description: "", schema: z.object({}) });
const worker = new Worker({ name: "greeter" }).onTask(greet, { replies: greeted }, () => ({}));
await worker.run();
console.log("ended");
`;

/** Lines of a child, and its end. */
function linesOf(child: ChildProcess) {
  const lines: string[] = [];
  const wake = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream as NodeJS.ReadableStream }).on("line", (line) => {
      lines.push(line);
      for (const check of wake) check();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const until = (pattern: RegExp): Promise<string> =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = lines.find((line) => pattern.test(line));
        if (found !== undefined) resolve(found);
      };
      wake.add(check);
      check();
    });
  return { lines, ended, until };
}

describe("an agent's process", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "troupe-sdk-process-"));
    await mkdir(join(folder, "deep", "er"), { recursive: true });
    await writeFile(join(folder, "deep", "er", "agent.mjs"), AGENT);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const start = (more: Record<string, string> = {}) => {
    const { TROUPE_URL: _url, TROUPE_TOKEN: _token, TROUPE_STACK: _stack, ...env } = process.env;
    return spawn(process.execPath, ["agent.mjs"], { cwd: join(folder, "deep", "er"), env: { ...env, ...more } });
  };

  it("says as much as TROUPE_LOG_LEVEL asks for, and what it usually does where that names no level", async () => {
    const nowhere = { TROUPE_URL: "http://127.0.0.1:1", TROUPE_TOKEN: "t" };
    const quiet = start({ ...nowhere, TROUPE_LOG_LEVEL: "silent" });
    const unnamed = start({ ...nowhere, TROUPE_LOG_LEVEL: "loud" });
    const [silence, usual] = [linesOf(quiet), linesOf(unnamed)];
    // Both meet the same failure; by the time that one has told of it, so would the other have.
    await usual.until(/cannot reach/);
    for (const child of [quiet, unnamed]) child.kill("SIGTERM");
    await Promise.all([silence.ended, usual.ended]);
    expect(silence.lines.filter((line) => line !== "ended")).toEqual([]);
    expect(usual.lines.join()).not.toContain('"level":"debug"');
  });

  it("names the stack that it was told of and does not find", async () => {
    const child = start({ TROUPE_STACK: "second" });
    const { until, ended } = linesOf(child);
    const warning = await until(/cannot reach/);
    expect(warning).toContain("no stack named second");
    expect(warning).toContain("npx troupe dev --name second");
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("warns when there is no platform, finds the stack that comes, and ends on SIGTERM", async () => {
    const child = start();
    const { until, ended, lines } = linesOf(child);
    const warning = await until(/cannot reach/);
    expect(warning).toContain("npx troupe dev");
    const joined: string[] = [];
    const server = createServer((request, response) => {
      joined.push(`${request.method} ${request.url?.split("?")[0]} ${request.headers.authorization}`);
      if (request.url?.startsWith("/v1/events/stream")) {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write('event: ready\ndata: {"group":"greeter","cursor":null}\n\n');
      } else {
        response.writeHead(200, { "content-type": "application/json" });
        response.end("{}");
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await mkdir(join(folder, ".troupe"));
    await writeFile(join(folder, ".troupe", "stack.json"), JSON.stringify({ url, token: "local" }));
    expect(await until(/back and ready/)).toContain(url);
    expect(joined).toContain("GET /v1/events/stream Bearer local");
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(lines).toContain("ended");
    expect(joined.at(-1)).toMatch(/^DELETE \/v1\/agents\/greeter\/instances\/[0-9a-f-]{36} Bearer local$/);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
