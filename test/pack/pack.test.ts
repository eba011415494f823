import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
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
  readonly folder: string;
}

async function packagesOf(): Promise<Package[]> {
  const found: Package[] = [];
  for (const folder of folders) {
    for (const name of await readdir(join(root, folder))) {
      const manifest = JSON.parse(await readFile(join(root, folder, name, "package.json"), "utf8"));
      if (manifest.private !== true) found.push({ name: manifest.name, folder: join(root, folder, name) });
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

describe("what is published", () => {
  test.each(packages)("$name has sound exports and types", { timeout: 120_000 }, async ({ folder }) => {
    const bin = join(root, "node_modules", ".bin");
    await run(join(bin, "publint"), ["--strict", folder]).catch((fault) => {
      throw new Error(`${fault.stdout}${fault.stderr}`);
    });
    const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    if (manifest.exports === undefined) return;
    await run(join(bin, "attw"), ["--pack", folder, "--profile", "esm-only"], { cwd: folder }).catch((fault) => {
      throw new Error(`${fault.stdout}${fault.stderr}`);
    });
  });
});

describe("an empty folder outside the workspace", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "troupe-pack-"));
    await mkdir(join(folder, "tarballs"));
    const names = packages.flatMap(({ name }) => ["-w", name]);
    await run("npm", ["pack", ...names, "--pack-destination", join(folder, "tarballs"), "--silent"], { cwd: root });
    const tarballs = (await readdir(join(folder, "tarballs"))).map((file) => `./tarballs/${file}`);
    expect(tarballs).toHaveLength(packages.length);
    await writeFile(join(folder, "package.json"), '{ "name": "outside", "private": true, "type": "module" }\n');
    await run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", ...tarballs], {
      cwd: folder,
    });
  }, 300_000);

  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

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
