//! `strftime`, as the C library of Python's usual machines does it in the C locale.

use super::moment::sign_text;
use super::*;

pub fn strftime(format: &str, at: &DateTime) -> Str {
    let mut out = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let mut code = match chars.next() {
            Some(code) => code,
            None => {
                out.push('%');
                break;
            }
        };
        let bare = code == '-';
        if bare {
            code = chars.next().unwrap_or('%');
        }
        let from = out.len();
        push(code, at, &mut out);
        if bare {
            let text = out.split_off(from);
            let stripped = text.trim_start_matches(|c| c == '0' || c == ' ');
            let keep = stripped.chars().next().map_or(false, |c| c.is_ascii_digit());
            out.push_str(if keep { stripped } else if text.starts_with('0') { "0" } else { &text });
        }
    }
    Str::from(out)
}

fn push(code: char, at: &DateTime, out: &mut String) {
    let date = at.date;
    let seconds = (at.micros / 1_000_000) as i64;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let weekday = date.weekday().clamp_i64();
    let yearday = days_before_month(date.year, date.month) + date.day;
    let month = MONTHS[date.month as usize - 1];
    let half = (hour + 11) % 12 + 1;
    let iso = date.isocalendar();
    let text = match code {
        'a' => WEEKDAYS[weekday as usize][..3].to_string(),
        'A' => WEEKDAYS[weekday as usize].to_string(),
        'w' => ((weekday + 1) % 7).to_string(),
        'u' => (weekday + 1).to_string(),
        'd' => format!("{:02}", date.day),
        'e' => format!("{:2}", date.day),
        'b' | 'h' => month[..3].to_string(),
        'B' => month.to_string(),
        'm' => format!("{:02}", date.month),
        'y' => format!("{:02}", date.year % 100),
        'Y' => date.year.to_string(),
        'C' => format!("{:02}", date.year / 100),
        'H' => format!("{:02}", hour),
        'I' => format!("{:02}", half),
        'k' => format!("{:2}", hour),
        'l' => format!("{:2}", half),
        'p' => if hour < 12 { "AM" } else { "PM" }.to_string(),
        'M' => format!("{:02}", minute),
        'S' => format!("{:02}", second),
        'f' => format!("{:06}", at.micros % 1_000_000),
        'z' => at.zone.as_ref().map_or(String::new(), |zone| sign_text(zone.offset, "")),
        'Z' => at.zone.as_ref().map_or(String::new(), |zone| zone.shown()),
        'j' => format!("{:03}", yearday),
        'U' => format!("{:02}", (yearday + 6 - (weekday + 1) % 7) / 7),
        'W' => format!("{:02}", (yearday + 6 - weekday) / 7),
        'V' => format!("{:02}", iso.1),
        'G' => iso.0.to_string(),
        'D' | 'x' => format!("{:02}/{:02}/{:02}", date.month, date.day, date.year % 100),
        'F' => format!("{}-{:02}-{:02}", date.year, date.month, date.day),
        'T' | 'X' => format!("{:02}:{:02}:{:02}", hour, minute, second),
        'R' => format!("{:02}:{:02}", hour, minute),
        'r' => format!("{:02}:{:02}:{:02} {}", half, minute, second, if hour < 12 { "AM" } else { "PM" }),
        'c' => {
            let clock = format!("{:02}:{:02}:{:02}", hour, minute, second);
            format!("{} {} {:2} {} {}", &WEEKDAYS[weekday as usize][..3], &month[..3], date.day, clock, date.year)
        }
        'n' => "\n".to_string(),
        't' => "\t".to_string(),
        '%' => "%".to_string(),
        other => limit(&format!("strftime with %{}", other)),
    };
    out.push_str(&text);
}

/// `format(x, spec)` of a date or a time: as `str` shows it, or by `strftime`.
pub(super) fn formatted(value: &dyn PyRepr, spec: &str, strftime: impl FnOnce(&Str) -> Str) -> Str {
    if spec.is_empty() {
        let mut out = String::new();
        value.str_to(&mut out);
        return Str::from(out);
    }
    strftime(&Str::from(spec))
}
