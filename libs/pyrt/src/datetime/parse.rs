//! Reading dates: ISO 8601 as `fromisoformat` takes it, and `strptime`.

use super::*;

fn digits(text: &str) -> Option<i64> {
    if text.is_empty() || !text.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// How many characters of a text are its date.
pub fn date_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let at = |i: usize| bytes.get(i).copied().unwrap_or(0);
    if at(4) == b'-' {
        if at(5) == b'W' {
            return if at(8) == b'-' && bytes.len() > 9 && at(9).is_ascii_digit() { 10 } else { 8 };
        }
        return 10;
    }
    if at(4) == b'W' {
        let end = (7..bytes.len()).find(|i| !at(*i).is_ascii_digit()).unwrap_or(bytes.len());
        return if end < 9 { end } else if end % 2 == 0 { 7 } else { 8 };
    }
    8
}

/// A date alone; nothing if it is not in one of ISO's forms.
pub fn iso_date(text: &str) -> Option<PyResult<Date>> {
    if !text.is_ascii() {
        return None;
    }
    let year = digits(text.get(0..4)?)?;
    let rest = &text[4..];
    let dashed = rest.starts_with('-');
    let rest = if dashed { &rest[1..] } else { rest };
    if let Some(week) = rest.strip_prefix('W') {
        let number = digits(week.get(0..2)?)?;
        let day = match (&week[2..], dashed) {
            ("", _) => 1,
            (day, true) => digits(day.strip_prefix('-')?).filter(|_| day.len() == 2)?,
            (day, false) => digits(day).filter(|_| day.len() == 1)?,
        };
        return Some(Date::fromisocalendar(&int(year), &int(number), &int(day)));
    }
    let month = digits(rest.get(0..2)?)?;
    let day = if dashed { rest[2..].strip_prefix('-')? } else { &rest[2..] };
    if day.len() != 2 {
        return None;
    }
    Some(Date::of(year, month, digits(day)?))
}

/// Hours to microseconds, and the offset from UTC in microseconds.
pub fn iso_time(text: &str) -> Option<([i64; 4], Option<i128>)> {
    if !text.is_ascii() {
        return None;
    }
    let split = text.find(['+', '-', 'Z']);
    let (clock, zone) = match split {
        Some(at) => (&text[..at], Some(&text[at..])),
        None => (text, None),
    };
    let fields = iso_clock(clock)?;
    let offset = match zone {
        None => None,
        Some("Z") => Some(0),
        Some(zone) => {
            if zone.starts_with('Z') {
                return None;
            }
            let own = iso_clock(&zone[1..])?;
            let size = i128::from((own[0] * 60 + own[1]) * 60 + own[2]) * 1_000_000 + i128::from(own[3]);
            Some(if zone.starts_with('-') { -size } else { size })
        }
    };
    Some((fields, offset))
}

fn iso_clock(text: &str) -> Option<[i64; 4]> {
    let mut out = [0; 4];
    let mut rest = text;
    let mut colons = None;
    for (i, place) in out.iter_mut().take(3).enumerate() {
        *place = digits(rest.get(0..2)?)?;
        rest = &rest[2..];
        if rest.is_empty() {
            return Some(out);
        }
        if i == 2 {
            break;
        }
        let colon = rest.starts_with(':');
        if *colons.get_or_insert(colon) != colon {
            return None;
        }
        if colon {
            rest = &rest[1..];
        }
    }
    let fraction = rest.strip_prefix(['.', ','])?;
    digits(fraction)?;
    let six: String = fraction.chars().chain("000000".chars()).take(6).collect();
    out[3] = digits(&six)?;
    Some(out)
}

/// The pattern of a directive, as a group of its own name.
fn directive(code: char) -> Option<String> {
    let names = |all: &[&str], short: bool| {
        let mut all: Vec<String> =
            all.iter().map(|name| if short { name[..3].to_lowercase() } else { name.to_lowercase() }).collect();
        all.sort_by_key(|name| std::cmp::Reverse(name.len()));
        all.join("|")
    };
    Some(match code {
        'd' => "(?P<d>3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9])".to_string(),
        'f' => "(?P<f>[0-9]{1,6})".to_string(),
        'H' => "(?P<H>2[0-3]|[0-1]\\d|\\d)".to_string(),
        'I' => "(?P<I>1[0-2]|0[1-9]|[1-9])".to_string(),
        'j' => "(?P<j>36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9])".to_string(),
        'm' => "(?P<m>1[0-2]|0[1-9]|[1-9])".to_string(),
        'M' => "(?P<M>[0-5]\\d|\\d)".to_string(),
        'S' => "(?P<S>6[0-1]|[0-5]\\d|\\d)".to_string(),
        'y' => "(?P<y>\\d\\d)".to_string(),
        'Y' => "(?P<Y>\\d\\d\\d\\d)".to_string(),
        'z' => "(?P<z>[+-]\\d\\d:?[0-5]\\d(:?[0-5]\\d(\\.\\d{1,6})?)?|(?-i:Z))".to_string(),
        'A' => format!("(?P<A>{})", names(&WEEKDAYS, false)),
        'a' => format!("(?P<a>{})", names(&WEEKDAYS, true)),
        'B' => format!("(?P<B>{})", names(&MONTHS, false)),
        'b' | 'h' => format!("(?P<b>{})", names(&MONTHS, true)),
        'p' => "(?P<p>am|pm)".to_string(),
        'w' => "(?P<w>[0-6])".to_string(),
        '%' => "%".to_string(),
        _ => return None,
    })
}

pub fn strptime(text: &Str, format: &Str) -> PyResult<DateTime> {
    let mut pattern = String::new();
    let mut chars = format.as_str().chars().peekable();
    while let Some(c) = chars.next() {
        if c == '%' {
            let code = match chars.next() {
                Some(code) => code,
                None => return Err(exc::VALUE_ERROR.msg(format!("stray %% in format '{}'", format.as_str()))),
            };
            let expanded = match code {
                'T' | 'X' => Some(["H", "M", "S"].map(|c| directive(c.chars().next().unwrap_or('H')).unwrap_or_default()).join(":")),
                'D' | 'x' => Some(["m", "d", "y"].map(|c| directive(c.chars().next().unwrap_or('m')).unwrap_or_default()).join("/")),
                'c' | 'Z' | 'U' | 'W' | 'G' | 'V' | 'u' => limit(&format!("strptime with %{}", code)),
                code => directive(code),
            };
            match expanded {
                Some(text) => pattern.push_str(&text),
                None => {
                    return Err(exc::VALUE_ERROR
                        .msg(format!("'{}' is a bad directive in format '{}'", code, format.as_str())))
                }
            }
        } else if c.is_whitespace() {
            while chars.peek().map_or(false, |c| c.is_whitespace()) {
                chars.next();
            }
            pattern.push_str("\\s+");
        } else {
            pattern.push_str(re::escape(&Str::from(c)).as_str());
        }
    }
    let mismatch = || {
        let (text, format) = (repr(text), repr(format));
        exc::VALUE_ERROR.msg(format!("time data {} does not match format {}", text.as_str(), format.as_str()))
    };
    let found = re::compile(&Str::from(pattern), &int(2))?.match_(text, None, None).ok_or_else(mismatch)?;
    let end = found.end(&int(0))?.clamp_i64();
    if end != text.chars_len() as i64 {
        let rest = text.slice(end, (), ())?;
        return Err(exc::VALUE_ERROR.msg(format!("unconverted data remains: {}", rest.as_str())));
    }
    moment(&found)
}

fn moment(found: &re::Match) -> PyResult<DateTime> {
    let names = found.groupdict();
    let read = |name: &'static str| names.get_opt(&lit(name)).flatten();
    let number = |name: &'static str| read(name).and_then(|text| digits(text.as_str().trim()));
    let among = |name: &'static str, all: &[&str], short: bool| {
        read(name).and_then(|text| {
            let low = text.as_str().to_lowercase();
            all.iter().position(|one| if short { one[..3].to_lowercase() == low } else { one.to_lowercase() == low })
        })
    };
    let two = number("y").map(|y| if y <= 68 { 2000 + y } else { 1900 + y });
    let year = number("Y").or(two);
    let month = number("m")
        .or_else(|| among("B", &MONTHS, false).map(|i| i as i64 + 1))
        .or_else(|| among("b", &MONTHS, true).map(|i| i as i64 + 1));
    let mut hour = number("H").unwrap_or(0);
    if let Some(half) = number("I") {
        let evening = read("p").map_or(false, |text| text.as_str().eq_ignore_ascii_case("pm"));
        hour = half % 12 + if evening { 12 } else { 0 };
    }
    let micro = read("f").map_or(0, |text| {
        let six: String = text.as_str().chars().chain("000000".chars()).take(6).collect();
        digits(&six).unwrap_or(0)
    });
    let zone = match read("z") {
        None => None,
        Some(text) if text.as_str() == "Z" => Some(TimeZone::utc()),
        Some(text) => {
            let plain = text.as_str().replace(':', "");
            let (clock, fraction) = plain[1..].split_once('.').unwrap_or((&plain[1..], ""));
            let part = |at: usize| clock.get(at..at + 2).and_then(digits).unwrap_or(0);
            let six: String = fraction.chars().chain("000000".chars()).take(6).collect();
            let size = i128::from((part(0) * 60 + part(2)) * 60 + part(4)) * 1_000_000 + i128::from(digits(&six).unwrap_or(0));
            let offset = if plain.starts_with('-') { -size } else { size };
            Some(if offset == 0 { TimeZone::utc() } else { TimeZone::new(&TimeDelta { micros: offset }, None)? })
        }
    };
    let leap = year.is_none() && month == Some(2) && number("d") == Some(29);
    let mut date = (year.unwrap_or(if leap { 1904 } else { 1900 }), month.unwrap_or(1), number("d").unwrap_or(1));
    if let Some(yearday) = number("j") {
        if month.is_none() {
            let day = Date::from_days(ordinal_of(date.0, 1, 1) + yearday - 1)?;
            date = (day.year, day.month, day.day);
        }
    }
    if leap {
        date.0 = 1900;
    }
    let second = number("S").unwrap_or(0);
    let (year, month, day) = (int(date.0), int(date.1), int(date.2));
    DateTime::new(&year, &month, &day, &int(hour), &int(number("M").unwrap_or(0)), &int(second), &int(micro), zone)
}
