/**
 * Loaded with `--import` into a process whose wall clock the test moves: `{ "clockJumpMs": 3600000 }` over the IPC
 * channel shifts `Date` from then on. Monotonic time stays as it is, as when a machine's clock is set.
 * With CLOCK_SHIFT_MS the process starts on a machine whose clock is wrong by that much.
 */
const RealDate = globalThis.Date;
let shiftMs = Number(process.env.CLOCK_SHIFT_MS ?? 0);
Object.defineProperty(performance, "timeOrigin", { value: performance.timeOrigin + shiftMs });

globalThis.Date = class ShiftedDate extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + shiftMs);
    else super(...args);
  }
  static now() {
    return RealDate.now() + shiftMs;
  }
};

process.on("message", (message) => {
  if (typeof message?.clockJumpMs !== "number") return;
  shiftMs += message.clockJumpMs;
  process.stdout.write(`${JSON.stringify({ clock: globalThis.Date.now(), shiftMs })}\n`);
});
process.channel?.unref();
