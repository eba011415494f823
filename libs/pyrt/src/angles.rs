//! Large angles less their quarter turns: by as many digits of π as a float's exponent asks for.

use crate::big::{self, Mag};
use crate::libm::Pair;
use std::cmp::Ordering;

/// Binary digits of π behind the point: a float has up to 971 before its last, and what cancels takes some sixty.
const DIGITS: u64 = 1300;
const KEPT: u64 = 200;

thread_local! {
    static PI: Mag = pi();
    static TURNS: Mag = big::div_rem(&big::shl(&[1], 2 * DIGITS + 1), &pi()).0;
}

/// π * 2**DIGITS (Machin, 1706).
fn pi() -> Mag {
    let four_fifths = big::mul(&inverse_arctangent(5), &[4]);
    big::mul(&big::sub(&four_fifths, &inverse_arctangent(239)), &[4])
}

/// atan(1 / n) * 2**DIGITS.
fn inverse_arctangent(n: u32) -> Mag {
    let mut power = big::div_small(&big::shl(&[1], DIGITS), n).0;
    let mut sum = power.clone();
    let mut k = 1;
    while !power.is_empty() {
        power = big::div_small(&power, n * n).0;
        k += 2;
        let term = big::div_small(&power, k).0;
        sum = if k & 2 == 2 { big::sub(&sum, &term) } else { big::add(&sum, &term) };
    }
    sum
}

/// `x - n π/2` of a number from a hundred million on, and n modulo four.
pub fn reduced(x: f64) -> (Pair, i64) {
    let bits = x.abs().to_bits();
    let digits = (bits & ((1 << 52) - 1)) | 1 << 52;
    let below = (DIGITS as i64 - ((bits >> 52) as i64 - 1075)) as u64;
    let product = TURNS.with(|turns| big::mul(turns, &[digits as u32, (digits >> 32) as u32]));
    let whole = big::shr(&product, below);
    let (mut turns, mut rest) = (big::low_u64(&whole) as i64 & 3, big::sub(&product, &big::shl(&whole, below)));
    let is_over = big::bit(&rest, below - 1);
    if is_over {
        turns += 1;
        rest = big::sub(&big::shl(&[1], below), &rest);
    }
    let spare = big::bit_length(&rest).saturating_sub(KEPT);
    let angle = PI.with(|pi| big::mul(&big::shr(&rest, spare), &big::shr(pi, DIGITS - KEPT)));
    let (high, low) = two_floats(&angle, spare as i64 - below as i64 - KEPT as i64 - 1);
    let sign = if is_over == (x > 0.0) { -1.0 } else { 1.0 };
    (Pair(sign * high, sign * low), if x > 0.0 { turns } else { -turns })
}

/// `mag * 2**exponent` as the sum of two floats.
fn two_floats(mag: &[u32], exponent: i64) -> (f64, f64) {
    let float = |mag: &[u32]| big::to_f64(mag, exponent).unwrap_or(0.0);
    let high = float(mag);
    let bits = high.to_bits();
    let digits = (bits & ((1 << 52) - 1)) | 1 << 52;
    let up = (bits >> 52) as i64 - 1075 - exponent;
    let exact = big::shl(&[digits as u32, (digits >> 32) as u32], up as u64);
    match big::compare(mag, &exact) {
        Ordering::Less => (high, -float(&big::sub(&exact, mag))),
        _ => (high, float(&big::sub(mag, &exact))),
    }
}
