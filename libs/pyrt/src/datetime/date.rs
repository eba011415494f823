//! `date`.

use super::format::formatted;
use super::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub(crate) year: i64,
    pub(crate) month: i64,
    pub(crate) day: i64,
}

/// What `isocalendar` gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IsoCalendar(pub(crate) i64, pub(crate) i64, pub(crate) i64);

impl Date {
    pub(crate) fn of(year: i64, month: i64, day: i64) -> PyResult<Date> {
        checked(year, 1, 9999, &format!("year {} is out of range", year))?;
        checked(month, 1, 12, "month must be in 1..12")?;
        checked(day, 1, days_in(year, month), "day is out of range for month")?;
        Ok(Date { year, month, day })
    }

    pub fn new(year: &Int, month: &Int, day: &Int) -> PyResult<Date> {
        Date::of(field(year), field(month), field(day))
    }

    pub(crate) fn from_days(ordinal: i64) -> PyResult<Date> {
        if !(1..=3_652_059).contains(&ordinal) {
            return Err(overflow());
        }
        let (year, month, day) = date_of(ordinal);
        Ok(Date { year, month, day })
    }

    pub fn today() -> PyResult<Date> {
        Ok(DateTime::utcnow()?.date())
    }

    pub fn fromordinal(ordinal: &Int) -> PyResult<Date> {
        let ordinal = field(ordinal);
        if ordinal < 1 {
            return Err(exc::VALUE_ERROR.msg("ordinal must be >= 1"));
        }
        if ordinal > 3_652_059 {
            return Err(exc::VALUE_ERROR.msg(format!("year {} is out of range", 10_000)));
        }
        Date::from_days(ordinal)
    }

    pub fn fromisoformat(text: &Str) -> PyResult<Date> {
        parse::iso_date(text.as_str())
            .ok_or_else(|| exc::VALUE_ERROR.msg(format!("Invalid isoformat string: {}", repr(text).as_str())))?
    }

    pub fn fromisocalendar(year: &Int, week: &Int, day: &Int) -> PyResult<Date> {
        let (year, week, day) = (field(year), field(week), field(day));
        checked(year, 1, 9999, &format!("Year is out of range: {}", year))?;
        let weeks = (iso_start(year + 1) - iso_start(year)) / 7;
        checked(week, 1, weeks, &format!("Invalid week: {}", week))?;
        checked(day, 1, 7, &format!("Invalid weekday: {} (range is [1, 7])", day))?;
        Date::from_days(iso_start(year) + (week - 1) * 7 + day - 1)
    }

    pub fn least() -> Date {
        Date { year: 1, month: 1, day: 1 }
    }

    pub fn most() -> Date {
        Date { year: 9999, month: 12, day: 31 }
    }

    pub fn year(&self) -> Int {
        int(self.year)
    }

    pub fn month(&self) -> Int {
        int(self.month)
    }

    pub fn day(&self) -> Int {
        int(self.day)
    }

    pub(crate) fn ordinal(&self) -> i64 {
        ordinal_of(self.year, self.month, self.day)
    }

    pub fn toordinal(&self) -> Int {
        int(self.ordinal())
    }

    pub fn weekday(&self) -> Int {
        int((self.ordinal() + 6) % 7)
    }

    pub fn isoweekday(&self) -> Int {
        self.weekday() + 1
    }

    pub fn isocalendar(&self) -> IsoCalendar {
        let ordinal = self.ordinal();
        let mut year = self.year;
        if ordinal < iso_start(year) {
            year -= 1;
        } else if ordinal >= iso_start(year + 1) {
            year += 1;
        }
        let days = ordinal - iso_start(year);
        IsoCalendar(year, days / 7 + 1, days % 7 + 1)
    }

    pub fn isoformat(&self) -> Str {
        Str::from(format!("{:04}-{:02}-{:02}", self.year, self.month, self.day))
    }

    pub fn ctime(&self) -> Str {
        DateTime::at(*self, 0, None).ctime()
    }

    pub fn strftime(&self, format: &Str) -> Str {
        format::strftime(format.as_str(), &DateTime::at(*self, 0, None))
    }

    pub fn replace(&self, year: Option<Int>, month: Option<Int>, day: Option<Int>) -> PyResult<Date> {
        let pick = |new: &Option<Int>, old: i64| new.as_ref().map_or(old, field);
        Date::of(pick(&year, self.year), pick(&month, self.month), pick(&day, self.day))
    }

    pub fn plus(&self, delta: &TimeDelta) -> PyResult<Date> {
        Date::from_days(self.ordinal() + delta.days().clamp_i64())
    }

    pub fn minus(&self, delta: &TimeDelta) -> PyResult<Date> {
        Date::from_days(self.ordinal() - delta.days().clamp_i64())
    }

    pub fn since(&self, other: &Date) -> PyResult<TimeDelta> {
        TimeDelta::of(i128::from(self.ordinal() - other.ordinal()) * DAY)
    }
}

impl PyRepr for Date {
    fn repr_to(&self, out: &mut String) {
        out.push_str(&format!("datetime.date({}, {}, {})", self.year, self.month, self.day));
    }
    fn str_to(&self, out: &mut String) {
        out.push_str(self.isoformat().as_str());
    }
    fn type_name(&self) -> &'static str {
        "datetime.date"
    }
    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        out.push_str(formatted(self, spec, |format| self.strftime(format)).as_str());
        Ok(())
    }
}

impl PyEq for Date {
    fn py_eq(&self, other: &Date) -> bool {
        self == other
    }
}

impl PyOrd for Date {
    fn py_lt(&self, other: &Date) -> bool {
        self < other
    }
}

impl PyHash for Date {
    fn py_hash(&self) -> i64 {
        hashing::of_bytes(&[(self.year >> 8) as u8, self.year as u8, self.month as u8, self.day as u8])
    }
}

impl PyTruthy for Date {
    fn truthy(&self) -> bool {
        true
    }
}

impl IsoCalendar {
    pub fn count(&self) -> Int {
        int(3)
    }

    pub fn year(&self) -> Int {
        int(self.0)
    }

    pub fn week(&self) -> Int {
        int(self.1)
    }

    pub fn weekday(&self) -> Int {
        int(self.2)
    }

    pub fn get(&self, index: &Int) -> PyResult<Int> {
        Tuple::from_vec(vec![self.year(), self.week(), self.weekday()]).get(index)
    }
}

impl PyIter for IsoCalendar {
    type Item = Int;
    type Iter = VecIter<Int>;
    fn iter(&self) -> VecIter<Int> {
        VecIter::new(vec![self.year(), self.week(), self.weekday()])
    }
}

impl PyRepr for IsoCalendar {
    fn repr_to(&self, out: &mut String) {
        out.push_str(&format!("datetime.IsoCalendarDate(year={}, week={}, weekday={})", self.0, self.1, self.2));
    }
}

impl PyEq for IsoCalendar {
    fn py_eq(&self, other: &IsoCalendar) -> bool {
        self == other
    }
}

impl PyHash for IsoCalendar {
    fn py_hash(&self) -> i64 {
        (self.year(), self.week(), self.weekday()).py_hash()
    }
}

impl PyTruthy for IsoCalendar {
    fn truthy(&self) -> bool {
        true
    }
}

opaque! {
    Date, "date";
    IsoCalendar, "IsoCalendarDate";
}
