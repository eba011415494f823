//! Roots, powers, exponentials and logarithms: worked out with spare digits until the rounding is certain.

use super::arithmetic::{fix, fix_with};
use super::context::precision;
use super::*;

/// Digits that the largest exponent of the library has.
const EXPONENT_DIGITS: i64 = 19;

/// One, written with so many zeros after the point.
fn one_with(places: i64) -> Decimal {
    Decimal::finite(false, ten(places), -places)
}

/// Results so small that digits are lost are not vouched for.
fn roomy(made: Decimal) -> PyResult<Decimal> {
    if made.is_finite_kind() && (made.is_zero() || made.adjusted_exponent() < LEAST) {
        limit("a power of decimals this small");
    }
    Ok(made)
}

impl Decimal {
    pub fn sqrt(&self) -> PyResult<Decimal> {
        if self.is_nan() || (self.is_infinite() && !self.negative) {
            return Ok(self.clone());
        }
        if self.is_zero() {
            return fix(Decimal::finite(self.negative, int(0), self.exponent.div_euclid(2)));
        }
        if self.negative {
            return invalid("InvalidOperation");
        }
        let wanted = precision() + 1;
        let mut exponent = self.exponent.div_euclid(2);
        let odd = self.exponent.rem_euclid(2) == 1;
        let size = length(&self.digits);
        let (mut digits, half) =
            if odd { (&self.digits * 10, (size >> 1) + 1) } else { (self.digits.clone(), (size + 1) >> 1) };
        let shift = wanted - half;
        let mut exact = true;
        if shift >= 0 {
            digits = digits * ten(2 * shift);
        } else {
            let unit = ten(-2 * shift);
            let whole = digits.floordiv(&unit)?;
            exact = &whole * &unit == digits;
            digits = whole;
        }
        exponent -= shift;
        let mut root = digits.isqrt();
        exact = exact && &root * &root == digits;
        if exact {
            if shift >= 0 {
                root = root.floordiv(ten(shift))?;
            } else {
                root = root * ten(-shift);
            }
            exponent += shift;
        } else if root.modulo(5)?.is_zero() {
            root += 1;
        }
        fix_with(Decimal::finite(false, root, exponent), precision(), "ROUND_HALF_EVEN")
    }

    /// `self ** b`, worked out in the steps of the library that CPython uses: for a whole `b` by squaring with a few
    /// spare digits, else as `exp(ln(self) * b)`.
    pub fn power(&self, b: &Decimal) -> PyResult<Decimal> {
        if let Some(nan) = self.nan_beside(b) {
            return Ok(nan);
        }
        let whole = !b.is_finite_kind() || b.exponent >= 0 || must(b.as_integer_ratio()).1 == 1;
        let odd = b.is_finite_kind() && whole && b.trunc()?.is_odd();
        let negative = self.negative && odd;
        if self.is_zero() {
            return if b.is_zero() {
                invalid("InvalidOperation")
            } else if b.negative {
                Ok(Decimal::infinity(negative))
            } else {
                Ok(Decimal::finite(negative, int(0), 0))
            };
        }
        if self.negative && (!whole || b.is_infinite()) {
            return invalid("InvalidOperation");
        }
        let one = Decimal::finite(false, int(1), 0);
        let base = self.copy_abs();
        let against = base.order(&one);
        if b.is_infinite() {
            return Ok(match against {
                Some(Ordering::Equal) => one_with(precision() - 1),
                side if (side == Some(Ordering::Greater)) != b.negative => Decimal::infinity(negative),
                _ => Decimal::finite(negative, int(0), 0),
            });
        }
        if b.is_zero() {
            return Ok(one);
        }
        if self.is_infinite() {
            return Ok(if b.negative { Decimal::finite(negative, int(0), 0) } else { Decimal::infinity(negative) });
        }
        let made = if against == Some(Ordering::Equal) {
            base.power_of_one(b, whole)?
        } else if whole {
            base.whole_power(b, negative)?
        } else {
            base.real_power(b)?
        };
        Ok(Decimal { negative, ..made })
    }

    fn power_of_one(&self, b: &Decimal, whole: bool) -> PyResult<Decimal> {
        if !whole {
            return Ok(one_with(precision() - 1));
        }
        if b.negative || self.exponent == 0 {
            return Ok(one_with(0));
        }
        if self.exponent > 0 {
            limit("a power of this decimal");
        }
        let places = b.trunc()? * -self.exponent;
        Ok(one_with(places.clamp_i64().min(precision() - 1)))
    }

    fn whole_power(&self, b: &Decimal, negative: bool) -> PyResult<Decimal> {
        let n = b.trunc()?.to_i64().unwrap_or_else(|| limit("a power of a decimal with this exponent"));
        let places = precision() + b.adjusted_exponent() + 3 + i64::from(n < 0);
        let step = |made: Decimal| roomy(fix_with(made, places, "ROUND_HALF_EVEN")?);
        let base = if n > 0 {
            self.clone()
        } else {
            roomy(Context::new(&int(places), &lit("ROUND_HALF_EVEN")).divide(&one_with(0), self)?)?
        };
        let product =
            |a: &Decimal, b: &Decimal| step(Decimal::finite(false, &a.digits * &b.digits, a.exponent + b.exponent));
        let mut out = base.clone();
        let size = n.unsigned_abs();
        for bit in (0..63 - size.leading_zeros()).rev() {
            out = product(&out, &out)?;
            if size >> bit & 1 == 1 {
                out = product(&out, &base)?;
            }
        }
        roomy(fix(Decimal { negative, ..out })?)
    }

    fn real_power(&self, b: &Decimal) -> PyResult<Decimal> {
        let places = length(&self.digits).max(precision()) + 4 + EXPONENT_DIGITS;
        let made = Context::new(&int(places), &lit("ROUND_HALF_EVEN")).apply(|| self.ln()?.times(b)?.exp())?;
        if made.order(&one_with(0)) == Some(Ordering::Equal) {
            return Ok(one_with(precision() - 1));
        }
        roomy(fix(made)?)
    }

    pub fn exp(&self) -> PyResult<Decimal> {
        match self.kind {
            Kind::Nan => return Ok(self.clone()),
            Kind::Infinite if self.negative => return Ok(Decimal::zero()),
            Kind::Infinite => return Ok(self.clone()),
            Kind::Finite if self.is_zero() => return Ok(Decimal::finite(false, int(1), 0)),
            Kind::Finite => {}
        }
        if self.adjusted_exponent() > 6 {
            limit("exp of a decimal this large");
        }
        settle(precision(), |places| {
            let extra = places + 10;
            let low = self.exponent.min(-extra);
            let fixed = self.scaled(low).floordiv(ten(-low - extra))?;
            exp_fixed(&fixed, extra, places)
        })
    }

    pub fn ln(&self) -> PyResult<Decimal> {
        if self.is_nan() {
            return Ok(self.clone());
        }
        if self.is_zero() {
            return Ok(Decimal::infinity(true));
        }
        if self.negative {
            return invalid("InvalidOperation");
        }
        if self.is_infinite() {
            return Ok(self.clone());
        }
        if self.order(&Decimal::finite(false, int(1), 0)) == Some(Ordering::Equal) {
            return Ok(Decimal::zero());
        }
        settle(precision(), |places| {
            let fixed = log_fixed(self, places + 10)?;
            Ok(Decimal::finite(fixed.is_negative(), fixed.abs(), -(places + 10)))
        })
    }

    pub fn log10(&self) -> PyResult<Decimal> {
        if self.is_nan() {
            return Ok(self.clone());
        }
        if self.is_zero() {
            return Ok(Decimal::infinity(true));
        }
        if self.negative {
            return invalid("InvalidOperation");
        }
        if self.is_infinite() {
            return Ok(self.clone());
        }
        let shown = self.digits.digits();
        if shown.trim_end_matches('0') == "1" {
            return fix(Decimal::from_int(&int(self.exponent + shown.len() as i64 - 1))?);
        }
        settle(precision(), |places| {
            let extra = places + 10;
            let top = log_fixed(self, extra)?;
            let bottom = log_fixed(&Decimal::finite(false, int(10), 0), extra)?;
            let made = (top * ten(extra)).floordiv(bottom)?;
            Ok(Decimal::finite(made.is_negative(), made.abs(), -extra))
        })
    }
}

/// Works a value out with ever more digits until those beyond the precision decide the rounding.
fn settle(wanted: i64, work: impl Fn(i64) -> PyResult<Decimal>) -> PyResult<Decimal> {
    let mut spare = 6;
    loop {
        let made = work(wanted + spare)?;
        let beyond = length(&made.digits) - wanted;
        if beyond > 5 {
            let unit = ten(beyond);
            let rest = made.digits.modulo(&unit)?;
            let slack = ten(4);
            let half = unit.floordiv(2)?;
            let near = |at: &Int| (&rest - at).abs() < slack;
            if !near(&half) && !near(&int(0)) && !near(&unit) {
                return fix_with(made, wanted, "ROUND_HALF_EVEN");
            }
        }
        spare += 10;
        if spare > 600 {
            limit("a decimal whose rounding does not settle");
        }
    }
}

/// `ln(x) * 10**places`, an error of a few units.
fn log_fixed(x: &Decimal, places: i64) -> PyResult<Int> {
    let guard = places + 10;
    let size = length(&x.digits);
    // x = m * 10**k with m in [1, 10)
    let k = x.exponent + size - 1;
    let m = if guard >= size - 1 { &x.digits * ten(guard - size + 1) } else { x.digits.floordiv(ten(size - 1 - guard))? };
    let log_ten = log_unit(&(int(10) * ten(guard)), guard)?;
    let total = log_unit(&m, guard)? + log_ten * k;
    total.floordiv(ten(guard - places))
}

/// `ln(m / 10**guard) * 10**guard` for m / 10**guard near 1 to 10: square roots, then a series.
fn log_unit(m: &Int, guard: i64) -> PyResult<Int> {
    let one = ten(guard);
    let mut y = m.clone();
    let mut doubled = 0u32;
    let close = ten(guard - 2);
    while (&y - &one).abs() > close {
        y = (&y * &one).isqrt();
        doubled += 1;
    }
    let z = ((&y - &one) * &one).floordiv(&y + &one)?;
    let square = (&z * &z).floordiv(&one)?;
    let mut term = z.clone();
    let mut sum = z;
    let mut n = 3;
    loop {
        term = (&term * &square).floordiv(&one)?;
        if term.abs() < 2 {
            break;
        }
        sum = sum + term.floordiv(n)?;
        n += 2;
    }
    Ok(sum * 2 * int(2).pow(i64::from(doubled))?)
}

/// `exp(x / 10**places)` with so many significant digits.
fn exp_fixed(x: &Int, places: i64, wanted: i64) -> PyResult<Decimal> {
    let guard = places + 20;
    let one = ten(guard);
    let log_ten = log_unit(&(int(10) * &one), guard)?;
    let x = x * ten(guard - places);
    let k = x.floordiv(&log_ten)?;
    let rest = x - &k * &log_ten;
    let halvings = 8i64;
    let r = rest.floordiv(int(2).pow(halvings)?)?;
    let mut term = one.clone();
    let mut sum = one.clone();
    let mut n = 1;
    loop {
        term = (&term * &r).floordiv(&one * n)?;
        if term.is_zero() {
            break;
        }
        sum = sum + &term;
        n += 1;
    }
    for _ in 0..halvings {
        sum = (&sum * &sum).floordiv(&one)?;
    }
    let drop = (length(&sum) - wanted - 8).max(0);
    Ok(Decimal::finite(false, sum.floordiv(ten(drop))?, k.clamp_i64() - guard + drop))
}
