/**
 * One consumer's pull loop.
 *
 * 1. Messages that were asked for and have not come are `outstanding`; a request asks for what is wanted beyond them.
 * 2. A new request is made only when at most half of what is wanted is outstanding, so requests are few under load.
 * 3. Whatever makes the outstanding requests doubtful (a reconnect, missed heartbeats, an error) drops the inbox they
 *    answer to and asks anew on a fresh one: a pull can be slow, but never deaf.
 */
import { createInbox, type Msg, type NatsConnection, type Subscription } from "@nats-io/nats-core";
import type { Clock } from "../clock.js";

const EXPIRES_MS = 30_000;
const HEARTBEAT_MS = 5_000;
const DEAF_MS = 2 * HEARTBEAT_MS + 2_000;
const PAUSE_MS = 200;
const NANOS = 1_000_000;

export interface PullerContext {
  readonly nc: NatsConnection;
  readonly clock: Clock;
  readonly stream: string;
  readonly consumer: string;
  /** How many messages there is room for now. */
  wanted(): number;
  onMessage(message: Msg): void;
  /** The consumer or its stream is not there. The puller rests until `reset`. */
  onMissing(): void;
}

export class Puller {
  readonly #context: PullerContext;
  readonly #subject: string;
  #subscription: Subscription | undefined;
  #inbox = "";
  #requests = 0;
  #outstanding = 0;
  #heardAt = 0;
  #state: "pulling" | "resting" | "stopped" = "resting";

  constructor(context: PullerContext) {
    this.#context = context;
    this.#subject = `$JS.API.CONSUMER.MSG.NEXT.${context.stream}.${context.consumer}`;
  }

  /** Forgets what is outstanding and asks anew. */
  reset(): void {
    if (this.#state === "stopped" || this.#context.nc.isClosed()) return;
    this.#subscription?.unsubscribe();
    this.#inbox = `${createInbox()}.`;
    this.#outstanding = 0;
    this.#state = "pulling";
    const inbox = this.#inbox;
    this.#subscription = this.#context.nc.subscribe(`${inbox}*`, {
      callback: (_error, message) => {
        this.#heardAt = this.#context.clock.now();
        if (message.reply !== undefined && message.reply !== "") {
          if (inbox === this.#inbox && this.#outstanding > 0) this.#outstanding -= 1;
          this.#context.onMessage(message);
        } else if (inbox === this.#inbox) this.#onStatus(message);
      },
    });
    this.fill();
  }

  /** Asks for more when there is room for it. */
  fill(): void {
    if (this.#state !== "pulling" || this.#context.nc.isClosed()) return;
    const wanted = this.#context.wanted();
    if (wanted < 1 || this.#outstanding * 2 > wanted || this.#outstanding >= wanted) return;
    const batch = wanted - this.#outstanding;
    if (this.#outstanding === 0) this.#heardAt = this.#context.clock.now();
    this.#outstanding = wanted;
    this.#requests += 1;
    this.#context.nc.publish(
      this.#subject,
      `{"batch":${batch},"expires":${EXPIRES_MS * NANOS},"idle_heartbeat":${HEARTBEAT_MS * NANOS}}`,
      { reply: this.#inbox + this.#requests },
    );
  }

  /** Asks anew when the server has been silent for too long. */
  check(): void {
    const silentMs = this.#context.clock.now() - this.#heardAt;
    if (this.#state === "pulling" && this.#outstanding > 0 && silentMs > DEAF_MS) this.reset();
  }

  /** Asks for no more; resolves when nothing more can arrive. */
  async stop(): Promise<void> {
    this.#state = "stopped";
    if (this.#context.nc.isClosed() || this.#subscription === undefined) return;
    await this.#subscription.drain().catch(() => undefined);
  }

  #onStatus(message: Msg): void {
    const { code = 0, description = "" } = message.headers ?? {};
    if (code === 100) return;
    if (code === 404 || code === 408) {
      const left = Number(message.headers?.get("Nats-Pending-Messages") ?? 0);
      this.#outstanding = Math.max(0, this.#outstanding - left);
      this.fill();
      return;
    }
    this.#outstanding = 0;
    const missing = code === 503 || /deleted/i.test(description);
    this.#state = this.#state === "stopped" ? "stopped" : "resting";
    if (this.#state === "stopped") return;
    this.#context.clock.after(PAUSE_MS, () => {
      if (this.#state !== "resting") return;
      if (missing) this.#context.onMissing();
      else this.reset();
    });
  }
}
