import { once } from "node:events";
import { type AddressInfo, createServer, connect as dial, type Socket } from "node:net";

/**
 * What the network does:
 * - `open`: bytes pass;
 * - `stalled`: connections stay, nothing moves, senders feel back-pressure; what waits is delivered after `heal`;
 * - `cut`: connections are reset and new ones are refused at once;
 * - `half-open`: the far side has vanished without a word: bytes are swallowed both ways and closes are not told.
 *   After `heal` those connections are reset, as a host that has forgotten them would;
 * - `deaf`: what clients send arrives, and what they are answered is swallowed. Reset after `heal` as well.
 */
export type Weather = "open" | "stalled" | "cut" | "half-open" | "deaf";

/** A TCP proxy whose network can be made to fail. */
export interface FaultProxy {
  readonly port: number;
  readonly weather: Weather;
  /** Live connections from clients. */
  readonly connections: number;
  /** Bytes that passed, both ways together. */
  readonly bytes: number;
  /** Bytes that were swallowed while half-open or deaf. */
  readonly swallowed: number;
  stall(): void;
  cut(): void;
  halfOpen(): void;
  deafen(): void;
  /** Back to `open`; connections that lost bytes are reset. */
  heal(): void;
  /** Each chunk from now on arrives this much later; order is kept. */
  delay(ms: number): void;
  /** Points new connections at another port. */
  retarget(port: number): void;
  close(): Promise<void>;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  /** Bytes were swallowed: the two sides no longer agree. */
  torn: boolean;
}

/** Opens a proxy on 127.0.0.1 in front of `targetPort`. */
export async function startFaultProxy(targetPort: number, listenPort = 0): Promise<FaultProxy> {
  const pairs = new Set<Pair>();
  const waiting = new Set<Socket>();
  let weather: Weather = "open";
  let delayMs = 0;
  let bytes = 0;
  let swallowed = 0;
  let target = targetPort;

  const pour = (from: Socket, to: Socket, pair: Pair): void => {
    const isLost = (): boolean => weather === "half-open" || (weather === "deaf" && from === pair.far);
    from.on("data", (chunk: Buffer) => {
      if (isLost()) {
        pair.torn = true;
        swallowed += chunk.length;
        return;
      }
      const write = (): void => {
        bytes += chunk.length;
        if (!to.destroyed && !to.write(chunk)) {
          from.pause();
          to.once("drain", () => weather !== "stalled" && from.resume());
        }
      };
      if (delayMs > 0) setTimeout(write, delayMs);
      else write();
    });
    from.on("end", () => {
      if (isLost()) pair.torn = true;
      else if (delayMs > 0) setTimeout(() => to.end(), delayMs);
      else to.end();
    });
    from.on("error", () => undefined);
    from.on("close", () => {
      if (isLost()) pair.torn = true;
      else to.destroy();
      if (pair.near.destroyed && pair.far.destroyed) pairs.delete(pair);
    });
  };

  const join = (near: Socket): void => {
    waiting.delete(near);
    if (near.destroyed) return;
    const far = dial({ host: "127.0.0.1", port: target, allowHalfOpen: true });
    far.setNoDelay(true);
    const pair: Pair = { near, far, torn: false };
    pairs.add(pair);
    pour(near, far, pair);
    pour(far, near, pair);
    // Nobody listens there: the client is refused as the target itself would refuse it.
    far.once("error", () => far.bytesRead === 0 && near.resetAndDestroy());
    near.resume();
  };

  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (near) => {
    near.setNoDelay(true);
    near.on("error", () => undefined);
    if (weather === "cut") near.resetAndDestroy();
    else if (weather === "open" || weather === "deaf") join(near);
    else waiting.add(near);
  });
  server.listen(listenPort, "127.0.0.1");
  await once(server, "listening");

  const reset = (only: (pair: Pair) => boolean): void => {
    for (const pair of pairs) {
      if (!only(pair)) continue;
      pairs.delete(pair);
      pair.near.resetAndDestroy();
      pair.far.resetAndDestroy();
    }
  };

  return {
    port: (server.address() as AddressInfo).port,
    get weather() {
      return weather;
    },
    get connections() {
      return pairs.size + waiting.size;
    },
    get bytes() {
      return bytes;
    },
    get swallowed() {
      return swallowed;
    },
    stall() {
      weather = "stalled";
      for (const { near, far } of pairs) {
        near.pause();
        far.pause();
      }
    },
    cut() {
      weather = "cut";
      reset(() => true);
      for (const near of waiting) near.resetAndDestroy();
      waiting.clear();
    },
    halfOpen() {
      weather = "half-open";
    },
    deafen() {
      weather = "deaf";
    },
    heal() {
      weather = "open";
      reset((pair) => pair.torn);
      for (const { near, far } of pairs) {
        near.resume();
        far.resume();
      }
      for (const near of [...waiting]) join(near);
    },
    delay(ms) {
      delayMs = ms;
    },
    retarget(port) {
      target = port;
    },
    async close() {
      weather = "cut";
      reset(() => true);
      for (const near of waiting) near.resetAndDestroy();
      server.close();
      await once(server, "close");
    },
  };
}
