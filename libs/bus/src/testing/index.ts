export { type ManualClock, manualClock } from "../memory/manual-clock.js";
export { seededRandom } from "../memory/random.js";
export { arrived, type Batches, collect, eventually, hasEnded, listen } from "./collect.js";
export { busConformance, CONFORMANCE_CASES } from "./conformance.js";
export { eventOf } from "./event-of.js";
export type { BusHarness, BusUnderTest, ConformanceCase, OpenOptions } from "./harness.js";
export { REQUIREMENTS, type Requirement } from "./requirements.js";
