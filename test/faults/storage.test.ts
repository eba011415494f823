import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { expect, test } from "vitest";
import { type Api, apiOf } from "../kit/api.js";
import { startBackbone } from "../kit/backbone.js";
import { eventually } from "../kit/eventually.js";
import { mountSmallDisk } from "../kit/small-disk.js";

const MIB = 1024 * 1024;
const DISK_BYTES = 96 * MIB;
const LEFT_BYTES = 4 * MIB;
const text = "x".repeat(64 * 1024);

interface Filled {
  /** Ids that were acknowledged. */
  readonly kept: readonly string[];
  readonly refusal: { readonly status: number; readonly code: string };
}

/** Publishes until one is refused. */
async function publishUntilRefused(api: Api, prefix: string): Promise<Filled> {
  const kept: string[] = [];
  for (let at = 0; ; at += 1) {
    const id = `${prefix}-${at}`;
    const { status, body } = await api.publish({ id, type: `disk.${prefix}`, data: { text } });
    if (status >= 300) return { kept, refusal: { status, code: body.code } };
    kept.push(id);
    if (at > 5000) throw new Error("the disk never filled");
  }
}

const accepted = (api: Api, id: string) =>
  eventually("a publish to be stored again", async () => (await api.publish({ id, type: "disk.after" })).status < 300, {
    withinMs: 30_000,
    everyMs: 100,
  });

test("a full disk refuses publishes, loses nothing acknowledged, and takes them again when space returns", {
  timeout: 90_000,
}, async ({ skip }) => {
  using disk = mountSmallDisk(DISK_BYTES);
  if (disk === undefined) return skip("this process may not mount a tmpfs");
  await using backbone = await startBackbone({ storeDir: `${disk.path}/jetstream` });
  const api = apiOf(backbone.url, await backbone.tokenFor());
  await api.publish({ id: "before", type: "disk.before" });
  disk.fill(LEFT_BYTES);
  const { kept, refusal } = await publishUntilRefused(api, "filling");
  expect(["STORAGE_FULL", "BUS_UNAVAILABLE"]).toContain(refusal.code);
  expect(kept.length).toBeGreaterThan(0);
  disk.release();
  // nats-server turns JetStream off when it cannot write, until it is started again: what its supervisor does.
  await backbone.nats.restart();
  await accepted(api, "after");
  const ids = (await api.history("business-facts")).map(({ id }) => id);
  expect(ids.filter((id) => kept.includes(id))).toEqual(kept);
  expect(ids.at(0)).toBe("before");
  expect(ids.at(-1)).toBe("after");
});

test("a JetStream at its limit answers STORAGE_FULL, keeps what it has, and goes on with more room", {
  timeout: 60_000,
}, async () => {
  await using backbone = await startBackbone({ jetStreamBytes: 8 * MIB });
  const api = apiOf(backbone.url, await backbone.tokenFor());
  const { kept, refusal } = await publishUntilRefused(api, "limit");
  expect(refusal).toEqual({ status: 507, code: "STORAGE_FULL" });
  const ids = (await api.history("business-facts")).map(({ id }) => id);
  expect(ids).toEqual(kept);
  const nc = await connect(backbone.natsCredentials);
  await (await jetstreamManager(nc)).streams.purge("TROUPE_BUSINESS_FACTS", { keep: 1 });
  await nc.close();
  await accepted(api, "after");
  expect((await api.history("business-facts")).map(({ id }) => id)).toEqual([kept.at(-1), "after"]);
});
