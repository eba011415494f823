import type { NatsConnection } from "@nats-io/nats-core";
import type { Bus, ContentStore, SchemaMirror } from "../bus.js";
import type { Clock } from "../clock.js";
import type { Link } from "./link.js";
import type { BusOptions } from "./options.js";

/** The JetStream bus with what is kept beside the events. */
export type TroupeBus = Bus & { readonly content: ContentStore; readonly mirror: SchemaMirror };

/** What each part of the bus is built from; the streams and buckets of `streams.ts` exist by then. */
export interface PartContext {
  readonly nc: NatsConnection;
  readonly link: Link;
  readonly clock: Clock;
  readonly signingKey: Uint8Array;
  readonly options: BusOptions;
}
