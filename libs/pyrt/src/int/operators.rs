//! `+ - * & | ^ - ~`.

use super::large::signed_sum;
use super::*;

#[inline(always)]
fn add(a: &Int, b: &Int) -> Int {
    let (x, y) = (a.word(), b.word());
    if x & y & 1 == 1 {
        if let Some(sum) = (x - 1).checked_add(y) {
            return Int::of_word(sum);
        }
    }
    add_slow(x, y)
}

#[cold]
#[inline(never)]
fn add_slow(x: i64, y: i64) -> Int {
    let (a, b) = (Int::borrowed(x), Int::borrowed(y));
    let (a, b) = (a.view(), b.view());
    Int::from_large(signed_sum(a.negative, a.mag(), b.negative, b.mag()))
}

#[inline(always)]
fn sub(a: &Int, b: &Int) -> Int {
    let (x, y) = (a.word(), b.word());
    if x & y & 1 == 1 {
        if let Some(diff) = x.checked_sub(y - 1) {
            return Int::of_word(diff);
        }
    }
    sub_slow(x, y)
}

#[cold]
#[inline(never)]
fn sub_slow(x: i64, y: i64) -> Int {
    let (a, b) = (Int::borrowed(x), Int::borrowed(y));
    let (a, b) = (a.view(), b.view());
    Int::from_large(signed_sum(a.negative, a.mag(), !b.negative, b.mag()))
}

/// Bits that a value does not need, its sign's among them.
#[inline(always)]
fn spare_bits(value: i64) -> u32 {
    (value ^ value >> 63).leading_zeros()
}

#[inline(always)]
fn mul(a: &Int, b: &Int) -> Int {
    let (x, y) = (a.word(), b.word());
    if x & y & 1 == 1 {
        let (x, y) = (x >> 1, y >> 1);
        // Together at most 62 bits: the product is at most 2**62, which `int` looks at.
        if spare_bits(x) + spare_bits(y) >= 66 {
            return int(x * y);
        }
    }
    mul_slow(x, y)
}

#[cold]
#[inline(never)]
fn mul_slow(x: i64, y: i64) -> Int {
    let (a, b) = (Int::borrowed(x), Int::borrowed(y));
    if let (Some(x), Some(y)) = (a.as_small(), b.as_small()) {
        let (high, low) = big::wide_product(x.unsigned_abs(), y.unsigned_abs());
        let negative = (x < 0) != (y < 0);
        if high == 0 && low < 1 << 62 {
            return Int::small(if negative { -(low as i64) } else { low as i64 });
        }
        let mag = vec![low as u32, (low >> 32) as u32, high as u32, (high >> 32) as u32];
        return Int::from_large(Large { negative, mag });
    }
    let (a, b) = (a.view(), b.view());
    Int::from_large(Large { negative: a.negative != b.negative, mag: big::mul(a.mag(), b.mag()) })
}

#[inline(always)]
fn and(a: &Int, b: &Int) -> Int {
    let (x, y) = (a.word(), b.word());
    if x & y & 1 == 1 {
        return Int::of_word(x & y);
    }
    bitwise_slow(x, y, |x, y| x & y)
}

#[inline(always)]
fn or(a: &Int, b: &Int) -> Int {
    let (x, y) = (a.word(), b.word());
    if x & y & 1 == 1 {
        return Int::of_word(x | y);
    }
    bitwise_slow(x, y, |x, y| x | y)
}

#[inline(always)]
fn xor(a: &Int, b: &Int) -> Int {
    let (x, y) = (a.word(), b.word());
    if x & y & 1 == 1 {
        return Int::of_word(x ^ y);
    }
    bitwise_slow(x, y, |x, y| x ^ y)
}

#[cold]
#[inline(never)]
fn bitwise_slow(x: i64, y: i64, limb: fn(u32, u32) -> u32) -> Int {
    let (a, b) = (Int::borrowed(x), Int::borrowed(y));
    let large = a.view().bitwise(&b.view(), limb);
    Int::from_large(large)
}

macro_rules! operator {
    ($trait:ident, $method:ident, $function:ident, $assign:ident, $assign_method:ident) => {
        impl std::ops::$trait<Int> for Int {
            type Output = Int;
            #[inline(always)]
            fn $method(self, other: Int) -> Int {
                $function(&self, &other)
            }
        }
        impl std::ops::$trait<&Int> for Int {
            type Output = Int;
            #[inline(always)]
            fn $method(self, other: &Int) -> Int {
                $function(&self, other)
            }
        }
        impl std::ops::$trait<Int> for &Int {
            type Output = Int;
            #[inline(always)]
            fn $method(self, other: Int) -> Int {
                $function(self, &other)
            }
        }
        impl std::ops::$trait<&Int> for &Int {
            type Output = Int;
            #[inline(always)]
            fn $method(self, other: &Int) -> Int {
                $function(self, other)
            }
        }
        impl std::ops::$trait<i64> for Int {
            type Output = Int;
            #[inline(always)]
            fn $method(self, other: i64) -> Int {
                $function(&self, &int(other))
            }
        }
        impl std::ops::$trait<i64> for &Int {
            type Output = Int;
            #[inline(always)]
            fn $method(self, other: i64) -> Int {
                $function(self, &int(other))
            }
        }
        impl std::ops::$assign<Int> for Int {
            #[inline(always)]
            fn $assign_method(&mut self, other: Int) {
                *self = $function(self, &other);
            }
        }
        impl std::ops::$assign<&Int> for Int {
            #[inline(always)]
            fn $assign_method(&mut self, other: &Int) {
                *self = $function(self, other);
            }
        }
        impl std::ops::$assign<i64> for Int {
            #[inline(always)]
            fn $assign_method(&mut self, other: i64) {
                *self = $function(self, &int(other));
            }
        }
    };
}

operator!(Add, add, add, AddAssign, add_assign);
operator!(Sub, sub, sub, SubAssign, sub_assign);
operator!(Mul, mul, mul, MulAssign, mul_assign);
operator!(BitAnd, bitand, and, BitAndAssign, bitand_assign);
operator!(BitOr, bitor, or, BitOrAssign, bitor_assign);
operator!(BitXor, bitxor, xor, BitXorAssign, bitxor_assign);

impl std::ops::Neg for &Int {
    type Output = Int;
    #[inline(always)]
    fn neg(self) -> Int {
        sub(&Int::small(0), self)
    }
}

impl std::ops::Neg for Int {
    type Output = Int;
    #[inline(always)]
    fn neg(self) -> Int {
        sub(&Int::small(0), &self)
    }
}

impl std::ops::Not for &Int {
    type Output = Int;
    #[inline(always)]
    fn not(self) -> Int {
        sub(&Int::small(-1), self)
    }
}

impl std::ops::Not for Int {
    type Output = Int;
    #[inline(always)]
    fn not(self) -> Int {
        sub(&Int::small(-1), &self)
    }
}
