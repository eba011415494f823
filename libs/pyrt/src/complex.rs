//! `complex`, as CPython computes and shows it.

use crate::*;

#[derive(Clone, Copy, Debug)]
pub struct Complex {
    re: f64,
    im: f64,
}

fn to_negative() -> PyErr {
    exc::ZERO_DIVISION_ERROR.msg("0.0 to a negative or complex power")
}

impl Complex {
    pub const fn new(re: f64, im: f64) -> Complex {
        Complex { re, im }
    }

    pub fn from_int(value: &Int) -> PyResult<Complex> {
        Ok(Complex::new(value.to_f64()?, 0.0))
    }

    pub fn from_float(value: f64) -> PyResult<Complex> {
        Ok(Complex::new(value, 0.0))
    }

    /// `complex(a, b)` of two complex numbers.
    pub fn from_parts(a: Complex, b: Complex) -> Complex {
        Complex::new(a.re - b.im, a.im + b.re)
    }

    /// `complex("1+2j")`.
    pub fn parse(text: &Str) -> PyResult<Complex> {
        let bad = || exc::VALUE_ERROR.msg("complex() arg is a malformed string");
        let trimmed = text.strip();
        let mut s = trimmed.as_str();
        if let Some(inner) = s.strip_prefix('(') {
            s = inner.strip_suffix(')').ok_or_else(bad)?.trim();
        }
        let number = |part: &str| -> PyResult<f64> {
            if part.is_empty() || part.contains('_') && part.starts_with('_') {
                return Err(bad());
            }
            float::parse(&Str::from(part)).map_err(|_| bad())
        };
        let unit = |part: &str| match part {
            "" | "+" => Ok(1.0),
            "-" => Ok(-1.0),
            part => number(part),
        };
        let body = match s.strip_suffix(['j', 'J']) {
            None => return Ok(Complex::new(number(s)?, 0.0)),
            Some(body) => body,
        };
        let bytes = body.as_bytes();
        let split = (1..bytes.len())
            .rev()
            .find(|i| matches!(bytes[*i], b'+' | b'-') && !matches!(bytes[*i - 1], b'e' | b'E'));
        match split {
            Some(at) => Ok(Complex::new(number(&body[..at])?, unit(&body[at..])?)),
            None => Ok(Complex::new(0.0, unit(body)?)),
        }
    }

    pub fn real(&self) -> f64 {
        self.re
    }

    pub fn imag(&self) -> f64 {
        self.im
    }

    pub fn conjugate(&self) -> Complex {
        Complex::new(self.re, -self.im)
    }

    pub fn itself(&self) -> Complex {
        *self
    }

    pub fn negated(&self) -> Complex {
        Complex::new(-self.re, -self.im)
    }

    pub fn abs(&self) -> PyResult<f64> {
        let size = libm::hypot(self.re, self.im);
        if size.is_infinite() && self.re.is_finite() && self.im.is_finite() {
            return Err(exc::OVERFLOW_ERROR.msg("absolute value too large"));
        }
        Ok(size)
    }

    pub fn plus(&self, other: Complex) -> Complex {
        Complex::new(self.re + other.re, self.im + other.im)
    }

    pub fn minus(&self, other: Complex) -> Complex {
        Complex::new(self.re - other.re, self.im - other.im)
    }

    pub fn times(&self, b: Complex) -> Complex {
        Complex::new(self.re * b.re - self.im * b.im, self.re * b.im + self.im * b.re)
    }

    pub fn divided(&self, b: Complex) -> PyResult<Complex> {
        let a = self;
        let (size_re, size_im) = (b.re.abs(), b.im.abs());
        if size_re >= size_im {
            if size_re == 0.0 {
                return Err(exc::ZERO_DIVISION_ERROR.msg("complex division by zero"));
            }
            let ratio = b.im / b.re;
            let whole = b.re + b.im * ratio;
            return Ok(Complex::new((a.re + a.im * ratio) / whole, (a.im - a.re * ratio) / whole));
        }
        if size_im >= size_re {
            let ratio = b.re / b.im;
            let whole = b.re * ratio + b.im;
            return Ok(Complex::new((a.re * ratio + a.im) / whole, (a.im * ratio - a.re) / whole));
        }
        Ok(Complex::new(f64::NAN, f64::NAN))
    }

    fn power_unsigned(self, n: u64) -> Complex {
        let mut base = self;
        let mut out = Complex::new(1.0, 0.0);
        let mut mask = 1;
        while mask > 0 && n >= mask {
            if n & mask != 0 {
                out = out.times(base);
            }
            mask <<= 1;
            base = base.times(base);
        }
        out
    }

    pub fn power(&self, b: Complex) -> PyResult<Complex> {
        let a = *self;
        let out = if b.im == 0.0 && b.re == b.re.floor() && b.re.abs() <= 100.0 {
            let n = b.re as i64;
            if n > 0 {
                a.power_unsigned(n as u64)
            } else {
                let whole = a.power_unsigned(n.unsigned_abs());
                Complex::new(1.0, 0.0).divided(whole).map_err(|_| to_negative())?
            }
        } else if b.re == 0.0 && b.im == 0.0 {
            Complex::new(1.0, 0.0)
        } else if a.re == 0.0 && a.im == 0.0 {
            if b.im != 0.0 || b.re < 0.0 {
                return Err(to_negative());
            }
            Complex::new(0.0, 0.0)
        } else {
            let size = libm::hypot(a.re, a.im);
            let mut length = float_pow(size, b.re);
            let angle = math::atan2(a.im, a.re);
            let mut phase = angle * b.re;
            if b.im != 0.0 {
                length /= math::exp(angle * b.im)?;
                phase += b.im * math::log(size)?;
            }
            Complex::new(length * math::cos(phase)?, length * math::sin(phase)?)
        };
        if (out.re.is_infinite() || out.im.is_infinite()) && a.re.is_finite() && a.im.is_finite() {
            return Err(exc::OVERFLOW_ERROR.msg("complex exponentiation"));
        }
        Ok(out)
    }

    fn shown(&self, part: f64, out: &mut String) {
        let mut text = String::new();
        float::repr_to(part, &mut text);
        out.push_str(text.strip_suffix(".0").unwrap_or(&text));
    }
}

fn float_pow(a: f64, b: f64) -> f64 {
    math::pow(a, b).unwrap_or(f64::INFINITY)
}

impl PyRepr for Complex {
    fn repr_to(&self, out: &mut String) {
        if self.re == 0.0 && !self.re.is_sign_negative() {
            self.shown(self.im, out);
            out.push('j');
            return;
        }
        out.push('(');
        self.shown(self.re, out);
        if !(self.im.is_sign_negative() && !self.im.is_nan()) {
            out.push('+');
        }
        self.shown(self.im, out);
        out.push_str("j)");
    }

    fn type_name(&self) -> &'static str {
        "complex"
    }

    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        if spec.is_empty() {
            self.repr_to(out);
            return Ok(());
        }
        let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G');
        if !spec.starts_with('.') || !spec.chars().all(plain) {
            limit("a complex number in this format");
        }
        fmt::format_float(self.re, spec, out)?;
        fmt::format_float(self.im, &format!("+{}", spec), out)?;
        out.push('j');
        Ok(())
    }
}

impl PyEq for Complex {
    fn py_eq(&self, other: &Complex) -> bool {
        self.re == other.re && self.im == other.im
    }
}

impl PyEq<Int> for Complex {
    fn py_eq(&self, other: &Int) -> bool {
        self.im == 0.0 && eq(&self.re, other)
    }
}

impl PyEq<f64> for Complex {
    fn py_eq(&self, other: &f64) -> bool {
        self.im == 0.0 && self.re == *other
    }
}

impl PyEq<bool> for Complex {
    fn py_eq(&self, other: &bool) -> bool {
        self.im == 0.0 && eq(&self.re, other)
    }
}

impl PyHash for Complex {
    fn py_hash(&self) -> i64 {
        let (re, im) = (float::hash(self.re), float::hash(self.im));
        match re.wrapping_add(im.wrapping_mul(1_000_003)) {
            -1 => -2,
            hash => hash,
        }
    }
}

impl PyTruthy for Complex {
    fn truthy(&self) -> bool {
        self.re != 0.0 || self.im != 0.0
    }
}

opaque! {
    Complex, "complex";
}
