//! `calendar`: leap years, months by weeks, and their text.

use crate::datetime::{days_in, ordinal_of, MONTHS, WEEKDAYS};
use crate::*;

/// `calendar.IllegalMonthError`.
pub static ILLEGAL_MONTH: ExcClass = ExcClass::declare_in("calendar", "IllegalMonthError", &[&exc::VALUE_ERROR]);

/// `calendar.month_name` and its like: names by number.
#[derive(Clone, PartialEq)]
pub struct Names(Rc<[Str]>);

fn names(first: Option<&'static str>, all: &[&'static str], width: usize) -> Names {
    Names(first.into_iter().chain(all.iter().map(|name| &name[..width.min(name.len())])).map(lit).collect())
}

pub fn month_name() -> Names {
    names(Some(""), &MONTHS, 99)
}

pub fn month_abbr() -> Names {
    names(Some(""), &MONTHS, 3)
}

pub fn day_name() -> Names {
    names(None, &WEEKDAYS, 99)
}

pub fn day_abbr() -> Names {
    names(None, &WEEKDAYS, 3)
}

impl Names {
    pub fn get(&self, index: &Int) -> PyResult<Str> {
        match place(index.index(), self.0.len()) {
            Some(at) => Ok(self.0[at].clone()),
            None => Err(exc::INDEX_ERROR.msg("list index out of range")),
        }
    }

    pub fn count(&self) -> Int {
        int(self.0.len() as i64)
    }
}

impl PyIter for Names {
    type Item = Str;
    type Iter = VecIter<Str>;
    fn iter(&self) -> VecIter<Str> {
        VecIter::new(self.0.to_vec())
    }
}

impl PyRepr for Names {
    fn repr_to(&self, _: &mut String) {
        limit("the repr of a calendar's names holds its address")
    }
}

impl PyIs for Names {
    fn id(&self) -> usize {
        self.0[1].as_str().as_ptr() as usize
    }
}

by_identity!(Names);

opaque! {
    Names, "_localized_month";
}

fn year_of(year: &Int) -> i64 {
    match year.to_i64() {
        Some(year @ 1..=9999) => year,
        _ => limit("a calendar of a year that is not from 1 to 9999"),
    }
}

fn month_of(month: &Int) -> PyResult<i64> {
    match month.to_i64() {
        Some(month @ 1..=12) => Ok(month),
        _ => Err(ILLEGAL_MONTH.msg(format!("bad month number {}; must be 1-12", repr(month).as_str()))),
    }
}

fn first_weekday(year: i64, month: i64) -> i64 {
    (ordinal_of(year, month, 1) + 6) % 7
}

pub fn isleap(year: &Int) -> bool {
    let rest = |by: i64| year.modulo(&int(by)).map_or(false, |rest| rest == 0);
    rest(4) && (!rest(100) || rest(400))
}

pub fn leapdays(y1: &Int, y2: &Int) -> Int {
    let before = |year: i64| (year - 1).div_euclid(4) - (year - 1).div_euclid(100) + (year - 1).div_euclid(400);
    match (y1.to_i64(), y2.to_i64()) {
        (Some(y1), Some(y2)) if y1 > i64::MIN && y2 > i64::MIN => int(before(y2) - before(y1)),
        _ => limit("leap days between years of more than 63 bits"),
    }
}

pub fn weekday(year: &Int, month: &Int, day: &Int) -> PyResult<Int> {
    year_of(year);
    Ok(crate::datetime::Date::new(year, month, day)?.weekday())
}

pub fn monthrange(year: &Int, month: &Int) -> PyResult<(Int, Int)> {
    let month = month_of(month)?;
    let year = year_of(year);
    Ok((int(first_weekday(year, month)), int(days_in(year, month))))
}
