export { type FaultRates, type ManualClock, manualClock } from "@troupe/bus/memory";
export { type ExpectOptions, expectMission, type MissionExpectation } from "./expect-mission.js";
export { MemoryRegistry } from "./memory-registry.js";
export {
  type ScriptedCall,
  type ScriptedCompletion,
  type ScriptedLlm,
  type ScriptedRequest,
  type ScriptedTurn,
  scriptedLlm,
} from "./scripted-llm.js";
export { type TestMemoryOptions, testMemory } from "./test-memory.js";
export { type LogLine, type TestStack, type TestStackOptions, testStack, type WaitOptions } from "./test-stack.js";
