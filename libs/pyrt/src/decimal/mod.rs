//! `decimal`: the General Decimal Arithmetic specification as Python has it.
//!
//! 1. A finite number is a sign, digits and an exponent; nothing is rounded but the result of an operation.
//! 2. The context (precision, rounding) is the thread's own; invalid operations, division by zero and overflow raise.
//! 3. Signals that Python's default context does not trap (inexact, rounded, subnormal) leave no mark.

mod arithmetic;
mod context;
mod roots;
mod text;

pub use context::{getcontext, localcontext, setcontext, Context, Scope};

use crate::*;
use std::cmp::Ordering;

macro_rules! signals {
    ($($constant:ident $name:literal [$($base:expr),*];)*) => {
        $(pub static $constant: ExcClass = ExcClass::declare_in("decimal", $name, &[$(&$base),*]);)*
    };
}

signals! {
    DECIMAL_EXCEPTION "DecimalException" [exc::ARITHMETIC_ERROR];
    INVALID_OPERATION "InvalidOperation" [DECIMAL_EXCEPTION];
    DIVISION_BY_ZERO "DivisionByZero" [DECIMAL_EXCEPTION, exc::ZERO_DIVISION_ERROR];
    DIVISION_UNDEFINED "InvalidOperation" [INVALID_OPERATION, exc::ZERO_DIVISION_ERROR];
    INEXACT "Inexact" [DECIMAL_EXCEPTION];
    ROUNDED "Rounded" [DECIMAL_EXCEPTION];
    OVERFLOW "Overflow" [INEXACT, ROUNDED];
}

pub(crate) const MOST: i64 = 999_999;
pub(crate) const LEAST: i64 = -999_999;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Finite,
    Infinite,
    Nan,
}

#[derive(Clone, Debug)]
pub struct Decimal {
    pub(crate) negative: bool,
    pub(crate) kind: Kind,
    pub(crate) digits: Int,
    pub(crate) exponent: i64,
}

pub(crate) fn signal<T>(class: &'static ExcClass, name: &str) -> PyResult<T> {
    Err(class.msg(format!("[<class 'decimal.{}'>]", name)))
}

pub(crate) fn invalid<T>(name: &str) -> PyResult<T> {
    signal(&INVALID_OPERATION, name)
}

pub(crate) fn ten(power: i64) -> Int {
    must(int(10).pow(power.max(0)))
}

/// How many decimal digits; zero has one.
pub(crate) fn length(digits: &Int) -> i64 {
    match digits.to_i64() {
        Some(small) if small < 10 => 1,
        _ => digits.digits().len() as i64,
    }
}

impl Decimal {
    pub(crate) fn finite(negative: bool, digits: Int, exponent: i64) -> Decimal {
        Decimal { negative, kind: Kind::Finite, digits, exponent }
    }

    pub(crate) fn infinity(negative: bool) -> Decimal {
        Decimal { negative, kind: Kind::Infinite, digits: int(0), exponent: 0 }
    }

    pub(crate) fn nan() -> Decimal {
        Decimal { negative: false, kind: Kind::Nan, digits: int(0), exponent: 0 }
    }

    pub fn zero() -> Decimal {
        Decimal::finite(false, int(0), 0)
    }

    pub fn from_int(value: &Int) -> PyResult<Decimal> {
        Ok(Decimal::finite(value.is_negative(), value.abs(), 0))
    }

    /// The float's exact value.
    pub fn from_float(value: f64) -> PyResult<Decimal> {
        if value.is_nan() {
            return Ok(Decimal::nan());
        }
        if value.is_infinite() {
            return Ok(Decimal::infinity(value < 0.0));
        }
        let (n, d) = float::as_integer_ratio(value)?;
        let bits = d.bit_length() - 1;
        let digits = n.abs() * int(5).pow(&bits)?;
        Ok(Decimal::finite(value.is_sign_negative(), digits, -bits.clamp_i64()))
    }

    pub fn from_decimal(value: &Decimal) -> Decimal {
        value.clone()
    }

    pub(crate) fn is_finite_kind(&self) -> bool {
        self.kind == Kind::Finite
    }

    pub fn is_nan(&self) -> bool {
        self.kind == Kind::Nan
    }

    pub fn is_infinite(&self) -> bool {
        self.kind == Kind::Infinite
    }

    pub fn is_finite(&self) -> bool {
        self.is_finite_kind()
    }

    pub fn is_zero(&self) -> bool {
        self.is_finite_kind() && self.digits.is_zero()
    }

    pub fn is_signed(&self) -> bool {
        self.negative
    }

    pub(crate) fn adjusted_exponent(&self) -> i64 {
        self.exponent + length(&self.digits) - 1
    }

    pub fn adjusted(&self) -> Int {
        if self.is_finite_kind() { int(self.adjusted_exponent()) } else { int(0) }
    }

    /// What an operation on a NaN gives: the first of them, with its sign.
    pub(crate) fn nan_beside(&self, other: &Decimal) -> Option<Decimal> {
        [self, other].iter().find(|x| x.is_nan()).map(|&x| x.clone())
    }

    /// With its sign, as if it had this exponent, which is no greater than its own.
    pub(crate) fn scaled(&self, exponent: i64) -> Int {
        let digits = &self.digits * ten(self.exponent - exponent);
        if self.negative { -digits } else { digits }
    }

    pub(crate) fn order(&self, other: &Decimal) -> Option<Ordering> {
        if self.is_nan() || other.is_nan() {
            return None;
        }
        let rank = |x: &Decimal| match (x.is_infinite(), x.negative) {
            (true, true) => -1,
            (true, false) => 1,
            _ => 0,
        };
        if rank(self) != 0 || rank(other) != 0 {
            return Some(rank(self).cmp(&rank(other)));
        }
        if self.digits.is_zero() || other.digits.is_zero() || self.negative != other.negative {
            let sign = |x: &Decimal| if x.digits.is_zero() { 0 } else if x.negative { -1 } else { 1 };
            return Some(sign(self).cmp(&sign(other)));
        }
        let (a, b) = (self.adjusted_exponent(), other.adjusted_exponent());
        if a != b {
            return Some(if (a > b) != self.negative { Ordering::Greater } else { Ordering::Less });
        }
        let low = self.exponent.min(other.exponent);
        Some(self.scaled(low).compare(&other.scaled(low)))
    }

    pub(crate) fn order_f64(&self, other: f64) -> Option<Ordering> {
        self.order(&must(Decimal::from_float(other)))
    }

    /// Python raises where a NaN is ordered: whoever asked does.
    pub(crate) fn unordered(&self) -> Option<Ordering> {
        noting(invalid("InvalidOperation"), None)
    }

    pub fn compare(&self, other: &Decimal) -> Decimal {
        match self.order(other) {
            None => self.nan_beside(other).unwrap_or_else(Decimal::nan),
            Some(order) => Decimal::finite(order == Ordering::Less, int((order as i64).abs()), 0),
        }
    }

    pub fn to_f64(&self) -> PyResult<f64> {
        match self.kind {
            Kind::Nan => Ok(f64::NAN),
            Kind::Infinite => Ok(if self.negative { f64::NEG_INFINITY } else { f64::INFINITY }),
            Kind::Finite => float::parse(&str_of(self)),
        }
    }

    pub(crate) fn whole(&self, what: &str) -> PyResult<()> {
        match self.kind {
            Kind::Nan => Err(exc::VALUE_ERROR.msg(format!("cannot convert NaN to {}", what))),
            Kind::Infinite => Err(exc::OVERFLOW_ERROR.msg(format!("cannot convert Infinity to {}", what))),
            Kind::Finite => Ok(()),
        }
    }

    pub fn trunc(&self) -> PyResult<Int> {
        self.whole("integer")?;
        self.rounded_to(0, "ROUND_DOWN")
    }

    pub fn floor(&self) -> PyResult<Int> {
        self.whole("integer")?;
        self.rounded_to(0, "ROUND_FLOOR")
    }

    pub fn ceil(&self) -> PyResult<Int> {
        self.whole("integer")?;
        self.rounded_to(0, "ROUND_CEILING")
    }

    pub fn round(&self) -> PyResult<Int> {
        self.whole("integer")?;
        self.rounded_to(0, "ROUND_HALF_EVEN")
    }

    fn rounded_to(&self, exponent: i64, rounding: &str) -> PyResult<Int> {
        let made = arithmetic::rescale(self, exponent, rounding);
        Ok(if made.negative { -made.digits } else { made.digits })
    }

    pub fn round_digits(&self, digits: &Int) -> PyResult<Decimal> {
        self.quantize_to(-digits.clamp_i64(), "ROUND_HALF_EVEN")
    }

    pub fn as_integer_ratio(&self) -> PyResult<(Int, Int)> {
        self.whole("integer ratio")?;
        let signed = if self.negative { -&self.digits } else { self.digits.clone() };
        let made = if self.exponent >= 0 {
            fractions::Fraction::from_int(&(signed * ten(self.exponent)))?
        } else {
            fractions::Fraction::new(&signed, &ten(-self.exponent))?
        };
        Ok(made.as_integer_ratio())
    }

    pub fn as_tuple(&self) -> DecimalTuple {
        DecimalTuple(self.clone())
    }

    pub fn copy_abs(&self) -> Decimal {
        Decimal { negative: false, ..self.clone() }
    }

    pub fn copy_negate(&self) -> Decimal {
        Decimal { negative: !self.negative, ..self.clone() }
    }

    pub fn copy_sign(&self, other: &Decimal) -> Decimal {
        Decimal { negative: other.negative, ..self.clone() }
    }

    pub fn same_quantum(&self, other: &Decimal) -> bool {
        if self.kind != Kind::Finite || other.kind != Kind::Finite {
            return self.kind == other.kind;
        }
        self.exponent == other.exponent
    }
}

/// What `as_tuple` gives.
#[derive(Clone, Debug)]
pub struct DecimalTuple(Decimal);

impl DecimalTuple {
    pub fn sign(&self) -> Int {
        Int::from_bool(self.0.negative)
    }

    pub fn digits(&self) -> Tuple<Int> {
        Tuple::from_vec(self.0.digits.digits().bytes().map(|c| int(i64::from(c - b'0'))).collect())
    }

    pub fn exponent(&self) -> Int {
        if !self.0.is_finite_kind() {
            limit("the exponent of a decimal that is not finite");
        }
        int(self.0.exponent)
    }
}

impl PyRepr for DecimalTuple {
    fn repr_to(&self, out: &mut String) {
        out.push_str(&format!("DecimalTuple(sign={}, digits=", self.sign().digits()));
        self.digits().repr_to(out);
        out.push_str(&format!(", exponent={})", self.exponent().digits()));
    }
}

impl PyEq for DecimalTuple {
    fn py_eq(&self, other: &DecimalTuple) -> bool {
        repr(self) == repr(other)
    }
}

impl PyHash for DecimalTuple {
    fn py_hash(&self) -> i64 {
        limit("the hash of a DecimalTuple")
    }
}

impl PyTruthy for DecimalTuple {
    fn truthy(&self) -> bool {
        true
    }
}

impl PyHash for Decimal {
    fn py_hash(&self) -> i64 {
        match self.kind {
            Kind::Nan => limit("the hash of a decimal NaN"),
            Kind::Infinite => if self.negative { -314_159 } else { 314_159 },
            Kind::Finite => {
                let (n, d) = must(self.as_integer_ratio());
                must(fractions::Fraction::new(&n, &d)).py_hash()
            }
        }
    }
}

impl PyTruthy for Decimal {
    fn truthy(&self) -> bool {
        !self.is_zero()
    }
}

compared_with_numbers!(Decimal, order, Decimal::from_int, order_f64);

opaque! {
    Decimal, "Decimal";
    DecimalTuple, "DecimalTuple";
}
