/** What a program may ask of the clock, which is that of whoever runs its module. */
import type { Remark } from "../../diagnostics.js";
import { describedCalls, remarkedCalls } from "./module.js";

/** Said wherever a program asks what time it is. */
export const clockRemark = (name: string): Remark => ({
  construct: name,
  message: `${name} reads the clock of whoever runs the module, whose zone is UTC; time.sleep moves it on and does not wait`,
  suggestion: "print nothing that depends on it, or give it a fixed time: two runs of it cannot be compared otherwise",
});

export const clock = {
  ...describedCalls("time", "sleep(secs:float) -> None!", "clock"),
  ...remarkedCalls(
    describedCalls(
      "time",
      `
time() -> float
time_ns() -> int
perf_counter() -> float = monotonic
perf_counter_ns() -> int = monotonic_ns
monotonic() -> float
monotonic_ns() -> int
process_time() -> float
process_time_ns() -> int
thread_time() -> float = process_time
thread_time_ns() -> int = process_time_ns`,
      "clock",
    ),
    (name) => clockRemark(`time.${name}`),
  ),
};
