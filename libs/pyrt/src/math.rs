//! `math`.

pub use crate::erf::{erf, erfc};
pub use crate::gamma::{gamma, lgamma};
use crate::*;

pub const PI: f64 = std::f64::consts::PI;
pub const E: f64 = std::f64::consts::E;
pub const TAU: f64 = std::f64::consts::TAU;
pub const INF: f64 = f64::INFINITY;
pub const NAN: f64 = f64::NAN;

fn domain() -> PyErr {
    exc::VALUE_ERROR.msg("math domain error")
}

fn range_error() -> PyErr {
    exc::OVERFLOW_ERROR.msg("math range error")
}

/// A NaN that did not come in is a domain error, an infinity that did not is a range error.
fn checked(x: f64, result: f64, may_overflow: bool) -> PyResult<f64> {
    if result.is_nan() && !x.is_nan() {
        return Err(domain());
    }
    if result.is_infinite() && x.is_finite() {
        return Err(if may_overflow { range_error() } else { domain() });
    }
    Ok(result)
}

macro_rules! functions {
    ($($name:ident |$x:ident| $value:expr, $may_overflow:literal;)*) => {
        $(pub fn $name($x: f64) -> PyResult<f64> {
            checked($x, $value, $may_overflow)
        })*
    };
}

functions! {
    sqrt |x| x.sqrt(), false;
    exp |x| exponent::exp(x), true;
    exp2 |x| x.exp2(), true;
    expm1 |x| expm1::expm1(x), true;
    log1p |x| expm1::log1p(x), false;
    sin |x| libm::sin(x), false;
    cos |x| libm::cos(x), false;
    tan |x| libm::tan(x), false;
    asin |x| libm::asin(x), false;
    acos |x| libm::acos(x), false;
    atan |x| libm::atan(x), false;
    sinh |x| libm::sinh(x), true;
    cosh |x| libm::cosh(x), true;
    tanh |x| libm::tanh(x), false;
    asinh |x| libm::asinh(x), false;
    acosh |x| libm::acosh(x), false;
    atanh |x| libm::atanh(x), false;
    cbrt |x| libm::cbrt(x), false;
    fabs |x| x.abs(), false;
}

fn log_of(x: f64, f: impl Fn(f64) -> f64) -> PyResult<f64> {
    if x <= 0.0 {
        return Err(domain());
    }
    Ok(f(x))
}

pub fn log(x: f64) -> PyResult<f64> {
    log_of(x, exponent::ln)
}

pub fn log2(x: f64) -> PyResult<f64> {
    log_of(x, exponent::log2)
}

pub fn log10(x: f64) -> PyResult<f64> {
    log_of(x, libm::log10)
}

/// `math.log(x, base)`.
pub fn log_base(x: f64, base: f64) -> PyResult<f64> {
    float::div(log(x)?, log(base)?)
}

/// A logarithm of an int of any size.
fn log_int(x: &Int, f: fn(f64) -> f64, two: f64) -> PyResult<f64> {
    if *x <= 0 {
        return Err(domain());
    }
    match x.to_f64() {
        Ok(value) => Ok(f(value)),
        Err(_) => {
            let bits = x.bit_length().clamp_i64();
            let head = x.shr(bits - 64)?.to_f64()?;
            let (mantissa, exponent) = frexp_parts(head);
            Ok(f(mantissa) + two * (exponent as f64 + (bits - 64) as f64))
        }
    }
}

pub fn log_i(x: &Int) -> PyResult<f64> {
    log_int(x, exponent::ln, std::f64::consts::LN_2)
}

pub fn log2_i(x: &Int) -> PyResult<f64> {
    log_int(x, exponent::log2, 1.0)
}

pub fn log10_i(x: &Int) -> PyResult<f64> {
    log_int(x, libm::log10, std::f64::consts::LOG10_2)
}

pub fn pow(x: f64, y: f64) -> PyResult<f64> {
    let result = exponent::pow(x, y);
    if x == 1.0 || y == 0.0 {
        return Ok(1.0);
    }
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain());
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(if x == 0.0 { domain() } else { range_error() });
    }
    Ok(result)
}

pub fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}

/// `math.hypot` of any number of coordinates.
pub fn hypot(coordinates: &[f64]) -> f64 {
    libm::norm(coordinates)
}

pub fn dist(a: &[f64], b: &[f64]) -> f64 {
    let differences: Vec<f64> = a.iter().zip(b).map(|(x, y)| x - y).collect();
    hypot(&differences)
}

/// `math.dist`.
pub fn distance(a: Vec<f64>, b: Vec<f64>) -> PyResult<f64> {
    if a.len() != b.len() {
        return Err(exc::VALUE_ERROR.msg("both points must have the same number of dimensions"));
    }
    Ok(dist(&a, &b))
}

pub fn nextafter(x: f64, toward: f64) -> f64 {
    if x.is_nan() || toward.is_nan() {
        return f64::NAN;
    }
    if x == toward {
        return toward;
    }
    if x == 0.0 {
        return f64::from_bits(1).copysign(toward);
    }
    let bits = x.to_bits();
    f64::from_bits(if (x < toward) == (x > 0.0) { bits + 1 } else { bits - 1 })
}

pub fn ulp(x: f64) -> f64 {
    let x = x.abs();
    if !x.is_finite() {
        return x;
    }
    let above = nextafter(x, f64::INFINITY);
    if above.is_infinite() {
        x - nextafter(x, 0.0)
    } else {
        above - x
    }
}

pub fn floor(x: f64) -> PyResult<Int> {
    Int::from_f64(x.floor())
}

pub fn ceil(x: f64) -> PyResult<Int> {
    Int::from_f64(x.ceil())
}

pub fn trunc(x: f64) -> PyResult<Int> {
    Int::from_f64(x.trunc())
}

pub fn fmod(x: f64, y: f64) -> PyResult<f64> {
    if y == 0.0 || x.is_infinite() {
        return if x.is_nan() || y.is_nan() { Ok(f64::NAN) } else { Err(domain()) };
    }
    Ok(x % y)
}

pub fn copysign(x: f64, y: f64) -> f64 {
    x.copysign(y)
}

pub fn degrees(x: f64) -> f64 {
    x * (180.0 / PI)
}

pub fn radians(x: f64) -> f64 {
    x * (PI / 180.0)
}

pub fn isnan(x: f64) -> bool {
    x.is_nan()
}

pub fn isinf(x: f64) -> bool {
    x.is_infinite()
}

pub fn isfinite(x: f64) -> bool {
    x.is_finite()
}

pub fn isclose(a: f64, b: f64, rel_tol: f64, abs_tol: f64) -> PyResult<bool> {
    if rel_tol < 0.0 || abs_tol < 0.0 {
        return Err(exc::VALUE_ERROR.msg("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let difference = (b - a).abs();
    Ok(difference <= (rel_tol * b).abs() || difference <= (rel_tol * a).abs() || difference <= abs_tol)
}

pub fn modf(x: f64) -> (f64, f64) {
    if x.is_infinite() {
        return (0.0f64.copysign(x), x);
    }
    ((x - x.trunc()).copysign(x), x.trunc())
}

/// Mantissa in [0.5, 1) and exponent.
pub fn frexp_parts(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let (scaled, shift) = if x.abs() < f64::MIN_POSITIVE { (x * 18_014_398_509_481_984.0, -54) } else { (x, 0) };
    let bits = scaled.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32 - 1022;
    (f64::from_bits((bits & !(0x7ff << 52)) | (1022 << 52)), exponent + shift)
}

pub fn frexp(x: f64) -> (f64, Int) {
    let (mantissa, exponent) = frexp_parts(x);
    (mantissa, int(i64::from(exponent)))
}

pub fn ldexp(x: f64, exponent: &Int) -> PyResult<f64> {
    if x == 0.0 || !x.is_finite() {
        return Ok(x);
    }
    let (mantissa, own) = frexp_parts(x);
    let total = exponent.clamp_i64().clamp(-5000, 5000) + i64::from(own);
    let scaled = Int::from_f64(mantissa.abs() * 9_007_199_254_740_992.0)?;
    match big::to_f64(&scaled.magnitude(), total - 53) {
        Some(value) => Ok(value.copysign(x)),
        None => Err(range_error()),
    }
}

pub fn factorial(n: &Int) -> PyResult<Int> {
    if n.is_negative() {
        return Err(exc::VALUE_ERROR.msg("factorial() not defined for negative values"));
    }
    fn product(low: i64, high: i64) -> Int {
        if high - low < 8 {
            return (low..=high).fold(int(1), |total, i| total * i);
        }
        let middle = (low + high) / 2;
        product(low, middle) * product(middle + 1, high)
    }
    match n.to_i64() {
        Some(n) if n < 1_000_000 => Ok(product(1, n)),
        Some(_) => Err(exc::MEMORY_ERROR.empty()),
        None => Err(exc::OVERFLOW_ERROR.msg("factorial() argument should not exceed 9223372036854775807")),
    }
}

pub fn gcd(numbers: &[Int]) -> Int {
    numbers.iter().fold(int(0), |a, b| a.gcd(b))
}

pub fn lcm(numbers: &[Int]) -> Int {
    numbers.iter().fold(int(1), |a, b| {
        if a.is_zero() || b.is_zero() {
            return int(0);
        }
        must((&a * b).abs().floordiv(a.gcd(b)))
    })
}

pub fn isqrt(n: &Int) -> PyResult<Int> {
    if n.is_negative() {
        return Err(exc::VALUE_ERROR.msg("isqrt() argument must be nonnegative"));
    }
    Ok(n.isqrt())
}

fn counted<'a>(n: &'a Int, k: &'a Int) -> PyResult<()> {
    if n.is_negative() {
        return Err(exc::VALUE_ERROR.msg("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(exc::VALUE_ERROR.msg("k must be a non-negative integer"));
    }
    Ok(())
}

pub fn comb(n: &Int, k: &Int) -> PyResult<Int> {
    counted(n, k)?;
    if k > n {
        return Ok(int(0));
    }
    let k = min2(k.clone(), n - k);
    let mut out = int(1);
    let mut i = int(0);
    while i < k {
        out = (out * (n - &i)).floordiv(&i + 1)?;
        i += 1;
    }
    Ok(out)
}

pub fn perm(n: &Int, k: &Int) -> PyResult<Int> {
    counted(n, k)?;
    if k > n {
        return Ok(int(0));
    }
    let mut out = int(1);
    let mut i = int(0);
    while i < *k {
        out *= n - &i;
        i += 1;
    }
    Ok(out)
}

/// `math.prod(xs)` of ints.
pub fn prod(mut it: impl PyIterator<Item = Int>) -> PyResult<Int> {
    let mut out = int(1);
    while let Some(item) = it.next()? {
        out *= item;
    }
    Ok(out)
}

/// `math.prod(xs, start=start)`.
pub fn prod_from(it: impl PyIterator<Item = Int>, start: Int) -> PyResult<Int> {
    Ok(start * prod(it)?)
}

/// `math.prod(xs, start=start)` of floats; of none it ends the program where Python gives an int.
pub fn prod_float(mut it: impl PyIterator<Item = f64>, start: f64, is_float: bool) -> PyResult<f64> {
    let mut out = match it.next()? {
        Some(first) => start * first,
        None if is_float => start,
        None => limit("the product of no floats is an int"),
    };
    while let Some(item) = it.next()? {
        out *= item;
    }
    Ok(out)
}

/// `math.fsum`: exact partial sums (Shewchuk), rounded once.
pub fn fsum(mut it: impl PyIterator<Item = f64>) -> PyResult<f64> {
    let mut partials: Vec<f64> = Vec::new();
    let (mut special, mut infinite) = (0.0, 0.0);
    while let Some(item) = it.next()? {
        if !item.is_finite() {
            special += item;
            if item.is_infinite() {
                infinite += item;
            }
            partials.clear();
            continue;
        }
        let mut x = item;
        let mut kept = 0;
        for i in 0..partials.len() {
            let mut y = partials[i];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        if !x.is_finite() {
            return Err(exc::OVERFLOW_ERROR.msg("intermediate overflow in fsum"));
        }
        partials.truncate(kept);
        partials.push(x);
    }
    if special != 0.0 {
        if f64::is_nan(infinite) {
            return Err(exc::VALUE_ERROR.msg("-inf + inf in fsum"));
        }
        return Ok(special);
    }
    let mut high = match partials.pop() {
        Some(last) => last,
        None => return Ok(0.0),
    };
    let mut low = 0.0;
    while let Some(y) = partials.pop() {
        let x = high;
        high = x + y;
        low = y - (high - x);
        if low != 0.0 {
            break;
        }
    }
    if let Some(last) = partials.last() {
        if (low < 0.0 && *last < 0.0) || (low > 0.0 && *last > 0.0) {
            let y = low * 2.0;
            let x = high + y;
            if y == x - high {
                high = x;
            }
        }
    }
    Ok(high)
}

/// `math.remainder`: what is left of `x` after the nearest multiple of `y`, the even one of two.
pub fn remainder(x: f64, y: f64) -> PyResult<f64> {
    if x.is_finite() && y.is_finite() {
        if y == 0.0 {
            return Err(domain());
        }
        let (ax, ay) = (x.abs(), y.abs());
        let m = ax % ay;
        let c = ay - m;
        let r = if m < c {
            m
        } else if m > c {
            -c
        } else {
            m - 2.0 * ((0.5 * (ax - m)) % ay)
        };
        return Ok(1f64.copysign(x) * r);
    }
    if x.is_nan() || y.is_nan() {
        return Ok(f64::NAN);
    }
    if x.is_infinite() {
        return Err(domain());
    }
    Ok(x)
}
