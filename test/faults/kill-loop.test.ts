import { expect, test } from "vitest";
import { startBackbone } from "../kit/backbone.js";
import { startLoad } from "../kit/run.js";
import { announceSeed, seededRandom } from "../kit/seed.js";

const SECONDS = Number(process.env.TROUPE_KILL_LOOP_SECONDS ?? 120);
const AFTERWARDS_MS = 240_000;

/** Something that can be killed and started again. */
interface Victim {
  readonly name: string;
  kill(): Promise<unknown>;
  revive(): Promise<unknown>;
}

test(`kill -9 of everything, again and again for ${SECONDS} s under load, loses nothing and does nothing twice`, {
  timeout: SECONDS * 1000 + AFTERWARDS_MS,
}, async () => {
  const random = seededRandom(announceSeed("kill loop"));
  await using backbone = await startBackbone({ registry: true });
  await using load = await startLoad(backbone);
  const victims: Victim[] = [
    { name: "nats-server", kill: () => backbone.nats.kill(), revive: () => backbone.nats.restart() },
    ...[backbone.services, ...load.workers, load.client].map((program) => ({
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
    const names = [...chosen].map(({ name }) => name).join(" and ");
    load.history.record({ kind: "fault", what: `kill -9 ${names}` });
    kills += chosen.size;
    await Promise.all([...chosen].map((victim) => victim.kill()));
    await Promise.all([...chosen].map((victim) => victim.revive()));
    load.history.record({ kind: "fault", what: `${names} live again` });
    await load.progress(10 + Math.floor(random() * 200));
  }
  const { counts } = await load.judge();
  process.stdout.write(`kill loop: ${kills} kills in ${SECONDS} s; ${JSON.stringify(counts)}\n`);
  expect(counts.acknowledged).toBeGreaterThan(SECONDS);
  expect(counts.redelivered).toBeGreaterThan(0);
});
