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
    let size = z.abs().map_err(|_| exc::OVERFLOW_ERROR.msg("math range error"))?;
    Ok((size, phase(z)))
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
        let size = libm::hypot(ax, math::ldexp(ay, &int(54))?);
        math::ldexp((ax + size).sqrt(), &int(-27))?
    } else {
        ax /= 8.0;
        2.0 * (ax + libm::hypot(ax, ay / 8.0)).sqrt()
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
    let size = libm::hypot(ax, ay);
    let large = f64::MAX / 4.0;
    let real = if ax > large || ay > large {
        math::log(libm::hypot(ax / 2.0, ay / 2.0))? + std::f64::consts::LN_2
    } else if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE {
        math::log(libm::hypot(math::ldexp(ax, &int(53))?, math::ldexp(ay, &int(53))?))? - 53.0 * std::f64::consts::LN_2
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

/// `f(iz) / i`, by which functions of circles follow from those of hyperbolas.
fn turned(z: Complex, f: impl Fn(Complex) -> PyResult<Complex>) -> PyResult<Complex> {
    let s = f(Complex::new(-z.imag(), z.real()))?;
    Ok(Complex::new(s.imag(), -s.real()))
}

/// Only where no square of a part leaves the range of floats.
fn moderate(z: Complex) -> Complex {
    let far = |part: f64| part.abs() > 1e150 || (part != 0.0 && part.abs() < 1e-150);
    if far(finite(z).real()) || far(z.imag()) {
        limit("this function of cmath of a number this large or small");
    }
    z
}

pub fn tanh(z: Complex) -> PyResult<Complex> {
    let (x, y) = (finite(z).real(), z.imag());
    if x.abs() > 350.0 {
        limit("cmath.tanh of a number this large");
    }
    let (tx, ty, cx) = (math::tanh(x)?, math::tan(y)?, 1.0 / math::cosh(x)?);
    let product = tx * ty;
    let below = 1.0 + product * product;
    Ok(Complex::new(tx * (1.0 + ty * ty) / below, ((ty / below) * cx) * cx))
}

pub fn tan(z: Complex) -> PyResult<Complex> {
    turned(z, tanh)
}

pub fn asinh(z: Complex) -> PyResult<Complex> {
    let (x, y) = (moderate(z).real(), z.imag());
    let (a, b) = (sqrt(Complex::new(1.0 + y, -x))?, sqrt(Complex::new(1.0 - y, x))?);
    let real = math::asinh(a.real() * b.imag() - b.real() * a.imag())?;
    Ok(Complex::new(real, math::atan2(y, a.real() * b.real() - a.imag() * b.imag())))
}

pub fn asin(z: Complex) -> PyResult<Complex> {
    turned(z, asinh)
}

pub fn acos(z: Complex) -> PyResult<Complex> {
    let (x, y) = (moderate(z).real(), z.imag());
    let (a, b) = (sqrt(Complex::new(1.0 - x, -y))?, sqrt(Complex::new(1.0 + x, y))?);
    Ok(Complex::new(2.0 * math::atan2(a.real(), b.real()), math::asinh(b.real() * a.imag() - b.imag() * a.real())?))
}

pub fn acosh(z: Complex) -> PyResult<Complex> {
    let (x, y) = (moderate(z).real(), z.imag());
    let (a, b) = (sqrt(Complex::new(x - 1.0, y))?, sqrt(Complex::new(x + 1.0, y))?);
    let real = math::asinh(a.real() * b.real() + a.imag() * b.imag())?;
    Ok(Complex::new(real, 2.0 * math::atan2(a.imag(), b.real())))
}

pub fn atanh(z: Complex) -> PyResult<Complex> {
    let (x, y) = (moderate(z).real(), z.imag());
    if x.is_sign_negative() {
        let mirrored = atanh(Complex::new(-x, -y))?;
        return Ok(Complex::new(-mirrored.real(), -mirrored.imag()));
    }
    if x == 1.0 && y == 0.0 {
        return Err(exc::VALUE_ERROR.msg("math domain error"));
    }
    let height = y.abs();
    let real = math::log1p(4.0 * x / ((1.0 - x) * (1.0 - x) + height * height))? / 4.0;
    Ok(Complex::new(real, -math::atan2(-2.0 * y, (1.0 - x) * (1.0 + x) - height * height) / 2.0))
}

pub fn atan(z: Complex) -> PyResult<Complex> {
    turned(z, atanh)
}

pub fn log10(z: Complex) -> PyResult<Complex> {
    let found = log(z)?;
    Ok(Complex::new(found.real() / std::f64::consts::LN_10, found.imag() / std::f64::consts::LN_10))
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
