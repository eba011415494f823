//! `datetime`, `time` and `timezone`.

use super::format::formatted;
use super::*;

/// A fixed offset from UTC, perhaps with a name.
#[derive(Clone, Debug)]
pub struct TimeZone {
    pub(crate) offset: i128,
    name: Option<Str>,
}

impl TimeZone {
    pub fn new(offset: &TimeDelta, name: Option<Str>) -> PyResult<TimeZone> {
        if offset.micros.abs() >= DAY {
            return Err(exc::VALUE_ERROR.msg(format!(
                "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {}.",
                repr(offset).as_str()
            )));
        }
        Ok(TimeZone { offset: offset.micros, name })
    }

    pub fn named(offset: &TimeDelta, name: &Str) -> PyResult<TimeZone> {
        TimeZone::new(offset, Some(name.clone()))
    }

    pub fn utc() -> TimeZone {
        TimeZone { offset: 0, name: None }
    }

    pub(crate) fn shown(&self) -> String {
        match &self.name {
            Some(name) => name.as_str().to_string(),
            None if self.offset == 0 => "UTC".to_string(),
            None => format!("UTC{}", sign_text(self.offset, ":")),
        }
    }
}

/// `+HH:MM`, with seconds and microseconds where there are any.
pub(crate) fn sign_text(offset: i128, colon: &str) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let size = offset.abs();
    let seconds = size / 1_000_000;
    let mut out = format!("{}{:02}{}{:02}", sign, seconds / 3600, colon, seconds / 60 % 60);
    if seconds % 60 != 0 || size % 1_000_000 != 0 {
        out.push_str(&format!("{}{:02}", colon, seconds % 60));
    }
    if size % 1_000_000 != 0 {
        out.push_str(&format!(".{:06}", size % 1_000_000));
    }
    out
}

impl PyRepr for TimeZone {
    fn repr_to(&self, out: &mut String) {
        if self.offset == 0 && self.name.is_none() {
            out.push_str("datetime.timezone.utc");
            return;
        }
        out.push_str("datetime.timezone(");
        TimeDelta { micros: self.offset }.repr_to(out);
        if let Some(name) = &self.name {
            out.push_str(", ");
            name.repr_to(out);
        }
        out.push(')');
    }
    fn str_to(&self, out: &mut String) {
        out.push_str(&self.shown());
    }
}

impl PyEq for TimeZone {
    fn py_eq(&self, other: &TimeZone) -> bool {
        self.offset == other.offset
    }
}

impl PyHash for TimeZone {
    fn py_hash(&self) -> i64 {
        TimeDelta { micros: self.offset }.py_hash()
    }
}

impl PyTruthy for TimeZone {
    fn truthy(&self) -> bool {
        true
    }
}

/// A time of day without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    pub(crate) micros: i128,
}

fn time_of(hour: i64, minute: i64, second: i64, micro: i64) -> PyResult<i128> {
    checked(hour, 0, 23, "hour must be in 0..23")?;
    checked(minute, 0, 59, "minute must be in 0..59")?;
    checked(second, 0, 59, "second must be in 0..59")?;
    checked(micro, 0, 999_999, "microsecond must be in 0..999999")?;
    Ok(i128::from((hour * 60 + minute) * 60 + second) * 1_000_000 + i128::from(micro))
}

fn clock_text(micros: i128, timespec: &str) -> PyResult<String> {
    let seconds = micros / 1_000_000;
    let (hour, minute, second, micro) = (seconds / 3600, seconds / 60 % 60, seconds % 60, micros % 1_000_000);
    Ok(match timespec {
        "hours" => format!("{:02}", hour),
        "minutes" => format!("{:02}:{:02}", hour, minute),
        "milliseconds" => format!("{:02}:{:02}:{:02}.{:03}", hour, minute, second, micro / 1000),
        "microseconds" => format!("{:02}:{:02}:{:02}.{:06}", hour, minute, second, micro),
        "auto" if micro != 0 => format!("{:02}:{:02}:{:02}.{:06}", hour, minute, second, micro),
        "auto" | "seconds" => format!("{:02}:{:02}:{:02}", hour, minute, second),
        _ => return Err(exc::VALUE_ERROR.msg("Unknown timespec value")),
    })
}

macro_rules! clock_fields {
    ($t:ty) => {
        impl $t {
            pub fn hour(&self) -> Int {
                int((self.micros / 3_600_000_000) as i64)
            }

            pub fn minute(&self) -> Int {
                int((self.micros / 60_000_000 % 60) as i64)
            }

            pub fn second(&self) -> Int {
                int((self.micros / 1_000_000 % 60) as i64)
            }

            pub fn microsecond(&self) -> Int {
                int((self.micros % 1_000_000) as i64)
            }
        }
    };
}

clock_fields!(Time);
clock_fields!(DateTime);

impl Time {
    pub fn new(hour: &Int, minute: &Int, second: &Int, micro: &Int) -> PyResult<Time> {
        Ok(Time { micros: time_of(field(hour), field(minute), field(second), field(micro))? })
    }

    pub fn fromisoformat(text: &Str) -> PyResult<Time> {
        let bad = || exc::VALUE_ERROR.msg(format!("Invalid isoformat string: {}", repr(text).as_str()));
        let (fields, zone) = parse::iso_time(text.as_str().trim_start_matches('T')).ok_or_else(bad)?;
        if zone.is_some() {
            limit("a time of day with a zone");
        }
        Ok(Time { micros: time_of(fields[0], fields[1], fields[2], fields[3])? })
    }

    pub fn isoformat(&self, timespec: &Str) -> PyResult<Str> {
        Ok(Str::from(clock_text(self.micros, timespec.as_str())?))
    }

    pub fn strftime(&self, format: &Str) -> Str {
        format::strftime(format.as_str(), &DateTime::at(Date { year: 1900, month: 1, day: 1 }, self.micros, None))
    }

    pub fn replace(&self, hour: Option<Int>, minute: Option<Int>, second: Option<Int>, micro: Option<Int>) -> PyResult<Time> {
        Time::new(
            &hour.unwrap_or_else(|| self.hour()),
            &minute.unwrap_or_else(|| self.minute()),
            &second.unwrap_or_else(|| self.second()),
            &micro.unwrap_or_else(|| self.microsecond()),
        )
    }

    pub fn least() -> Time {
        Time { micros: 0 }
    }

    pub fn most() -> Time {
        Time { micros: DAY - 1 }
    }
}

impl PyRepr for Time {
    fn repr_to(&self, out: &mut String) {
        out.push_str(&format!("datetime.time({}, {}", self.hour().digits(), self.minute().digits()));
        push_seconds(self.micros, out);
        out.push(')');
    }
    fn str_to(&self, out: &mut String) {
        out.push_str(&must(clock_text(self.micros, "auto")));
    }
    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        out.push_str(formatted(self, spec, |format| self.strftime(format)).as_str());
        Ok(())
    }
}

fn push_seconds(micros: i128, out: &mut String) {
    let (second, micro) = (micros / 1_000_000 % 60, micros % 1_000_000);
    if micro != 0 {
        out.push_str(&format!(", {}, {}", second, micro));
    } else if second != 0 {
        out.push_str(&format!(", {}", second));
    }
}

impl PyEq for Time {
    fn py_eq(&self, other: &Time) -> bool {
        self == other
    }
}

impl PyOrd for Time {
    fn py_lt(&self, other: &Time) -> bool {
        self < other
    }
}

fn clock_bytes(micros: i128) -> [u8; 6] {
    let (seconds, micro) = (micros / 1_000_000, micros % 1_000_000);
    [
        (seconds / 3600) as u8,
        (seconds / 60 % 60) as u8,
        (seconds % 60) as u8,
        (micro >> 16) as u8,
        (micro >> 8) as u8,
        micro as u8,
    ]
}

impl PyHash for Time {
    fn py_hash(&self) -> i64 {
        hashing::of_bytes(&clock_bytes(self.micros))
    }
}

impl PyTruthy for Time {
    fn truthy(&self) -> bool {
        true
    }
}

#[derive(Clone, Debug)]
pub struct DateTime {
    pub(crate) date: Date,
    pub(crate) micros: i128,
    pub(crate) zone: Option<TimeZone>,
}

impl DateTime {
    pub(crate) fn at(date: Date, micros: i128, zone: Option<TimeZone>) -> DateTime {
        DateTime { date, micros, zone }
    }

    #[allow(clippy::too_many_arguments)]
    pub fn new(
        year: &Int,
        month: &Int,
        day: &Int,
        hour: &Int,
        minute: &Int,
        second: &Int,
        micro: &Int,
        zone: Option<TimeZone>,
    ) -> PyResult<DateTime> {
        let date = Date::new(year, month, day)?;
        Ok(DateTime { date, micros: time_of(field(hour), field(minute), field(second), field(micro))?, zone })
    }

    pub fn combine(date: &Date, time: &Time, zone: Option<TimeZone>) -> DateTime {
        DateTime { date: *date, micros: time.micros, zone }
    }

    fn total(&self) -> i128 {
        i128::from(self.date.ordinal()) * DAY + self.micros
    }

    fn from_total(total: i128, zone: Option<TimeZone>) -> PyResult<DateTime> {
        let days = total.div_euclid(DAY);
        if !(1..=3_652_059).contains(&days) {
            return Err(overflow());
        }
        Ok(DateTime { date: Date::from_days(days as i64)?, micros: total.rem_euclid(DAY), zone })
    }

    pub fn fromordinal(ordinal: &Int) -> PyResult<DateTime> {
        Ok(DateTime::at(Date::fromordinal(ordinal)?, 0, None))
    }

    pub fn fromisoformat(text: &Str) -> PyResult<DateTime> {
        let bad = || exc::VALUE_ERROR.msg(format!("Invalid isoformat string: {}", repr(text).as_str()));
        let chars: Vec<char> = text.as_str().chars().collect();
        if !text.is_ascii_text() || chars.len() < 7 {
            return Err(bad());
        }
        let split = parse::date_length(text.as_str());
        let date = parse::iso_date(&text.as_str()[..split.min(chars.len())]).ok_or_else(bad)??;
        if chars.len() <= split {
            return Ok(DateTime::at(date, 0, None));
        }
        let (fields, zone) = parse::iso_time(&text.as_str()[split + 1..]).ok_or_else(bad)?;
        let zone = match zone {
            None => None,
            Some(0) => Some(TimeZone::utc()),
            Some(offset) => Some(TimeZone::new(&TimeDelta { micros: offset }, None)?),
        };
        Ok(DateTime { date, micros: time_of(fields[0], fields[1], fields[2], fields[3])?, zone })
    }

    pub fn strptime(text: &Str, format: &Str) -> PyResult<DateTime> {
        parse::strptime(text, format)
    }

    fn from_seconds(seconds: f64, zone: Option<TimeZone>) -> PyResult<DateTime> {
        let bad = || exc::VALUE_ERROR.msg("year is out of range");
        if seconds.is_nan() {
            return Err(exc::VALUE_ERROR.msg("Invalid value NaN (not a number)"));
        }
        if !(-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&seconds) {
            return Err(exc::OVERFLOW_ERROR.msg("timestamp out of range for platform time_t"));
        }
        if seconds.abs() > 1e13 {
            return Err(bad());
        }
        let whole = seconds.floor();
        let micros = fractions::Fraction::from_float(seconds - whole)?.times(&fractions::Fraction::from_int(&int(1_000_000))?);
        let micros = micros.round().clamp_i64();
        let offset = zone.as_ref().map_or(0, |zone| zone.offset);
        let total = EPOCH + whole as i128 * 1_000_000 + i128::from(micros) + offset;
        DateTime::from_total(total, zone).map_err(|_| bad())
    }

    pub fn fromtimestamp(seconds: f64, zone: &TimeZone) -> PyResult<DateTime> {
        DateTime::from_seconds(seconds, Some(zone.clone()))
    }

    pub fn utcfromtimestamp(seconds: f64) -> PyResult<DateTime> {
        DateTime::from_seconds(seconds, None)
    }

    fn of_clock(zone: Option<TimeZone>) -> PyResult<DateTime> {
        let offset = zone.as_ref().map_or(0, |zone| zone.offset);
        let micros = clock::wall().as_micros() as i128;
        DateTime::from_total(EPOCH + micros + offset, zone)
    }

    /// Of the clock: without a zone it is UTC, a module knows no other.
    pub fn now(zone: Option<TimeZone>) -> PyResult<DateTime> {
        DateTime::of_clock(zone)
    }

    pub fn utcnow() -> PyResult<DateTime> {
        DateTime::of_clock(None)
    }

    pub fn timestamp(&self) -> PyResult<f64> {
        match &self.zone {
            None => limit("the timestamp of a datetime without a zone: it depends on the machine's own"),
            Some(zone) => Int::from_i128(self.total() - zone.offset - EPOCH).truediv(1_000_000),
        }
    }

    pub fn astimezone(&self, zone: &TimeZone) -> PyResult<DateTime> {
        match &self.zone {
            None => limit("the zone of a datetime without one: it depends on the machine's own"),
            Some(own) => DateTime::from_total(self.total() - own.offset + zone.offset, Some(zone.clone())),
        }
    }

    pub fn least() -> DateTime {
        DateTime::at(Date::least(), 0, None)
    }

    pub fn most() -> DateTime {
        DateTime::at(Date::most(), DAY - 1, None)
    }

    pub fn date(&self) -> Date {
        self.date
    }

    pub fn time(&self) -> Time {
        Time { micros: self.micros }
    }

    pub fn year(&self) -> Int {
        self.date.year()
    }

    pub fn month(&self) -> Int {
        self.date.month()
    }

    pub fn day(&self) -> Int {
        self.date.day()
    }

    pub fn tzinfo(&self) -> Option<TimeZone> {
        self.zone.clone()
    }

    pub fn utcoffset(&self) -> Option<TimeDelta> {
        self.zone.as_ref().map(|zone| TimeDelta { micros: zone.offset })
    }

    pub fn tzname(&self) -> Option<Str> {
        self.zone.as_ref().map(|zone| Str::from(zone.shown()))
    }

    pub fn weekday(&self) -> Int {
        self.date.weekday()
    }

    pub fn isoweekday(&self) -> Int {
        self.date.isoweekday()
    }

    pub fn isocalendar(&self) -> IsoCalendar {
        self.date.isocalendar()
    }

    pub fn toordinal(&self) -> Int {
        self.date.toordinal()
    }

    pub fn isoformat(&self, sep: &Str, timespec: &Str) -> PyResult<Str> {
        let zone = self.zone.as_ref().map_or(String::new(), |zone| sign_text(zone.offset, ":"));
        let clock = clock_text(self.micros, timespec.as_str())?;
        Ok(Str::from(format!("{}{}{}{}", self.date.isoformat().as_str(), sep.as_str(), clock, zone)))
    }

    pub fn ctime(&self) -> Str {
        let weekday = WEEKDAYS[self.weekday().clamp_i64() as usize];
        let month = MONTHS[self.date.month as usize - 1];
        let clock = must(clock_text(self.micros, "seconds"));
        Str::from(format!("{} {} {:2} {} {:04}", &weekday[..3], &month[..3], self.date.day, clock, self.date.year))
    }

    pub fn strftime(&self, format: &Str) -> Str {
        format::strftime(format.as_str(), self)
    }

    #[allow(clippy::too_many_arguments)]
    pub fn replace(
        &self,
        year: Option<Int>,
        month: Option<Int>,
        day: Option<Int>,
        hour: Option<Int>,
        minute: Option<Int>,
        second: Option<Int>,
        micro: Option<Int>,
    ) -> PyResult<DateTime> {
        let date = self.date.replace(year, month, day)?;
        let time = self.time().replace(hour, minute, second, micro)?;
        Ok(DateTime { date, micros: time.micros, zone: self.zone.clone() })
    }

    pub fn with_zone(&self, zone: Option<TimeZone>) -> DateTime {
        DateTime { date: self.date, micros: self.micros, zone }
    }

    pub fn plus(&self, delta: &TimeDelta) -> PyResult<DateTime> {
        DateTime::from_total(self.total() + delta.micros, self.zone.clone())
    }

    pub fn minus(&self, delta: &TimeDelta) -> PyResult<DateTime> {
        DateTime::from_total(self.total() - delta.micros, self.zone.clone())
    }

    pub fn since(&self, other: &DateTime) -> PyResult<TimeDelta> {
        let offset = match (&self.zone, &other.zone) {
            (None, None) => 0,
            (Some(a), Some(b)) => b.offset - a.offset,
            _ => return Err(exc::TYPE_ERROR.msg("can't subtract offset-naive and offset-aware datetimes")),
        };
        TimeDelta::of(self.total() - other.total() + offset)
    }

    fn moment(&self) -> i128 {
        self.total() - self.zone.as_ref().map_or(0, |zone| zone.offset)
    }
}

impl PyRepr for DateTime {
    fn repr_to(&self, out: &mut String) {
        let date = self.date;
        out.push_str(&format!("datetime.datetime({}, {}, {}, ", date.year, date.month, date.day));
        out.push_str(&format!("{}, {}", self.hour().digits(), self.minute().digits()));
        push_seconds(self.micros, out);
        if let Some(zone) = &self.zone {
            out.push_str(", tzinfo=");
            zone.repr_to(out);
        }
        out.push(')');
    }
    fn str_to(&self, out: &mut String) {
        out.push_str(must(self.isoformat(&lit(" "), &lit("auto"))).as_str());
    }
    fn type_name(&self) -> &'static str {
        "datetime.datetime"
    }
    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        out.push_str(formatted(self, spec, |format| self.strftime(format)).as_str());
        Ok(())
    }
}

impl PyEq for DateTime {
    fn py_eq(&self, other: &DateTime) -> bool {
        self.zone.is_some() == other.zone.is_some() && self.moment() == other.moment()
    }
}

impl PyOrd for DateTime {
    fn py_lt(&self, other: &DateTime) -> bool {
        if self.zone.is_some() != other.zone.is_some() {
            let err = exc::TYPE_ERROR.msg("can't compare offset-naive and offset-aware datetimes");
            return noting(Err(err), false);
        }
        self.moment() < other.moment()
    }
}

impl PyHash for DateTime {
    fn py_hash(&self) -> i64 {
        if self.zone.is_some() {
            return TimeDelta { micros: self.moment() }.py_hash();
        }
        let date = self.date;
        let mut bytes = vec![(date.year >> 8) as u8, date.year as u8, date.month as u8, date.day as u8];
        bytes.extend(clock_bytes(self.micros));
        hashing::of_bytes(&bytes)
    }
}

impl PyTruthy for DateTime {
    fn truthy(&self) -> bool {
        true
    }
}

opaque! {
    TimeZone, "timezone";
    Time, "time";
    DateTime, "datetime";
}
