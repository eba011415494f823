//! Rounding and the operations.

use super::context::{precision, rounding};
use super::*;

pub const ROUNDINGS: [&str; 8] = [
    "ROUND_HALF_EVEN", "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR",
    "ROUND_05UP",
];

/// `digits / 10**drop` rounded to a whole number.
fn shorten(digits: &Int, drop: i64, negative: bool, rounding: &str) -> Int {
    if drop <= 0 {
        return digits * ten(-drop);
    }
    if drop > length(digits) + 1 {
        let some = !digits.is_zero();
        let up = some
            && match rounding {
                "ROUND_UP" | "ROUND_05UP" => true,
                "ROUND_CEILING" => !negative,
                "ROUND_FLOOR" => negative,
                _ => false,
            };
        return int(i64::from(up));
    }
    let unit = ten(drop);
    let whole = must(digits.floordiv(&unit));
    let rest = digits - &whole * &unit;
    if rest.is_zero() {
        return whole;
    }
    let half = (&rest * 2).compare(&unit);
    let up = match rounding {
        "ROUND_DOWN" => false,
        "ROUND_UP" => true,
        "ROUND_CEILING" => !negative,
        "ROUND_FLOOR" => negative,
        "ROUND_HALF_UP" => half != Ordering::Less,
        "ROUND_HALF_DOWN" => half == Ordering::Greater,
        "ROUND_05UP" => must(whole.modulo(5)).is_zero(),
        _ => half == Ordering::Greater || (half == Ordering::Equal && whole.is_odd()),
    };
    if up { whole + 1 } else { whole }
}

pub fn rescale(x: &Decimal, exponent: i64, rounding: &str) -> Decimal {
    if !x.is_finite_kind() {
        return x.clone();
    }
    if x.digits.is_zero() {
        return Decimal::finite(x.negative, int(0), exponent);
    }
    Decimal::finite(x.negative, shorten(&x.digits, exponent - x.exponent, x.negative, rounding), exponent)
}

pub fn fix(x: Decimal) -> PyResult<Decimal> {
    fix_with(x, precision(), rounding().as_str())
}

/// Rounds to the precision; too large raises, too small becomes subnormal or zero.
pub fn fix_with(x: Decimal, precision: i64, rounding: &str) -> PyResult<Decimal> {
    if !x.is_finite_kind() {
        return Ok(x);
    }
    let tiny = LEAST - precision + 1;
    let top = MOST - precision + 1;
    if x.digits.is_zero() {
        let exponent = x.exponent.max(tiny).min(MOST);
        return Ok(Decimal::finite(x.negative, int(0), exponent));
    }
    let mut exponent = length(&x.digits) + x.exponent - precision;
    if exponent > top {
        return overflowed(x.negative, precision, rounding);
    }
    exponent = exponent.max(tiny);
    let mut out = x;
    if out.exponent < exponent {
        let digits = shorten(&out.digits, exponent - out.exponent, out.negative, rounding);
        let longer = length(&digits) > precision;
        out = if longer {
            Decimal::finite(out.negative, must(digits.floordiv(10)), exponent + 1)
        } else {
            Decimal::finite(out.negative, digits, exponent)
        };
        if out.exponent > top {
            return overflowed(out.negative, precision, rounding);
        }
    }
    Ok(out)
}

fn overflowed(_: bool, _: i64, _: &str) -> PyResult<Decimal> {
    signal(&OVERFLOW, "Overflow")
}

impl Decimal {
    pub fn plus(&self, b: &Decimal) -> PyResult<Decimal> {
        if let Some(nan) = self.nan_beside(b) {
            return Ok(nan);
        }
        if self.is_infinite() {
            return if b.is_infinite() && self.negative != b.negative {
                invalid("InvalidOperation")
            } else {
                Ok(self.clone())
            };
        }
        if b.is_infinite() {
            return Ok(b.clone());
        }
        let precision = precision();
        let low = self.exponent.min(b.exponent);
        let floor = rounding() == lit("ROUND_FLOOR");
        if self.digits.is_zero() && b.digits.is_zero() {
            let negative = if floor { self.negative || b.negative } else { self.negative && b.negative };
            return fix(Decimal::finite(negative, int(0), low));
        }
        for (zero, other) in [(self, b), (b, self)] {
            if zero.digits.is_zero() {
                let exponent = low.max(other.exponent - precision - 1);
                return fix(rescale(other, exponent, "ROUND_HALF_EVEN"));
            }
        }
        let (a, b) = near(self, b, precision);
        let low = a.exponent.min(b.exponent);
        let sum = a.scaled(low) + b.scaled(low);
        if sum.is_zero() {
            return fix(Decimal::finite(floor, int(0), low));
        }
        fix(Decimal::finite(sum.is_negative(), sum.abs(), low))
    }

    pub fn minus(&self, b: &Decimal) -> PyResult<Decimal> {
        if let Some(nan) = self.nan_beside(b) {
            return Ok(nan);
        }
        self.plus(&b.copy_negate())
    }

    pub fn times(&self, b: &Decimal) -> PyResult<Decimal> {
        if let Some(nan) = self.nan_beside(b) {
            return Ok(nan);
        }
        let negative = self.negative != b.negative;
        if self.is_infinite() || b.is_infinite() {
            return if self.is_zero() || b.is_zero() { invalid("InvalidOperation") } else { Ok(Decimal::infinity(negative)) };
        }
        fix(Decimal::finite(negative, &self.digits * &b.digits, self.exponent + b.exponent))
    }

    pub fn divided(&self, b: &Decimal) -> PyResult<Decimal> {
        if let Some(nan) = self.nan_beside(b) {
            return Ok(nan);
        }
        let negative = self.negative != b.negative;
        if self.is_infinite() {
            return if b.is_infinite() { invalid("InvalidOperation") } else { Ok(Decimal::infinity(negative)) };
        }
        if b.is_infinite() {
            return Ok(Decimal::finite(negative, int(0), LEAST - precision() + 1));
        }
        if b.digits.is_zero() {
            return if self.digits.is_zero() {
                signal(&DIVISION_UNDEFINED, "DivisionUndefined")
            } else {
                signal(&DIVISION_BY_ZERO, "DivisionByZero")
            };
        }
        if self.digits.is_zero() {
            return fix(Decimal::finite(negative, int(0), self.exponent - b.exponent));
        }
        let shift = length(&b.digits) - length(&self.digits) + precision() + 1;
        let mut exponent = self.exponent - b.exponent - shift;
        let (top, bottom) = if shift >= 0 {
            (&self.digits * ten(shift), b.digits.clone())
        } else {
            (self.digits.clone(), &b.digits * ten(-shift))
        };
        let mut digits = top.floordiv(&bottom)?;
        let rest = top - &digits * &bottom;
        if !rest.is_zero() {
            if digits.modulo(5)?.is_zero() {
                digits += 1;
            }
        } else {
            let ideal = self.exponent - b.exponent;
            while exponent < ideal && digits.modulo(10)?.is_zero() {
                digits = digits.floordiv(10)?;
                exponent += 1;
            }
        }
        fix(Decimal::finite(negative, digits, exponent))
    }

    /// The whole quotient and the remainder, which has the dividend's sign.
    fn divide(&self, b: &Decimal) -> PyResult<(Decimal, Decimal)> {
        let negative = self.negative != b.negative;
        let ideal = if b.is_infinite() { self.exponent } else { self.exponent.min(b.exponent) };
        let apart = self.adjusted_exponent() - b.adjusted_exponent();
        if self.digits.is_zero() || b.is_infinite() || apart <= -2 {
            return Ok((Decimal::finite(negative, int(0), 0), rescale(self, ideal, rounding().as_str())));
        }
        if apart <= precision() {
            let (mut top, mut bottom) = (self.digits.clone(), b.digits.clone());
            if self.exponent >= b.exponent {
                top = top * ten(self.exponent - b.exponent);
            } else {
                bottom = bottom * ten(b.exponent - self.exponent);
            }
            let quotient = top.floordiv(&bottom)?;
            let rest = top - &quotient * &bottom;
            if length(&quotient) <= precision() {
                return Ok((Decimal::finite(negative, quotient, 0), Decimal::finite(self.negative, rest, ideal)));
            }
        }
        invalid("DivisionImpossible")
    }

    pub fn floordiv(&self, b: &Decimal) -> PyResult<Decimal> {
        if let Some(nan) = self.nan_beside(b) {
            return Ok(nan);
        }
        let negative = self.negative != b.negative;
        if self.is_infinite() {
            return if b.is_infinite() { invalid("InvalidOperation") } else { Ok(Decimal::infinity(negative)) };
        }
        if b.is_zero() {
            return if self.is_zero() {
                signal(&DIVISION_UNDEFINED, "DivisionUndefined")
            } else {
                signal(&DIVISION_BY_ZERO, "DivisionByZero")
            };
        }
        Ok(self.divide(b)?.0)
    }

    pub fn modulo(&self, b: &Decimal) -> PyResult<Decimal> {
        if let Some(nan) = self.nan_beside(b) {
            return Ok(nan);
        }
        if self.is_infinite() {
            return invalid("InvalidOperation");
        }
        if b.is_zero() {
            return if self.is_zero() {
                signal(&DIVISION_UNDEFINED, "DivisionUndefined")
            } else {
                invalid("InvalidOperation")
            };
        }
        fix(self.divide(b)?.1)
    }

    pub fn divmod(&self, b: &Decimal) -> PyResult<(Decimal, Decimal)> {
        if b.is_zero() && self.is_finite_kind() && !self.is_zero() {
            let both = "[<class 'decimal.InvalidOperation'>, <class 'decimal.DivisionByZero'>]";
            return Err(INVALID_OPERATION.msg(both));
        }
        Ok((self.floordiv(b)?, self.modulo(b)?))
    }

    pub fn negated(&self) -> PyResult<Decimal> {
        if self.is_nan() {
            return Ok(self.clone());
        }
        let zero = self.is_zero() && rounding() != lit("ROUND_FLOOR");
        fix(if zero { self.copy_abs() } else { self.copy_negate() })
    }

    pub fn positive(&self) -> PyResult<Decimal> {
        let zero = self.is_zero() && rounding() != lit("ROUND_FLOOR");
        fix(if zero { self.copy_abs() } else { self.clone() })
    }

    pub fn abs(&self) -> PyResult<Decimal> {
        fix(if self.is_nan() { self.clone() } else { self.copy_abs() })
    }

    pub(crate) fn quantize_to(&self, exponent: i64, rounding: &str) -> PyResult<Decimal> {
        if self.is_nan() {
            return Ok(self.clone());
        }
        if self.is_infinite() {
            return invalid("InvalidOperation");
        }
        let precision = precision();
        if exponent > MOST || exponent < LEAST - precision + 1 || (!self.digits.is_zero() && self.adjusted_exponent() > MOST) {
            return invalid("InvalidOperation");
        }
        if !self.digits.is_zero() && self.adjusted_exponent() - exponent + 1 > precision {
            return invalid("InvalidOperation");
        }
        let out = rescale(self, exponent, rounding);
        if length(&out.digits) > precision {
            return invalid("InvalidOperation");
        }
        Ok(out)
    }

    pub fn quantize(&self, exponent: &Decimal, rounding: Option<Str>) -> PyResult<Decimal> {
        if let Some(nan) = self.nan_beside(exponent) {
            return Ok(nan);
        }
        if exponent.is_infinite() {
            return if self.is_infinite() { Ok(self.clone()) } else { invalid("InvalidOperation") };
        }
        let how = known_rounding(rounding)?;
        self.quantize_to(exponent.exponent, how.as_str())
    }

    pub fn normalize(&self) -> PyResult<Decimal> {
        let mut out = fix(self.clone())?;
        if !out.is_finite_kind() {
            return Ok(out);
        }
        if out.digits.is_zero() {
            return Ok(Decimal::finite(out.negative, int(0), 0));
        }
        while out.exponent < MOST - precision() + 1 && out.digits.modulo(10)?.is_zero() {
            out.digits = out.digits.floordiv(10)?;
            out.exponent += 1;
        }
        Ok(out)
    }

    pub fn to_integral_value(&self, rounding: Option<Str>) -> PyResult<Decimal> {
        if !self.is_finite_kind() || self.exponent >= 0 {
            return Ok(self.clone());
        }
        Ok(rescale(self, 0, known_rounding(rounding)?.as_str()))
    }

    pub fn scaleb(&self, by: &Decimal) -> PyResult<Decimal> {
        if let Some(nan) = self.nan_beside(by) {
            return Ok(nan);
        }
        let most = 2 * (MOST + precision());
        if by.is_infinite() || by.exponent != 0 {
            return invalid("InvalidOperation");
        }
        let by = by.trunc()?.clamp_i64();
        if by.abs() > most {
            return invalid("InvalidOperation");
        }
        if self.is_infinite() {
            return Ok(self.clone());
        }
        fix(Decimal { exponent: self.exponent + by, ..self.clone() })
    }

    pub fn fma(&self, b: &Decimal, c: &Decimal) -> PyResult<Decimal> {
        if !self.is_finite_kind() || !b.is_finite_kind() {
            return self.times(b)?.plus(c);
        }
        Decimal::finite(self.negative != b.negative, &self.digits * &b.digits, self.exponent + b.exponent).plus(c)
    }

    pub fn max(&self, b: &Decimal) -> PyResult<Decimal> {
        self.extreme(b, Ordering::Greater)
    }

    pub fn min(&self, b: &Decimal) -> PyResult<Decimal> {
        self.extreme(b, Ordering::Less)
    }

    fn extreme(&self, b: &Decimal, wanted: Ordering) -> PyResult<Decimal> {
        if self.is_nan() {
            return fix(b.clone());
        }
        if b.is_nan() {
            return fix(self.clone());
        }
        let mut order = self.order(b).unwrap_or(Ordering::Equal);
        if order == Ordering::Equal {
            let total = |x: &Decimal| if x.negative { (0, -x.exponent) } else { (1, x.exponent) };
            order = total(self).cmp(&total(b));
        }
        fix(if order == wanted { self.clone() } else { b.clone() })
    }
}

fn known_rounding(given: Option<Str>) -> PyResult<Str> {
    let how = given.unwrap_or_else(rounding);
    if !ROUNDINGS.contains(&how.as_str()) {
        let text = "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]";
        return Err(exc::TYPE_ERROR.msg(text));
    }
    Ok(how)
}

/// Two numbers that are to be added, the far smaller one replaced by one that rounds alike.
fn near(a: &Decimal, b: &Decimal, precision: i64) -> (Decimal, Decimal) {
    let (large, small, swapped) = if a.exponent < b.exponent { (b, a, true) } else { (a, b, false) };
    let (large_length, small_length) = (length(&large.digits), length(&small.digits));
    let exponent = large.exponent + (-1).min(large_length - precision - 2);
    let mut other = small.clone();
    if small_length + small.exponent - 1 < exponent {
        other = Decimal::finite(small.negative, int(1), exponent);
    }
    if swapped { (other, large.clone()) } else { (large.clone(), other) }
}
