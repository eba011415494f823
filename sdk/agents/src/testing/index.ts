export { type FaultRates, type ManualClock, manualClock } from "@troupe/bus/memory";
export { MemoryRegistry } from "./memory-registry.js";
export { type LogLine, type TestStack, type TestStackOptions, testStack, type WaitOptions } from "./test-stack.js";
