//! Division and powers.

use super::large::floor_div_rem;
use super::*;

impl Int {
    #[inline(always)]
    pub fn floordiv<A: AsInt>(&self, other: A) -> PyResult<Int> {
        other.with_int(|other| {
            if let (Some(a), Some(b)) = (self.as_small(), other.as_small()) {
                if A::IS_LITERAL && b > 0 && b & (b - 1) == 0 {
                    return Ok(Int::small(a >> b.trailing_zeros()));
                }
                if A::IS_LITERAL && a as u64 >> 32 == 0 && b > 0 && b >> 32 == 0 {
                    return Ok(Int::small(i64::from(a as u32 / b as u32)));
                }
                if b != 0 {
                    let (quotient, rest) = (a / b, a % b);
                    return Ok(int(quotient - i64::from(rest != 0 && rest ^ b < 0)));
                }
            }
            floordiv_slow(self.word(), other.word()).ok_or_else(|| by_zero("integer division or modulo by zero"))
        })
    }

    #[inline(always)]
    pub fn modulo<A: AsInt>(&self, other: A) -> PyResult<Int> {
        other.with_int(|other| {
            if let (Some(a), Some(b)) = (self.as_small(), other.as_small()) {
                if A::IS_LITERAL && b > 0 && b & (b - 1) == 0 {
                    return Ok(Int::small(a & (b - 1)));
                }
                if A::IS_LITERAL && a as u64 >> 32 == 0 && b > 0 && b >> 32 == 0 {
                    return Ok(Int::small(i64::from(a as u32 % b as u32)));
                }
                if b != 0 {
                    let rest = a % b;
                    return Ok(Int::small(if rest != 0 && rest ^ b < 0 { rest + b } else { rest }));
                }
            }
            modulo_slow(self.word(), other.word()).ok_or_else(|| by_zero("integer modulo by zero"))
        })
    }

    /// `a / b`, correctly rounded.
    #[inline(always)]
    pub fn truediv(&self, other: impl AsInt) -> PyResult<f64> {
        other.with_int(|other| {
            const EXACT: u64 = 1 << 53;
            if let (Some(a), Some(b)) = (self.as_small(), other.as_small()) {
                if b != 0 && a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT {
                    return Ok(a as f64 / b as f64);
                }
            }
            match truediv_slow(self.word(), other.word()) {
                Some(value) => Ok(value),
                None if other.is_zero() => Err(by_zero("division by zero")),
                None => Err(exc::OVERFLOW_ERROR.msg("integer division result too large for a float")),
            }
        })
    }

    /// `a ** b` for `b >= 0`; a negative exponent would give a float and ends the program with `limit`.
    pub fn pow(&self, exponent: impl AsInt) -> PyResult<Int> {
        exponent.with_int(|exponent| {
            if exponent.is_negative() {
                if self.is_zero() {
                    return Err(exc::ZERO_DIVISION_ERROR.msg("0.0 cannot be raised to a negative power"));
                }
                limit("an int was raised to a negative power, which gives a float");
            }
            if let Some(base @ (-1..=1)) = self.as_small() {
                let odd = exponent.is_odd();
                return Ok(int(if exponent.is_zero() { 1 } else if base == -1 && !odd { 1 } else { base }));
            }
            let mut left = match exponent.to_i64() {
                Some(left) if left <= u32::MAX as i64 => left as u64,
                _ => return Err(exc::MEMORY_ERROR.empty()),
            };
            let mut out = int(1);
            let mut square = self.clone();
            loop {
                if left & 1 == 1 {
                    out = &out * &square;
                }
                left >>= 1;
                if left == 0 {
                    return Ok(out);
                }
                square = &square * &square;
            }
        })
    }

    /// `a ** b` where the exponent is known to be negative, or the result is wanted as a float.
    pub fn pow_float(&self, exponent: impl AsInt) -> PyResult<f64> {
        exponent.with_int(|exponent| float::pow(self.to_f64()?, exponent.to_f64()?))
    }

    /// `pow(a, e, m)`.
    pub fn pow_mod(&self, exponent: impl AsInt, modulus: impl AsInt) -> PyResult<Int> {
        exponent.with_int(|exponent| modulus.with_int(|modulus| self.pow_mod_of(exponent, modulus)))
    }

    fn pow_mod_of(&self, exponent: &Int, modulus: &Int) -> PyResult<Int> {
        if modulus.is_zero() {
            return Err(exc::VALUE_ERROR.msg("pow() 3rd argument cannot be 0"));
        }
        let mut base = self.modulo(modulus)?;
        let mut exponent = exponent.clone();
        if exponent.is_negative() {
            base = base.inverse(modulus)?;
            exponent = -exponent;
        }
        let exponent = exponent.view();
        if let (Some(base), Some(modulus)) = (base.as_small(), modulus.as_small()) {
            let size = modulus.unsigned_abs();
            let base = if base < 0 { base.wrapping_sub(modulus) } else { base };
            let rest = big::pow_word(base as u64, exponent.mag(), size) as i64;
            return Ok(Int::small(if rest != 0 && modulus < 0 { rest + modulus } else { rest }));
        }
        let mut out = int(1).modulo(modulus)?;
        for i in (0..big::bit_length(exponent.mag())).rev() {
            out = (&out * &out).modulo(modulus)?;
            if big::bit(exponent.mag(), i) {
                out = (&out * &base).modulo(modulus)?;
            }
        }
        Ok(out)
    }

    fn inverse(&self, modulus: &Int) -> PyResult<Int> {
        let (mut a, mut b) = (self.modulo(modulus.abs())?, modulus.abs());
        let (mut x, mut y) = (int(1), int(0));
        while !b.is_zero() {
            let quotient = a.floordiv(&b)?;
            let rest = &a - &(&quotient * &b);
            a = b;
            b = rest;
            let next = &x - &(&quotient * &y);
            x = y;
            y = next;
        }
        if a != 1 {
            return Err(exc::VALUE_ERROR.msg("base is not invertible for the given modulus"));
        }
        x.modulo(modulus)
    }
}

#[cold]
#[inline(never)]
fn by_zero(message: &'static str) -> PyErr {
    exc::ZERO_DIVISION_ERROR.msg(message)
}

/// None where the divisor is zero; so is the answer of the others below.
#[cold]
#[inline(never)]
fn floordiv_slow(x: i64, y: i64) -> Option<Int> {
    let (a, b) = (Int::borrowed(x), Int::borrowed(y));
    if b.is_zero() {
        return None;
    }
    Some(Int::from_large(floor_div_rem(&a.view(), &b.view()).0))
}

#[cold]
#[inline(never)]
fn modulo_slow(x: i64, y: i64) -> Option<Int> {
    let (a, b) = (Int::borrowed(x), Int::borrowed(y));
    if b.is_zero() {
        return None;
    }
    let (a, b) = (a.view(), b.view());
    if let (&[_, _] | &[_], 2..=4) = (b.mag(), a.mag().len()) {
        let divisor = big::low_u64(b.mag());
        let rest = big::rem_u128(big::low_u128(a.mag()), divisor);
        let rest = if rest == 0 || a.negative == b.negative { rest } else { divisor - rest };
        return Some(Int::from_i128(if b.negative { -i128::from(rest) } else { i128::from(rest) }));
    }
    Some(Int::from_large(floor_div_rem(&a, &b).1))
}

#[cold]
#[inline(never)]
fn truediv_slow(x: i64, y: i64) -> Option<f64> {
    let (a, b) = (Int::borrowed(x), Int::borrowed(y));
    if b.is_zero() {
        return None;
    }
    let (a, b) = (a.view(), b.view());
    if a.mag().is_empty() {
        return Some(if b.negative { -0.0 } else { 0.0 });
    }
    let shift = 66 - (big::bit_length(a.mag()) as i64 - big::bit_length(b.mag()) as i64);
    let (mut quotient, rest) = if shift >= 0 {
        big::div_rem(&big::shl(a.mag(), shift as u64), b.mag())
    } else {
        big::div_rem(a.mag(), &big::shl(b.mag(), (-shift) as u64))
    };
    if !rest.is_empty() {
        quotient[0] |= 1;
    }
    let value = big::to_f64(&quotient, -shift)?;
    Some(if a.negative != b.negative { -value } else { value })
}
