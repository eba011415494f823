//! Integers read and written.

use super::*;

impl Int {
    /// A literal of the source, in decimal digits.
    pub fn parse_lit(digits: &str) -> Int {
        let (negative, digits) = match digits.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, digits),
        };
        Int::from_parts(negative, big::from_digits(digits, 10))
    }

    /// `int(text)`.
    pub fn parse(text: &Str) -> PyResult<Int> {
        if let Some(value) = parse_short(text.as_str().as_bytes()) {
            return Ok(Int::small(value));
        }
        parse_with_base(text.as_str(), 10).ok_or_else(|| bad_literal(text, 10)).and_then(|(value, digits)| {
            if is_too_long(digits) {
                return Err(too_many_digits(digits, true));
            }
            Ok(value)
        })
    }

    /// `int(text, base)`.
    pub fn parse_base(text: &Str, base: &Int) -> PyResult<Int> {
        parsed(Some(text.as_str()), base, text)
    }

    /// `int(bytes, base)`.
    pub fn parse_bytes(bytes: &Bytes, base: &Int) -> PyResult<Int> {
        parsed(bytes.ascii_text(), base, bytes)
    }

    /// Decimal digits with the sign; no limit on their number.
    pub fn digits(&self) -> String {
        match self.as_small() {
            Some(value) => value.to_string(),
            None => {
                let view = self.view();
                let digits = big::to_decimal(view.mag());
                if view.negative {
                    format!("-{}", digits)
                } else {
                    digits
                }
            }
        }
    }

    /// `str(i)` as far as Python renders it: ValueError past the limit, 4300 digits unless the program sets another.
    pub fn checked_digits(&self) -> PyResult<String> {
        let digits = self.digits();
        let count = digits.len() - usize::from(self.is_negative());
        if is_too_long(count) {
            return Err(too_many_digits(count, false));
        }
        Ok(digits)
    }
}

/// Up to eighteen ASCII digits, perhaps after a sign; None for all else.
fn parse_short(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    if digits.is_empty() || digits.len() > 18 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = digits.iter().fold(0, |size, digit| size * 10 + i64::from(digit - b'0'));
    Some(if negative { -size } else { size })
}

fn is_too_long(digits: usize) -> bool {
    let most = state::max_str_digits();
    most > 0 && digits > most
}

fn too_many_digits(count: usize, parsing: bool) -> PyErr {
    if parsing {
        exc::VALUE_ERROR.msg(format!(
            "Exceeds the limit ({} digits) for integer string conversion: value has {} digits; use sys.set_int_max_str_digits() to increase the limit",
            state::max_str_digits(), count
        ))
    } else {
        exc::VALUE_ERROR.msg(format!(
            "Exceeds the limit ({} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit",
            state::max_str_digits()
        ))
    }
}

fn parsed(text: Option<&str>, base: &Int, given: &impl PyRepr) -> PyResult<Int> {
    let base = match base.to_i64() {
        Some(base) if base == 0 || (2..=36).contains(&base) => base as u32,
        _ => return Err(exc::VALUE_ERROR.msg("int() base must be >= 2 and <= 36, or 0")),
    };
    let found = text.and_then(|text| parse_with_base(text, base));
    let (value, digits) = found.ok_or_else(|| bad_literal(given, base))?;
    if is_too_long(digits) && !base.is_power_of_two() {
        return Err(too_many_digits(digits, true));
    }
    Ok(value)
}

fn bad_literal(text: &impl PyRepr, base: u32) -> PyErr {
    exc::VALUE_ERROR.msg(format!("invalid literal for int() with base {}: {}", base, repr(text).as_str()))
}

/// The value and its number of digits.
fn parse_with_base(text: &str, base: u32) -> Option<(Int, usize)> {
    let text = text.trim_matches(chars::is_space);
    let ascii: String = text.chars().map(|c| chars::decimal_value(c).map_or(c, |d| (b'0' + d) as char)).collect();
    let (negative, rest) = match ascii.as_bytes().first()? {
        b'-' => (true, &ascii[1..]),
        b'+' => (false, &ascii[1..]),
        _ => (false, &ascii[..]),
    };
    let lower = rest.to_ascii_lowercase();
    let prefix = match lower.get(..2) {
        Some("0x") => 16,
        Some("0o") => 8,
        Some("0b") => 2,
        _ => 0,
    };
    let (digits, actual) = if prefix != 0 && (base == 0 || base == prefix) {
        (lower[2..].strip_prefix('_').unwrap_or(&lower[2..]), prefix)
    } else if base == 0 {
        (&lower[..], 10)
    } else {
        (&lower[..], base)
    };
    if digits.is_empty() || digits.starts_with('_') || digits.ends_with('_') || digits.contains("__") {
        return None;
    }
    let plain: String = digits.chars().filter(|c| *c != '_').collect();
    if !plain.chars().all(|c| c.to_digit(actual).is_some()) {
        return None;
    }
    if base == 0 && prefix == 0 && plain.starts_with('0') && plain.bytes().any(|b| b != b'0') {
        return None;
    }
    let value = match i64::from_str_radix(&plain, actual) {
        Ok(value) => int(if negative { -value } else { value }),
        Err(_) => Int::from_parts(negative, big::from_digits(&plain, actual)),
    };
    Some((value, plain.len()))
}
