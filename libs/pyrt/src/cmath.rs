//! `cmath`: functions of complex numbers. Where a part is infinite or no number the program ends: those are rare.

use crate::*;

fn finite(z: Complex) -> Complex {
    if !z.real().is_finite() || !z.imag().is_finite() {
        limit("cmath of an infinite number or nan");
    }
    z
}

pub fn phase(z: Complex) -> f64 {
    math::atan2(z.imag(), z.real())
}

pub fn polar(z: Complex) -> PyResult<(f64, f64)> {
    Ok((z.abs()?, phase(z)))
}

pub fn rect(r: f64, phi: f64) -> PyResult<Complex> {
    finite(Complex::new(r, phi));
    if phi == 0.0 {
        return Ok(Complex::new(r, r * phi));
    }
    Ok(Complex::new(r * math::cos(phi)?, r * math::sin(phi)?))
}

pub fn sqrt(z: Complex) -> PyResult<Complex> {
    let (x, y) = (finite(z).real(), z.imag());
    if x == 0.0 && y == 0.0 {
        return Ok(Complex::new(0.0, y));
    }
    let (mut ax, ay) = (x.abs(), y.abs());
    let s = if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE && (ax > 0.0 || ay > 0.0) {
        ax = math::ldexp(ax, &int(54))?;
        let size = math::hypot(&[ax, math::ldexp(ay, &int(54))?]);
        math::ldexp((ax + size).sqrt(), &int(-27))?
    } else {
        ax /= 8.0;
        2.0 * (ax + math::hypot(&[ax, ay / 8.0])).sqrt()
    };
    let d = ay / (2.0 * s);
    Ok(if x >= 0.0 { Complex::new(s, d.copysign(y)) } else { Complex::new(d, s.copysign(y)) })
}

pub fn exp(z: Complex) -> PyResult<Complex> {
    let (x, y) = (finite(z).real(), z.imag());
    let size = if x > 708.0 {
        let size = math::exp(x - 1.0)?;
        let scaled = Complex::new(size * math::cos(y)? * std::f64::consts::E, size * math::sin(y)? * std::f64::consts::E);
        if !scaled.real().is_finite() || !scaled.imag().is_finite() {
            return Err(exc::OVERFLOW_ERROR.msg("math range error"));
        }
        return Ok(scaled);
    } else {
        math::exp(x)?
    };
    Ok(Complex::new(size * math::cos(y)?, size * math::sin(y)?))
}

pub fn log(z: Complex) -> PyResult<Complex> {
    let (ax, ay) = (finite(z).real().abs(), z.imag().abs());
    if ax == 0.0 && ay == 0.0 {
        return Err(exc::VALUE_ERROR.msg("math domain error"));
    }
    let size = math::hypot(&[ax, ay]);
    let large = f64::MAX / 4.0;
    let real = if ax > large || ay > large {
        math::log(math::hypot(&[ax / 2.0, ay / 2.0]))? + std::f64::consts::LN_2
    } else if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE {
        math::log(math::hypot(&[math::ldexp(ax, &int(53))?, math::ldexp(ay, &int(53))?]))? - 53.0 * std::f64::consts::LN_2
    } else if (0.71..=1.73).contains(&size) {
        let (a, b) = if ax > ay { (ax, ay) } else { (ay, ax) };
        math::log1p((a - 1.0) * (a + 1.0) + b * b)? / 2.0
    } else {
        math::log(size)?
    };
    Ok(Complex::new(real, phase(z)))
}

pub fn log_base(z: Complex, base: Complex) -> PyResult<Complex> {
    log(z)?.divided(log(base)?)
}

pub fn cosh(z: Complex) -> PyResult<Complex> {
    let (x, y) = (finite(z).real(), z.imag());
    Ok(Complex::new(math::cos(y)? * math::cosh(x)?, math::sin(y)? * math::sinh(x)?))
}

pub fn sinh(z: Complex) -> PyResult<Complex> {
    let (x, y) = (finite(z).real(), z.imag());
    Ok(Complex::new(math::cos(y)? * math::sinh(x)?, math::sin(y)? * math::cosh(x)?))
}

pub fn cos(z: Complex) -> PyResult<Complex> {
    cosh(Complex::new(-z.imag(), z.real()))
}

pub fn sin(z: Complex) -> PyResult<Complex> {
    let s = sinh(Complex::new(-z.imag(), z.real()))?;
    Ok(Complex::new(s.imag(), -s.real()))
}

pub fn isnan(z: Complex) -> bool {
    z.real().is_nan() || z.imag().is_nan()
}

pub fn isinf(z: Complex) -> bool {
    z.real().is_infinite() || z.imag().is_infinite()
}

pub fn isfinite(z: Complex) -> bool {
    z.real().is_finite() && z.imag().is_finite()
}

pub fn isclose(a: Complex, b: Complex, rel_tol: f64, abs_tol: f64) -> PyResult<bool> {
    if rel_tol < 0.0 || abs_tol < 0.0 {
        return Err(exc::VALUE_ERROR.msg("tolerances must be non-negative"));
    }
    if eq(&a, &b) {
        return Ok(true);
    }
    if isinf(a) || isinf(b) {
        return Ok(false);
    }
    let apart = a.minus(b).abs()?;
    Ok(apart <= rel_tol * b.abs()? || apart <= rel_tol * a.abs()? || apart <= abs_tol)
}
