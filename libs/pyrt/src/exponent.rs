//! `exp`, `log`, `log2` and `pow` to the last digit that the C library under CPython gives on processors that multiply and add at once.
//!
//! 1. The method is that of Szabolcs Nagy's functions (ARM optimized routines), which glibc and WASI's C library
//!    share: a table of logarithms, a table of powers of two, and short polynomials. The tables are those of WASI's.
//! 2. glibc is built to round once where a product is added to; WASI's library rounds twice. Both err by less than
//!    `EXP_DOUBT` of a last digit, and `LOG_DOUBT` for each unit of a power's exponent, taken together, so they differ
//!    only where the result is that close to the middle of two numbers. (As the functions' authors state: 0.009 and
//!    0.011 of a last digit for `exp`, a relative 1.3 and 1.5 × 2^-68 for the logarithm.)
//! 3. A result is computed with plain products first, and again with fused ones if it is that close.
//! 4. Arguments out of the ordinary (no number, infinite, results of one or beyond the range) are left to the library,
//!    and so is everything where the module is not built for WebAssembly.

#[cfg(target_family = "wasm")]
mod fused {
    use std::ops::Range;

    const SIZE: u64 = 128;
    const EXP_DOUBT: f64 = 0.022;
    const LOG_DOUBT: f64 = 0.000_09;
    /// Results of smaller arguments are one and the argument, those of larger ones beyond the range.
    const ARGUMENTS: Range<f64> = 1.0 / (1u64 << 54) as f64..1024.0;
    /// From here on a result's scale may be near the ends of the range.
    const LARGE: f64 = 512.0;
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

    #[repr(C)]
    struct BinaryTable {
        over_ln2_high: f64,
        over_ln2_low: f64,
        poly: [f64; 6],
        near_one: [f64; 10],
        table: [[f64; 2]; 64],
    }

    extern "C" {
        static __exp_data: ExpTable;
        static __log2_data: BinaryTable;
        static __log_data: NaturalTable;
        static __pow_log_data: LogTable;
    }

    /// How a product is added to, and how a sum of two parts is multiplied.
    trait MulAdd: Copy {
        /// `a * b + c`.
        fn of(self, a: f64, b: f64, c: f64) -> f64;
        /// `z * inverse - 1` as a sum, for a number near `1 / inverse`.
        fn less_one(self, z: f64, inverse: f64) -> (f64, f64);
        /// `a * (high + low) ** 2` as a sum.
        fn square(self, a: f64, high: f64, low: f64) -> (f64, f64);
        /// `y * (high + low)` as a sum.
        fn product(self, y: f64, high: f64, low: f64) -> (f64, f64);
    }

    #[derive(Clone, Copy)]
    struct Plain;
    #[derive(Clone, Copy)]
    struct Fused;

    /// The number with its last `bits` binary digits cleared.
    fn cut(x: f64, bits: u32) -> f64 {
        f64::from_bits(x.to_bits() & (u64::MAX << bits))
    }

    impl MulAdd for Plain {
        #[inline(always)]
        fn of(self, a: f64, b: f64, c: f64) -> f64 {
            a * b + c
        }

        #[inline(always)]
        fn less_one(self, z: f64, inverse: f64) -> (f64, f64) {
            let near = cut(f64::from_bits(z.to_bits() + (1 << 31)), 32);
            (near * inverse - 1.0, (z - near) * inverse)
        }

        #[inline(always)]
        fn square(self, a: f64, high: f64, low: f64) -> (f64, f64) {
            let part = a * high;
            (high * part, low * (a * (high + low) + part))
        }

        #[inline(always)]
        fn product(self, y: f64, high: f64, low: f64) -> (f64, f64) {
            let (y_high, high_part) = (cut(y, 27), cut(high, 27));
            let rest = high - high_part + low;
            (y_high * high_part, (y - y_high) * high_part + y * rest)
        }
    }

    impl MulAdd for Fused {
        fn of(self, a: f64, b: f64, c: f64) -> f64 {
            a.mul_add(b, c)
        }

        fn less_one(self, z: f64, inverse: f64) -> (f64, f64) {
            (z.mul_add(inverse, -1.0), 0.0)
        }

        fn square(self, a: f64, high: f64, _low: f64) -> (f64, f64) {
            let part = a * high;
            let whole = part * high;
            (whole, part.mul_add(high, -whole))
        }

        fn product(self, y: f64, high: f64, low: f64) -> (f64, f64) {
            let whole = y * high;
            (whole, y.mul_add(low, y.mul_add(high, -whole)))
        }
    }

    /// The scale of `e^(x + tail)` as bits, and what it is multiplied by, less one.
    #[inline(always)]
    fn exp_parts(x: f64, tail: f64, with: impl MulAdd) -> (u64, f64) {
        let data = unsafe { &__exp_data };
        let shifted = with.of(data.inverse, x, data.shift);
        let bits = shifted.to_bits();
        let k = shifted - data.shift;
        let r = with.of(k, data.minus_ln2_low, with.of(k, data.minus_ln2_high, x)) + tail;
        let at = 2 * (bits % SIZE) as usize;
        let scale = data.table[at + 1].wrapping_add(bits << 45);
        let [c2, c3, c4, c5] = data.poly;
        let square = r * r;
        let first = with.of(square, with.of(r, c3, c2), f64::from_bits(data.table[at]) + r);
        (scale, with.of(square * square, with.of(r, c5, c4), first))
    }

    /// `scale + scale * more`, unless it is too close to the middle of two numbers to tell.
    fn settled(scale: f64, more: f64, doubt: f64) -> Option<f64> {
        let part = scale * more;
        let sum = scale + part;
        let lost = part - (sum - scale);
        let bits = sum.to_bits();
        let unit = f64::from_bits((bits & (0x7ff << 52)) - (52 << 52));
        let is_power_of_two = bits << 12 == 0;
        if is_power_of_two || (lost.abs() - unit / 2.0).abs() < doubt * unit { None } else { Some(sum) }
    }

    fn plain_exp(x: f64, tail: f64, doubt: f64) -> Option<f64> {
        if x.abs() >= LARGE {
            return None;
        }
        let (scale, more) = exp_parts(x, tail, Plain);
        settled(f64::from_bits(scale), more, doubt)
    }

    #[cold]
    #[inline(never)]
    fn fused_exp(x: f64, tail: f64) -> f64 {
        let (bits, more) = exp_parts(x, tail, Fused);
        if x.abs() < LARGE {
            let scale = f64::from_bits(bits);
            return Fused.of(scale, more, scale);
        }
        if x > 0.0 {
            let scale = f64::from_bits(bits.wrapping_sub(1009 << 52));
            return Fused.of(scale, more, scale) * power_of_two(1009);
        }
        // Here a compiler keeps the product, as it is added to in two places.
        let scale = f64::from_bits(bits.wrapping_add(1022 << 52));
        let part = scale * more;
        let sum = scale + part;
        if sum >= 1.0 {
            return sum * power_of_two(-1022);
        }
        // A subnormal number has fewer digits: one is added, so that the sum is rounded where the result will be.
        let high = 1.0 + sum;
        let low = 1.0 - high + sum + (scale - sum + part);
        (high + low - 1.0) * power_of_two(-1022)
    }

    fn power_of_two(exponent: i64) -> f64 {
        f64::from_bits(((1023 + exponent) as u64) << 52)
    }

    fn is_ordinary(exponent: f64) -> bool {
        ARGUMENTS.contains(&exponent.abs())
    }

    pub fn exp(x: f64) -> Option<f64> {
        if !is_ordinary(x) {
            return None;
        }
        Some(plain_exp(x, 0.0, EXP_DOUBT).unwrap_or_else(|| fused_exp(x, 0.0)))
    }

    /// A positive number's bits, a subnormal one's as if its exponent had more of them.
    fn bits_of(x: f64) -> u64 {
        if x.is_normal() { x.to_bits() } else { (x * power_of_two(52)).to_bits().wrapping_sub(52 << 52) }
    }

    /// The logarithm of a positive number in two parts.
    #[inline(always)]
    fn log_parts(x: f64, with: impl MulAdd) -> (f64, f64) {
        let data = unsafe { &__pow_log_data };
        let bits = bits_of(x);
        let above = bits.wrapping_sub(LOG_OFFSET);
        let entry = &data.table[((above >> 45) % SIZE) as usize];
        let k = ((above as i64) >> 52) as f64;
        let z = f64::from_bits(bits.wrapping_sub(above & (0xfff << 52)));
        let (r_high, r_low) = with.less_one(z, entry.inverse);
        let r = r_high + r_low;
        let t1 = with.of(k, data.ln2_high, entry.log);
        let t2 = t1 + r;
        let low1 = with.of(k, data.ln2_low, entry.log_tail);
        let low2 = t1 - t2 + r;
        let [a0, a1, a2, a3, a4, a5, a6] = data.poly;
        let (square, low3) = with.square(a0, r_high, r_low);
        let high = t2 + square;
        let low4 = t2 - high + square;
        let ar2 = r * (a0 * r);
        let inner = with.of(ar2, with.of(r, a6, a5), with.of(r, a4, a3));
        let outer = with.of(ar2, inner, with.of(r, a2, a1));
        let low = with.of(r * ar2, outer, low1 + low2 + low3 + low4);
        let sum = high + low;
        (sum, high - sum + low)
    }

    /// The logarithm of a positive number.
    pub fn ln(x: f64) -> f64 {
        let data = unsafe { &__log_data };
        if (0.9375..1.064_697_265_625).contains(&x) {
            return ln_near_one(x - 1.0, &data.near_one);
        }
        let bits = bits_of(x);
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

    /// The logarithm to base two of a positive number.
    pub fn log2(x: f64) -> f64 {
        let data = unsafe { &__log2_data };
        let (to_high, to_low) = (data.over_ln2_high, data.over_ln2_low);
        if (0.957_602_977_752_685_5..1.044_274_330_139_160_2).contains(&x) {
            let r = x - 1.0;
            let high = r * to_high;
            let low = Fused.of(r, to_low, Fused.of(r, to_high, -high));
            let (b, square) = (&data.near_one, r * r);
            let fourth = square * square;
            let two = |at: usize| Fused.of(r, b[at + 1], b[at]);
            let sum = Fused.of(square, two(0), high);
            let low = low + Fused.of(square, two(0), high - sum);
            let inner = Fused.of(square, two(8), two(6));
            return sum + Fused.of(fourth, Fused.of(fourth, inner, Fused.of(square, two(4), two(2))), low);
        }
        let bits = bits_of(x);
        let above = bits.wrapping_sub(0x3fe6 << 48);
        let [inverse, log] = data.table[((above >> 46) % 64) as usize];
        let k = ((above as i64) >> 52) as f64;
        let z = f64::from_bits(bits.wrapping_sub(above & (0xfff << 52)));
        let r = Fused.of(z, inverse, -1.0);
        let t1 = r * to_high;
        let t2 = Fused.of(r, to_low, Fused.of(r, to_high, -t1));
        let t3 = k + log;
        let high = t3 + t1;
        let low = t3 - high + t1 + t2;
        let [a0, a1, a2, a3, a4, a5] = data.poly;
        let square = r * r;
        let outer = Fused.of(square, Fused.of(r, a3, a2), Fused.of(r, a1, a0));
        Fused.of(square, Fused.of(square * square, Fused.of(r, a5, a4), outer), low) + high
    }

    /// What `x ** y` is the exponential of.
    fn power_parts(x: f64, y: f64, with: impl MulAdd) -> (f64, f64) {
        let (high, low) = log_parts(x, with);
        with.product(y, high, low)
    }

    /// `x ** y` of a positive number.
    pub fn pow(x: f64, y: f64) -> Option<f64> {
        let size = y.to_bits() >> 52 & 0x7ff;
        if !x.is_finite() || x <= 0.0 || !(0x3be..0x43e).contains(&size) {
            return None;
        }
        let (exponent, rest) = power_parts(x, y, Plain);
        if !is_ordinary(exponent) {
            return None;
        }
        let doubt = EXP_DOUBT + LOG_DOUBT * exponent.abs();
        Some(plain_exp(exponent, rest, doubt).unwrap_or_else(|| fused_pow(x, y)))
    }

    #[cold]
    #[inline(never)]
    fn fused_pow(x: f64, y: f64) -> f64 {
        let (exponent, rest) = power_parts(x, y, Fused);
        fused_exp(exponent, rest)
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
    if x.is_finite() && x > 0.0 && x != 1.0 { fused::ln(x) } else { x.ln() }
}

#[cfg(not(target_family = "wasm"))]
pub fn ln(x: f64) -> f64 {
    x.ln()
}

#[cfg(target_family = "wasm")]
pub fn log2(x: f64) -> f64 {
    if x.is_finite() && x > 0.0 && x != 1.0 { fused::log2(x) } else { x.log2() }
}

#[cfg(not(target_family = "wasm"))]
pub fn log2(x: f64) -> f64 {
    x.log2()
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
