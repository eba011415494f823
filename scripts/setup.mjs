import { spawn } from "node:child_process";
import { access, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fetchNatsServer, locateNatsServer } from "../libs/bus/setup/nats-server.mjs";
import { ensureNewestNatsServer } from "../libs/bus/setup/newest.mjs";
import { fetchModel, locateModel } from "../libs/embeddings/setup/model.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];

/** A step that failed; `hint` is the next step. */
class SetupError extends Error {
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}

/**
 * Makes the clone ready to run. Does only what is missing. Throws an error with a `hint` when something cannot be had.
 * With `newest` the newest nats-server is fetched too, as a second engine for the tests; it is no failure when it cannot be.
 */
export async function setup({ env = process.env, log = console.log, newest = false } = {}) {
  const started = performance.now();
  const step = async (name, work) => {
    const from = performance.now();
    const said = await work((line) => log(`         ${line}`));
    log(`  ${seconds(performance.now() - from).padStart(6)} ${name}: ${said}`);
  };
  log("Troupe set-up");
  await step("Node", async () => checkNode());
  await step("packages", (detail) => installPackages(detail));
  await step("build", () => build());
  await step("database", () => prepareDatabase());
  await step("nats-server", (detail) => provideNatsServer(env, detail));
  if (newest) await step("newest nats-server", (detail) => provideNewest(env, detail));
  await step("embedding model", (detail) => provideModel(env, detail));
  log(`  ready in ${seconds(performance.now() - started)}`);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new SetupError(
      `Node ${process.versions.node} is older than ${OLDEST_NODE.join(".")}`,
      `install Node ${OLDEST_NODE[0]} or newer and run this again`,
    );
  }
  return process.versions.node;
}

async function installPackages(log) {
  const reason = await staleness();
  if (reason === undefined) return "up to date";
  log(`${reason}: running npm ci (half a minute or so)`);
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const args = [...first, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const done = await run(command, args, { shell: process.platform === "win32" && command === "npm" });
  if (done.code !== 0) {
    throw new SetupError(
      `npm ci failed:\n${npmReason(done.output)}`,
      "see that the registry can be reached (npm ping), then run this again",
    );
  }
  return "installed";
}

/** Why `npm ci` must run, or undefined when node_modules holds what the lock names. */
async function staleness() {
  const wanted = (await readJson("package-lock.json")).packages;
  const present = (await readJson("node_modules/.package-lock.json").catch(() => undefined))?.packages;
  if (present === undefined) return "nothing is installed";
  const missing = [];
  for (const [path, entry] of Object.entries(wanted)) {
    const has = present[path];
    const isOptional = entry.optional || entry.devOptional || entry.peer;
    if (path === "" || entry.link || !path.includes("node_modules/")) continue;
    if (has === undefined ? !isOptional : has.version !== entry.version || has.integrity !== entry.integrity) {
      return `the lock names another ${path.slice(path.lastIndexOf("node_modules/") + 13)}`;
    }
    if (has !== undefined) missing.push(isMissing(path));
  }
  const gone = (await Promise.all(missing)).find((path) => path !== undefined);
  return gone === undefined ? undefined : `${gone} is gone`;
}

async function isMissing(path) {
  return access(join(ROOT, path, "package.json")).then(
    () => undefined,
    () => path,
  );
}

async function build() {
  const done = await run(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-b"]);
  if (done.code !== 0) throw new SetupError(`the build failed:\n${tail(done.output)}`, "npx tsc -b");
  return "done";
}

/** Makes the empty database that the first start of a stack unpacks. */
async function prepareDatabase() {
  const { prepareTemplate } = await import("../libs/store/dist/index.js");
  await prepareTemplate();
  return "template ready";
}

async function provideNatsServer(env, log) {
  if (env.TROUPE_NATS_URL) return "TROUPE_NATS_URL is set, none is needed";
  const { server, refused } = await locateNatsServer({ env });
  if (server !== undefined) return `${server.version} (${server.source})`;
  for (const old of refused) {
    if (old.source === "TROUPE_NATS_SERVER") {
      throw new SetupError(`nats-server ${old.version} at ${old.path} is too old`, "unset TROUPE_NATS_SERVER");
    }
    log(`nats-server ${old.version} at ${old.path} is too old and is left alone`);
  }
  const fetched = await fetchNatsServer({ env, log });
  return `${fetched.version} (fetched into ${dirname(fetched.path)})`;
}

/** Without the model, memory is searched by words alone: that is no failure. */
async function provideModel(env, log) {
  if (await locateModel({ env })) return "all-MiniLM-L6-v2";
  try {
    const { folder } = await fetchModel({ env, log });
    return `all-MiniLM-L6-v2 (fetched into ${folder})`;
  } catch (error) {
    log(
      String(error.stderr || error.message)
        .trim()
        .split("\n")
        .slice(-3)
        .join(" "),
    );
    return "none: memory is searched by words alone (npm run setup tries again)";
  }
}

async function provideNewest(env, log) {
  const { version, unavailable } = await ensureNewestNatsServer({ env, log });
  return version ?? `none, its tests are skipped (${unavailable})`;
}

async function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], ...options });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

async function readJson(path) {
  return JSON.parse(await readFile(join(ROOT, path), "utf8"));
}

/** What npm says of a failure, without its usage. */
function npmReason(output) {
  const lines = output.split("\n").filter((line) => line.startsWith("npm error"));
  const usage = lines.findIndex((line) => /^npm error (Clean install|Usage)/.test(line));
  const said = usage < 0 ? lines : lines.slice(0, usage);
  return said.length > 0 ? said.slice(0, 15).join("\n") : tail(output);
}

const tail = (output) => output.trim().split("\n").slice(-20).join("\n");
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const log = process.argv.includes("--quiet") ? () => {} : console.log;
  const newest = process.argv.includes("--newest");
  await setup({ log, newest }).catch((error) => {
    console.error(`\nset-up failed: ${error.message}`);
    if (error.hint !== undefined) console.error(`  next: ${error.hint}`);
    else console.error(error.stack);
    process.exitCode = 1;
  });
}
