import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectBus, systemClock, type TroupeBus } from "@troupe/bus";
import { type NatsServer, startNatsServer } from "@troupe/bus/server";
import { findNatsServer } from "@troupe/bus/setup";
import { TroupeError } from "@troupe/contracts";
import { eventsModule } from "@troupe/events";
import { createLogger } from "@troupe/service";
import { testServer } from "@troupe/service/testing";
import { busTransport } from "../src/bus-transport.js";
import { httpPlatform } from "../src/http/platform.js";
import type { Platform } from "../src/index.js";
import { MemoryRegistry } from "../src/testing/memory-registry.js";
import { testStack } from "../src/testing/test-stack.js";
import { transportConformance } from "./transport-conformance.js";

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const advance = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A nats-server of its own with a bus on it. */
async function nats(): Promise<{ bus: TroupeBus } & AsyncDisposable> {
  const storeDir = await mkdtemp(join(tmpdir(), "troupe-sdk-test-"));
  const { path } = await findNatsServer({ env: process.env });
  const server: NatsServer = await startNatsServer({ binary: path, storeDir });
  const bus = await connectBus({ servers: server.url, signingKey: "a-signing-key-of-at-least-32-bytes" });
  return {
    bus,
    async [Symbol.asyncDispose]() {
      await bus.close();
      await server.stop();
      await rm(storeDir, { recursive: true, force: true });
    },
  };
}

const here = (transport: Platform["transport"]): Platform => ({
  ...httpPlatform({
    locate: () => {
      throw new TroupeError("BUS_UNAVAILABLE", "there is none");
    },
    logger: quiet,
  }),
  transport,
  registry: new MemoryRegistry(systemClock),
});

transportConformance("the bus transport on JetStream", async () => {
  const { bus, ...rest } = await nats();
  return { ...rest, advance, platform: here(busTransport(bus, { tenant: "acme", actor: "tester" })) };
});

transportConformance("the HTTP transport on the events service", async () => {
  const { bus, ...rest } = await nats();
  const logger = createLogger({ service: "events", level: "silent" });
  const events = eventsModule({ bus, content: bus.content, mirror: bus.mirror, clock: systemClock, logger });
  const server = await testServer([events]);
  const location = { url: await server.listen(), token: await server.tokenFor(), mayMove: false };
  const { transport } = httpPlatform({ locate: () => location, logger: quiet });
  return {
    advance,
    platform: here(transport),
    async [Symbol.asyncDispose]() {
      await transport.close();
      await server[Symbol.asyncDispose]();
      await rest[Symbol.asyncDispose]();
    },
  };
});

transportConformance("the bus transport on the memory bus", async () => {
  const stack = await testStack();
  return {
    platform: stack.platform,
    advance: (ms) => stack.advance(ms),
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  };
});
