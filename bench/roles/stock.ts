/** The yardsticks over NATS: the stock client's publish, consume and acknowledgement, in one process. */
import { AckPolicy, DeliverPolicy, jetstream, jetstreamManager, StorageType } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { payload } from "../kit/payload.js";
import { takeOrders } from "../kit/role.js";

const nc = await connect({ servers: process.env.NATS_URL ?? "", token: process.env.NATS_TOKEN ?? "" });
const manager = await jetstreamManager(nc);
const js = jetstream(nc);
const body = new TextEncoder().encode(JSON.stringify(payload));
const STREAM = "STOCK";
const SUBJECT = "stock.events.sent";
/** Events between two that are awaited. */
const PACE = 250;
let consumers = 0;

interface Ending {
  readonly subject: string;
  readonly event: string;
}

await manager.streams.add({ name: STREAM, subjects: ["stock.events.>"], storage: StorageType.File });

async function publish(count: number, inFlight: number): Promise<void> {
  let started = 0;
  const lane = async (): Promise<void> => {
    while (started < count) {
      started += 1;
      await js.publish(SUBJECT, body);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}

async function durable(deliver: typeof DeliverPolicy.All | typeof DeliverPolicy.New) {
  const name = `stock-${++consumers}`;
  await manager.consumers.add(STREAM, {
    durable_name: name,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: deliver,
    max_ack_pending: 10_000,
  });
  return { name, consumer: await js.consumers.get(STREAM, name) };
}

takeOrders({
  /** Publishes with `inFlight` calls at a time. */
  async publish({ seconds, inFlight }: { seconds: number; inFlight: number }) {
    const start = performance.now();
    let done = 0;
    while (performance.now() - start < seconds * 1000) {
      await publish(inFlight * 10, inFlight);
      done += inFlight * 10;
    }
    return { perSecond: done / ((performance.now() - start) / 1000) };
  },
  async fill({ count }: { count: number }) {
    await publish(count, 1000);
  },
  /** Consumes and acknowledges the first `count` of the stream. */
  async consume({ count }: { count: number }) {
    const { name, consumer } = await durable(DeliverPolicy.All);
    const messages = await consumer.consume({ max_messages: 1000 });
    const start = performance.now();
    let seen = 0;
    for await (const message of messages) {
      message.ack();
      seen += 1;
      if (seen === count) break;
    }
    await nc.flush();
    const perSecond = count / ((performance.now() - start) / 1000);
    await manager.consumers.delete(STREAM, name);
    return { perSecond };
  },
  /** Publishes one at a time and waits for its delivery: milliseconds from the call to the message. */
  async latency({ samples, everyMs }: { samples: number; everyMs: number }) {
    const { name, consumer } = await durable(DeliverPolicy.New);
    const messages = await consumer.consume({ max_messages: 100 });
    const times: number[] = [];
    const arrivals = messages[Symbol.asyncIterator]();
    for (let sample = 0; sample < samples; sample += 1) {
      const start = performance.now();
      const published = js.publish(SUBJECT, body);
      const { value } = await arrivals.next();
      times.push(performance.now() - start);
      value?.ack();
      await published;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    await arrivals.return?.();
    await manager.consumers.delete(STREAM, name);
    return { times };
  },
  /** Stores events of the platform, `last` after `count` of them, as cheaply as can be: what reads them is measured. */
  async events({ count, subject, event, last }: { count: number; subject: string; event: string; last: Ending }) {
    const data = new TextEncoder().encode(event);
    for (let done = 1; done < count; done += 1) {
      // Every so often one is awaited, so that JetStream is not flooded.
      if (done % PACE === 0) await js.publish(subject, data);
      else nc.publish(subject, data);
    }
    await js.publish(last.subject, last.event);
  },
  /** Empties the yardstick's stream, and those of the platform that are named. */
  async purge({ streams = [] }: { streams?: readonly string[] } = {}) {
    for (const stream of [STREAM, ...streams]) await manager.streams.purge(stream);
  },
});
