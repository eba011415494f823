//! `math.gamma` and `lgamma`.
//!
//! The gamma function is Lanczos' approximation with thirteen coefficients (Pugh, 2004; g = 6.0246…), worked out in
//! the steps of CPython, so that the last digit is the same.

use crate::*;

const G: f64 = 6.024_680_040_776_729_583_740_234_375;
const G_LESS_HALF: f64 = 5.524_680_040_776_729_583_740_234_375;
const LOG_PI: f64 = 1.144_729_885_849_400_2;

#[allow(clippy::excessive_precision)]
const ABOVE: [f64; 13] = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
];
const BELOW: [f64; 13] = [
    0.0, 39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0, 2637558.0, 357423.0, 32670.0,
    1925.0, 66.0, 1.0,
];

fn sum(x: f64) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    if x < 5.0 {
        for i in (0..13).rev() {
            above = above * x + ABOVE[i];
            below = below * x + BELOW[i];
        }
    } else {
        for i in 0..13 {
            above = above / x + ABOVE[i];
            below = below / x + BELOW[i];
        }
    }
    above / below
}

/// sin(πx), exact at the halves.
fn sin_pi(x: f64) -> f64 {
    let pi = std::f64::consts::PI;
    let y = x.abs() % 2.0;
    let r = match (2.0 * y).round() as i32 {
        0 => libm::sin(pi * y),
        1 => libm::cos(pi * (y - 0.5)),
        2 => libm::sin(pi * (1.0 - y)),
        3 => -libm::cos(pi * (y - 1.5)),
        _ => libm::sin(pi * (y - 2.0)),
    };
    1f64.copysign(x) * r
}

fn domain() -> PyErr {
    exc::VALUE_ERROR.msg("math domain error")
}

fn bounded(r: f64) -> PyResult<f64> {
    if r.is_infinite() {
        return Err(exc::OVERFLOW_ERROR.msg("math range error"));
    }
    Ok(r)
}

pub fn gamma(x: f64) -> PyResult<f64> {
    if x.is_nan() || x == f64::INFINITY {
        return Ok(x);
    }
    if x == f64::NEG_INFINITY || x == 0.0 {
        return Err(domain());
    }
    if x == x.floor() {
        if x < 0.0 {
            return Err(domain());
        }
        if x <= 23.0 {
            return Ok((1..x as i64).fold(1.0, |total, i| total * i as f64));
        }
    }
    let size = x.abs();
    if size < 1e-20 {
        return bounded(1.0 / x);
    }
    if size > 200.0 {
        return if x < 0.0 { Ok(0.0 / sin_pi(x)) } else { bounded(f64::INFINITY) };
    }
    let y = size + G_LESS_HALF;
    let z = if size > G_LESS_HALF { (y - size) - G_LESS_HALF } else { (y - G_LESS_HALF) - size };
    let z = z * G / y;
    let mut r;
    if x < 0.0 {
        r = -std::f64::consts::PI / sin_pi(size) / size * exponent::exp(y) / sum(size);
        r -= z * r;
        if size < 140.0 {
            r /= exponent::pow(y, size - 0.5);
        } else {
            let root = exponent::pow(y, size / 2.0 - 0.25);
            r /= root;
            r /= root;
        }
    } else {
        r = sum(size) / exponent::exp(y);
        r += z * r;
        if size < 140.0 {
            r *= exponent::pow(y, size - 0.5);
        } else {
            let root = exponent::pow(y, size / 2.0 - 0.25);
            r *= root;
            r *= root;
        }
    }
    bounded(r)
}

pub fn lgamma(x: f64) -> PyResult<f64> {
    if x.is_nan() {
        return Ok(x);
    }
    if x.is_infinite() {
        return Ok(f64::INFINITY);
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Err(domain()) } else { Ok(0.0) };
    }
    let size = x.abs();
    if size < 1e-20 {
        return Ok(-exponent::ln(size));
    }
    let mut r = exponent::ln(sum(size)) - G;
    r += (size - 0.5) * (exponent::ln(size + G - 0.5) - 1.0);
    if x < 0.0 {
        r = LOG_PI - exponent::ln(sin_pi(size).abs()) - exponent::ln(size) - r;
    }
    bounded(r)
}
