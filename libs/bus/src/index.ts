export * from "./bus.js";
export * from "./clock.js";
export * from "./domain/lineage.js";
