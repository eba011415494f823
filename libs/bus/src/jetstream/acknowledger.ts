import type { NatsConnection } from "@nats-io/nats-core";
import type { NatsConnectionImpl } from "@nats-io/nats-core/internal";

/** Acknowledges deliveries: those of one turn leave as one buffer of PUB frames (NATS client protocol). */
export class Acknowledger {
  readonly #nc: NatsConnection;
  #frames = "";

  constructor(nc: NatsConnection) {
    this.#nc = nc;
  }

  acknowledge(ackSubject: string): void {
    if (this.#frames === "") queueMicrotask(() => this.#flush());
    this.#frames += `PUB ${ackSubject} 4\r\n+ACK\r\n`;
  }

  #flush(): void {
    const frames = this.#frames;
    this.#frames = "";
    if (this.#nc.isClosed()) return;
    (this.#nc as NatsConnectionImpl).protocol.sendCommand(Buffer.from(frames, "latin1"));
  }
}
