//! Python's `float`: rendering, parsing and the operations that may raise.

use crate::*;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// `repr(x)`: the shortest digits that read back, with Python's thresholds.
pub fn repr_to(value: f64, out: &mut String) {
    if value.is_nan() {
        out.push_str("nan");
        return;
    }
    if value.is_infinite() {
        out.push_str(if value > 0.0 { "inf" } else { "-inf" });
        return;
    }
    if value.is_sign_negative() {
        out.push('-');
    }
    let (digits, exponent) = shortest(value.abs());
    if (-4..16).contains(&exponent) {
        push_fixed(&digits, exponent, out);
        if exponent + 1 >= digits.len() as i32 {
            out.push_str(".0");
        }
    } else {
        push_scientific(&digits, exponent, out);
    }
}

/// Digits `d₁d₂…` and the exponent of `d₁.d₂… × 10^exponent`.
pub fn shortest(value: f64) -> (String, i32) {
    let text = format!("{:e}", value);
    let (digits, exponent) = split_scientific(&text);
    if digits.len() >= 16 {
        if let Some(even) = even_of_tie(value, &digits) {
            return (even, exponent);
        }
    }
    (digits, exponent)
}

fn split_scientific(text: &str) -> (String, i32) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    (mantissa.chars().filter(|c| *c != '.').collect(), exponent.parse().unwrap_or(0))
}

/// Where the value lies halfway between two candidates of as many digits: the one that ends even.
fn even_of_tie(value: f64, digits: &str) -> Option<String> {
    let (exact, exponent) = split_scientific(&format!("{:.60e}", value));
    let (head, rest) = exact.split_at(digits.len());
    if !rest.starts_with('5') || rest[1..].bytes().any(|b| b != b'0') {
        return None;
    }
    let mut candidate: Vec<u8> = head.bytes().collect();
    if (candidate[candidate.len() - 1] - b'0') % 2 == 1 {
        let last = candidate.len() - 1;
        if candidate[last] == b'9' {
            return None;
        }
        candidate[last] += 1;
    }
    let text = String::from_utf8(candidate).ok()?;
    let reread: f64 = format!("{}.{}e{}", &text[..1], &text[1..], exponent).parse().ok()?;
    if reread == value {
        Some(text)
    } else {
        None
    }
}

/// Digits around a point that stands after digit `exponent + 1`; no point behind whole numbers.
pub fn push_fixed(digits: &str, exponent: i32, out: &mut String) {
    if exponent < 0 {
        out.push_str("0.");
        for _ in 0..(-exponent - 1) {
            out.push('0');
        }
        out.push_str(digits);
        return;
    }
    let whole = exponent as usize + 1;
    if digits.len() <= whole {
        out.push_str(digits);
        for _ in digits.len()..whole {
            out.push('0');
        }
    } else {
        out.push_str(&digits[..whole]);
        out.push('.');
        out.push_str(&digits[whole..]);
    }
}

pub fn push_scientific(digits: &str, exponent: i32, out: &mut String) {
    out.push_str(&digits[..1]);
    if digits.len() > 1 {
        out.push('.');
        out.push_str(&digits[1..]);
    }
    out.push_str(&format!("e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs()));
}

/// Number of digits behind the point of the exact decimal form.
fn exact_places(value: f64) -> usize {
    let bits = value.to_bits();
    let raw = ((bits >> 52) & 0x7ff) as i64;
    let mantissa = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = if raw == 0 { (mantissa, -1074) } else { (mantissa | 1 << 52, raw - 1075) };
    if mantissa == 0 {
        return 0;
    }
    let lowest = exponent + i64::from(mantissa.trailing_zeros());
    if lowest >= 0 {
        0
    } else {
        (-lowest) as usize
    }
}

/// `value` (not negative, finite) with `places` digits behind the point, rounded half to even on its exact value.
pub fn fixed(value: f64, places: usize) -> String {
    if let Some(text) = fixed_in_words(value, places) {
        return text;
    }
    let exact = exact_places(value);
    if exact != places + 1 {
        return format!("{:.*}", places, value);
    }
    let text = format!("{:.*}", exact, value);
    let (whole, last) = text.split_at(text.len() - 1);
    let whole = whole.strip_suffix('.').unwrap_or(whole);
    if last != "5" {
        return format!("{:.*}", places, value);
    }
    round_text(whole)
}

/// The same of a usual value with few places, whose digits all fit a word; None of others.
fn fixed_in_words(value: f64, places: usize) -> Option<String> {
    let exponent = (value.to_bits() >> 52) as i64;
    let drop = 1075 - exponent;
    if exponent == 0 || !(1..=110).contains(&drop) || places > 15 {
        return None;
    }
    let mantissa = (value.to_bits() & ((1 << 52) - 1)) | 1 << 52;
    let scaled = u128::from(mantissa) * u128::from(10u64.pow(places as u32));
    let (whole, rest) = (scaled >> drop, scaled & ((1 << drop) - 1));
    let half = 1u128 << (drop - 1);
    let whole = whole + u128::from(rest > half || (rest == half && whole & 1 == 1));
    let whole = i64::try_from(whole).ok()?;
    let mut text = String::with_capacity(24);
    push_digits(whole, &mut text);
    while text.len() <= places {
        text.insert(0, '0');
    }
    if places > 0 {
        text.insert(text.len() - places, '.');
    }
    Some(text)
}

/// A decimal text with a 5 cut off behind it: to the even neighbour.
fn round_text(text: &str) -> String {
    let mut bytes: Vec<u8> = text.bytes().collect();
    let odd = bytes.last().map_or(false, |b| (b - b'0') % 2 == 1);
    if !odd {
        return text.to_string();
    }
    for i in (0..bytes.len()).rev() {
        match bytes[i] {
            b'.' => continue,
            b'9' => bytes[i] = b'0',
            _ => {
                bytes[i] += 1;
                return String::from_utf8(bytes).unwrap_or_default();
            }
        }
    }
    format!("1{}", String::from_utf8(bytes).unwrap_or_default())
}

/// `places + 1` significant digits and the exponent, rounded half to even on the exact value.
pub fn scientific(value: f64, places: usize) -> (String, i32) {
    let (longer, exponent) = split_scientific(&format!("{:.*e}", places + 1, value));
    if longer.ends_with('5') {
        let (exact, exact_exponent) = split_scientific(&format!("{:.*e}", 770, value));
        if exact_exponent == exponent
            && exact.starts_with(&longer)
            && exact[longer.len()..].bytes().all(|b| b == b'0')
        {
            let rounded = round_text(&longer[..longer.len() - 1]);
            if rounded.len() == longer.len() {
                return (rounded[..rounded.len() - 1].to_string(), exponent + 1);
            }
            return (rounded, exponent);
        }
    }
    split_scientific(&format!("{:.*e}", places, value))
}

/// `float(text)`.
pub fn parse(text: &Str) -> PyResult<f64> {
    let trimmed = text.as_str().trim_matches(chars::is_space);
    let plain: String =
        trimmed.chars().map(|c| chars::decimal_value(c).map_or(c, |d| (b'0' + d) as char)).collect();
    parse_plain(&plain).ok_or_else(|| {
        exc::VALUE_ERROR.msg(format!("could not convert string to float: {}", repr(text).as_str()))
    })
}

/// `float(bytes)`; `given` is what a fault shows.
pub fn parse_bytes(bytes: &Bytes, given: &impl PyRepr) -> PyResult<f64> {
    let found = bytes.ascii_text().and_then(|text| parse_plain(text.trim_matches(chars::is_space)));
    found.ok_or_else(|| {
        exc::VALUE_ERROR.msg(format!("could not convert string to float: {}", repr(given).as_str()))
    })
}

fn parse_plain(text: &str) -> Option<f64> {
    let (negative, rest) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let value = match rest.to_ascii_lowercase().as_str() {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => new_nan(),
        lower => {
            let bytes = lower.as_bytes();
            for (i, byte) in bytes.iter().enumerate() {
                let digit = |at: Option<&u8>| at.map_or(false, |b| b.is_ascii_digit());
                match byte {
                    b'0'..=b'9' | b'.' | b'e' | b'+' | b'-' => {}
                    b'_' if i > 0 && digit(bytes.get(i - 1)) && digit(bytes.get(i + 1)) => {}
                    _ => return None,
                }
            }
            if bytes[..].first().map_or(true, |b| !b.is_ascii_digit() && *b != b'.') {
                return None;
            }
            let plain: String = lower.chars().filter(|c| *c != '_').collect();
            plain.parse().ok()?
        }
    };
    Some(if negative { -value } else { value })
}

pub fn div(a: f64, b: f64) -> PyResult<f64> {
    if b == 0.0 {
        return Err(exc::ZERO_DIVISION_ERROR.msg("float division by zero"));
    }
    Ok(a / b)
}

fn div_mod(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest != 0.0 {
        if (b < 0.0) != (rest < 0.0) {
            rest += b;
            quotient -= 1.0;
        }
    } else {
        rest = 0.0f64.copysign(b);
    }
    let quotient = if quotient != 0.0 {
        let floor = quotient.floor();
        if quotient - floor > 0.5 {
            floor + 1.0
        } else {
            floor
        }
    } else {
        0.0f64.copysign(a / b)
    };
    (quotient, rest)
}

pub fn floordiv(a: f64, b: f64) -> PyResult<f64> {
    if b == 0.0 {
        return Err(exc::ZERO_DIVISION_ERROR.msg("float floor division by zero"));
    }
    Ok(div_mod(a, b).0)
}

pub fn modulo(a: f64, b: f64) -> PyResult<f64> {
    if b == 0.0 {
        return Err(exc::ZERO_DIVISION_ERROR.msg("float modulo"));
    }
    let rest = a % b;
    if rest == 0.0 {
        return Ok(0.0f64.copysign(b));
    }
    Ok(if (b < 0.0) != (rest < 0.0) { rest + b } else { rest })
}

pub fn divmod(a: f64, b: f64) -> PyResult<(f64, f64)> {
    if b == 0.0 {
        return Err(exc::ZERO_DIVISION_ERROR.msg("float divmod()"));
    }
    Ok(div_mod(a, b))
}

/// `a ** b`; a negative base with a fraction would give a complex number and ends the program with `limit`.
pub fn pow(a: f64, b: f64) -> PyResult<f64> {
    if b == 0.0 || a == 1.0 {
        return Ok(1.0);
    }
    if a == 0.0 && b < 0.0 && b.is_finite() {
        return Err(exc::ZERO_DIVISION_ERROR.msg("0.0 cannot be raised to a negative power"));
    }
    if a == 0.0 && b == f64::NEG_INFINITY {
        return Ok(f64::INFINITY);
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && b.fract() != 0.0 {
        limit("a negative number was raised to a fraction, which gives a complex number");
    }
    let value = exponent::pow(a, b);
    if value.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(exc::OVERFLOW_ERROR.new(&[&int(34), &lit("Numerical result out of range")]));
    }
    Ok(value)
}

/// `round(x)`: half to even.
pub fn round(value: f64) -> PyResult<Int> {
    let mut rounded = value.round();
    if (value - rounded).abs() == 0.5 {
        rounded = 2.0 * (value / 2.0).round();
    }
    Int::from_f64(rounded)
}

/// `round(x, n)`: correctly rounded in decimal.
pub fn round_digits(value: f64, digits: impl AsInt) -> PyResult<f64> {
    let digits = digits.with_int(|digits| digits.clamp_i64());
    if !value.is_finite() || value == 0.0 || digits > 323 {
        return Ok(value);
    }
    if digits < -308 {
        return Ok(0.0f64.copysign(value));
    }
    let text = if digits >= 0 {
        fixed(value.abs(), digits as usize)
    } else {
        let whole = Int::from_f64(value.abs().trunc())?;
        let unit = int(10).pow(-digits)?;
        let mut quotient = whole.floordiv(&unit)?;
        let rest = &whole - &(&quotient * &unit);
        let twice = &rest + &rest;
        let exact = value.fract() == 0.0;
        if twice > unit || (twice == unit && (!exact || quotient.is_odd())) {
            quotient += 1;
        }
        (&quotient * &unit).digits()
    };
    let rounded: f64 = text.parse().unwrap_or(f64::NAN);
    if rounded.is_infinite() {
        return Err(exc::OVERFLOW_ERROR.msg("rounded value too large to represent"));
    }
    Ok(rounded.copysign(value))
}

pub fn is_integer(value: f64) -> bool {
    value.is_finite() && value.fract() == 0.0
}

pub fn as_integer_ratio(value: f64) -> PyResult<(Int, Int)> {
    if value.is_nan() {
        return Err(exc::VALUE_ERROR.msg("cannot convert NaN to integer ratio"));
    }
    if value.is_infinite() {
        return Err(exc::OVERFLOW_ERROR.msg("cannot convert Infinity to integer ratio"));
    }
    let mut scaled = value;
    let mut bits = 0i64;
    while scaled.fract() != 0.0 {
        scaled *= 2.0;
        bits += 1;
    }
    Ok((Int::from_f64(scaled)?, int(1).shl(bits)?))
}

/// `x.hex()`.
pub fn hex(value: f64) -> Str {
    if !value.is_finite() {
        return str_of(&value);
    }
    let bits = value.to_bits();
    let sign = if bits >> 63 == 1 { "-" } else { "" };
    let raw = ((bits >> 52) & 0x7ff) as i64;
    let mantissa = bits & ((1 << 52) - 1);
    if raw == 0 && mantissa == 0 {
        return Str::from(format!("{}0x0.0p+0", sign));
    }
    let (lead, exponent) = if raw == 0 { (0, -1022) } else { (1, raw - 1023) };
    Str::from(format!("{}0x{}.{:013x}p{:+}", sign, lead, mantissa, exponent))
}

/// `float.fromhex(text)`: rounded to even where it has more digits than a float.
pub fn fromhex(text: &Str) -> PyResult<f64> {
    let wrong = || exc::VALUE_ERROR.msg("invalid hexadecimal floating-point string");
    let lower = text.as_str().trim_matches(|c: char| c.is_ascii_whitespace() || c == '\u{b}').to_ascii_lowercase();
    let (negative, bare) = match lower.as_bytes().first() {
        Some(b'-') => (true, &lower[1..]),
        Some(b'+') => (false, &lower[1..]),
        _ => (false, lower.as_str()),
    };
    let signed = |value: f64| if negative { -value } else { value };
    match bare {
        "inf" | "infinity" => return Ok(signed(f64::INFINITY)),
        "nan" => return Ok(new_nan()),
        _ => {}
    }
    let bare = bare.strip_prefix("0x").unwrap_or(bare);
    let (digits, power) = match bare.split_once('p') {
        Some((digits, power)) => (digits, hex_exponent(power).ok_or_else(wrong)?),
        None => (bare, 0),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all: Vec<u32> = whole.chars().chain(part.chars()).map(|c| c.to_digit(16)).collect::<Option<_>>().ok_or_else(wrong)?;
    if all.is_empty() {
        return Err(wrong());
    }
    scaled_hex(&all, power - 4 * part.len() as i64).map(signed)
}

fn hex_exponent(text: &str) -> Option<i64> {
    let bare = text.strip_prefix(&['+', '-'][..]).unwrap_or(text);
    if bare.is_empty() || !bare.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = bare.parse::<i64>().unwrap_or(i64::MAX).min(1 << 40);
    Some(if text.starts_with('-') { -size } else { size })
}

/// The number of these digits, the last of which counts `2 ** power`.
fn scaled_hex(digits: &[u32], power: i64) -> PyResult<f64> {
    const KEPT: usize = 28;
    let first = digits.iter().position(|digit| *digit != 0).unwrap_or(digits.len());
    let used = &digits[first..];
    let kept = used.len().min(KEPT);
    let mut mantissa = used[..kept].iter().fold(0u128, |sum, digit| sum << 4 | u128::from(*digit));
    let rest = used[kept..].iter().any(|digit| *digit != 0);
    if mantissa == 0 {
        return Ok(0.0);
    }
    let mut exponent = power + 4 * (used.len() - kept) as i64;
    let bits = i64::from(128 - mantissa.leading_zeros());
    let top = exponent + bits - 1;
    let precision = if top >= -1022 { 53 } else { 53 - (-1022 - top) };
    let cut = bits - precision;
    if cut > bits {
        return Ok(0.0);
    }
    if cut > 0 {
        let left = mantissa & ((1u128 << cut) - 1);
        let half = 1u128 << (cut - 1);
        mantissa = if cut == 128 { 0 } else { mantissa >> cut };
        exponent += cut;
        if left > half || (left == half && (rest || mantissa & 1 == 1)) {
            mantissa += 1;
        }
    }
    let size = i64::from(128 - mantissa.leading_zeros());
    if mantissa != 0 && exponent + size - 1 > 1023 {
        return Err(exc::OVERFLOW_ERROR.msg("hexadecimal value too large to represent as a float"));
    }
    math::ldexp(mantissa as f64, &int(exponent))
}

const BITS: u32 = 61;
const MODULUS: u64 = (1 << BITS) - 1;

/// CPython's hash of a float: equal to that of the equal int.
static NEXT_NAN: AtomicU32 = AtomicU32::new(1);
const MARKED_NAN: u64 = 0x7ffc_5a5a << 32;

/// A NaN told from all others by bits that Python does not show, since containers compare it by identity.
pub fn new_nan() -> f64 {
    f64::from_bits(MARKED_NAN | u64::from(NEXT_NAN.fetch_add(1, Relaxed)))
}

/// The bits of Python's own NaN for those of a marked one.
pub fn unmarked(value: f64) -> f64 {
    let bits = value.to_bits();
    if (bits << 1) >> 33 == MARKED_NAN >> 32 {
        return f64::NAN.copysign(value);
    }
    value
}

/// Are two NaN one object? Other bits say no; equal ones are left by calculating with one, too.
#[cold]
pub fn same_nan(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() && limit("a NaN within a container compared with one that may be the same object")
}

pub fn hash(value: f64) -> i64 {
    if value.is_nan() {
        return 0;
    }
    if value.is_infinite() {
        return if value > 0.0 { 314_159 } else { -314_159 };
    }
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return int(value as i64).py_hash();
    }
    let (mut mantissa, mut exponent) = math::frexp_parts(value.abs());
    let mut hash = 0u64;
    while mantissa != 0.0 {
        hash = ((hash << 28) & MODULUS) | hash >> (BITS - 28);
        mantissa *= 268_435_456.0;
        exponent -= 28;
        let part = mantissa as u64;
        mantissa -= part as f64;
        hash += part;
        if hash >= MODULUS {
            hash -= MODULUS;
        }
    }
    let shift = if exponent >= 0 { exponent as u32 % BITS } else { BITS - 1 - ((-1 - exponent) as u32 % BITS) };
    hash = ((hash << shift) & MODULUS) | hash >> (BITS - shift);
    let signed = if value < 0.0 { -(hash as i64) } else { hash as i64 };
    if signed == -1 {
        -2
    } else {
        signed
    }
}
