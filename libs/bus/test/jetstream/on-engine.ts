import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import type { TroupeBus } from "@troupe/bus";
import { type BusUnderTest, busConformance } from "@troupe/bus/testing";
import { afterAll } from "vitest";
import { streamOf } from "../../src/domain/subject.js";
import { SERVER_TOKEN, type TestServer, testServer } from "./engines.js";

async function opened(at: TestServer, own: boolean): Promise<BusUnderTest> {
  const open: TroupeBus[] = [];
  const another = async () => {
    const bus = await at.connect();
    open.push(bus);
    return bus;
  };
  const close = async () => {
    await Promise.all(open.splice(0).map((bus) => bus.close()));
  };
  return {
    bus: await another(),
    another,
    advance: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    now: () => Date.now(),
    async trim(topic) {
      const nc = await connect({ servers: at.server.url, token: SERVER_TOKEN });
      await (await jetstreamManager(nc)).streams.purge(streamOf(topic));
      await nc.close();
    },
    close,
    async [Symbol.asyncDispose]() {
      await close();
      if (own) await at[Symbol.asyncDispose]();
    },
  };
}

/** The bus's conformance suite on a nats-server binary: most cases share one server. */
export function conformanceOn(binary: string, version: string): void {
  let shared: Promise<TestServer> | undefined;
  afterAll(async () => (await shared)?.[Symbol.asyncDispose]());
  busConformance(`JetStream of nats-server ${version}`, {
    async open({ ownStorage }) {
      if (ownStorage) return opened(await testServer(binary), true);
      shared ??= testServer(binary);
      return opened(await shared, false);
    },
  });
}
