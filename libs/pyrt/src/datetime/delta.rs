//! `timedelta`.

use super::DAY;
use crate::*;

/// An argument of `timedelta`: an int, or a float whose fraction counts.
pub enum Amount {
    Int(Int),
    Float(f64),
}

impl Amount {
    pub fn int(value: &Int) -> PyResult<Amount> {
        Ok(Amount::Int(value.clone()))
    }

    pub fn float(value: f64) -> PyResult<Amount> {
        Ok(Amount::Float(value))
    }

    pub const ZERO: Amount = Amount::Float(0.0);
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeDelta {
    pub(crate) micros: i128,
}

fn too_large(days: i128) -> PyErr {
    if days > i128::from(i32::MAX) || days < i128::from(i32::MIN) {
        return exc::OVERFLOW_ERROR.msg("Python int too large to convert to C int");
    }
    exc::OVERFLOW_ERROR.msg(format!("days={}; must have magnitude <= 999999999", days))
}

/// `a / b`, the nearest, halves to even.
fn nearest(a: i128, b: i128) -> i128 {
    let (mut q, r) = (a.div_euclid(b), a.rem_euclid(b));
    if b < 0 {
        return nearest(-a, -b);
    }
    if 2 * r > b || (2 * r == b && q % 2 != 0) {
        q += 1;
    }
    q
}

impl TimeDelta {
    pub(crate) fn of(micros: i128) -> PyResult<TimeDelta> {
        let days = micros.div_euclid(DAY);
        if days.abs() > 999_999_999 { Err(too_large(days)) } else { Ok(TimeDelta { micros }) }
    }

    pub fn new(
        days: &Amount,
        seconds: &Amount,
        microseconds: &Amount,
        milliseconds: &Amount,
        minutes: &Amount,
        hours: &Amount,
        weeks: &Amount,
    ) -> PyResult<TimeDelta> {
        let mut total = 0i128;
        let mut left = 0.0;
        for (amount, factor) in [
            (microseconds, 1i128),
            (milliseconds, 1000),
            (seconds, 1_000_000),
            (minutes, 60_000_000),
            (hours, 3_600_000_000),
            (days, DAY),
            (weeks, 7 * DAY),
        ] {
            match amount {
                Amount::Int(value) => match value.to_i64() {
                    Some(value) => total += i128::from(value) * factor,
                    None => return Err(exc::OVERFLOW_ERROR.msg("Python int too large to convert to C int")),
                },
                Amount::Float(value) => {
                    if value.is_nan() {
                        return Err(exc::VALUE_ERROR.msg("cannot convert float NaN to integer"));
                    }
                    if value.is_infinite() || value.abs() > 1e18 {
                        return Err(exc::OVERFLOW_ERROR.msg("cannot convert float infinity to integer"));
                    }
                    total += value.trunc() as i128 * factor;
                    let scaled = value.fract() * factor as f64;
                    total += scaled.trunc() as i128;
                    left += scaled.fract();
                }
            }
        }
        if left != 0.0 {
            let mut whole = left.round();
            if (whole - left).abs() == 0.5 {
                let odd = f64::from(u8::from(total % 2 != 0));
                whole = 2.0 * ((left + odd) * 0.5).round() - odd;
            }
            total += whole as i128;
        }
        TimeDelta::of(total)
    }

    pub fn days(&self) -> Int {
        int(self.micros.div_euclid(DAY) as i64)
    }

    pub fn seconds(&self) -> Int {
        int((self.micros.rem_euclid(DAY) / 1_000_000) as i64)
    }

    pub fn microseconds(&self) -> Int {
        int((self.micros.rem_euclid(DAY) % 1_000_000) as i64)
    }

    pub fn total_seconds(&self) -> PyResult<f64> {
        Int::from_i128(self.micros).truediv(1_000_000)
    }

    pub fn plus(&self, b: &TimeDelta) -> PyResult<TimeDelta> {
        TimeDelta::of(self.micros + b.micros)
    }

    pub fn minus(&self, b: &TimeDelta) -> PyResult<TimeDelta> {
        TimeDelta::of(self.micros - b.micros)
    }

    pub fn times(&self, b: &Int) -> PyResult<TimeDelta> {
        let product = Int::from_i128(self.micros) * b;
        match product.digits().parse::<i128>() {
            Ok(micros) => TimeDelta::of(micros),
            Err(_) => Err(exc::OVERFLOW_ERROR.msg("Python int too large to convert to C int")),
        }
    }

    fn ratio(&self, n: &Int, d: &Int) -> PyResult<TimeDelta> {
        if d.is_zero() {
            return Err(exc::ZERO_DIVISION_ERROR.msg("integer division or modulo by zero"));
        }
        let exact = fractions::Fraction::new(&(Int::from_i128(self.micros) * n), d)?;
        match exact.round().digits().parse::<i128>() {
            Ok(micros) => TimeDelta::of(micros),
            Err(_) => Err(exc::OVERFLOW_ERROR.msg("Python int too large to convert to C int")),
        }
    }

    pub fn times_float(&self, b: f64) -> PyResult<TimeDelta> {
        let (n, d) = float::as_integer_ratio(b)?;
        self.ratio(&n, &d)
    }

    pub fn divided_float(&self, b: f64) -> PyResult<TimeDelta> {
        let (n, d) = float::as_integer_ratio(b)?;
        self.ratio(&d, &n)
    }

    pub fn divided_int(&self, b: &Int) -> PyResult<TimeDelta> {
        match b.to_i64() {
            Some(0) => Err(exc::ZERO_DIVISION_ERROR.msg("integer division or modulo by zero")),
            Some(b) => TimeDelta::of(nearest(self.micros, i128::from(b))),
            None => self.ratio(&int(1), b),
        }
    }

    pub fn divided(&self, b: &TimeDelta) -> PyResult<f64> {
        Int::from_i128(self.micros).truediv(Int::from_i128(b.micros))
    }

    pub fn floordiv(&self, b: &TimeDelta) -> PyResult<Int> {
        Int::from_i128(self.micros).floordiv(Int::from_i128(b.micros))
    }

    pub fn floordiv_int(&self, b: &Int) -> PyResult<TimeDelta> {
        let whole = Int::from_i128(self.micros).floordiv(b)?;
        TimeDelta::of(whole.digits().parse().unwrap_or(0))
    }

    pub fn modulo(&self, b: &TimeDelta) -> PyResult<TimeDelta> {
        let rest = Int::from_i128(self.micros).modulo(Int::from_i128(b.micros))?;
        TimeDelta::of(rest.digits().parse().unwrap_or(0))
    }

    pub fn divmod(&self, b: &TimeDelta) -> PyResult<(Int, TimeDelta)> {
        Ok((self.floordiv(b)?, self.modulo(b)?))
    }

    pub fn negated(&self) -> PyResult<TimeDelta> {
        TimeDelta::of(-self.micros)
    }

    pub fn itself(&self) -> TimeDelta {
        *self
    }

    pub fn abs(&self) -> PyResult<TimeDelta> {
        TimeDelta::of(self.micros.abs())
    }

    pub fn least() -> TimeDelta {
        TimeDelta { micros: -999_999_999 * DAY }
    }

    pub fn most() -> TimeDelta {
        TimeDelta { micros: 1_000_000_000 * DAY - 1 }
    }

    pub fn resolution() -> TimeDelta {
        TimeDelta { micros: 1 }
    }
}

impl PyRepr for TimeDelta {
    fn repr_to(&self, out: &mut String) {
        let mut parts = Vec::new();
        for (name, value) in
            [("days", self.days()), ("seconds", self.seconds()), ("microseconds", self.microseconds())]
        {
            if !value.is_zero() {
                parts.push(format!("{}={}", name, value.digits()));
            }
        }
        let text = if parts.is_empty() { "0".to_string() } else { parts.join(", ") };
        out.push_str(&format!("datetime.timedelta({})", text));
    }

    fn str_to(&self, out: &mut String) {
        let days = self.micros.div_euclid(DAY);
        let rest = self.micros.rem_euclid(DAY);
        if days != 0 {
            out.push_str(&format!("{} day{}, ", days, if days.abs() == 1 { "" } else { "s" }));
        }
        let seconds = rest / 1_000_000;
        out.push_str(&format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60));
        if rest % 1_000_000 != 0 {
            out.push_str(&format!(".{:06}", rest % 1_000_000));
        }
    }

    fn type_name(&self) -> &'static str {
        "datetime.timedelta"
    }
}

impl PyEq for TimeDelta {
    fn py_eq(&self, other: &TimeDelta) -> bool {
        self == other
    }
}

impl PyOrd for TimeDelta {
    fn py_lt(&self, other: &TimeDelta) -> bool {
        self < other
    }
}

impl PyHash for TimeDelta {
    fn py_hash(&self) -> i64 {
        (self.days(), self.seconds(), self.microseconds()).py_hash()
    }
}

impl PyTruthy for TimeDelta {
    fn truthy(&self) -> bool {
        self.micros != 0
    }
}

opaque! {
    TimeDelta, "timedelta";
}
