/** `time`: a program may wait, and is refused what the clock says. */
import { describedCalls, refusedCalls } from "./module.js";

const CLOCK = "what it gives differs from run to run: leave the measuring to whoever runs the program";
const ASKING =
  "time time_ns perf_counter perf_counter_ns monotonic monotonic_ns process_time process_time_ns thread_time localtime gmtime ctime asctime strftime";

export const clock = {
  ...describedCalls("time", "sleep(secs:float) -> None!", "sys"),
  ...refusedCalls("time", Object.fromEntries(ASKING.split(" ").map((name) => [name, CLOCK]))),
};
