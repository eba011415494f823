//! `time`: the clock of whoever runs the module. Sleeping moves it on instead of waiting.

use crate::*;
use std::cell::Cell;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Where the clocks begin whose zero Python leaves open: small, so that a float keeps their nanoseconds.
const BEGIN: Duration = Duration::from_secs(60);
/// A reading is later than the one before by at least this; of seconds since 1970 a float keeps no less.
const STEP: Duration = Duration::from_nanos(1);
const WALL_STEP: Duration = Duration::from_nanos(250);

struct Clocks {
    begun: Instant,
    begun_at: Duration,
    slept: Cell<Duration>,
    wall: Cell<Duration>,
    steady: Cell<Duration>,
    busy: Cell<Duration>,
}

thread_local! {
    static CLOCKS: Clocks = Clocks {
        begun: Instant::now(),
        begun_at: SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default(),
        slept: Cell::default(),
        wall: Cell::default(),
        steady: Cell::default(),
        busy: Cell::default(),
    };
}

fn later(last: &Cell<Duration>, now: Duration, step: Duration) -> Duration {
    let reading = now.max(last.get() + step);
    last.set(reading);
    reading
}

/// Since 1970, in UTC.
pub(crate) fn wall() -> Duration {
    CLOCKS.with(|all| later(&all.wall, all.begun_at + all.begun.elapsed() + all.slept.get(), WALL_STEP))
}

fn steady() -> Duration {
    CLOCKS.with(|all| later(&all.steady, BEGIN + all.begun.elapsed() + all.slept.get(), STEP))
}

fn busy() -> Duration {
    CLOCKS.with(|all| later(&all.busy, all.begun.elapsed(), STEP))
}

fn nanos(reading: Duration) -> Int {
    Int::from_i128(reading.as_nanos() as i128)
}

pub fn time() -> f64 {
    wall().as_secs_f64()
}

pub fn time_ns() -> Int {
    nanos(wall())
}

pub fn monotonic() -> f64 {
    steady().as_secs_f64()
}

pub fn monotonic_ns() -> Int {
    nanos(steady())
}

pub fn process_time() -> f64 {
    busy().as_secs_f64()
}

pub fn process_time_ns() -> Int {
    nanos(busy())
}

/// What was printed is shown, and the program goes on at once.
pub fn sleep(seconds: f64) -> PyResult<()> {
    if seconds < 0.0 {
        return Err(exc::VALUE_ERROR.msg("sleep length must be non-negative"));
    }
    if seconds.is_nan() {
        return Err(exc::VALUE_ERROR.msg("Invalid value NaN (not a number)"));
    }
    if seconds > 9e9 {
        return Err(exc::OVERFLOW_ERROR.msg("timestamp too large to convert to C _PyTime_t"));
    }
    io::flush();
    CLOCKS.with(|all| all.slept.set(all.slept.get() + Duration::from_secs_f64(seconds)));
    Ok(())
}
