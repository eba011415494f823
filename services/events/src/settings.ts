import type { SchemaPolicy } from "@troupe/schemas";
import type { Rate } from "@troupe/service";

/** What an installation decides for the events service; everything has a default. */
export interface EventsSettings {
  /** By tenant; `known` when absent. */
  readonly schemaPolicyOf?: (tenant: string) => SchemaPolicy;
  /** Events a tenant may publish; unlimited when absent. */
  readonly publishRate?: Rate;
  /** Streams a tenant may have open on one replica; 1,000 when absent. */
  readonly maxStreams?: number;
  /** Bytes of events a tenant may publish within `storedWindowMs`; unlimited when absent. */
  readonly storedBytes?: number;
  /** How long published bytes count as stored: the age limit of the streams; 24 hours when absent. */
  readonly storedWindowMs?: number;
  /** Silence after which a stream gets a heartbeat; 15,000 when absent. */
  readonly heartbeatMs?: number;
  /** Bytes of one batch's body; 32 MiB when absent. */
  readonly batchBytes?: number;
}
