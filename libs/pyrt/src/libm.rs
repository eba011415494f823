//! Elementary functions as the C library under CPython computes them, where Rust's own differ in the last digit.
//! Tangents and what inverts sines are computed with twice the precision and rounded once.

use crate::expm1::{expm1, log1p};
use crate::{angles, exponent, sines};

/// A number as the sum of two floats that do not overlap.
#[derive(Clone, Copy)]
pub struct Pair(pub f64, pub f64);

fn two_sum(a: f64, b: f64) -> Pair {
    let sum = a + b;
    let part = sum - a;
    Pair(sum, (a - (sum - part)) + (b - part))
}

fn quick_sum(a: f64, b: f64) -> Pair {
    let sum = a + b;
    Pair(sum, b - (sum - a))
}

fn split(x: f64) -> (f64, f64) {
    let t = x * 134_217_729.0;
    let high = t - (t - x);
    (high, x - high)
}

fn two_product(a: f64, b: f64) -> Pair {
    let product = a * b;
    let (ah, al) = split(a);
    let (bh, bl) = split(b);
    Pair(product, ((ah * bh - product) + ah * bl + al * bh) + al * bl)
}

impl Pair {
    fn add(self, other: Pair) -> Pair {
        let sum = two_sum(self.0, other.0);
        let low = two_sum(self.1, other.1);
        let sum = quick_sum(sum.0, sum.1 + low.0);
        quick_sum(sum.0, sum.1 + low.1)
    }

    fn negated(self) -> Pair {
        Pair(-self.0, -self.1)
    }

    fn mul(self, other: Pair) -> Pair {
        let product = two_product(self.0, other.0);
        quick_sum(product.0, product.1 + (self.0 * other.1 + self.1 * other.0))
    }

    fn scaled(self, by: f64) -> Pair {
        let product = two_product(self.0, by);
        quick_sum(product.0, product.1 + self.1 * by)
    }

    fn over(self, divisor: f64) -> Pair {
        let first = self.0 / divisor;
        let product = two_product(first, divisor);
        let rest = ((self.0 - product.0) - product.1 + self.1) / divisor;
        quick_sum(first, rest)
    }
}

const HALF_PI: [f64; 3] = [1.570_796_326_794_896_6, 6.123_233_995_736_766e-17, -1.497_384_904_859_169_8e-33];
const REDUCIBLE: f64 = 1.0e8;

/// `x - n π/2` and n modulo four.
fn reduce(x: f64) -> (Pair, i64) {
    if x.abs() >= REDUCIBLE {
        return angles::reduced(x);
    }
    let n = (x * std::f64::consts::FRAC_2_PI).round();
    let first = two_product(n, HALF_PI[0]);
    let second = two_product(n, HALF_PI[1]);
    let rest = two_sum(x - first.0, -first.1);
    let rest = rest.add(second.negated()).add(Pair(-n * HALF_PI[2], 0.0));
    (rest, n as i64)
}

/// Sine of a small angle.
fn sin_series(r: Pair) -> Pair {
    let square = r.mul(r);
    let (mut term, mut sum) = (r, r);
    let mut k = 2.0;
    while term.0.abs() > 1e-33 * sum.0.abs() && k < 60.0 {
        term = term.mul(square).over(-(k * (k + 1.0)));
        sum = sum.add(term);
        k += 2.0;
    }
    sum
}

fn cos_series(r: Pair) -> Pair {
    let square = r.mul(r);
    let (mut term, mut sum) = (Pair(1.0, 0.0), Pair(1.0, 0.0));
    let mut k = 1.0;
    while term.0.abs() > 1e-33 && k < 60.0 {
        term = term.mul(square).over(-(k * (k + 1.0)));
        sum = sum.add(term);
        k += 2.0;
    }
    sum
}

pub fn sin_cos(x: f64) -> (Pair, Pair) {
    let (r, n) = reduce(x);
    let (s, c) = (sin_series(r), cos_series(r));
    match n.rem_euclid(4) {
        0 => (s, c),
        1 => (c, s.negated()),
        2 => (s.negated(), c.negated()),
        _ => (c.negated(), s),
    }
}

pub fn sin(x: f64) -> f64 {
    if x.is_finite() { sines::sin(x) } else { f64::NAN }
}

pub fn cos(x: f64) -> f64 {
    if x.is_finite() { sines::cos(x) } else { f64::NAN }
}

pub fn tan(x: f64) -> f64 {
    if !x.is_finite() || x.abs() < 1e-8 {
        return x.tan();
    }
    let (s, c) = sin_cos(x);
    quotient(s, c)
}

/// `a / b`, rounded once.
fn quotient(a: Pair, b: Pair) -> f64 {
    let first = a.0 / b.0;
    let rest = a.add(b.scaled(-first));
    first + (rest.0 + rest.1) / b.0
}

pub fn atan(x: f64) -> f64 {
    let guess = x.atan();
    if !x.is_finite() || x.abs() < 1e-8 || x.abs() > 1e17 {
        return guess;
    }
    let (s, c) = sin_cos(guess);
    let off = c.scaled(x).add(s.negated());
    guess + (off.0 + off.1) / (c.0 + x * s.0)
}

pub fn atan2(y: f64, x: f64) -> f64 {
    let guess = y.atan2(x);
    let plain = |v: f64| v != 0.0 && v.is_finite() && v.abs() > 1e-140 && v.abs() < 1e140;
    if !plain(y) || !plain(x) || guess.abs() < 1e-8 {
        return guess;
    }
    let (s, c) = sin_cos(guess);
    let off = c.scaled(y).add(s.scaled(-x));
    guess + (off.0 + off.1) / (x * c.0 + y * s.0)
}

pub fn asin(x: f64) -> f64 {
    let guess = x.asin();
    if !(x.abs() < 1.0) || x.abs() < 1e-8 {
        return guess;
    }
    let (s, c) = sin_cos(guess);
    let off = Pair(x, 0.0).add(s.negated());
    guess + (off.0 + off.1) / c.0
}

pub fn acos(x: f64) -> f64 {
    let guess = x.acos();
    if !(x.abs() < 1.0) {
        return guess;
    }
    let (s, c) = sin_cos(guess);
    let off = c.add(Pair(-x, 0.0));
    guess + (off.0 + off.1) / s.0
}

pub fn log10(x: f64) -> f64 {
    const LOG_HIGH: f64 = 3.010_299_956_636_117_7e-1;
    const LOG_LOW: f64 = 3.694_239_077_158_930_8e-13;
    const OVER_LN_10: f64 = 4.342_944_819_032_518e-1;
    if !(x > 0.0) || x.is_infinite() {
        return x.log10();
    }
    let (x, mut k) = if x < f64::MIN_POSITIVE { (x * 18_014_398_509_481_984.0, -54) } else { (x, 0) };
    let bits = x.to_bits();
    k += (bits >> 52) as i64 - 1023;
    let below = i64::from(k < 0);
    let fraction = f64::from_bits((bits & ((1 << 52) - 1)) | ((1023 - below) as u64) << 52);
    let y = (k + below) as f64;
    let z = y * LOG_LOW + OVER_LN_10 * exponent::ln(fraction);
    z + y * LOG_HIGH
}

pub fn sinh(x: f64) -> f64 {
    let size = x.abs();
    let half = 0.5f64.copysign(x);
    if size < 22.0 {
        if size < 3.725_290_298_461_914e-9 {
            return x;
        }
        let t = expm1(size);
        return if size < 1.0 { half * (2.0 * t - t * t / (t + 1.0)) } else { half * (t + t / (t + 1.0)) };
    }
    if size < 709.782_712_893_384 {
        return half * exponent::exp(size);
    }
    let w = exponent::exp(0.5 * size);
    half * w * w
}

pub fn cosh(x: f64) -> f64 {
    let size = x.abs();
    if size < 22.0 {
        if size < 0.5 * std::f64::consts::LN_2 {
            let t = expm1(size);
            let w = 1.0 + t;
            return if size < 2.776e-17 { w } else { 1.0 + (t * t) / (w + w) };
        }
        let t = exponent::exp(size);
        return 0.5 * t + 0.5 / t;
    }
    if size < 709.782_712_893_384 {
        return 0.5 * exponent::exp(size);
    }
    let w = exponent::exp(0.5 * size);
    0.5 * w * w
}

pub fn tanh(x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() || size < 2.776e-17 {
        return x;
    }
    let value = if size >= 22.0 {
        1.0
    } else if size >= 1.0 {
        let t = expm1(2.0 * size);
        1.0 - 2.0 / (t + 2.0)
    } else {
        let t = expm1(-2.0 * size);
        -t / (t + 2.0)
    };
    value.copysign(x)
}

pub fn asinh(x: f64) -> f64 {
    let size = x.abs();
    if !x.is_finite() || size < 3.725_290_298_461_914e-9 {
        return x;
    }
    let value = if size > 268_435_456.0 {
        exponent::ln(size) + std::f64::consts::LN_2
    } else if size > 2.0 {
        exponent::ln(2.0 * size + 1.0 / ((size * size + 1.0).sqrt() + size))
    } else {
        let t = size * size;
        log1p(size + t / (1.0 + (1.0 + t).sqrt()))
    };
    value.copysign(x)
}

pub fn acosh(x: f64) -> f64 {
    if !(x >= 1.0) {
        return f64::NAN;
    }
    if x > 268_435_456.0 {
        return if x.is_infinite() { x } else { exponent::ln(x) + std::f64::consts::LN_2 };
    }
    if x == 1.0 {
        return 0.0;
    }
    if x > 2.0 {
        return exponent::ln(2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt()));
    }
    let t = x - 1.0;
    log1p(t + (2.0 * t + t * t).sqrt())
}

pub fn atanh(x: f64) -> f64 {
    let size = x.abs();
    if !(size < 1.0) {
        return x.atanh();
    }
    let value = if size < 0.5 {
        if size < 3.725_290_298_461_914e-9 {
            return x;
        }
        let t = size + size;
        0.5 * log1p(t + t * size / (1.0 - size))
    } else {
        0.5 * log1p((size + size) / (1.0 - size))
    };
    value.copysign(x)
}

pub fn cbrt(x: f64) -> f64 {
    const ROOT_2: f64 = 1.259_921_049_894_873_2;
    const ROOT_4: f64 = 1.587_401_051_968_199_5;
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let (m, exponent) = crate::math::frexp_parts(x.abs());
    let u = 0.354895765043919860
        + ((1.50819193781584896
            - ((2.11499494167371287
                - ((2.4469312256353443 - ((1.83469277483613086 - (0.784932344976639262 - 0.145263899385486367 * m) * m) * m)) * m))
                * m))
            * m);
    let cube = u * u * u;
    let factor = [1.0 / ROOT_4, 1.0 / ROOT_2, 1.0, ROOT_2, ROOT_4][(2 + exponent % 3) as usize];
    let root = u * (cube + 2.0 * m) / (2.0 * cube + m) * factor;
    crate::big::scale_by(root.copysign(x), i64::from(exponent / 3))
}

/// The C library's `hypot`, which complex numbers are measured by (Borges, An Improved Algorithm for hypot(a, b), 2019).
pub fn hypot(x: f64, y: f64) -> f64 {
    const TINY: f64 = 6.717_876_107_567_089e-139;
    const LARGE: f64 = 6.703_903_964_971_299e153;
    const NEGLIGIBLE: f64 = 5.551_115_123_125_783e-17;
    let (large, small) = if x.abs() < y.abs() { (y.abs(), x.abs()) } else { (x.abs(), y.abs()) };
    if large.is_infinite() || small.is_infinite() {
        return f64::INFINITY;
    }
    if small <= large * NEGLIGIBLE {
        return large + small;
    }
    let by = if large > LARGE { -600 } else if small < TINY { 600 } else { 0 };
    let scaled = |v: f64, by: i64| crate::big::scale_by(v, by);
    scaled(hypot_of(scaled(large, by), scaled(small, by)), -by)
}

fn hypot_of(large: f64, small: f64) -> f64 {
    let h = (large * large + small * small).sqrt();
    let (first, second) = if h <= 2.0 * small {
        let off = h - small;
        (large * (2.0 * off - large), (off - 2.0 * (large - small)) * off)
    } else {
        let off = h - large;
        (2.0 * off * (large - 2.0 * small), (4.0 * off - small) * small + off * off)
    };
    h - (first + second) / (2.0 * h)
}

/// `math.hypot` and `math.dist`: squares summed with what their rounding loses.
pub fn norm(coordinates: &[f64]) -> f64 {
    let largest = coordinates.iter().fold(0.0f64, |a, b| a.max(b.abs()));
    if coordinates.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if coordinates.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    if largest == 0.0 || coordinates.len() <= 1 {
        return largest;
    }
    let (_, exponent) = crate::math::frexp_parts(largest);
    if exponent < -1022 {
        let squares: f64 = coordinates.iter().map(|x| (x / largest) * (x / largest)).sum();
        return largest * squares.sqrt();
    }
    let scale = crate::big::scale_by(1.0, i64::from(-exponent));
    let (mut sum, mut first, mut second, mut third) = (1.0f64, 0.0, 0.0, 0.0);
    let add = |x: f64, lost: &mut f64, sum: &mut f64| {
        let old = *sum;
        *sum += x;
        *lost += (old - *sum) + x;
    };
    for x in coordinates {
        let (high, low) = split(x.abs() * scale);
        add(high * high, &mut first, &mut sum);
        add(2.0 * high * low, &mut second, &mut sum);
        third += low * low;
    }
    let h = (sum - 1.0 + (first + second + third)).sqrt();
    let (high, low) = split(h);
    add(-high * high, &mut first, &mut sum);
    add(-2.0 * high * low, &mut second, &mut sum);
    add(-low * low, &mut third, &mut sum);
    let rest = sum - 1.0 + (first + second + third);
    (h + rest / (2.0 * h)) / scale
}
