//! `expm1` and `log1p` to the last digit that the C library under CPython gives on processors that multiply and add at
//! once: Sun's method (fdlibm), its polynomials summed in glibc's order, products fused where its compiler fuses them.

const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
const OVER_LN2: f64 = 1.442_695_040_888_963_4;

const Q: [f64; 5] = [
    -3.333_333_333_333_313e-2,
    1.587_301_587_254_814_6e-3,
    -7.936_507_578_674_879e-5,
    4.008_217_827_329_362e-6,
    -2.010_992_181_836_243_7e-7,
];

const L: [f64; 7] = [
    6.666_666_666_666_735e-1,
    3.999_999_999_940_942e-1,
    2.857_142_874_366_239e-1,
    2.222_219_843_214_978_4e-1,
    1.818_357_216_161_805e-1,
    1.531_383_769_920_937_3e-1,
    1.479_819_860_511_658_6e-1,
];

/// `a * b + c`, rounded once.
fn fused(a: f64, b: f64, c: f64) -> f64 {
    a.mul_add(b, c)
}

fn high_word(x: f64) -> u32 {
    (x.to_bits() >> 32) as u32
}

/// `x * 2**k`, where that is a normal number.
fn scaled(x: f64, k: i64) -> f64 {
    f64::from_bits(x.to_bits().wrapping_add((k as u64) << 52))
}

/// A number less multiples of ln 2, what that lost, and how many they were.
fn reduced(x: f64, size: u32) -> (f64, f64, i64) {
    let (high, low, k) = if size <= 0x3fd6_2e42 {
        return (x, 0.0, 0);
    } else if size < 0x3ff0_a2b2 {
        let sign = 1f64.copysign(x);
        (x - sign * LN2_HIGH, sign * LN2_LOW, sign as i64)
    } else {
        let k = fused(OVER_LN2, x, 0.5f64.copysign(x)) as i64;
        (fused(-(k as f64), LN2_HIGH, x), k as f64 * LN2_LOW, k)
    };
    let near = high - low;
    (near, (high - near) - low, k)
}

pub fn expm1(x: f64) -> f64 {
    let size = high_word(x.abs());
    if x.is_nan() || size < 0x3c90_0000 {
        return x;
    }
    if x > 709.782_712_893_384 {
        return f64::INFINITY;
    }
    if x < 0.0 && size >= 0x4043_687a {
        return -1.0;
    }
    let (x, c, k) = reduced(x, size);
    let half = 0.5 * x;
    let hxs = x * half;
    let h2 = hxs * hxs;
    let [q1, q2, q3, q4, q5] = Q;
    let r1 = fused(h2 * h2, fused(hxs, q5, q4), fused(h2, fused(hxs, q3, q2), fused(hxs, q1, 1.0)));
    let t = fused(-r1, half, 3.0);
    let e = hxs * ((r1 - t) / fused(-x, t, 6.0));
    if k == 0 {
        return x - fused(x, e, -hxs);
    }
    let e = fused(x, e - c, -c) - hxs;
    match k {
        -1 => 0.5 * (x - e) - 0.5,
        1 if x < -0.25 => -2.0 * (e - (x + 0.5)),
        1 => 1.0 + 2.0 * (x - e),
        2..=19 => scaled((1.0 - scaled(1.0, -k)) - (e - x), k),
        20..=56 => scaled(x - (e + scaled(1.0, -k)) + 1.0, k),
        _ => scaled(1.0 - (e - x), k) - 1.0,
    }
}

/// `1 + x` as `(1 + f) * 2**k`, what the sum lost, and whether `f` is small.
fn apart(x: f64) -> (f64, f64, i64, bool) {
    let high = high_word(x);
    if (x < 0.0 && high <= 0xbfd2_bec3) || (x >= 0.0 && high < 0x3fda_827a) {
        return (x, 0.0, 0, false);
    }
    let (u, exact) = if high < 0x4340_0000 || x < 0.0 { (1.0 + x, false) } else { (x, true) };
    let k = i64::from(high_word(u) >> 20) - 1023;
    let lost = if exact { 0.0 } else if k > 0 { (1.0 - (u - x)) / u } else { (x - (u - 1.0)) / u };
    let fraction = u.to_bits() & ((1 << 52) - 1);
    let top = (fraction >> 32) as u32;
    if top < 0x6_a09e {
        (f64::from_bits(fraction | 1023 << 52) - 1.0, lost, k, top == 0)
    } else {
        (f64::from_bits(fraction | 1022 << 52) - 1.0, lost, k + 1, (0x10_0000 - top) >> 2 == 0)
    }
}

pub fn log1p(x: f64) -> f64 {
    let size = high_word(x.abs());
    if x <= -1.0 {
        return if x == -1.0 { f64::NEG_INFINITY } else { f64::NAN };
    }
    if !x.is_finite() || size < 0x3c90_0000 {
        return x;
    }
    if size < 0x3e20_0000 {
        return fused(-x * x, 0.5, x);
    }
    let (f, lost, k, is_small) = apart(x);
    let turns = k as f64;
    let half = 0.5 * f * f;
    let low = fused(turns, LN2_LOW, lost);
    if is_small {
        if f == 0.0 {
            return fused(turns, LN2_HIGH, low);
        }
        let r = half * fused(-0.666_666_666_666_666_6, f, 1.0);
        return fused(turns, LN2_HIGH, -((r - low) - f));
    }
    let s = f / (2.0 + f);
    let z = s * s;
    let (z2, [l1, l2, l3, l4, l5, l6, l7]) = (z * z, L);
    let z4 = z2 * z2;
    let first = fused(z, l1, z2 * fused(z, l3, l2));
    let r = fused(z4 * z2, fused(z, l7, l6), fused(z4, fused(z, l5, l4), first));
    let product = s * (half + r);
    if k == 0 {
        return f - (half - product);
    }
    fused(turns, LN2_HIGH, -((half - (product + low)) - f))
}
