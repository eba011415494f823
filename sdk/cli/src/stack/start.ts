import type { AgentCommand } from "../domain/agent-list.js";
import { type ProcessRecord, type StackRecord, SUPERVISOR } from "../domain/stack-record.js";
import { type StackAgent, startAgent } from "./agents.js";
import { claim, prepareFolder, removeRecord, stackPaths, writeRecord } from "./folder.js";
import { DEVELOPER, ensureKeys, issueToken } from "./keys.js";
import { type LogLine, openLog, type StackLog } from "./log.js";
import { openNats, type StackNats } from "./nats.js";
import { requireFree, USUAL_PORT } from "./ports.js";
import { recordOf } from "./processes.js";
import { recover } from "./recover.js";
import { openServices } from "./services.js";
import { readSettings } from "./settings.js";

export const GRACE_MS = 10_000;

export interface StartOptions {
  /** Folder that `.troupe` lies in; agents run there. */
  readonly root: string;
  readonly name: string;
  readonly port: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly agents: readonly AgentCommand[];
  readonly show: (line: LogLine) => void;
}

/** A stack that runs in this process. */
export interface RunningStack {
  readonly record: StackRecord;
  /** Orphans of an earlier, killed stack that were stopped. */
  readonly recovered: number;
  /** Since the process started. */
  readonly startedInMs: number;
  /** Agents drain, streams hear goodbye, then all is closed and the state removed. */
  stop(): Promise<void>;
}

type Undo = () => Promise<unknown>;

/** Starts the whole stack. Throws CliError when it runs already, a port asked for is taken or nats-server is missing. */
export async function startStack(options: StartOptions): Promise<RunningStack> {
  const undo: Undo[] = [];
  try {
    return await assemble(options, undo);
  } catch (error) {
    await unwind(undo);
    throw error;
  }
}

async function assemble(options: StartOptions, undo: Undo[]): Promise<RunningStack> {
  const settings = readSettings(options.env);
  const paths = stackPaths(options.root, options.name);
  await prepareFolder(options.root, paths);
  const held = await claim(paths);
  undo.push(() => held.release());
  const recovered = await recover(paths);
  undo.push(() => removeRecord(paths));
  const log = openLog(paths.log, options.show);
  undo.push(() => log.close());

  const keys = await ensureKeys(paths);
  if (options.port !== undefined) await requireFree(options.port);
  const last = recovered.lastPort === undefined ? [] : [recovered.lastPort];
  const ports = options.port === undefined ? [...last, USUAL_PORT] : [options.port];
  let onRestart = () => {};
  const nats = await openNats({ env: options.env, paths, token: keys.natsToken, log, onRestart: () => onRestart() });
  undo.push(() => nats.stop());
  const services = await openServices({
    settings,
    version: options.version,
    paths,
    keys,
    nats,
    log,
    ports,
    insistOnPort: options.port !== undefined,
  });
  undo.push(() => services.stop(GRACE_MS));

  const token = await issueToken(keys, DEVELOPER);
  const agents: StackAgent[] = [];
  const book = bookkeeper(async () => {
    const processes = await processesOf(nats, agents);
    const record = { name: options.name, url: services.url, token, startedAt, processes };
    await writeRecord(paths, record);
    return record;
  });
  const startedAt = new Date().toISOString();
  onRestart = () => void book.update();
  const record = await book.update();
  undo.push(() => book.close());
  const startedInMs = performance.now();

  const env = { ...options.env, TROUPE_URL: services.url, TROUPE_TOKEN: token };
  for (const agent of options.agents) {
    agents.push(startAgent(agent, { root: options.root, env, log, onChange: () => void book.update() }));
  }
  undo.push(() => Promise.all(agents.map((agent) => agent.stop(GRACE_MS))));
  return { record, recovered: recovered.orphans, startedInMs, stop: () => unwind(undo, log) };
}

/** Runs what was pushed, last first; one failure does not keep the rest from being undone. */
async function unwind(undo: Undo[], log?: StackLog): Promise<void> {
  for (let next = undo.pop(); next !== undefined; next = undo.pop()) {
    await next().catch((error: unknown) =>
      log?.write({ time: new Date().toISOString(), level: "warn", source: "stack", message: String(error) }),
    );
  }
}

async function processesOf(nats: StackNats, agents: readonly StackAgent[]): Promise<Record<string, ProcessRecord>> {
  const processes: Record<string, ProcessRecord> = { [SUPERVISOR]: await recordOf(process.pid) };
  if (nats.pid !== undefined) {
    processes.nats = await recordOf(nats.pid, {
      url: nats.url,
      ...(nats.token === undefined ? {} : { token: nats.token }),
    });
  }
  for (const { name, pid, command } of agents) {
    if (pid !== undefined) processes[`agent:${name}`] = await recordOf(pid, { command });
  }
  return processes;
}

/** Writes the record one at a time, each write after the last, so that the newest state is what stays. */
function bookkeeper(write: () => Promise<StackRecord>): { update(): Promise<StackRecord>; close(): Promise<void> } {
  let last: Promise<StackRecord | undefined> = Promise.resolve(undefined);
  let closed = false;
  let newest: StackRecord | undefined;
  return {
    async update() {
      const turn = last.then(async () => (closed ? newest : await write()));
      last = turn.catch(() => undefined);
      newest = (await turn) ?? newest;
      if (newest === undefined) throw new Error("the stack's state was closed before it was written");
      return newest;
    },
    async close() {
      closed = true;
      await last;
    },
  };
}
