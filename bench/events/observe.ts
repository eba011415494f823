import { type Figure, figure } from "../kit/figure.js";
import { BENCH_TYPE, benchEvent, LAST_TYPE } from "../kit/payload.js";
import type { Role } from "../kit/role.js";
import { takeTurns } from "../kit/rounds.js";
import type { Rig } from "./rig.js";

const CLIENTS = 100;
const EVENTS = 15_000;
const SEND_LOOP_EVENTS = 3000;

/** A hundred observers, beside `@fastify/sse` sending the same frames to as many. */
export async function observation(rig: Rig): Promise<Figure[]> {
  const [bare, stock, readers] = await Promise.all([rig.role("bare"), rig.role("stock"), rig.role("readers")]);
  const bareUrl = `${bare.process.readiness.url}/stream`;
  const ourUrl = `${rig.backbone.directUrl}/v1/events/stream?topics=business-facts`;

  const pair = await takeTurns(
    rig.extent.rounds,
    () =>
      framesPerSecond(readers, { url: bareUrl }, SEND_LOOP_EVENTS, () =>
        bare.ask("send", { events: SEND_LOOP_EVENTS, frame: storedFrame(BENCH_TYPE), last: storedFrame(LAST_TYPE) }),
      ),
    () =>
      framesPerSecond(readers, { url: ourUrl, token: rig.token }, EVENTS, () =>
        stock.ask("events", {
          count: EVENTS,
          subject: subjectOf(BENCH_TYPE),
          event: storedEvent(BENCH_TYPE),
          last: { subject: subjectOf(LAST_TYPE), event: storedEvent(LAST_TYPE) },
        }),
      ),
  );
  return [figure({ name: "observe.100.sse", unit: "frames/s", ...pair }, { of: "ratio", atLeast: 5 })];
}

/** From the first byte that the readers get to the last event at the last of them. */
async function framesPerSecond(
  readers: Role,
  stream: { url: string; token?: string },
  events: number,
  send: () => Promise<unknown>,
): Promise<number> {
  await readers.ask("open", { ...stream, count: CLIENTS });
  await readers.ask("expect", { text: LAST_TYPE });
  const finished = readers.ask<{ ms: number }>("finish");
  await send();
  const { ms } = await finished;
  await readers.ask("close");
  return (events * CLIENTS) / (ms / 1000);
}

const subjectOf = (type: string): string => `troupe.acme.business-facts.${type}`;

/** An event as the events service stores it. */
function storedEvent(type: string): string {
  const id = "01a1fc81-2ce4-766e-af61-2c9d14905840";
  return JSON.stringify({
    ...benchEvent(type),
    id,
    time: "2026-01-01T00:00:00.000Z",
    tenantid: "acme",
    actor: "bench",
    correlationid: id,
    hops: 0,
  });
}

/** The same as a frame, as long as those of the events service. */
const storedFrame = (type: string): { id: string; event: string; data: string } => ({
  id: "c".repeat(100),
  event: "event",
  data: `{"event":${storedEvent(type)}}`,
});
