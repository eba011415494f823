//! Python's `int`: one word that holds the value as long as 63 bits do, limbs on the heap beyond.
//!
//! 1. An odd word is a small value, shifted left by one. An even word is the address of a counted `Large`.
//! 2. A value that fits 63 bits is always small: equality and hash may look at the form.
//! 3. No operation wraps: the small path is checked and falls to the large one.
//! 4. What is seldom done is a function of words, so that integers stay in registers around the call.

mod arithmetic;
mod bits;
mod large;
mod operators;
mod order;
mod roots;
mod text;

use crate::big;
use crate::*;
use large::{Large, View};
use std::mem::ManuallyDrop;
use std::num::NonZeroI64;
use std::rc::Rc;

pub struct Int(NonZeroI64);

/// An integer from a machine word.
#[inline(always)]
pub fn int(value: i64) -> Int {
    if value << 1 >> 1 == value {
        Int::small(value)
    } else {
        from_wide(value)
    }
}

#[cold]
#[inline(never)]
fn from_wide(value: i64) -> Int {
    Int::from_large(Large::from_i64(value))
}

impl Int {
    /// Of a value that is known to fit 63 bits.
    #[inline(always)]
    pub(crate) const fn small(value: i64) -> Int {
        Int::of_word(value << 1)
    }

    /// Of a small word whose lowest bit may be lost.
    #[inline(always)]
    const fn of_word(word: i64) -> Int {
        Int(unsafe { NonZeroI64::new_unchecked(word | 1) })
    }

    #[inline(always)]
    const fn word(&self) -> i64 {
        self.0.get()
    }

    #[inline(always)]
    pub(crate) const fn is_small(&self) -> bool {
        self.word() & 1 == 1
    }

    /// The value, where it is small.
    #[inline(always)]
    pub(crate) const fn as_small(&self) -> Option<i64> {
        if self.is_small() {
            Some(self.word() >> 1)
        } else {
            None
        }
    }

    /// What the word stands for, without a count of its own.
    #[inline(always)]
    fn borrowed(word: i64) -> ManuallyDrop<Int> {
        ManuallyDrop::new(Int(unsafe { NonZeroI64::new_unchecked(word) }))
    }

    fn as_large(&self) -> Option<&Large> {
        if self.is_small() {
            return None;
        }
        Some(unsafe { &*(self.word() as usize as *const Large) })
    }

    fn from_large(mut large: Large) -> Int {
        big::trim(&mut large.mag);
        match large.to_i64() {
            Some(value) if value << 1 >> 1 == value => Int::small(value),
            _ => Int(unsafe { NonZeroI64::new_unchecked(Rc::into_raw(Rc::new(large)) as usize as i64) }),
        }
    }

    fn view(&self) -> View<'_> {
        match self.as_large() {
            Some(large) => View::of_large(large),
            None => View::of_small(self.word() >> 1),
        }
    }

    pub fn from_i128(value: i128) -> Int {
        match i64::try_from(value) {
            Ok(small) => int(small),
            Err(_) => Int::from_large(Large { negative: value < 0, mag: big::from_u128(value.unsigned_abs()) }),
        }
    }

    pub fn from_parts(negative: bool, mag: Vec<u32>) -> Int {
        Int::from_large(Large { negative, mag })
    }

    /// Limbs of the absolute value.
    pub fn magnitude(&self) -> Vec<u32> {
        self.view().mag().to_vec()
    }

    #[inline(always)]
    pub fn from_bool(value: bool) -> Int {
        Int::small(i64::from(value))
    }

    /// `int(x)` of a float.
    #[inline]
    pub fn from_f64(value: f64) -> PyResult<Int> {
        if value.abs() < 4.0e18 {
            return Ok(Int::small(value as i64));
        }
        Int::from_large_f64(value)
    }

    #[cold]
    #[inline(never)]
    fn from_large_f64(value: f64) -> PyResult<Int> {
        if value.is_nan() {
            return Err(exc::VALUE_ERROR.msg("cannot convert float NaN to integer"));
        }
        if value.is_infinite() {
            return Err(exc::OVERFLOW_ERROR.msg("cannot convert float infinity to integer"));
        }
        let bits = value.to_bits();
        let exponent = ((bits >> 52) & 0x7ff) as i64 - 1075;
        let mantissa = (bits & ((1 << 52) - 1)) | 1 << 52;
        let mag = big::shl(&big::from_u128(u128::from(mantissa)), exponent as u64);
        Ok(Int::from_parts(value < 0.0, mag))
    }

    #[inline(always)]
    pub fn to_i64(&self) -> Option<i64> {
        match self.as_small() {
            Some(value) => Some(value),
            None => wide_i64(self.word()),
        }
    }

    /// As a count: none where it is negative, and no more than can be counted.
    pub fn clamp_usize(&self) -> usize {
        counted(self.clamp_i64())
    }

    /// As a count or size; OverflowError when it does not fit.
    pub fn to_usize(&self) -> PyResult<usize> {
        match self.to_i64() {
            Some(value) if value >= 0 && value <= isize::MAX as i64 => Ok(value as usize),
            _ => Err(exc::OVERFLOW_ERROR.msg("cannot fit 'int' into an index-sized integer")),
        }
    }

    /// The nearest value that fits an `i64`.
    #[inline(always)]
    pub fn clamp_i64(&self) -> i64 {
        match self.as_small() {
            Some(value) => value,
            None => clamped(self.word()),
        }
    }

    /// `float(i)`.
    #[inline(always)]
    pub fn to_f64(&self) -> PyResult<f64> {
        match self.as_small() {
            Some(value) => Ok(value as f64),
            None => large_f64(self.word()).ok_or_else(too_large),
        }
    }

    #[inline(always)]
    pub fn is_zero(&self) -> bool {
        self.word() == 1
    }

    #[inline(always)]
    pub fn is_negative(&self) -> bool {
        match self.as_small() {
            Some(value) => value < 0,
            None => clamped(self.word()) < 0,
        }
    }

    #[inline]
    pub fn is_odd(&self) -> bool {
        match self.as_large() {
            None => self.word() >> 1 & 1 == 1,
            Some(large) => large.mag[0] & 1 == 1,
        }
    }

    #[inline]
    pub fn abs(&self) -> Int {
        if self.is_negative() {
            -self
        } else {
            self.clone()
        }
    }
}

#[cold]
#[inline(never)]
fn wide_i64(word: i64) -> Option<i64> {
    Int::borrowed(word).as_large().and_then(Large::to_i64)
}

#[cold]
#[inline(never)]
fn clamped(word: i64) -> i64 {
    let value = Int::borrowed(word);
    match value.as_large() {
        None => word >> 1,
        Some(large) => large.to_i64().unwrap_or(if large.negative { i64::MIN } else { i64::MAX }),
    }
}

#[cold]
#[inline(never)]
fn large_f64(word: i64) -> Option<f64> {
    let value = Int::borrowed(word);
    let view = value.view();
    let size = big::to_f64(view.mag(), 0)?;
    Some(if view.negative { -size } else { size })
}

#[cold]
#[inline(never)]
fn too_large() -> PyErr {
    exc::OVERFLOW_ERROR.msg("int too large to convert to float")
}

impl Clone for Int {
    #[inline(always)]
    fn clone(&self) -> Int {
        if !self.is_small() {
            retain(self.word());
        }
        Int(self.0)
    }
}

impl Drop for Int {
    #[inline(always)]
    fn drop(&mut self) {
        if !self.is_small() {
            release(self.word());
        }
    }
}

#[cold]
#[inline(never)]
fn retain(word: i64) {
    unsafe { Rc::increment_strong_count(word as usize as *const Large) }
}

#[cold]
#[inline(never)]
fn release(word: i64) {
    unsafe { Rc::decrement_strong_count(word as usize as *const Large) }
}

impl std::fmt::Debug for Int {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.digits())
    }
}

/// What stands where an integer is asked for: `Int`, `&Int`, `i64`, `bool`.
pub trait AsInt {
    /// Whether it is a number of the source, about which the compiler knows all.
    const IS_LITERAL: bool = false;

    fn with_int<R>(self, f: impl FnOnce(&Int) -> R) -> R;
}

impl AsInt for Int {
    #[inline(always)]
    fn with_int<R>(self, f: impl FnOnce(&Int) -> R) -> R {
        f(&self)
    }
}

impl AsInt for &Int {
    #[inline(always)]
    fn with_int<R>(self, f: impl FnOnce(&Int) -> R) -> R {
        f(self)
    }
}

impl AsInt for i64 {
    const IS_LITERAL: bool = true;

    #[inline(always)]
    fn with_int<R>(self, f: impl FnOnce(&Int) -> R) -> R {
        f(&int(self))
    }
}

impl AsInt for i32 {
    const IS_LITERAL: bool = true;

    #[inline(always)]
    fn with_int<R>(self, f: impl FnOnce(&Int) -> R) -> R {
        f(&Int::small(i64::from(self)))
    }
}

impl AsInt for bool {
    #[inline(always)]
    fn with_int<R>(self, f: impl FnOnce(&Int) -> R) -> R {
        f(&Int::from_bool(self))
    }
}

impl From<i64> for Int {
    #[inline(always)]
    fn from(value: i64) -> Int {
        int(value)
    }
}

impl From<i32> for Int {
    #[inline(always)]
    fn from(value: i32) -> Int {
        Int::small(i64::from(value))
    }
}

impl From<bool> for Int {
    #[inline(always)]
    fn from(value: bool) -> Int {
        Int::from_bool(value)
    }
}

impl Default for Int {
    fn default() -> Int {
        Int::small(0)
    }
}

/// A count that may be negative, which is none, or more than can be counted.
pub(crate) fn counted(count: i64) -> usize {
    usize::try_from(count.max(0)).unwrap_or(usize::MAX)
}
