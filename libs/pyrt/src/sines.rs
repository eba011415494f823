//! `sin` and `cos` to the last digit that the C library under CPython gives on processors that multiply and add at once.
//!
//! 1. The method is that of IBM's accurate mathematical library, which glibc has: sines and cosines at each 128th, from
//!    a table, and short polynomials of the rest of the angle.
//! 2. The table holds each value in two parts; it is worked out when the first sine is asked for.
//! 3. Where glibc is built to round once, a product is fused here too: the order of the sums decides the last digit.

use crate::angles;
use crate::libm::{sin_cos, Pair};

const TO_TABLE: f64 = 52_776_558_133_248.0;
const TO_WHOLE: f64 = 6_755_399_441_055_744.0;
const TWO_OVER_PI: f64 = 0.636_619_772_367_581_4;
/// π/2 in parts: three that are short, and what is left of the third.
const MP1: f64 = 1.570_796_340_703_964_2;
const MP2: f64 = -1.390_906_756_437_715_3e-8;
const PP3: f64 = -4.978_996_231_479_91e-17;
const PP4: f64 = -1.903_488_962_019_326_6e-25;
const HALF_PI: (f64, f64) = (1.570_796_326_794_896_6, 6.123_233_995_736_766e-17);

const SIN3: f64 = -1.666_666_666_666_648_8e-1;
const SIN5: f64 = 8.333_332_142_857_223e-3;
const COS2: f64 = 0.5;
const COS4: f64 = -4.166_666_666_666_644_3e-2;
const COS6: f64 = 1.388_888_740_079_376e-3;

const TAYLOR: [f64; 5] = [
    -0.166_666_666_666_666_66,
    0.008_333_333_333_332_329,
    -0.000_198_412_698_344_146_42,
    2.755_729_806_860_771e-6,
    -2.502_201_484_831_84e-8,
];

const ENTRIES: usize = 112;
/// Beyond this, angles are reduced by more digits of π than are kept here.
const LIMIT: f64 = 105_414_350.0;

struct Entry {
    sine: Pair,
    cosine: Pair,
}

thread_local! {
    static TABLE: Vec<Entry> = (0..ENTRIES)
        .map(|k| {
            let (sine, cosine) = sin_cos(k as f64 / 128.0);
            Entry { sine, cosine }
        })
        .collect();
}

/// `a * b + c`, rounded once.
fn fused(a: f64, b: f64, c: f64) -> f64 {
    a.mul_add(b, c)
}

/// The place of the 128th that is next to a number, and that number in its neighbourhood.
fn placed(x: f64) -> (usize, f64) {
    let shifted = TO_TABLE + x.abs();
    ((shifted.to_bits() & 0xff) as usize, x.abs() - (shifted - TO_TABLE))
}

/// Of what is left of an angle: its sine, but for `dx`, and the polynomial of its cosine.
fn cosine_sum(xx: f64) -> f64 {
    fused(xx, fused(xx, COS6, COS4), COS2)
}

fn small_sin(x: f64, dx: f64) -> f64 {
    if x.abs() < 0.126 {
        let xx = x * x;
        let [s1, s2, s3, s4, s5] = TAYLOR;
        let sum = fused(fused(fused(fused(s5, xx, s4), xx, s3), xx, s2), xx, s1);
        return x + fused(fused(sum, x, -(0.5 * dx)), xx, dx);
    }
    let dx = if x <= 0.0 { -dx } else { dx };
    let (k, r) = placed(x);
    let xx = r * r;
    let s = r + fused(r * xx, fused(xx, SIN5, SIN3), dx);
    let c = fused(r, dx, xx * cosine_sum(xx));
    TABLE.with(|table| {
        let Entry { sine, cosine } = &table[k];
        let rest = fused(cosine.0, s, fused(-sine.0, c, fused(s, cosine.1, sine.1)));
        (sine.0 + rest).copysign(x)
    })
}

fn small_cos(x: f64, dx: f64) -> f64 {
    let dx = if x < 0.0 { -dx } else { dx };
    let (k, r) = placed(x);
    let r = r + dx;
    let xx = r * r;
    let s = fused(r * xx, fused(xx, SIN5, SIN3), r);
    let c = xx * cosine_sum(xx);
    TABLE.with(|table| {
        let Entry { sine, cosine } = &table[k];
        cosine.0 + fused(-sine.0, s, fused(-cosine.0, c, fused(-s, sine.1, cosine.1)))
    })
}

/// An angle less its quarter turns, in two parts, and how many those were.
fn reduced(x: f64) -> (f64, f64, i64) {
    if x.abs() >= LIMIT {
        let (Pair(high, low), turns) = angles::reduced(x);
        return (high, low, turns);
    }
    let t = fused(x, TWO_OVER_PI, TO_WHOLE);
    let turns = t - TO_WHOLE;
    let y = fused(-turns, MP2, fused(-turns, MP1, x));
    let first = fused(-turns, PP3, y);
    let lost = fused(-turns, PP3, y - first);
    let second = fused(-turns, PP4, first);
    (second, lost + fused(-turns, PP4, first - second), (t.to_bits() & 3) as i64)
}

fn turned(a: f64, da: f64, turns: i64) -> f64 {
    let value = if turns & 1 == 1 { small_cos(a, da) } else { small_sin(a, da) };
    if turns & 2 == 2 { -value } else { value }
}

/// The sine of a finite angle.
pub fn sin(x: f64) -> f64 {
    let size = x.abs();
    if size < 1.490_116_119_384_765_6e-8 {
        return x;
    }
    if size < 0.855_468_75 {
        return small_sin(x, 0.0);
    }
    if size < 2.426_263_809_204_101_6 {
        return small_cos(HALF_PI.0 - size, HALF_PI.1).copysign(x);
    }
    let (a, da, turns) = reduced(x);
    turned(a, da, turns)
}

/// The cosine of a finite angle.
pub fn cos(x: f64) -> f64 {
    let size = x.abs();
    if size < 7.450_580_596_923_828e-9 {
        return 1.0;
    }
    if size < 0.855_468_75 {
        return small_cos(x, 0.0);
    }
    if size < 2.426_263_809_204_101_6 {
        let y = HALF_PI.0 - size;
        let a = y + HALF_PI.1;
        return small_sin(a, (y - a) + HALF_PI.1);
    }
    let (a, da, turns) = reduced(x);
    turned(a, da, turns + 1)
}
