import { type Figure, figure } from "../kit/figure.js";
import { benchEvent } from "../kit/payload.js";
import { takeTurns } from "../kit/rounds.js";
import type { Rig } from "./rig.js";

const CONNECTIONS = 50;
const BATCH = 100;
const STOCK_IN_FLIGHT = 1000;
/** Keeps what `benchEvent` makes. */
const STREAM = "TROUPE_BUSINESS_FACTS";
/** As many events in flight as the yardstick has. */
const BATCH_CONNECTIONS = STOCK_IN_FLIGHT / BATCH;
/** Of a figure that is not judged. */
const SHOWN_ROUNDS = 3;

interface Posted {
  readonly perSecond: number;
}

/** One event a request, beside a bare route that validates the same body. */
export async function singlePublish(rig: Rig): Promise<Figure[]> {
  const [load, bare] = await Promise.all([rig.role("load"), rig.role("bare")]);
  const body = JSON.stringify(benchEvent());
  const post = async (base: string): Promise<number> => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${rig.token}` };
    const order = { url: `${base}/v1/events`, connections: CONNECTIONS, seconds: rig.extent.seconds, body, headers };
    return (await load.ask<Posted>("post", order)).perSecond;
  };
  const bareUrl = String(bare.process.readiness.url);
  const ours = (): Promise<number> => post(rig.backbone.directUrl);
  const beside = (base: string, rounds: number) => takeTurns(rounds, () => post(base), ours);
  const same = await beside(bareUrl, rig.extent.rounds);
  const looser = await beside(`${bareUrl}/json-schema`, SHOWN_ROUNDS);
  return [
    figure({ name: "publish.single.http", unit: "events/s", ...same }, { of: "ratio", atLeast: 0.62 }),
    figure({ name: "publish.single.http.json-schema", unit: "events/s", ...looser }),
  ];
}

/**
 * A hundred events a request, beside the stock client's publish in process. Each round starts with empty streams: the
 * disk would else be busy with what those before it stored, which is a figure of its own (`growth`). Twice as many rounds
 * as elsewhere: with both cores at work on either side, neighbouring rounds differ by a third.
 */
export async function batchPublish(rig: Rig): Promise<Figure[]> {
  const [load, stock] = await Promise.all([rig.role("load"), rig.role("stock")]);
  const { seconds, rounds } = rig.extent;
  const headers = { "content-type": "application/cloudevents-batch+json", authorization: `Bearer ${rig.token}` };
  const order = {
    url: `${rig.backbone.directUrl}/v1/events/batch`,
    connections: BATCH_CONNECTIONS,
    seconds,
    body: JSON.stringify(Array.from({ length: BATCH }, () => benchEvent())),
    headers,
  };
  const fresh = async (measured: Promise<Posted>): Promise<number> => {
    const { perSecond } = await measured;
    await stock.ask("purge", { streams: [STREAM] });
    return perSecond;
  };
  const pair = await takeTurns(
    rounds * 2,
    () => fresh(stock.ask<Posted>("publish", { seconds, inFlight: STOCK_IN_FLIGHT })),
    async () => (await fresh(load.ask<Posted>("post", order))) * BATCH,
  );
  return [figure({ name: "publish.batch.http", unit: "events/s", ...pair }, { of: "ratio", atLeast: 3 })];
}
