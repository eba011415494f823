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

/// `calendar.timegm` of the first six fields of a time.
pub fn timegm(fields: &List<Int>) -> PyResult<Int> {
    match fields.to_vec().as_slice() {
        [year, month, day, hour, minute, second, ..] => {
            let days = ordinal_of(year_of(year), month_of(month)?, 1) + day.clamp_i64() - 1 - ordinal_of(1970, 1, 1);
            let at = ((days * 24 + hour.clamp_i64()) * 60 + minute.clamp_i64()) * 60 + second.clamp_i64();
            Ok(int(at))
        }
        short => Err(exc::VALUE_ERROR.msg(format!("not enough values to unpack (expected 6, got {})", short.len()))),
    }
}

/// `calendar.TextCalendar`: which day a week starts with.
#[derive(Clone)]
pub struct Calendar(Rc<i64>);

impl Calendar {
    pub fn new(firstweekday: &Int) -> Calendar {
        Calendar(Rc::new(firstweekday.clamp_i64().rem_euclid(7)))
    }

    pub fn firstweekday(&self) -> Int {
        int(*self.0)
    }

    fn days(&self, year: i64, month: i64) -> Vec<i64> {
        let before = (first_weekday(year, month) - *self.0).rem_euclid(7);
        let mut days = vec![0; before as usize];
        days.extend(1..=days_in(year, month));
        while days.len() % 7 != 0 {
            days.push(0);
        }
        days
    }

    pub fn monthdayscalendar(&self, year: &Int, month: &Int) -> PyResult<List<List<Int>>> {
        let month = month_of(month)?;
        let days = self.days(year_of(year), month);
        Ok(List::from_vec(days.chunks(7).map(|week| List::from_vec(week.iter().copied().map(int).collect())).collect()))
    }

    fn header(&self, width: usize) -> String {
        let names: Vec<String> = (0..7)
            .map(|i| {
                let name = WEEKDAYS[((i + *self.0) % 7) as usize];
                centred(if width >= 9 { name } else { &name[..width.min(3)] }, width)
            })
            .collect();
        names.join(" ")
    }

    pub fn formatweekheader(&self, width: &Int) -> Str {
        Str::from(self.header(width.clamp_i64().max(0) as usize))
    }

    fn lines(&self, year: i64, month: i64, width: usize) -> Vec<String> {
        let title = format!("{} {}", MONTHS[month as usize - 1], year);
        let mut lines = vec![centred(&title, 7 * (width + 1) - 1), self.header(width)];
        for week in self.days(year, month).chunks(7) {
            let cells: Vec<String> = week
                .iter()
                .map(|day| centred(&if *day == 0 { String::new() } else { format!("{:2}", day) }, width))
                .collect();
            lines.push(cells.join(" "));
        }
        lines
    }

    pub fn formatmonth(&self, year: &Int, month: &Int, w: &Int, l: &Int) -> PyResult<Str> {
        let month = month_of(month)?;
        let year = year_of(year);
        let width = w.clamp_i64().max(2) as usize;
        let gap = "\n".repeat(l.clamp_i64().max(1) as usize);
        let lines = self.lines(year, month, width);
        let text: Vec<String> = lines.iter().map(|line| format!("{}{}", line.trim_end(), gap)).collect();
        Ok(Str::from(text.concat()))
    }
}

/// As `str.center` does it.
fn centred(text: &str, width: usize) -> String {
    Str::from(text).center(&int(width as i64)).as_str().to_string()
}

fn usual() -> Calendar {
    Calendar::new(&int(0))
}

pub fn monthcalendar(year: &Int, month: &Int) -> PyResult<List<List<Int>>> {
    usual().monthdayscalendar(year, month)
}

pub fn month(year: &Int, month: &Int, w: &Int, l: &Int) -> PyResult<Str> {
    usual().formatmonth(year, month, w, l)
}

pub fn prmonth(year: &Int, month: &Int, w: &Int, l: &Int) -> PyResult<()> {
    let text = usual().formatmonth(year, month, w, l)?;
    print_with(&[&text], Print { end: Some(&lit("")), ..Print::default() });
    Ok(())
}

impl PyRepr for Calendar {
    fn repr_to(&self, _: &mut String) {
        limit("the repr of a calendar holds its address")
    }
}

impl PyIs for Calendar {
    fn id(&self) -> usize {
        Rc::as_ptr(&self.0) as usize
    }
}

by_identity!(Calendar);

opaque! {
    Calendar, "TextCalendar";
}
