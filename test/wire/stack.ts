import { type ChildProcess, spawn } from "node:child_process";
import { createPrivateKey, sign } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { SCOPES } from "@troupe/contracts";

const ROOT = resolve(import.meta.dirname, "../..");
const CLI = join(ROOT, "sdk/cli/bin/troupe.mjs");
const EVENTS = join(ROOT, "services/events/dist/main.js");

/** Every scope a token may name. */
export const ALL_SCOPES = SCOPES.join(" ");

/** What `.troupe/stack.json` says, and the keys that lie beside it. */
export interface Stack {
  readonly folder: string;
  readonly url: string;
  readonly token: string;
  readonly nats: { readonly url: string; readonly token: string };
  readonly process: ChildProcess;
  readonly startedInMs: number;
  /** A token signed with the stack's own key; `claims` replace the usual ones. */
  mint(claims: Record<string, unknown>, header?: Record<string, unknown>): string;
  /** A token of `tenant` with every scope. */
  tenant(tenant: string): string;
  /** One more events service against the stack's NATS. */
  replica(env?: Record<string, string>): Promise<Replica>;
  stop(): Promise<void>;
}

export interface Replica {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

const environment = (extra: Record<string, string> = {}) => ({
  ...process.env,
  NODE_ENV: "production",
  VITEST: "",
  NO_COLOR: "1",
  ...extra,
});

/** Runs `troupe dev` in an empty folder, or in `folder`, until it says that it is ready. */
export async function startStack(folder?: string, env: Record<string, string> = {}): Promise<Stack> {
  const home = folder ?? (await mkdtemp(join(tmpdir(), "troupe-wire-")));
  const child = spawn(process.execPath, [CLI, "dev", "--json"], {
    cwd: home,
    env: environment(env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const startedAt = performance.now();
  await said(child, (line) => line.startsWith('{"ready":true')).catch(async (error) => {
    await ended(child);
    if (folder === undefined) await rm(home, { recursive: true, force: true });
    throw error;
  });
  const startedInMs = performance.now() - startedAt;
  const record = JSON.parse(await readFile(join(home, ".troupe/stack.json"), "utf8"));
  const keys = JSON.parse(await readFile(join(home, ".troupe/keys.json"), "utf8"));
  const replicas: Replica[] = [];
  const mint: Stack["mint"] = (claims, header = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const usual = { tenant: "dev", sub: "outsider", scope: ALL_SCOPES, iat: now, exp: now + 3600 };
    return signed({ alg: "EdDSA", typ: "JWT", ...header }, { ...usual, ...claims }, keys.privateKey);
  };
  return {
    folder: home,
    url: record.url,
    token: record.token,
    nats: record.processes.nats,
    process: child,
    startedInMs,
    mint,
    tenant: (tenant) => mint({ tenant }),
    async replica(extra = {}) {
      const { url, token } = record.processes.nats;
      const replica = await startReplica({
        TROUPE_NATS_URL: url,
        TROUPE_NATS_TOKEN: token,
        TROUPE_PUBLIC_KEYS: keys.publicKey,
        TROUPE_SIGNING_KEY: "one secret that all the replicas of this test share",
        ...extra,
      });
      replicas.push(replica);
      return replica;
    },
    async stop() {
      await Promise.all(replicas.map((replica) => replica.stop()));
      await ended(child);
      if (folder === undefined) await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

async function startReplica(env: Record<string, string>): Promise<Replica> {
  const child = spawn(process.execPath, [EVENTS], {
    env: environment({ TROUPE_HOST: "127.0.0.1", TROUPE_PORT: "0", TROUPE_GRACE_MS: "2000", ...env }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const line = await said(child, (text) => text.includes("listening at"));
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? "";
  return { url, process: child, stop: () => ended(child) };
}

/** Runs one command of the CLI in the stack's folder; its standard output. */
export async function troupe(stack: Stack, ...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: stack.folder, env: environment() });
  let out = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  await once(child, "close");
  return out;
}

/** First line of the child's output for which `wanted` holds. The output goes on being read. */
function said(child: ChildProcess, wanted: (line: string) => boolean): Promise<string> {
  return new Promise((found, failed) => {
    let all = "";
    let rest = "";
    const timer = setTimeout(() => failed(new Error(`not ready within 60 s:\n${all}`)), 60_000);
    const hear = (chunk: Buffer) => {
      all = (all + chunk).slice(-8000);
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      const line = lines.find(wanted);
      if (line === undefined) return;
      clearTimeout(timer);
      found(line);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", (chunk: Buffer) => {
      all = (all + chunk).slice(-8000);
    });
    child.once("exit", (code) => failed(new Error(`ended with ${code}:\n${all}`)));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await closed;
  clearTimeout(timer);
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A JWT (RFC 7519) made by hand; `alg: none` signs nothing. */
export function signed(header: Record<string, unknown>, claims: Record<string, unknown>, privateKey: string): string {
  const text = `${base64url(header)}.${base64url(claims)}`;
  if (header.alg === "none") return `${text}.`;
  return `${text}.${sign(null, Buffer.from(text), createPrivateKey(privateKey)).toString("base64url")}`;
}
