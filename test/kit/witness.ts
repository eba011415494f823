import { DeliverPolicy, jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import type { CloudEvent, Topic } from "@troupe/contracts";
import type { Entry } from "./history.js";

/** What is stored of the topics, read from JetStream itself, past everything that is under test. */
export async function storedEntries(
  credentials: { servers: string; token: string },
  topics: readonly Topic[],
): Promise<Entry[]> {
  const nc = await connect(credentials);
  try {
    const manager = await jetstreamManager(nc);
    const found: Entry[] = [];
    for (const topic of topics) {
      const name = `TROUPE_${topic.toUpperCase().replaceAll("-", "_")}`;
      const { state } = await manager.streams.info(name);
      if (state.messages === 0) continue;
      const consumer = await jetstream(nc).consumers.get(name, { deliver_policy: DeliverPolicy.All });
      const messages = await consumer.consume();
      for await (const message of messages) {
        const event = message.json<CloudEvent>();
        found.push({
          kind: "stored",
          id: event.id,
          topic,
          sequence: message.seq,
          ...(event.causationid === undefined ? {} : { cause: event.causationid, effect: event.type }),
        });
        if (message.info.pending === 0) break;
      }
    }
    return found;
  } finally {
    await nc.close();
  }
}
