//! Built-in functions that belong to no type.

use crate::*;

#[inline(always)]
pub fn ord(text: &Str) -> PyResult<Int> {
    match text.letter() {
        Some(byte) => Ok(Int::small(i64::from(byte))),
        None => ord_of_wide(text),
    }
}

#[inline(never)]
fn ord_of_wide(text: &Str) -> PyResult<Int> {
    let mut it = text.as_str().chars();
    match (it.next(), it.next()) {
        (Some(c), None) => Ok(int(i64::from(c as u32))),
        _ => Err(exc::TYPE_ERROR
            .msg(format!("ord() expected a character, but string of length {} found", text.chars_len()))),
    }
}

#[inline]
pub fn chr(code: impl AsInt) -> PyResult<Str> {
    match code.with_int(|code| code.to_i64()) {
        Some(code @ 0..=127) => Ok(Str::from(code as u8 as char)),
        code => chr_of_wide(code),
    }
}

fn too_large() -> PyErr {
    exc::OVERFLOW_ERROR.msg("Python int too large to convert to C int")
}

#[inline(never)]
fn chr_of_wide(code: Option<i64>) -> PyResult<Str> {
    match code {
        Some(0xd800..=0xdfff) => limit("a lone surrogate"),
        Some(code @ 0..=0x10_ffff) => Ok(std::char::from_u32(code as u32).map_or_else(Str::default, Str::from)),
        Some(code) if i32::try_from(code).is_err() => Err(too_large()),
        None => Err(too_large()),
        _ => Err(exc::VALUE_ERROR.msg("chr() arg not in range(0x110000)")),
    }
}

fn prefixed(value: &Int, prefix: &str, bits: u32) -> Str {
    let sign = if value.is_negative() { "-" } else { "" };
    Str::from(format!("{}{}{}", sign, prefix, value.radix_digits(bits)))
}

pub fn hex(value: &Int) -> Str {
    prefixed(value, "0x", 4)
}

pub fn oct(value: &Int) -> Str {
    prefixed(value, "0o", 3)
}

pub fn bin(value: &Int) -> Str {
    prefixed(value, "0b", 1)
}

pub fn abs_int(value: &Int) -> Int {
    value.abs()
}

pub fn abs_float(value: f64) -> f64 {
    value.abs()
}

pub fn divmod_int(a: &Int, b: &Int) -> PyResult<(Int, Int)> {
    if b.is_zero() {
        return Err(exc::ZERO_DIVISION_ERROR.msg("integer division or modulo by zero"));
    }
    Ok((a.floordiv(b)?, a.modulo(b)?))
}

pub fn divmod_float(a: f64, b: f64) -> PyResult<(f64, f64)> {
    float::divmod(a, b)
}

pub fn round_float(value: f64) -> PyResult<Int> {
    float::round(value)
}

pub fn round_digits(value: f64, digits: impl AsInt) -> PyResult<f64> {
    float::round_digits(value, digits)
}

/// `round(i, n)`.
pub fn round_int_digits(value: &Int, digits: impl AsInt) -> PyResult<Int> {
    digits.with_int(|digits| {
        if !digits.is_negative() {
            return Ok(value.clone());
        }
        let unit = int(10).pow(-digits)?;
        let (quotient, rest) = divmod_int(value, &unit)?;
        let twice = &rest * 2;
        let up = twice > unit || (twice == unit && quotient.is_odd());
        Ok((quotient + i64::from(up)) * unit)
    })
}
