//! `fractions.Fraction`: a numerator and a positive denominator without a common divisor.

use crate::*;
use std::cmp::Ordering;

#[derive(Clone, Debug)]
pub struct Fraction {
    n: Int,
    d: Int,
}

impl Fraction {
    pub fn new(n: &Int, d: &Int) -> PyResult<Fraction> {
        if d.is_zero() {
            return Err(exc::ZERO_DIVISION_ERROR.msg(format!("Fraction({}, 0)", n.digits())));
        }
        Ok(Fraction::reduced(n.clone(), d.clone()))
    }

    pub(crate) fn reduced(n: Int, d: Int) -> Fraction {
        let common = n.gcd(&d);
        let (mut n, mut d) = if common == 1 { (n, d) } else { (must(n.floordiv(&common)), must(d.floordiv(&common))) };
        if d.is_negative() {
            n = -n;
            d = -d;
        }
        Fraction { n, d }
    }

    pub fn of(a: &Fraction, b: &Fraction) -> PyResult<Fraction> {
        if b.n.is_zero() {
            let sign = i64::from(!a.n.is_zero()) * if a.n.is_negative() { -1 } else { 1 };
            return Err(exc::ZERO_DIVISION_ERROR.msg(format!("Fraction({}, 0)", sign)));
        }
        Ok(Fraction::reduced(&a.n * &b.d, &b.n * &a.d))
    }

    pub fn zero() -> Fraction {
        Fraction { n: int(0), d: int(1) }
    }

    pub fn from_int(n: &Int) -> PyResult<Fraction> {
        Ok(Fraction { n: n.clone(), d: int(1) })
    }

    pub fn from_float(x: f64) -> PyResult<Fraction> {
        let (n, d) = float::as_integer_ratio(x)?;
        Ok(Fraction { n, d })
    }

    pub fn from_fraction(x: &Fraction) -> Fraction {
        x.clone()
    }

    pub fn parse(text: &Str) -> PyResult<Fraction> {
        let bad = || exc::VALUE_ERROR.msg(format!("Invalid literal for Fraction: {}", repr(text).as_str()));
        let pattern = lit(
            r"\s*([-+]?)(?=\d|\.\d)(\d*|\d+(?:_\d+)*)(?:(?:\s*/\s*(\d+(?:_\d+)*))?|(?:\.(\d*|\d+(?:_\d+)*))?(?:[eE]([-+]?\d+(?:_\d+)*))?)\s*",
        );
        let found = re::compile(&pattern, &int(0))?.fullmatch(text, None, None).ok_or_else(bad)?;
        let groups = found.groups().to_vec();
        let number = |i: usize| -> PyResult<Option<Int>> {
            match &groups[i] {
                Some(digits) if !digits.is_empty() => Ok(Some(Int::parse(digits)?)),
                _ => Ok(None),
            }
        };
        let mut n = number(1)?.unwrap_or_default();
        let mut d = int(1);
        if let Some(bottom) = number(2)? {
            d = bottom;
        } else {
            if let Some(digits) = groups[3].clone() {
                let digits = digits.replace(&lit("_"), &lit(""));
                let scale = int(10).pow(digits.chars_len() as i64)?;
                n = n * &scale + number(3)?.unwrap_or_default();
                d = scale;
            }
            if let Some(exponent) = number(4)? {
                if exponent.is_negative() {
                    d = d * int(10).pow(-exponent)?;
                } else {
                    n = n * int(10).pow(exponent)?;
                }
            }
        }
        if groups[0] == Some(lit("-")) {
            n = -n;
        }
        Fraction::new(&n, &d)
    }

    pub fn numerator(&self) -> Int {
        self.n.clone()
    }

    pub fn denominator(&self) -> Int {
        self.d.clone()
    }

    pub fn as_integer_ratio(&self) -> (Int, Int) {
        (self.n.clone(), self.d.clone())
    }

    pub fn plus(&self, b: &Fraction) -> Fraction {
        Fraction::reduced(&self.n * &b.d + &b.n * &self.d, &self.d * &b.d)
    }

    pub fn minus(&self, b: &Fraction) -> Fraction {
        Fraction::reduced(&self.n * &b.d - &b.n * &self.d, &self.d * &b.d)
    }

    pub fn times(&self, b: &Fraction) -> Fraction {
        Fraction::reduced(&self.n * &b.n, &self.d * &b.d)
    }

    pub fn divided(&self, b: &Fraction) -> PyResult<Fraction> {
        Fraction::of(self, b)
    }

    pub fn floordiv(&self, b: &Fraction) -> PyResult<Int> {
        (&self.n * &b.d).floordiv(&self.d * &b.n)
    }

    pub fn modulo(&self, b: &Fraction) -> PyResult<Fraction> {
        if b.n.is_zero() {
            return Err(exc::ZERO_DIVISION_ERROR.msg("integer modulo by zero"));
        }
        let whole = self.floordiv(b)?;
        Ok(self.minus(&Fraction::reduced(&b.n * &whole, b.d.clone())))
    }

    pub fn divmod(&self, b: &Fraction) -> PyResult<(Int, Fraction)> {
        Ok((self.floordiv(b)?, self.modulo(b)?))
    }

    pub fn power(&self, exponent: &Int) -> PyResult<Fraction> {
        if exponent.is_negative() {
            let up = -exponent;
            if self.n.is_zero() {
                return Err(exc::ZERO_DIVISION_ERROR.msg(format!("Fraction({}, 0)", self.d.pow(&up)?.digits())));
            }
            return Ok(Fraction::reduced(self.d.pow(&up)?, self.n.pow(&up)?));
        }
        Ok(Fraction { n: self.n.pow(exponent)?, d: self.d.pow(exponent)? })
    }

    pub fn to_f64(&self) -> PyResult<f64> {
        self.n.truediv(&self.d)
    }

    pub fn plus_float(&self, b: f64) -> PyResult<f64> {
        Ok(self.to_f64()? + b)
    }

    pub fn minus_float(&self, b: f64) -> PyResult<f64> {
        Ok(self.to_f64()? - b)
    }

    pub fn from_float_minus(&self, a: f64) -> PyResult<f64> {
        Ok(a - self.to_f64()?)
    }

    pub fn times_float(&self, b: f64) -> PyResult<f64> {
        Ok(self.to_f64()? * b)
    }

    pub fn divided_float(&self, b: f64) -> PyResult<f64> {
        float::div(self.to_f64()?, b)
    }

    pub fn float_divided(&self, a: f64) -> PyResult<f64> {
        float::div(a, self.to_f64()?)
    }

    pub fn power_float(&self, b: f64) -> PyResult<f64> {
        float::pow(self.to_f64()?, b)
    }

    pub fn negated(&self) -> Fraction {
        Fraction { n: -&self.n, d: self.d.clone() }
    }

    pub fn abs(&self) -> Fraction {
        Fraction { n: self.n.abs(), d: self.d.clone() }
    }

    pub fn trunc(&self) -> Int {
        let whole = must(self.n.abs().floordiv(&self.d));
        if self.n.is_negative() { -whole } else { whole }
    }

    pub fn floor(&self) -> Int {
        must(self.n.floordiv(&self.d))
    }

    pub fn ceil(&self) -> Int {
        -must((-&self.n).floordiv(&self.d))
    }

    pub fn round(&self) -> Int {
        let floor = self.floor();
        let rest = &self.n - &floor * &self.d;
        let twice = &rest * 2;
        match twice.compare(&self.d) {
            Ordering::Less => floor,
            Ordering::Greater => floor + 1,
            Ordering::Equal => if floor.is_odd() { floor + 1 } else { floor },
        }
    }

    pub fn round_digits(&self, digits: &Int) -> PyResult<Fraction> {
        let shift = int(10).pow(digits.abs())?;
        Ok(if digits.is_negative() || digits.is_zero() {
            Fraction::reduced(self.divided(&Fraction::from_int(&shift)?)?.round() * &shift, int(1))
        } else {
            Fraction::reduced(self.times(&Fraction::from_int(&shift)?).round(), shift)
        })
    }

    pub fn limit_denominator(&self, most: &Int) -> PyResult<Fraction> {
        if most < 1 {
            return Err(exc::VALUE_ERROR.msg("max_denominator should be at least 1"));
        }
        if self.d <= *most {
            return Ok(self.clone());
        }
        let (mut p0, mut q0, mut p1, mut q1) = (int(0), int(1), int(1), int(0));
        let (mut n, mut d) = (self.n.clone(), self.d.clone());
        loop {
            let a = n.floordiv(&d)?;
            let q2 = &q0 + &a * &q1;
            if q2 > *most {
                break;
            }
            let p2 = &p0 + &a * &p1;
            p0 = p1;
            q0 = q1;
            p1 = p2;
            q1 = q2;
            let rest = &n - &a * &d;
            n = d;
            d = rest;
        }
        let k = (most - &q0).floordiv(&q1)?;
        let low = Fraction::reduced(&p0 + &k * &p1, &q0 + &k * &q1);
        let high = Fraction::reduced(p1, q1);
        Ok(if le(&high.minus(self).abs(), &low.minus(self).abs()) { high } else { low })
    }

    fn compare(&self, b: &Fraction) -> Ordering {
        (&self.n * &b.d).compare(&(&b.n * &self.d))
    }

    fn compare_f64(&self, b: f64) -> Option<Ordering> {
        if b.is_nan() {
            return None;
        }
        if b.is_infinite() {
            return Some(if b > 0.0 { Ordering::Less } else { Ordering::Greater });
        }
        Some(self.compare(&must(Fraction::from_float(b))))
    }
}

impl PyRepr for Fraction {
    fn repr_to(&self, out: &mut String) {
        out.push_str(&format!("Fraction({}, {})", self.n.digits(), self.d.digits()));
    }
    fn str_to(&self, out: &mut String) {
        out.push_str(&self.n.digits());
        if self.d != 1 {
            out.push('/');
            out.push_str(&self.d.digits());
        }
    }
    fn type_name(&self) -> &'static str {
        "Fraction"
    }
}

impl PyHash for Fraction {
    fn py_hash(&self) -> i64 {
        let modulus = must(int(2).pow(61)) - 1;
        let common = must(self.d.modulo(&modulus));
        let hash = if common.is_zero() {
            int(314_159)
        } else {
            let inverse = must(self.d.pow_mod(-1, &modulus));
            must((self.n.abs() * inverse).modulo(&modulus))
        };
        let hash = if self.n.is_negative() { -hash } else { hash };
        match hash.clamp_i64() {
            -1 => -2,
            hash => hash,
        }
    }
}

impl PyTruthy for Fraction {
    fn truthy(&self) -> bool {
        !self.n.is_zero()
    }
}

/// Comparison of a numeric type with itself and with plain numbers, both ways, from its order.
#[macro_export]
macro_rules! compared_with_numbers {
    ($t:ty, $own:ident, $from_int:path, $with_float:ident) => {
        impl PyEq for $t {
            fn py_eq(&self, other: &$t) -> bool {
                self.$own(other) == Some(std::cmp::Ordering::Equal)
            }
        }
        $crate::compared_with_numbers!(@order $t, $t, |a, b| a.$own(b).or_else(|| a.unordered()));
        $crate::compared_with_numbers!(@both $t, Int, |a, b| a.$own(&must($from_int(b))));
        $crate::compared_with_numbers!(@both $t, bool, |a, b| a.$own(&must($from_int(&Int::from_bool(*b)))));
        $crate::compared_with_numbers!(@both $t, f64, |a, b| a.$with_float(*b));
    };
    (@both $t:ty, $n:ty, |$a:ident, $b:ident| $order:expr) => {
        impl PyEq<$n> for $t {
            fn py_eq(&self, other: &$n) -> bool {
                let ($a, $b) = (self, other);
                $order == Some(std::cmp::Ordering::Equal)
            }
        }
        impl PyEq<$t> for $n {
            fn py_eq(&self, other: &$t) -> bool {
                eq(other, self)
            }
        }
        $crate::compared_with_numbers!(@order $t, $n, |$a, $b| $order.or_else(|| $a.unordered()));
        $crate::compared_with_numbers!(@order $n, $t, |$b, $a| $order
            .or_else(|| $a.unordered())
            .map(std::cmp::Ordering::reverse));
    };
    (@order $t:ty, $n:ty, |$a:ident, $b:ident| $order:expr) => {
        impl PyOrd<$n> for $t {
            fn py_lt(&self, other: &$n) -> bool {
                let ($a, $b) = (self, other);
                $order == Some(std::cmp::Ordering::Less)
            }
            fn py_le(&self, other: &$n) -> bool {
                let ($a, $b) = (self, other);
                matches!($order, Some(std::cmp::Ordering::Less | std::cmp::Ordering::Equal))
            }
            fn py_gt(&self, other: &$n) -> bool {
                let ($a, $b) = (self, other);
                $order == Some(std::cmp::Ordering::Greater)
            }
            fn py_ge(&self, other: &$n) -> bool {
                let ($a, $b) = (self, other);
                matches!($order, Some(std::cmp::Ordering::Greater | std::cmp::Ordering::Equal))
            }
        }
    };
}

impl Fraction {
    fn order(&self, other: &Fraction) -> Option<Ordering> {
        Some(self.compare(other))
    }

    /// Beside a NaN every comparison is false.
    fn unordered(&self) -> Option<Ordering> {
        None
    }
}

compared_with_numbers!(Fraction, order, Fraction::from_int, compare_f64);

opaque! {
    Fraction, "Fraction";
}
