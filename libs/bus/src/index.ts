export * from "./bus.js";
export * from "./clock.js";
export * from "./domain/lineage.js";
export { connectBus, type TroupeBus } from "./jetstream/connect.js";
export type { BusOptions, ConnectionSettings, LinkEvent, StreamSettings } from "./jetstream/options.js";
export { type Leased, LeaseKeeper } from "./lease-keeper.js";
