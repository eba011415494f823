import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Backbone, KIT_PROGRAMS, startBackbone } from "../kit/backbone.js";
import { checkHistory, explain } from "../kit/checker.js";
import { eventually } from "../kit/eventually.js";
import { type Entry, History } from "../kit/history.js";
import { type ManagedProcess, manageProcess, type Report } from "../kit/process.js";
import { announceSeed, seededRandom } from "../kit/seed.js";
import { storedEntries } from "../kit/witness.js";

const SECONDS = Number(process.env.TROUPE_KILL_LOOP_SECONDS ?? 120);
const CATCH_UP_MS = 120_000;
const TOKEN_SECONDS = 86_400;

const disposers: (() => PromiseLike<void>)[] = [];
afterAll(async () => {
  for (const dispose of disposers.reverse()) await dispose();
});

/** Something that can be killed and started again. */
interface Victim {
  readonly name: string;
  kill(): Promise<unknown>;
  revive(): Promise<unknown>;
}

async function programs(backbone: Backbone, onReport: (report: Report) => void): Promise<ManagedProcess[]> {
  const env = {
    TROUPE_URL: backbone.url,
    TROUPE_TOKEN: await backbone.tokenFor({ expiresInSeconds: TOKEN_SECONDS }),
    TROUPE_LOG_LEVEL: "warn",
  };
  const program = (name: string, script: string, more: Record<string, string>): ManagedProcess => {
    const managed = manageProcess({
      name,
      script: join(KIT_PROGRAMS, script),
      env: { ...env, ...more },
      onReport,
      readyWithinMs: 60_000,
    });
    disposers.push(() => managed.kill());
    return managed;
  };
  return [
    program("crowd-1", "worker.js", { GROUP: "crowd", MEMBER: "crowd-1", CONCURRENCY: "10" }),
    program("crowd-2", "worker.js", { GROUP: "crowd", MEMBER: "crowd-2", CONCURRENCY: "10" }),
    program("one-1", "worker.js", { GROUP: "one", MEMBER: "one-1", CONCURRENCY: "1" }),
    program("client", "publisher.js", {}),
  ];
}

test(`kill -9 of everything, again and again for ${SECONDS} s under load, loses nothing and does nothing twice`, {
  timeout: SECONDS * 1000 + CATCH_UP_MS + 120_000,
}, async () => {
  const random = seededRandom(announceSeed("kill loop"));
  const history = new History();
  const counted = { acknowledged: 0, handled: 0 };
  const backbone = await startBackbone({ registry: true });
  disposers.push(() => backbone[Symbol.asyncDispose]());

  const onReport = (report: Report): void => {
    if (!("kind" in report)) return;
    history.record(report as unknown as Entry);
    if (report.kind === "acknowledged") counted.acknowledged += 1;
    if (report.kind === "handled") counted.handled += 1;
  };
  const started = await programs(backbone, onReport);
  await Promise.all(started.map((program) => program.start()));
  const client = started.at(-1) as ManagedProcess;

  const victims: Victim[] = [
    { name: "nats-server", kill: () => backbone.nats.kill(), revive: () => backbone.nats.restart() },
    ...[backbone.services, ...started].map((program) => ({
      name: program.name,
      kill: () => program.kill(),
      revive: () => program.start(),
    })),
  ];
  const pick = (): Victim => victims[Math.floor(random() * victims.length)] as Victim;

  const end = performance.now() + SECONDS * 1000;
  let kills = 0;
  while (performance.now() < end) {
    const chosen = new Set(random() < 0.25 ? [pick(), pick()] : [pick()]);
    for (const victim of chosen) history.record({ kind: "fault", what: `kill -9 ${victim.name}` });
    kills += chosen.size;
    await Promise.all([...chosen].map((victim) => victim.kill()));
    await Promise.all([...chosen].map((victim) => victim.revive()));
    history.record({ kind: "fault", what: `${[...chosen].map(({ name }) => name).join(" and ")} live again` });
    const wanted = counted.handled + 20 + Math.floor(random() * 400);
    await eventually("the groups to go on", () => counted.handled >= wanted, { withinMs: 60_000 });
  }

  const stopped = client.report((report) => report.stopped === true, 60_000);
  client.tell({ stop: true });
  await stopped;
  const acknowledged = history.entries.flatMap((entry) => (entry.kind === "acknowledged" ? [entry.id] : []));
  await eventually(
    "every acknowledged event to be handled by both groups",
    () => {
      const handled = new Set(
        history.entries.flatMap((entry) => (entry.kind === "handled" ? [`${entry.group} ${entry.id}`] : [])),
      );
      return acknowledged.every((id) => handled.has(`crowd ${id}`) && handled.has(`one ${id}`));
    },
    { withinMs: CATCH_UP_MS, everyMs: 250 },
  ).catch(() => history.record({ kind: "fault", what: "the groups did not catch up in time" }));

  const stored = await storedEntries(backbone.natsCredentials, ["business-facts", "task-events"]);
  for (const entry of stored) history.record(entry);
  const verdict = checkHistory(history.entries, {
    groups: ["crowd", "one"],
    ordered: ["one"],
    effects: ["effect.crowd", "effect.one"],
  });
  process.stdout.write(`kill loop: ${kills} kills in ${SECONDS} s; ${JSON.stringify(verdict.counts)}\n`);
  expect(verdict.ok, explain(verdict, history.entries)).toBe(true);
  expect(verdict.counts.acknowledged).toBeGreaterThan(SECONDS);
  expect(verdict.counts.redelivered).toBeGreaterThan(0);
});
