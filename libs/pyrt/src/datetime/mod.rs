//! `datetime`: the proleptic Gregorian calendar, durations in microseconds, fixed offsets from UTC.
//!
//! 1. Days are counted from 1 January of year 1, which is day 1.
//! 2. A `TimeDelta` is one number of microseconds; days, seconds and microseconds are read off it.
//! 3. What time it is says `clock`; a module knows no zone but UTC.

mod date;
mod delta;
mod format;
mod moment;
mod parse;

pub use date::{Date, IsoCalendar};
pub use delta::{Amount, TimeDelta};
pub use moment::{DateTime, Time, TimeZone};

use crate::*;

pub(crate) const DAY: i128 = 86_400_000_000;
/// The first of January 1970.
pub(crate) const EPOCH: i128 = 719_163 * DAY;
pub(crate) const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
];
pub(crate) const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

pub(crate) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

pub(crate) fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_before_year(year: i64) -> i64 {
    let y = year - 1;
    y * 365 + y / 4 - y / 100 + y / 400
}

pub(crate) fn days_before_month(year: i64, month: i64) -> i64 {
    (1..month).map(|m| days_in(year, m)).sum()
}

pub(crate) fn ordinal_of(year: i64, month: i64, day: i64) -> i64 {
    days_before_year(year) + days_before_month(year, month) + day
}

pub(crate) fn date_of(ordinal: i64) -> (i64, i64, i64) {
    let mut year = (ordinal * 400 / 146_097).max(1);
    while days_before_year(year + 1) < ordinal {
        year += 1;
    }
    while days_before_year(year) >= ordinal {
        year -= 1;
    }
    let mut rest = ordinal - days_before_year(year);
    let mut month = 1;
    while rest > days_in(year, month) {
        rest -= days_in(year, month);
        month += 1;
    }
    (year, month, rest)
}

/// The Monday on which the ISO year starts.
pub(crate) fn iso_start(year: i64) -> i64 {
    let first = ordinal_of(year, 1, 1);
    let weekday = (first + 6) % 7;
    if weekday > 3 { first - weekday + 7 } else { first - weekday }
}

pub(crate) fn field(value: &Int) -> i64 {
    value.clamp_i64()
}

pub(crate) fn checked(value: i64, low: i64, high: i64, text: &str) -> PyResult<i64> {
    if value < low || value > high { Err(exc::VALUE_ERROR.msg(text.to_string())) } else { Ok(value) }
}

pub(crate) fn overflow() -> PyErr {
    exc::OVERFLOW_ERROR.msg("date value out of range")
}

/// `timezone(offset)`.
pub fn zone_of(offset: &TimeDelta) -> PyResult<TimeZone> {
    TimeZone::new(offset, None)
}
