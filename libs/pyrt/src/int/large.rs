//! Values past a word: sign and limbs.

use crate::big;
use std::cmp::Ordering;

#[derive(Clone, Debug)]
pub struct Large {
    pub negative: bool,
    pub mag: big::Mag,
}

impl Large {
    pub fn from_i64(value: i64) -> Large {
        Large { negative: value < 0, mag: big::from_u128(u128::from(value.unsigned_abs())) }
    }

    pub fn to_i64(&self) -> Option<i64> {
        if self.mag.len() > 2 {
            return None;
        }
        let size = big::low_u64(&self.mag);
        if self.negative {
            return if size <= 1 << 63 { Some((size as i64).wrapping_neg()) } else { None };
        }
        i64::try_from(size).ok()
    }
}

/// A value of either form as sign and limbs, without a copy.
pub struct View<'a> {
    pub negative: bool,
    own: [u32; 2],
    own_len: usize,
    mag: Option<&'a [u32]>,
}

impl<'a> View<'a> {
    pub fn of_small(value: i64) -> View<'a> {
        let size = value.unsigned_abs();
        let own = [size as u32, (size >> 32) as u32];
        let own_len = if own[1] != 0 { 2 } else { usize::from(own[0] != 0) };
        View { negative: value < 0, own, own_len, mag: None }
    }

    pub fn of_large(large: &'a Large) -> View<'a> {
        View { negative: large.negative, own: [0; 2], own_len: 0, mag: Some(&large.mag) }
    }

    #[inline]
    pub fn mag(&self) -> &[u32] {
        match self.mag {
            Some(mag) => mag,
            None => &self.own[..self.own_len],
        }
    }

    /// Limbs in two's complement, `limbs` of them.
    pub fn complement(&self, limbs: usize) -> Vec<u32> {
        let mut out = Vec::with_capacity(limbs);
        out.extend_from_slice(&self.mag()[..self.mag().len().min(limbs)]);
        out.resize(limbs, 0);
        if self.negative {
            negate(&mut out);
        }
        out
    }

    pub fn bitwise(&self, other: &View<'_>, op: fn(u32, u32) -> u32) -> Large {
        let limbs = self.mag().len().max(other.mag().len()) + 1;
        let (mut out, theirs) = (self.complement(limbs), other.complement(limbs));
        for (limb, other) in out.iter_mut().zip(&theirs) {
            *limb = op(*limb, *other);
        }
        let negative = out[limbs - 1] >> 31 == 1;
        if negative {
            negate(&mut out);
        }
        Large { negative, mag: out }
    }
}

fn negate(limbs: &mut [u32]) {
    let mut carry = true;
    for limb in limbs {
        let (flipped, over) = (!*limb).overflowing_add(u32::from(carry));
        *limb = flipped;
        carry = over;
    }
}

/// The sum of two values given as sign and limbs.
pub fn signed_sum(a_negative: bool, a: &[u32], b_negative: bool, b: &[u32]) -> Large {
    if a_negative == b_negative {
        return Large { negative: a_negative, mag: big::add(a, b) };
    }
    if big::compare(a, b) != Ordering::Less {
        Large { negative: a_negative, mag: big::sub(a, b) }
    } else {
        Large { negative: b_negative, mag: big::sub(b, a) }
    }
}

/// Quotient and rest as Python rounds: towards minus infinity.
pub fn floor_div_rem(a: &View<'_>, b: &View<'_>) -> (Large, Large) {
    let (quotient, rest) = big::div_rem(a.mag(), b.mag());
    if a.negative == b.negative || rest.is_empty() {
        let sign = a.negative != b.negative;
        return (Large { negative: sign, mag: quotient }, Large { negative: b.negative, mag: rest });
    }
    let quotient = big::add(&quotient, &[1]);
    let rest = big::sub(b.mag(), &rest);
    (Large { negative: true, mag: quotient }, Large { negative: b.negative, mag: rest })
}
