import { join } from "node:path";
import { expect } from "vitest";
import { type Backbone, KIT_PROGRAMS } from "./backbone.js";
import { checkHistory, explain, type Verdict } from "./checker.js";
import { eventually } from "./eventually.js";
import { type Entry, History } from "./history.js";
import { type ManagedProcess, manageProcess, type Report } from "./process.js";
import { storedEntries } from "./witness.js";

const TOKEN_SECONDS = 86_400;
const CATCH_UP_MS = 120_000;

/** Load on a backbone: a crowd of two, a group of one with credit 1, and a client that publishes; all are watched. */
export interface LoadRun extends AsyncDisposable {
  readonly history: History;
  /** The agents. */
  readonly workers: readonly ManagedProcess[];
  readonly client: ManagedProcess;
  readonly counted: { readonly acknowledged: number; readonly handled: number };
  /** Resolves when `more` further events were acknowledged, and as many handled. */
  progress(more: number, withinMs?: number): Promise<void>;
  /** Ends the load, waits for the groups to catch up, and judges what was seen. Fails the test with a counterexample. */
  judge(): Promise<Verdict>;
}

export interface LoadOptions {
  /** Options of node for the agents and the client. */
  readonly execArgv?: readonly string[];
  /** How long a member may hold an event; 3 s, so that what is killed is soon taken up again. */
  readonly leaseMs?: number;
}

/** Starts the load; the backbone must have a registry. */
export async function startLoad(backbone: Backbone, options: LoadOptions = {}): Promise<LoadRun> {
  const { execArgv = [], leaseMs = 3000 } = options;
  const history = new History();
  const counted = { acknowledged: 0, handled: 0 };
  const onReport = (report: Report): void => {
    if (!("kind" in report)) return;
    history.record(report as unknown as Entry);
    if (report.kind === "acknowledged") counted.acknowledged += 1;
    if (report.kind === "handled") counted.handled += 1;
  };
  const env = {
    TROUPE_URL: backbone.url,
    TROUPE_TOKEN: await backbone.tokenFor({ expiresInSeconds: TOKEN_SECONDS }),
    TROUPE_LOG_LEVEL: "warn",
    LEASE_MS: `${leaseMs}`,
  };
  const program = (name: string, script: string, more: Record<string, string>): ManagedProcess =>
    manageProcess({
      name,
      script: join(KIT_PROGRAMS, script),
      env: { ...env, ...more },
      execArgv,
      onReport,
      readyWithinMs: 60_000,
    });
  const workers = [
    program("crowd-1", "worker.js", { GROUP: "crowd", MEMBER: "crowd-1", CONCURRENCY: "10" }),
    program("crowd-2", "worker.js", { GROUP: "crowd", MEMBER: "crowd-2", CONCURRENCY: "10" }),
    program("one-1", "worker.js", { GROUP: "one", MEMBER: "one-1", CONCURRENCY: "1" }),
  ];
  const client = program("client", "publisher.js", {});
  await Promise.all([...workers, client].map((each) => each.start()));

  return {
    history,
    workers,
    client,
    counted,
    async progress(more, withinMs = 60_000) {
      const [acknowledged, handled] = [counted.acknowledged + more, counted.handled + more];
      const what = `${more} more events to be acknowledged and handled`;
      await eventually(what, () => counted.acknowledged >= acknowledged && counted.handled >= handled, { withinMs });
    },
    async judge() {
      const stopped = client.report((report) => report.stopped === true, 90_000);
      client.tell({ stop: true });
      await stopped;
      await eventually("both groups to catch up", () => hasCaughtUp(history), {
        withinMs: CATCH_UP_MS,
        everyMs: 200,
      }).catch(() => history.record({ kind: "fault", what: "the groups did not catch up in time" }));
      const stored = await storedEntries(backbone.natsCredentials, ["business-facts", "task-events"]);
      for (const entry of stored) history.record(entry);
      const verdict = checkHistory(history.entries, {
        groups: ["crowd", "one"],
        ordered: ["one"],
        effects: ["effect.crowd", "effect.one"],
      });
      expect(verdict.ok, explain(verdict, history.entries)).toBe(true);
      return verdict;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...workers, client].map((each) => each.kill()));
    },
  };
}

function hasCaughtUp(history: History): boolean {
  const handled = new Set<string>();
  for (const entry of history.entries) if (entry.kind === "handled") handled.add(`${entry.group} ${entry.id}`);
  return history.entries.every(
    (entry) => entry.kind !== "acknowledged" || (handled.has(`crowd ${entry.id}`) && handled.has(`one ${entry.id}`)),
  );
}
