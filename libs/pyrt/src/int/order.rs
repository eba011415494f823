//! Equality, order and hash.

use super::*;
use std::cmp::Ordering;

impl Int {
    #[inline(always)]
    pub fn compare(&self, other: &Int) -> Ordering {
        let (x, y) = (self.word(), other.word());
        if x & y & 1 == 1 {
            return x.cmp(&y);
        }
        compare_slow(x, y)
    }

    /// Order against a float as Python decides it, exactly; None for NaN.
    pub fn compare_f64(&self, other: f64) -> Option<Ordering> {
        const EXACT: i64 = 1 << 53;
        match self.as_small() {
            Some(value) if (-EXACT..=EXACT).contains(&value) => (value as f64).partial_cmp(&other),
            _ => self.compare_large_f64(other),
        }
    }

    #[cold]
    #[inline(never)]
    fn compare_large_f64(&self, other: f64) -> Option<Ordering> {
        if other.is_nan() {
            return None;
        }
        if other.is_infinite() {
            return Some(if other > 0.0 { Ordering::Less } else { Ordering::Greater });
        }
        let whole = Int::from_f64(other.trunc()).ok()?;
        let order = self.compare(&whole);
        if order != Ordering::Equal {
            return Some(order);
        }
        0.0f64.partial_cmp(&other.fract())
    }
}

#[cold]
#[inline(never)]
fn compare_slow(x: i64, y: i64) -> Ordering {
    let (a, b) = (Int::borrowed(x), Int::borrowed(y));
    let (a, b) = (a.view(), b.view());
    match (a.negative, b.negative) {
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
        (false, false) => big::compare(a.mag(), b.mag()),
        (true, true) => big::compare(b.mag(), a.mag()),
    }
}

#[cold]
#[inline(never)]
fn equal_slow(x: i64, y: i64) -> bool {
    compare_slow(x, y) == Ordering::Equal
}

#[inline(always)]
fn equal(a: &Int, b: &Int) -> bool {
    let (x, y) = (a.word(), b.word());
    x == y || ((x | y) & 1 == 0 && equal_slow(x, y))
}

macro_rules! ordered {
    ($name:ident, $compare:tt) => {
        #[inline(always)]
        fn $name(a: &Int, b: &Int) -> bool {
            let (x, y) = (a.word(), b.word());
            if x & y & 1 == 1 {
                return x $compare y;
            }
            (compare_slow(x, y) as i8) $compare 0
        }
    };
}
ordered!(less, <);
ordered!(at_most, <=);
ordered!(more, >);
ordered!(at_least, >=);

macro_rules! comparable {
    ($($left:ty, $right:ty, |$a:ident| $one:expr, |$b:ident| $other:expr;)*) => {
        $(
        impl PartialEq<$right> for $left {
            #[inline(always)]
            fn eq(&self, other: &$right) -> bool {
                let ($a, $b) = (self, other);
                equal($one, $other)
            }
        }
        impl PartialOrd<$right> for $left {
            #[inline(always)]
            fn partial_cmp(&self, other: &$right) -> Option<Ordering> {
                let ($a, $b) = (self, other);
                Some(Int::compare($one, $other))
            }
            #[inline(always)]
            fn lt(&self, other: &$right) -> bool {
                let ($a, $b) = (self, other);
                less($one, $other)
            }
            #[inline(always)]
            fn le(&self, other: &$right) -> bool {
                let ($a, $b) = (self, other);
                at_most($one, $other)
            }
            #[inline(always)]
            fn gt(&self, other: &$right) -> bool {
                let ($a, $b) = (self, other);
                more($one, $other)
            }
            #[inline(always)]
            fn ge(&self, other: &$right) -> bool {
                let ($a, $b) = (self, other);
                at_least($one, $other)
            }
        }
        )*
    };
}

comparable! {
    Int, Int, |a| a, |b| b;
    Int, &Int, |a| a, |b| *b;
    &Int, Int, |a| *a, |b| b;
    Int, i64, |a| a, |b| &int(*b);
    &Int, i64, |a| *a, |b| &int(*b);
}

impl Eq for Int {}

impl Ord for Int {
    #[inline(always)]
    fn cmp(&self, other: &Int) -> Ordering {
        self.compare(other)
    }
}

const MODULUS: u64 = (1 << 61) - 1;

impl PyHash for Int {
    #[inline(always)]
    fn py_hash(&self) -> i64 {
        match self.as_small() {
            Some(value) if value.unsigned_abs() < MODULUS => if value == -1 { -2 } else { value },
            _ => hash_slow(self.word()),
        }
    }
}

#[cold]
#[inline(never)]
fn hash_slow(word: i64) -> i64 {
    let value = Int::borrowed(word);
    let view = value.view();
    // 2**61 is 1 here, so a shift by a limb turns the bits around.
    let rest = view.mag().iter().rev().fold(0u64, |rest, limb| {
        let turned = (rest << 32 & MODULUS) | rest >> 29;
        let sum = turned + u64::from(*limb);
        if sum >= MODULUS { sum - MODULUS } else { sum }
    });
    match if view.negative { -(rest as i64) } else { rest as i64 } {
        -1 => -2,
        hash => hash,
    }
}
