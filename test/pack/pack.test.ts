import { execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { snippetsOf } from "../docs/markdown.js";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = ["libs", "services", "sdk"];

interface Package {
  readonly name: string;
  readonly manifest: { readonly exports?: unknown };
}

async function packagesOf(): Promise<Package[]> {
  const found: Package[] = [];
  for (const folder of folders) {
    for (const name of await readdir(join(root, folder))) {
      const manifest = JSON.parse(await readFile(join(root, folder, name, "package.json"), "utf8"));
      if (manifest.private !== true) found.push({ name: manifest.name, manifest });
    }
  }
  return found;
}

/** Starts `command` and resolves at the first line that matches `ready`. */
async function startUntil(command: string, args: string[], cwd: string, ready: RegExp) {
  const child = spawn(command, args, { cwd, env: { ...process.env, NO_COLOR: "1" } });
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const listen = (line: string) => {
      lines.push(line);
      if (ready.test(line)) resolve();
    };
    createInterface({ input: child.stdout }).on("line", listen);
    createInterface({ input: child.stderr }).on("line", listen);
    child.once("exit", (code) =>
      reject(new Error(`${command} ${args.join(" ")} ended with ${code}:\n${lines.join("\n")}`)),
    );
  });
  return {
    async stop() {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    },
  };
}

const packages = await packagesOf();
let folder: string;
/** Of each package, by its name. */
let tarballs: ReadonlyMap<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "troupe-pack-"));
  const names = packages.flatMap(({ name }) => ["-w", name]);
  const { stdout } = await run("npm", ["pack", ...names, "--pack-destination", folder, "--json", "--silent"], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  });
  const packed: { name: string; filename: string }[] = JSON.parse(stdout);
  tarballs = new Map(packed.map(({ name, filename }) => [name, join(folder, filename)]));
  expect([...tarballs.keys()].sort()).toEqual(packages.map(({ name }) => name).sort());
}, 300_000);

afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

describe("what is published", () => {
  test.each(packages)("$name has sound exports and types", { timeout: 120_000 }, async ({ name, manifest }) => {
    const tarball = tarballs.get(name) as string;
    const check = async (command: string, ...args: string[]) =>
      run(join(root, "node_modules", ".bin", command), [tarball, ...args]).catch((fault) => {
        throw new Error(`${fault.stdout}${fault.stderr}`);
      });
    await check("publint", "--strict");
    if (manifest.exports !== undefined) await check("attw", "--profile", "esm-only");
  });
});

describe("an empty folder outside the workspace", () => {
  beforeAll(async () => {
    await writeFile(join(folder, "package.json"), '{ "name": "outside", "private": true, "type": "module" }\n');
    const args = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", ...tarballs.values()];
    await run("npm", ["install", ...args], { cwd: folder });
  }, 300_000);

  test("brings the empty database along, so that no first start runs initdb", async () => {
    const store = join(folder, "node_modules", "@troupe", "store", "dist");
    expect((await readdir(store)).filter((file) => /^template-.*\.tar\.br$/.test(file))).toHaveLength(1);
  });

  test("runs the README's worker from the tarballs against a stack", { timeout: 120_000 }, async () => {
    const readme = snippetsOf(await readFile(join(root, "README.md"), "utf8"));
    const worker = readme.find(({ attributes }) => attributes.file === "worker.ts");
    if (worker === undefined) throw new Error("the README shows no worker.ts");
    const { outputText } = ts.transpileModule(worker.text, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
    });
    await writeFile(join(folder, "worker.js"), outputText);
    await writeFile(
      join(folder, "client.js"),
      `import { connect } from "@troupe/sdk";
const client = connect();
const reply = await client.bus.request({ type: "greeting.requested", topic: "action-requests" }, { name: "tarball" }, { timeoutMs: 20000 });
console.log(JSON.stringify(reply));
await client.close();
`,
    );
    // Not by npx: told to end, it ends before the stack does.
    const stack = await startUntil(join(folder, "node_modules", ".bin", "troupe"), ["dev"], folder, /\bready\b/i);
    try {
      const agent = await startUntil(process.execPath, ["worker.js"], folder, /\bready\b/);
      try {
        const { stdout } = await run(process.execPath, ["client.js"], { cwd: folder });
        expect(JSON.parse(stdout)).toEqual({ text: "Hello, tarball" });
      } finally {
        await agent.stop();
      }
    } finally {
      await stack.stop();
    }
  });
});
