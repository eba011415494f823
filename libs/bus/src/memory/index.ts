export { type DeliveryFault, type DeliveryFaults, type FaultRates, seededFaults } from "./faults.js";
export { type ManualClock, manualClock } from "./manual-clock.js";
export { createMemoryBus, type MemoryBus, type MemoryBusOptions } from "./memory-bus.js";
export { seededRandom } from "./random.js";
