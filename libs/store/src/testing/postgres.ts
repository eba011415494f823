import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import postgres from "postgres";
import { installationWithVector } from "./installation.js";

const run = promisify(execFile);
const LOGIN = "troupe_login";
const START_MS = 20_000;
const SETTINGS = ["max_connections=60", "listen_addresses=127.0.0.1"];
/** What a test cluster may do without: it need not survive the machine. */
const FORGETFUL = ["fsync=off", "full_page_writes=off"];

/** A private Postgres cluster of one test. */
export interface TestPostgres extends AsyncDisposable {
  /** Logs in as a role that is no superuser, may create roles, and owns its database. */
  readonly url: string;
  readonly adminUrl: string;
  /** Whether its databases hold the `vector` extension, as an administrator would have made it. */
  readonly pgvector: boolean;
  /** A further empty database of the same login. */
  createDatabase(): Promise<string>;
  /** Ends the server as a crash would. */
  kill(): Promise<void>;
  /** Starts it again after a kill, at the same address. */
  restart(): Promise<void>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Folder of the newest PostgreSQL server's binaries, or undefined when there is none. */
export async function findPostgres(): Promise<string | undefined> {
  const own = process.env.TROUPE_POSTGRES_BIN;
  const versions = await readdir("/usr/lib/postgresql").catch(() => []);
  const folders = [
    ...(own === undefined ? [] : [own]),
    ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => `/usr/lib/postgresql/${version}/bin`),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return folders.find((folder) => folder !== "" && existsSync(join(folder, "initdb")));
}

/** The server refuses to run as root, so root hands it to the account of the distribution's package. */
async function ownerOf(): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = async (flag: string) => Number((await run("id", [flag, "postgres"])).stdout);
  return { uid: await id("-u"), gid: await id("-g") };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function execute(url: string, ...statements: string[]): Promise<postgres.Row[]> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    let rows: postgres.Row[] = [];
    for (const statement of statements) rows = [...(await sql.unsafe(statement))];
    return rows;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * Starts a cluster in a folder of its own. Rejects when there are no server binaries ({@link findPostgres}). With
 * `durable` a commit is on the disk, as in production.
 */
export async function startPostgres({ durable = false }: { durable?: boolean } = {}): Promise<TestPostgres> {
  const found = await findPostgres();
  if (found === undefined) throw new Error("no PostgreSQL server was found: node scripts/postgres.mjs");
  const owner = await ownerOf();
  const folder = await mkdtemp(join(tmpdir(), "troupe-postgres-"));
  if (owner !== undefined) await chown(folder, owner.uid, owner.gid);
  const binDir = await installationWithVector(found, join(folder, "server"));
  const data = join(folder, "data");
  const initdb = ["-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"];
  await run(join(binDir, "initdb"), initdb, { cwd: folder, ...owner });

  const settings = durable ? SETTINGS : [...SETTINGS, ...FORGETFUL];
  const port = await freePort();
  const urlOf = (user: string, database: string) => `postgres://${user}@127.0.0.1:${port}/${database}`;
  const adminUrl = urlOf("postgres", "postgres");
  let server: ChildProcess | undefined;

  async function launch(): Promise<void> {
    const args = ["-D", data, "-p", String(port), "-k", folder, ...settings.flatMap((setting) => ["-c", setting])];
    const deadline = Date.now() + START_MS;
    for (;;) {
      if (server === undefined || server.exitCode !== null || server.signalCode !== null) {
        server = spawn(join(binDir, "postgres"), args, { cwd: folder, stdio: "ignore", ...owner });
      }
      try {
        await execute(adminUrl, "select 1");
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(50);
      }
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = server;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    const exited = new Promise((resolve) => ending.once("exit", resolve));
    ending.kill(signal);
    await exited;
  }

  async function createDatabase(): Promise<string> {
    const name = `t${randomBytes(6).toString("hex")}`;
    await execute(adminUrl, `create database ${name} owner ${LOGIN}`);
    return urlOf(LOGIN, name);
  }

  async function stop(): Promise<void> {
    await end("SIGINT");
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await launch();
    await execute(adminUrl, `create role ${LOGIN} login nosuperuser createrole`);
    const vector = await execute(adminUrl, "select from pg_available_extensions where name = 'vector'");
    if (vector.length > 0) await execute(urlOf("postgres", "template1"), "create extension vector");
    return {
      url: await createDatabase(),
      adminUrl,
      pgvector: vector.length > 0,
      createDatabase,
      kill: () => end("SIGKILL"),
      restart: launch,
      stop,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
