import { access, constants, mkdir, statfs } from "node:fs/promises";
import { cacheDir, findNatsServer, NatsServerError } from "@troupe/bus/setup";
import { decodeJwt } from "jose";
import { stackName } from "../client/connection.js";
import type { CliContext } from "../context.js";
import type { StackState } from "../domain/reconcile.js";
import { DEFAULT_STACK } from "../domain/stack-record.js";
import { findRoot, stackPaths } from "../stack/folder.js";
import { inspect } from "../stack/inspect.js";
import { isFree, USUAL_PORT } from "../stack/ports.js";
import type { Check } from "./check.js";
import { checkDatabase, checkModel } from "./memory-checks.js";
import { checkTranslation } from "./translation-checks.js";

const OLDEST_NODE = [20, 19] as const;
const LOW_DISK_BYTES = 1024 ** 3;
const NO_DISK_BYTES = 100 * 1024 ** 2;
const CLOCK_SLACK_MS = 5000;

/** Looks at everything the local stack needs, and at what translations need beside it. */
export async function diagnose(context: CliContext, stack: string | undefined): Promise<Check[]> {
  const name = stackName(context, stack);
  const root = findRoot(context.cwd) ?? context.cwd;
  const state = await inspect(stackPaths(root, name));
  const looked = await Promise.all([
    checkNode(),
    checkNatsServer(context),
    checkDatabase(context),
    checkModel(context),
    checkTranslation(context),
    checkCache(context),
    checkDisk(root),
    checkStack(name, state),
    checkPort(state),
    checkToken(context, state),
    checkPlatform(state),
  ]);
  return looked.flat();
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const detail = process.versions.node;
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) {
    return { name: "Node", state: "ok", detail };
  }
  return {
    name: "Node",
    state: "fail",
    detail: `${detail} is older than ${OLDEST_NODE.join(".")}`,
    fix: "nvm install 20",
  };
}

async function checkNatsServer({ env }: CliContext): Promise<Check> {
  const name = "nats-server";
  if (env.TROUPE_NATS_URL) return { name, state: "ok", detail: "TROUPE_NATS_URL is set, none is started" };
  try {
    const { version, path, source } = await findNatsServer({ env });
    return { name, state: "ok", detail: `${version} from ${source} (${path})` };
  } catch (error) {
    if (!(error instanceof NatsServerError)) throw error;
    return { name, state: "fail", detail: error.message, fix: error.hint };
  }
}

async function checkCache({ env }: CliContext): Promise<Check> {
  const folder = cacheDir(env);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return { name: "cache", state: "ok", detail: folder };
  } catch (error) {
    const detail = `${folder} cannot be written: ${(error as Error).message}`;
    return { name: "cache", state: "fail", detail, fix: "export XDG_CACHE_HOME=<a folder of yours>" };
  }
}

async function checkDisk(root: string): Promise<Check> {
  const { bavail, bsize } = await statfs(root);
  const free = bavail * bsize;
  const detail = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  if (free >= LOW_DISK_BYTES) return { name: "disk", state: "ok", detail };
  const state = free < NO_DISK_BYTES ? "fail" : "warn";
  return { name: "disk", state, detail, fix: "troupe stop --all --clean" };
}

function checkStack(name: string, state: StackState): Check {
  const flag = name === DEFAULT_STACK ? "" : ` ${name}`;
  const check = `stack ${name}`;
  switch (state.kind) {
    case "absent":
      return { name: check, state: "ok", detail: "does not run" };
    case "running":
      return { name: check, state: "ok", detail: `runs at ${state.record.url} since ${state.record.startedAt}` };
    case "unresponsive": {
      const detail = `its process runs and ${state.record.url} does not answer`;
      return { name: check, state: "fail", detail, fix: `troupe stop${flag}` };
    }
    case "stale": {
      const detail = `it was killed; ${state.orphans.length} of its processes still run`;
      return { name: check, state: "fail", detail, fix: `troupe stop${flag}` };
    }
  }
}

async function checkPort(state: StackState): Promise<Check> {
  if (state.kind === "running") return { name: "port", state: "ok", detail: new URL(state.record.url).port };
  if (await isFree(USUAL_PORT)) return { name: "port", state: "ok", detail: `${USUAL_PORT} is free` };
  return { name: "port", state: "warn", detail: `${USUAL_PORT} is taken: troupe dev takes another` };
}

function checkToken(context: CliContext, state: StackState): Check[] {
  const token = context.env.TROUPE_TOKEN || (state.kind === "absent" ? undefined : state.record.token);
  if (token === undefined) return [];
  const fix = context.env.TROUPE_TOKEN ? "unset TROUPE_TOKEN" : "troupe stop && troupe dev";
  try {
    const { exp, tenant, sub } = decodeJwt<{ tenant: string }>(token);
    const expiresAt = new Date((exp ?? 0) * 1000).toISOString();
    const isExpired = (exp ?? 0) * 1000 <= context.now();
    const detail = `${sub} of ${tenant}, ${isExpired ? "expired" : "holds until"} ${expiresAt}`;
    return [isExpired ? { name: "token", state: "fail", detail, fix } : { name: "token", state: "ok", detail }];
  } catch {
    return [{ name: "token", state: "fail", detail: "is no JWT", fix }];
  }
}

/** Whether the platform is ready, takes the token, and agrees about the time. */
async function checkPlatform(state: StackState): Promise<Check[]> {
  if (state.kind !== "running") return [];
  const { url, token } = state.record;
  const get = (path: string) =>
    fetch(new URL(path, url), { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(5000) });
  const [ready, groups] = await Promise.all([get("/readyz"), get("/v1/groups?limit=1")]);
  const body = (await ready.json()) as { checks?: { name: string; ok: boolean; error?: string }[] };
  await groups.body?.cancel();
  const failing = (body.checks ?? []).filter(({ ok }) => !ok);
  const skew = Math.abs(Date.parse(ready.headers.get("date") ?? "") - Date.now());
  return [
    failing.length === 0 && ready.ok
      ? { name: "services", state: "ok", detail: "all checks pass" }
      : {
          name: "services",
          state: "fail",
          detail:
            failing.map(({ name, error }) => `${name}: ${error ?? "fails"}`).join("; ") || `answer ${ready.status}`,
          fix: "troupe logs",
        },
    groups.ok
      ? { name: "credential", state: "ok", detail: "the platform takes the token" }
      : {
          name: "credential",
          state: "fail",
          detail: `the token is refused with ${groups.status}`,
          fix: "troupe stop && troupe dev",
        },
    Number.isNaN(skew) || skew < CLOCK_SLACK_MS
      ? { name: "clock", state: "ok", detail: "agrees with the platform's" }
      : {
          name: "clock",
          state: "fail",
          detail: `differs from the platform's by ${Math.round(skew / 1000)} s`,
          fix: "timedatectl set-ntp true",
        },
  ];
}
