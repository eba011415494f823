import type { Bus, Clock, ContentStore, SchemaMirror } from "@troupe/bus";
import type { ConfigReport, Logger } from "@troupe/service";
import type { EventsSettings } from "./settings.js";

/** What the events service is built from; `connectBus` and `createMemoryBus` give the first three. */
export interface EventsDeps {
  readonly bus: Bus;
  readonly content: ContentStore;
  readonly mirror: SchemaMirror;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings?: EventsSettings;
  /** For `GET /config/validate`. */
  readonly configReport?: ConfigReport;
}
