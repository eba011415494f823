import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BusOptions, connectBus, type TroupeBus } from "@troupe/bus";
import { type NatsServer, startNatsServer } from "@troupe/bus/server";
import { fetchNatsServer, findNatsServer } from "@troupe/bus/setup";
import { newestNatsServer } from "@troupe/bus/setup/newest";

/** Signs what the tests make. */
export const SIGNING_KEY = Buffer.alloc(32, 7);
/** Token of the servers that the tests start. */
export const SERVER_TOKEN = "a-token-of-the-tests";

/** The binary to test with, fetched when there is none. */
export async function serverBinary(): Promise<string> {
  const found = await findNatsServer({ env: process.env }).catch(() => fetchNatsServer());
  return found.path;
}

/** The newest nats-server as a second engine, or why there is none. */
export async function newestEngine(): Promise<{ readonly binary: string; readonly version: string } | string> {
  const { path, version, unavailable } = { version: "", ...(await newestNatsServer({ env: process.env })) };
  if (path === undefined) return unavailable;
  const usual = await findNatsServer({ env: process.env });
  return usual.version === version ? `it is the usual one, ${version}` : { binary: path, version };
}

export interface TestServer extends AsyncDisposable {
  readonly server: NatsServer;
  /** Another replica; closed with the server. */
  connect(options?: Partial<BusOptions>): Promise<TroupeBus>;
}

/** A server of its own, with its store in a folder that is removed. */
export async function testServer(binary: string, options: { port?: number } = {}): Promise<TestServer> {
  const storeDir = await mkdtemp(join(tmpdir(), "troupe-bus-test-"));
  const server = await startNatsServer({ binary, storeDir, token: SERVER_TOKEN, ...options });
  const open: TroupeBus[] = [];
  return {
    server,
    async connect(more = {}) {
      const bus = await connectBus({ servers: server.url, token: SERVER_TOKEN, signingKey: SIGNING_KEY, ...more });
      open.push(bus);
      return bus;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(open.map((bus) => bus.close()));
      await server.stop();
      await rm(storeDir, { recursive: true, force: true });
    },
  };
}
