//! `exp`, `log` and `pow` to the last digit that the C library under CPython gives on processors that multiply and add at once.
//!
//! 1. The method is that of Szabolcs Nagy's functions (ARM optimized routines), which glibc and WASI's C library
//!    share: a table of logarithms, a table of powers of two, and short polynomials. The tables are those of WASI's.
//! 2. glibc is built to round once where a product is added to; WASI's library rounds twice. Both err by less than
//!    `DOUBT` of a last digit, so they differ only where the result is that close to the middle of two numbers.
//! 3. A result is computed with plain products first, and again with fused ones if it is that close.
//! 4. Arguments out of the ordinary (no number, infinite, subnormal, results near the ends of the range) are left to the
//!    library, and so is everything where the module is not built for WebAssembly.

#[cfg(target_family = "wasm")]
mod fused {
    const SIZE: u64 = 128;
    const DOUBT: f64 = 0.08;
    const LOG_OFFSET: u64 = 0x3fe6_9555_0000_0000;

    #[repr(C)]
    struct ExpTable {
        inverse: f64,
        shift: f64,
        minus_ln2_high: f64,
        minus_ln2_low: f64,
        poly: [f64; 4],
        exp2_shift: f64,
        exp2_poly: [f64; 5],
        table: [u64; 2 * SIZE as usize],
    }

    #[repr(C)]
    struct LogEntry {
        inverse: f64,
        unused: f64,
        log: f64,
        log_tail: f64,
    }

    #[repr(C)]
    struct LogTable {
        ln2_high: f64,
        ln2_low: f64,
        poly: [f64; 7],
        table: [LogEntry; SIZE as usize],
    }

    #[repr(C)]
    struct NaturalTable {
        ln2_high: f64,
        ln2_low: f64,
        poly: [f64; 5],
        near_one: [f64; 11],
        table: [[f64; 2]; SIZE as usize],
    }

    extern "C" {
        static __exp_data: ExpTable;
        static __log_data: NaturalTable;
        static __pow_log_data: LogTable;
    }

    /// `a * b + c`.
    trait MulAdd: Copy {
        fn of(self, a: f64, b: f64, c: f64) -> f64;
    }

    #[derive(Clone, Copy)]
    struct Plain;
    #[derive(Clone, Copy)]
    struct Fused;

    impl MulAdd for Plain {
        #[inline(always)]
        fn of(self, a: f64, b: f64, c: f64) -> f64 {
            a * b + c
        }
    }

    impl MulAdd for Fused {
        fn of(self, a: f64, b: f64, c: f64) -> f64 {
            a.mul_add(b, c)
        }
    }

    /// A product, and what rounding it lost.
    fn product(a: f64, b: f64) -> (f64, f64) {
        let split = |x: f64| {
            let t = x * 134_217_729.0;
            let high = t - (t - x);
            (high, x - high)
        };
        let whole = a * b;
        let ((ah, al), (bh, bl)) = (split(a), split(b));
        (whole, ((ah * bh - whole) + ah * bl + al * bh) + al * bl)
    }

    /// The scale of `e^(x + tail)` and what it is multiplied by, less one.
    fn exp_parts(x: f64, tail: f64, with: impl MulAdd) -> (f64, f64) {
        let data = unsafe { &__exp_data };
        let shifted = with.of(data.inverse, x, data.shift);
        let bits = shifted.to_bits();
        let k = shifted - data.shift;
        let r = with.of(k, data.minus_ln2_low, with.of(k, data.minus_ln2_high, x)) + tail;
        let at = 2 * (bits % SIZE) as usize;
        let scale = f64::from_bits(data.table[at + 1].wrapping_add(bits << 45));
        let [c2, c3, c4, c5] = data.poly;
        let square = r * r;
        let first = with.of(square, with.of(r, c3, c2), f64::from_bits(data.table[at]) + r);
        (scale, with.of(square * square, with.of(r, c5, c4), first))
    }

    /// `scale + scale * more`, unless it is too close to the middle of two numbers to tell.
    fn settled(scale: f64, more: f64) -> Option<f64> {
        let part = scale * more;
        let sum = scale + part;
        let lost = part - (sum - scale);
        let bits = sum.to_bits();
        let unit = f64::from_bits((bits & (0x7ff << 52)) - (52 << 52));
        let is_power_of_two = bits << 12 == 0;
        if is_power_of_two || (lost.abs() - unit / 2.0).abs() < DOUBT * unit { None } else { Some(sum) }
    }

    fn is_ordinary(exponent: f64) -> bool {
        let size = exponent.abs();
        (1e-15..500.0).contains(&size)
    }

    pub fn exp(x: f64) -> Option<f64> {
        if !is_ordinary(x) {
            return None;
        }
        let (scale, more) = exp_parts(x, 0.0, Plain);
        Some(settled(scale, more).unwrap_or_else(|| {
            let (scale, more) = exp_parts(x, 0.0, Fused);
            Fused.of(scale, more, scale)
        }))
    }

    /// The logarithm of a positive number in two parts.
    fn log_parts(x: f64, with: impl MulAdd) -> (f64, f64) {
        let data = unsafe { &__pow_log_data };
        let bits = x.to_bits();
        let above = bits.wrapping_sub(LOG_OFFSET);
        let entry = &data.table[((above >> 45) % SIZE) as usize];
        let k = ((above as i64) >> 52) as f64;
        let z = f64::from_bits(bits.wrapping_sub(above & (0xfff << 52)));
        let (whole, lost) = product(z, entry.inverse);
        let r = (whole - 1.0) + lost;
        let t1 = with.of(k, data.ln2_high, entry.log);
        let t2 = t1 + r;
        let low1 = with.of(k, data.ln2_low, entry.log_tail);
        let low2 = t1 - t2 + r;
        let [a0, a1, a2, a3, a4, a5, a6] = data.poly;
        let ar = a0 * r;
        let (ar2, low3) = product(ar, r);
        let ar3 = r * ar2;
        let high = t2 + ar2;
        let low4 = t2 - high + ar2;
        let inner = with.of(ar2, with.of(r, a6, a5), with.of(r, a4, a3));
        let outer = with.of(ar2, inner, with.of(r, a2, a1));
        let low = with.of(ar3, outer, low1 + low2 + low3 + low4);
        let sum = high + low;
        (sum, high - sum + low)
    }

    /// The logarithm of a positive number that is not subnormal.
    pub fn ln(x: f64) -> f64 {
        let data = unsafe { &__log_data };
        if (0.9375..1.064_697_265_625).contains(&x) {
            return ln_near_one(x - 1.0, &data.near_one);
        }
        let bits = x.to_bits();
        let above = bits.wrapping_sub(0x3fe6 << 48);
        let [inverse, log] = data.table[((above >> 45) % SIZE) as usize];
        let k = ((above as i64) >> 52) as f64;
        let z = f64::from_bits(bits.wrapping_sub(above & (0xfff << 52)));
        let r = Fused.of(z, inverse, -1.0);
        let w = Fused.of(k, data.ln2_high, log);
        let high = w + r;
        let low = Fused.of(k, data.ln2_low, w - high + r);
        let [a0, a1, a2, a3, a4] = data.poly;
        let square = r * r;
        let inner = Fused.of(square, Fused.of(r, a4, a3), Fused.of(r, a2, a1));
        Fused.of(r * square, inner, Fused.of(square, a0, low)) + high
    }

    fn ln_near_one(r: f64, b: &[f64; 11]) -> f64 {
        let (square, cube) = (r * r, r * (r * r));
        let three = |at: usize| Fused.of(square, b[at + 2], Fused.of(r, b[at + 1], b[at]));
        let inner = Fused.of(cube, Fused.of(cube, Fused.of(cube, b[10], three(7)), three(4)), three(1));
        let w = r * 134_217_728.0;
        let high_part = r + w - w;
        let low_part = r - high_part;
        let w = high_part * high_part * b[0];
        let high = r + w;
        let low = Fused.of(b[0] * low_part, high_part + r, r - high + w);
        Fused.of(cube, inner, low) + high
    }

    fn power_parts(x: f64, y: f64, with: impl MulAdd) -> Option<(f64, f64)> {
        let (high, low) = log_parts(x, with);
        let (whole, lost) = product(y, high);
        let rest = with.of(y, low, lost);
        if is_ordinary(whole) { Some(exp_parts(whole, rest, with)) } else { None }
    }

    /// `x ** y` of a positive number.
    pub fn pow(x: f64, y: f64) -> Option<f64> {
        if !x.is_normal() || x <= 0.0 || !(1e-15..1e15).contains(&y.abs()) {
            return None;
        }
        let (scale, more) = power_parts(x, y, Plain)?;
        if let Some(value) = settled(scale, more) {
            return Some(value);
        }
        let (scale, more) = power_parts(x, y, Fused)?;
        Some(Fused.of(scale, more, scale))
    }
}

#[cfg(target_family = "wasm")]
pub fn exp(x: f64) -> f64 {
    fused::exp(x).unwrap_or_else(|| x.exp())
}

#[cfg(not(target_family = "wasm"))]
pub fn exp(x: f64) -> f64 {
    x.exp()
}

#[cfg(target_family = "wasm")]
pub fn ln(x: f64) -> f64 {
    if x.is_normal() && x > 0.0 && x != 1.0 { fused::ln(x) } else { x.ln() }
}

#[cfg(not(target_family = "wasm"))]
pub fn ln(x: f64) -> f64 {
    x.ln()
}

/// `x ** y` where that is a number.
#[cfg(target_family = "wasm")]
pub fn pow(x: f64, y: f64) -> f64 {
    if x >= 0.0 || y.fract() != 0.0 {
        return fused::pow(x, y).unwrap_or_else(|| x.powf(y));
    }
    let sign = if y % 2.0 == 0.0 { 1.0 } else { -1.0 };
    fused::pow(-x, y).map_or_else(|| x.powf(y), |value| sign * value)
}

#[cfg(not(target_family = "wasm"))]
pub fn pow(x: f64, y: f64) -> f64 {
    x.powf(y)
}
