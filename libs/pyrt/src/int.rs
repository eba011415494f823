//! Python's `int`: an `i64` as long as it fits, limbs beyond.
//!
//! 1. A value that fits an `i64` is always `Small`: equality and hash may look at the form.
//! 2. No operation wraps: the small path is checked and falls to the large one.

use crate::big;
use crate::*;
use std::cmp::Ordering;
use std::rc::Rc;

#[derive(Clone, Debug)]
pub struct Int(Repr);

#[derive(Clone, Debug)]
enum Repr {
    Small(i64),
    Large(Rc<Large>),
}

#[derive(Clone, Debug)]
pub struct Large {
    negative: bool,
    mag: big::Mag,
}

/// An integer from a machine word.
#[inline]
pub const fn int(value: i64) -> Int {
    Int(Repr::Small(value))
}

/// A value of either form as sign and limbs, without a copy.
struct View<'a> {
    negative: bool,
    own: [u32; 2],
    own_len: usize,
    mag: Option<&'a [u32]>,
}

impl View<'_> {
    #[inline]
    fn mag(&self) -> &[u32] {
        match self.mag {
            Some(mag) => mag,
            None => &self.own[..self.own_len],
        }
    }
}

/// The sum of two values given as sign and limbs.
fn signed_sum(a_negative: bool, a: &[u32], b_negative: bool, b: &[u32]) -> Large {
    if a_negative == b_negative {
        return Large { negative: a_negative, mag: big::add(a, b) };
    }
    if big::compare(a, b) != Ordering::Less {
        Large { negative: a_negative, mag: big::sub(a, b) }
    } else {
        Large { negative: b_negative, mag: big::sub(b, a) }
    }
}

fn floor_div_rem(a: &View<'_>, b: &View<'_>) -> (Large, Large) {
    let (quotient, rest) = big::div_rem(a.mag(), b.mag());
    if a.negative == b.negative || rest.is_empty() {
        let sign = a.negative != b.negative;
        return (Large { negative: sign, mag: quotient }, Large { negative: b.negative, mag: rest });
    }
    let quotient = big::add(&quotient, &[1]);
    let rest = big::sub(b.mag(), &rest);
    (Large { negative: true, mag: quotient }, Large { negative: b.negative, mag: rest })
}

impl Large {
    fn from_i64(value: i64) -> Large {
        Large { negative: value < 0, mag: big::from_u128(u128::from(value.unsigned_abs())) }
    }

    /// Limbs in two's complement, `limbs` of them.
    fn complement(&self, limbs: usize) -> Vec<u32> {
        let mut out = self.mag.clone();
        out.resize(limbs, 0);
        if self.negative {
            let mut carry = true;
            for limb in out.iter_mut() {
                let (flipped, over) = (!*limb).overflowing_add(u32::from(carry));
                *limb = flipped;
                carry = over;
            }
        }
        out
    }

    fn bitwise(&self, other: &Large, op: fn(u32, u32) -> u32) -> Large {
        let limbs = self.mag.len().max(other.mag.len()) + 1;
        let (a, b) = (self.complement(limbs), other.complement(limbs));
        let mut out: Vec<u32> = a.iter().zip(&b).map(|(x, y)| op(*x, *y)).collect();
        let negative = out[limbs - 1] >> 31 == 1;
        if negative {
            let mut carry = true;
            for limb in out.iter_mut() {
                let (flipped, over) = (!*limb).overflowing_add(u32::from(carry));
                *limb = flipped;
                carry = over;
            }
        }
        big::trim(&mut out);
        Large { negative, mag: out }
    }
}

impl Int {
    fn from_large(large: Large) -> Int {
        let mut large = large;
        big::trim(&mut large.mag);
        if large.mag.len() <= 2 {
            let value = big::low_u64(&large.mag);
            if !large.negative && value <= i64::MAX as u64 {
                return int(value as i64);
            }
            if large.negative && value <= 1 << 63 {
                return int((value as i64).wrapping_neg());
            }
        }
        Int(Repr::Large(Rc::new(large)))
    }

    fn large(&self) -> Rc<Large> {
        match &self.0 {
            Repr::Small(value) => Rc::new(Large::from_i64(*value)),
            Repr::Large(large) => large.clone(),
        }
    }

    fn view(&self) -> View<'_> {
        match &self.0 {
            Repr::Small(value) => {
                let size = value.unsigned_abs();
                let own = [size as u32, (size >> 32) as u32];
                let own_len = if own[1] != 0 { 2 } else { usize::from(own[0] != 0) };
                View { negative: *value < 0, own, own_len, mag: None }
            }
            Repr::Large(large) => View { negative: large.negative, own: [0; 2], own_len: 0, mag: Some(&large.mag) },
        }
    }

    pub fn from_i128(value: i128) -> Int {
        if let Ok(small) = i64::try_from(value) {
            return int(small);
        }
        Int::from_large(Large { negative: value < 0, mag: big::from_u128(value.unsigned_abs()) })
    }

    pub fn from_parts(negative: bool, mag: Vec<u32>) -> Int {
        Int::from_large(Large { negative, mag })
    }

    /// Limbs of the absolute value.
    pub fn magnitude(&self) -> Vec<u32> {
        self.large().mag.clone()
    }

    #[inline]
    pub fn from_bool(value: bool) -> Int {
        int(i64::from(value))
    }

    /// A literal of the source, in decimal digits.
    pub fn parse_lit(digits: &str) -> Int {
        let (negative, digits) = match digits.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, digits),
        };
        Int::from_parts(negative, big::from_digits(digits, 10))
    }

    /// `int(text)`.
    pub fn parse(text: &Str) -> PyResult<Int> {
        parse_with_base(text.as_str(), 10).ok_or_else(|| bad_literal(text, 10)).and_then(|(value, digits)| {
            if digits > MAX_DIGITS {
                return Err(too_many_digits(digits, true));
            }
            Ok(value)
        })
    }

    /// `int(text, base)`.
    pub fn parse_base(text: &Str, base: &Int) -> PyResult<Int> {
        let base = match base.to_i64() {
            Some(base) if base == 0 || (2..=36).contains(&base) => base as u32,
            _ => return Err(exc::VALUE_ERROR.msg("int() base must be >= 2 and <= 36, or 0")),
        };
        let (value, digits) = parse_with_base(text.as_str(), base).ok_or_else(|| bad_literal(text, base))?;
        if digits > MAX_DIGITS && !base.is_power_of_two() {
            return Err(too_many_digits(digits, true));
        }
        Ok(value)
    }

    /// `int(x)` of a float.
    pub fn from_f64(value: f64) -> PyResult<Int> {
        if value.is_nan() {
            return Err(exc::VALUE_ERROR.msg("cannot convert float NaN to integer"));
        }
        if value.is_infinite() {
            return Err(exc::OVERFLOW_ERROR.msg("cannot convert float infinity to integer"));
        }
        if value.abs() < 9.0e18 {
            return Ok(int(value as i64));
        }
        let bits = value.to_bits();
        let exponent = ((bits >> 52) & 0x7ff) as i64 - 1075;
        let mantissa = (bits & ((1 << 52) - 1)) | 1 << 52;
        let mag = big::shl(&big::from_u128(u128::from(mantissa)), exponent as u64);
        Ok(Int::from_parts(value < 0.0, mag))
    }

    #[inline]
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Small(value) => Some(*value),
            Repr::Large(_) => None,
        }
    }

    /// As a count or size; OverflowError when it does not fit.
    pub fn to_usize(&self) -> PyResult<usize> {
        match self.to_i64() {
            Some(value) if value >= 0 && value <= isize::MAX as i64 => Ok(value as usize),
            _ => Err(exc::OVERFLOW_ERROR.msg("cannot fit 'int' into an index-sized integer")),
        }
    }

    /// The nearest value that fits an `i64`.
    #[inline]
    pub fn clamp_i64(&self) -> i64 {
        match &self.0 {
            Repr::Small(value) => *value,
            Repr::Large(large) if large.negative => i64::MIN,
            Repr::Large(_) => i64::MAX,
        }
    }

    /// `float(i)`.
    #[inline]
    pub fn to_f64(&self) -> PyResult<f64> {
        match &self.0 {
            Repr::Small(value) => Ok(*value as f64),
            Repr::Large(large) => match big::to_f64(&large.mag, 0) {
                Some(value) => Ok(if large.negative { -value } else { value }),
                None => Err(exc::OVERFLOW_ERROR.msg("int too large to convert to float")),
            },
        }
    }

    #[inline]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small(0))
    }

    #[inline]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(value) => *value < 0,
            Repr::Large(large) => large.negative,
        }
    }

    #[inline]
    pub fn is_odd(&self) -> bool {
        match &self.0 {
            Repr::Small(value) => value & 1 == 1,
            Repr::Large(large) => large.mag[0] & 1 == 1,
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

    pub fn bit_length(&self) -> Int {
        match &self.0 {
            Repr::Small(value) => int(64 - i64::from(value.unsigned_abs().leading_zeros())),
            Repr::Large(large) => int(big::bit_length(&large.mag) as i64),
        }
    }

    pub fn bit_count(&self) -> Int {
        match &self.0 {
            Repr::Small(value) => int(i64::from(value.unsigned_abs().count_ones())),
            Repr::Large(large) => int(large.mag.iter().map(|limb| i64::from(limb.count_ones())).sum()),
        }
    }

    #[inline]
    pub fn floordiv(&self, other: impl AsInt) -> PyResult<Int> {
        other.with_int(|other| {
            if let (Repr::Small(a), Repr::Small(b)) = (&self.0, &other.0) {
                if *b != 0 && *b != -1 {
                    let quotient = a / b;
                    let lower = (a % b != 0) && ((a % b < 0) != (*b < 0));
                    return Ok(int(quotient - i64::from(lower)));
                }
            }
            self.floordiv_slow(other)
        })
    }

    #[cold]
    #[inline(never)]
    fn floordiv_slow(&self, other: &Int) -> PyResult<Int> {
        if other.is_zero() {
            return Err(exc::ZERO_DIVISION_ERROR.msg("integer division or modulo by zero"));
        }
        Ok(Int::from_large(floor_div_rem(&self.view(), &other.view()).0))
    }

    #[inline]
    pub fn modulo(&self, other: impl AsInt) -> PyResult<Int> {
        other.with_int(|other| {
            if let (Repr::Small(a), Repr::Small(b)) = (&self.0, &other.0) {
                if *b != 0 && *b != -1 {
                    let rest = a % b;
                    return Ok(int(if rest != 0 && ((rest < 0) != (*b < 0)) { rest + b } else { rest }));
                }
            }
            self.modulo_slow(other)
        })
    }

    #[cold]
    #[inline(never)]
    fn modulo_slow(&self, other: &Int) -> PyResult<Int> {
        if other.is_zero() {
            return Err(exc::ZERO_DIVISION_ERROR.msg("integer modulo by zero"));
        }
        let (a, b) = (self.view(), other.view());
        if let (&[_, _] | &[_], 3..=4) = (b.mag(), a.mag().len()) {
            let divisor = big::low_u64(b.mag());
            let rest = i128::from(big::rem_u128(big::low_u128(a.mag()), divisor));
            let rest = if rest == 0 || a.negative == b.negative { rest } else { i128::from(divisor) - rest };
            return Ok(Int::from_i128(if b.negative { -rest } else { rest }));
        }
        Ok(Int::from_large(floor_div_rem(&a, &b).1))
    }

    /// `a / b`, correctly rounded.
    #[inline]
    pub fn truediv(&self, other: impl AsInt) -> PyResult<f64> {
        other.with_int(|other| {
            const EXACT: u64 = 1 << 53;
            if let (Repr::Small(a), Repr::Small(b)) = (&self.0, &other.0) {
                if *b != 0 && a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT {
                    return Ok(*a as f64 / *b as f64);
                }
            }
            self.truediv_slow(other)
        })
    }

    #[cold]
    #[inline(never)]
    fn truediv_slow(&self, other: &Int) -> PyResult<f64> {
        if other.is_zero() {
            return Err(exc::ZERO_DIVISION_ERROR.msg("division by zero"));
        }
        let (a, b) = (self.large(), other.large());
        if a.mag.is_empty() {
            return Ok(if b.negative { -0.0 } else { 0.0 });
        }
        let shift = 66 - (big::bit_length(&a.mag) as i64 - big::bit_length(&b.mag) as i64);
        let (top, bottom) = if shift >= 0 {
            (big::shl(&a.mag, shift as u64), b.mag.clone())
        } else {
            (a.mag.clone(), big::shl(&b.mag, (-shift) as u64))
        };
        let (mut quotient, rest) = big::div_rem(&top, &bottom);
        if !rest.is_empty() {
            quotient[0] |= 1;
        }
        match big::to_f64(&quotient, -shift) {
            Some(value) if a.negative != b.negative => Ok(-value),
            Some(value) => Ok(value),
            None => Err(exc::OVERFLOW_ERROR.msg("integer division result too large for a float")),
        }
    }

    /// `a ** b` for `b >= 0`; a negative exponent would give a float and ends the program with `limit`.
    pub fn pow(&self, exponent: impl AsInt) -> PyResult<Int> {
        exponent.with_int(|exponent| {
            if exponent.is_negative() {
                if self.is_zero() {
                    return Err(exc::ZERO_DIVISION_ERROR.msg("0.0 cannot be raised to a negative power"));
                }
                limit("an int was raised to a negative power, which gives a float");
            }
            if let Repr::Small(base @ (-1..=1)) = self.0 {
                let odd = exponent.is_odd();
                return Ok(int(if exponent.is_zero() { 1 } else if base == -1 && !odd { 1 } else { base }));
            }
            let mut left = match exponent.to_i64() {
                Some(left) if left <= u32::MAX as i64 => left as u64,
                _ => return Err(exc::MEMORY_ERROR.empty()),
            };
            let mut out = int(1);
            let mut square = self.clone();
            loop {
                if left & 1 == 1 {
                    out = &out * &square;
                }
                left >>= 1;
                if left == 0 {
                    return Ok(out);
                }
                square = &square * &square;
            }
        })
    }

    /// `a ** b` where the exponent is known to be negative, or the result is wanted as a float.
    pub fn pow_float(&self, exponent: impl AsInt) -> PyResult<f64> {
        exponent.with_int(|exponent| float::pow(self.to_f64()?, exponent.to_f64()?))
    }

    /// `pow(a, e, m)`.
    pub fn pow_mod(&self, exponent: impl AsInt, modulus: impl AsInt) -> PyResult<Int> {
        exponent.with_int(|exponent| {
            modulus.with_int(|modulus| {
                if modulus.is_zero() {
                    return Err(exc::VALUE_ERROR.msg("pow() 3rd argument cannot be 0"));
                }
                let mut base = self.modulo(modulus)?;
                let mut exponent = exponent.clone();
                if exponent.is_negative() {
                    base = base.inverse(modulus)?;
                    exponent = -exponent;
                }
                let bits = exponent.magnitude();
                let mut out = int(1).modulo(modulus)?;
                for i in (0..big::bit_length(&bits)).rev() {
                    out = (&out * &out).modulo(modulus)?;
                    if big::bit(&bits, i) {
                        out = (&out * &base).modulo(modulus)?;
                    }
                }
                Ok(out)
            })
        })
    }

    fn inverse(&self, modulus: &Int) -> PyResult<Int> {
        let (mut a, mut b) = (self.modulo(modulus.abs())?, modulus.abs());
        let (mut x, mut y) = (int(1), int(0));
        while !b.is_zero() {
            let quotient = a.floordiv(&b)?;
            let rest = &a - &(&quotient * &b);
            a = b;
            b = rest;
            let next = &x - &(&quotient * &y);
            x = y;
            y = next;
        }
        if a != 1 {
            return Err(exc::VALUE_ERROR.msg("base is not invertible for the given modulus"));
        }
        x.modulo(modulus)
    }

    #[inline]
    pub fn shl(&self, bits: impl AsInt) -> PyResult<Int> {
        bits.with_int(|bits| {
            if let (Repr::Small(value), Repr::Small(bits @ 0..=62)) = (&self.0, &bits.0) {
                if (*bits as u32) < value.unsigned_abs().leading_zeros().saturating_sub(1) {
                    return Ok(int(value << bits));
                }
            }
            self.shl_slow(bits)
        })
    }

    #[cold]
    #[inline(never)]
    fn shl_slow(&self, bits: &Int) -> PyResult<Int> {
        if bits.is_negative() {
            return Err(exc::VALUE_ERROR.msg("negative shift count"));
        }
        if self.is_zero() {
            return Ok(int(0));
        }
        let bits = match bits.to_i64() {
            Some(bits) if bits < 1 << 33 => bits as u64,
            _ => return Err(exc::MEMORY_ERROR.empty()),
        };
        let large = self.large();
        Ok(Int::from_parts(large.negative, big::shl(&large.mag, bits)))
    }

    #[inline]
    pub fn shr(&self, bits: impl AsInt) -> PyResult<Int> {
        bits.with_int(|bits| {
            if let (Repr::Small(value), Repr::Small(bits @ 0..=63)) = (&self.0, &bits.0) {
                return Ok(int(value >> bits));
            }
            self.shr_slow(bits)
        })
    }

    #[cold]
    #[inline(never)]
    fn shr_slow(&self, bits: &Int) -> PyResult<Int> {
        if bits.is_negative() {
            return Err(exc::VALUE_ERROR.msg("negative shift count"));
        }
        let bits = bits.clamp_i64() as u64;
        match &self.0 {
            Repr::Small(value) => Ok(int(value >> bits.min(63))),
            Repr::Large(large) => {
                let mut mag = big::shr(&large.mag, bits);
                if large.negative && big::any_below(&large.mag, bits.min(large.mag.len() as u64 * 32)) {
                    mag = big::add(&mag, &[1]);
                }
                Ok(Int::from_parts(large.negative, mag))
            }
        }
    }

    /// Digits of base 2, 8 or 16 of the absolute value.
    pub fn radix_digits(&self, bits: u32) -> String {
        big::to_radix(&self.magnitude(), bits)
    }

    /// Decimal digits with the sign; no limit on their number.
    pub fn digits(&self) -> String {
        match &self.0 {
            Repr::Small(value) => value.to_string(),
            Repr::Large(large) => {
                let digits = big::to_decimal(&large.mag);
                if large.negative {
                    format!("-{}", digits)
                } else {
                    digits
                }
            }
        }
    }

    /// `str(i)` as far as Python renders it: ValueError past 4300 digits.
    pub fn checked_digits(&self) -> PyResult<String> {
        let digits = self.digits();
        let count = digits.len() - usize::from(self.is_negative());
        if count > MAX_DIGITS {
            return Err(too_many_digits(count, false));
        }
        Ok(digits)
    }

    #[inline]
    pub fn compare(&self, other: &Int) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(a), Repr::Small(b)) => a.cmp(b),
            _ => self.compare_slow(other),
        }
    }

    #[cold]
    #[inline(never)]
    fn compare_slow(&self, other: &Int) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(a), Repr::Small(b)) => a.cmp(b),
            (Repr::Small(_), Repr::Large(b)) => if b.negative { Ordering::Greater } else { Ordering::Less },
            (Repr::Large(a), Repr::Small(_)) => if a.negative { Ordering::Less } else { Ordering::Greater },
            (Repr::Large(a), Repr::Large(b)) => match (a.negative, b.negative) {
                (false, true) => Ordering::Greater,
                (true, false) => Ordering::Less,
                (false, false) => big::compare(&a.mag, &b.mag),
                (true, true) => big::compare(&b.mag, &a.mag),
            },
        }
    }

    /// Order against a float as Python decides it, exactly; None for NaN.
    pub fn compare_f64(&self, other: f64) -> Option<Ordering> {
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

    /// `i.to_bytes(length, order)`.
    pub fn to_bytes(&self, length: impl AsInt, little: bool, signed: bool) -> PyResult<Bytes> {
        let length = length.with_int(|length| length.to_usize())?;
        if self.is_negative() && !signed {
            return Err(exc::OVERFLOW_ERROR.msg("can't convert negative int to unsigned"));
        }
        let large = self.large();
        let bits = big::bit_length(&large.mag) as usize;
        let fits = if !signed {
            bits <= length * 8
        } else if large.negative {
            bits < length * 8 || (bits == length * 8 && !big::any_below(&large.mag, bits as u64 - 1))
        } else {
            bits < length * 8 || bits == 0
        };
        if !fits {
            return Err(exc::OVERFLOW_ERROR.msg("int too big to convert"));
        }
        let mut out: Vec<u8> =
            large.complement(length / 4 + 2).iter().flat_map(|limb| limb.to_le_bytes()).take(length).collect();
        if !little {
            out.reverse();
        }
        Ok(Bytes::from_vec(out))
    }

    /// `int.from_bytes(bytes, order)`.
    pub fn from_bytes(bytes: &Bytes, little: bool, signed: bool) -> Int {
        let mut bytes = bytes.as_slice().to_vec();
        if !little {
            bytes.reverse();
        }
        let negative = signed && bytes.last().map_or(false, |top| top & 0x80 != 0);
        let bits = bytes.len() as u64 * 8;
        let mag: Vec<u32> = bytes
            .chunks(4)
            .map(|part| part.iter().rev().fold(0, |limb, byte| limb << 8 | u32::from(*byte)))
            .collect();
        let value = Int::from_parts(false, mag);
        if negative {
            value - Int::from_parts(false, big::shl(&[1], bits))
        } else {
            value
        }
    }

    /// `math.isqrt` of a value that is not negative.
    pub fn isqrt(&self) -> Int {
        if let Some(value) = self.to_i64() {
            let mut root = (value as f64).sqrt() as i64;
            while root.checked_mul(root).map_or(true, |square| square > value) {
                root -= 1;
            }
            while (root + 1).checked_mul(root + 1).map_or(false, |square| square <= value) {
                root += 1;
            }
            return int(root);
        }
        let bits = big::bit_length(&self.magnitude());
        let mut root = Int::from_parts(false, big::shl(&[1], (bits + 1) / 2));
        loop {
            let next = (&root + &self.floordiv(&root).unwrap_or_else(|_| int(0))).shr(1).unwrap_or_else(|_| int(0));
            if next >= root {
                return root;
            }
            root = next;
        }
    }

    pub fn gcd(&self, other: &Int) -> Int {
        let (mut a, mut b) = (self.abs(), other.abs());
        while !b.is_zero() {
            if let (Repr::Small(x), Repr::Small(y)) = (&a.0, &b.0) {
                let (mut x, mut y) = (*x, *y);
                while y != 0 {
                    let rest = x % y;
                    x = y;
                    y = rest;
                }
                return int(x);
            }
            let rest = a.modulo(&b).unwrap_or_else(|_| int(0));
            a = b;
            b = rest;
        }
        a
    }
}

const MAX_DIGITS: usize = 4300;

fn too_many_digits(count: usize, parsing: bool) -> PyErr {
    if parsing {
        exc::VALUE_ERROR.msg(format!(
            "Exceeds the limit ({} digits) for integer string conversion: value has {} digits; use sys.set_int_max_str_digits() to increase the limit",
            MAX_DIGITS, count
        ))
    } else {
        exc::VALUE_ERROR.msg(format!(
            "Exceeds the limit ({} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit",
            MAX_DIGITS
        ))
    }
}

fn bad_literal(text: &Str, base: u32) -> PyErr {
    exc::VALUE_ERROR.msg(format!("invalid literal for int() with base {}: {}", base, repr(text).as_str()))
}

/// The value and its number of digits.
fn parse_with_base(text: &str, base: u32) -> Option<(Int, usize)> {
    let text = text.trim_matches(chars::is_space);
    let ascii: String = text.chars().map(|c| chars::decimal_value(c).map_or(c, |d| (b'0' + d) as char)).collect();
    let (negative, rest) = match ascii.as_bytes().first()? {
        b'-' => (true, &ascii[1..]),
        b'+' => (false, &ascii[1..]),
        _ => (false, &ascii[..]),
    };
    let lower = rest.to_ascii_lowercase();
    let prefix = match lower.get(..2) {
        Some("0x") => 16,
        Some("0o") => 8,
        Some("0b") => 2,
        _ => 0,
    };
    let (digits, actual) = if prefix != 0 && (base == 0 || base == prefix) {
        (lower[2..].strip_prefix('_').unwrap_or(&lower[2..]), prefix)
    } else if base == 0 {
        (&lower[..], 10)
    } else {
        (&lower[..], base)
    };
    if digits.is_empty() || digits.starts_with('_') || digits.ends_with('_') || digits.contains("__") {
        return None;
    }
    let plain: String = digits.chars().filter(|c| *c != '_').collect();
    if !plain.chars().all(|c| c.to_digit(actual).is_some()) {
        return None;
    }
    if base == 0 && prefix == 0 && plain.starts_with('0') && plain.bytes().any(|b| b != b'0') {
        return None;
    }
    let value = match i64::from_str_radix(&plain, actual) {
        Ok(value) => int(if negative { -value } else { value }),
        Err(_) => Int::from_parts(negative, big::from_digits(&plain, actual)),
    };
    Some((value, plain.len()))
}

/// What stands where an integer is asked for: `Int`, `&Int`, `i64`, `bool`.
pub trait AsInt {
    fn with_int<R>(self, f: impl FnOnce(&Int) -> R) -> R;
}

impl AsInt for Int {
    #[inline]
    fn with_int<R>(self, f: impl FnOnce(&Int) -> R) -> R {
        f(&self)
    }
}

impl AsInt for &Int {
    #[inline]
    fn with_int<R>(self, f: impl FnOnce(&Int) -> R) -> R {
        f(self)
    }
}

impl AsInt for i64 {
    #[inline]
    fn with_int<R>(self, f: impl FnOnce(&Int) -> R) -> R {
        f(&int(self))
    }
}

impl AsInt for i32 {
    #[inline]
    fn with_int<R>(self, f: impl FnOnce(&Int) -> R) -> R {
        f(&int(i64::from(self)))
    }
}

impl AsInt for bool {
    #[inline]
    fn with_int<R>(self, f: impl FnOnce(&Int) -> R) -> R {
        f(&int(i64::from(self)))
    }
}

impl From<i64> for Int {
    fn from(value: i64) -> Int {
        int(value)
    }
}

impl From<i32> for Int {
    fn from(value: i32) -> Int {
        int(i64::from(value))
    }
}

impl From<bool> for Int {
    fn from(value: bool) -> Int {
        int(i64::from(value))
    }
}

impl Default for Int {
    fn default() -> Int {
        int(0)
    }
}

#[inline(always)]
fn add(a: &Int, b: &Int) -> Int {
    if let (Repr::Small(x), Repr::Small(y)) = (&a.0, &b.0) {
        if let Some(sum) = x.checked_add(*y) {
            return int(sum);
        }
    }
    add_slow(a, b)
}

#[cold]
#[inline(never)]
fn add_slow(a: &Int, b: &Int) -> Int {
    let (a, b) = (a.view(), b.view());
    Int::from_large(signed_sum(a.negative, a.mag(), b.negative, b.mag()))
}

#[inline(always)]
fn sub(a: &Int, b: &Int) -> Int {
    if let (Repr::Small(x), Repr::Small(y)) = (&a.0, &b.0) {
        if let Some(diff) = x.checked_sub(*y) {
            return int(diff);
        }
    }
    sub_slow(a, b)
}

#[cold]
#[inline(never)]
fn sub_slow(a: &Int, b: &Int) -> Int {
    let (a, b) = (a.view(), b.view());
    Int::from_large(signed_sum(a.negative, a.mag(), !b.negative, b.mag()))
}

#[inline]
fn mul(a: &Int, b: &Int) -> Int {
    if let (Repr::Small(x), Repr::Small(y)) = (&a.0, &b.0) {
        // Of halves the product always fits; to find out for whole words takes a call.
        if i64::from(*x as i32) == *x && i64::from(*y as i32) == *y {
            return int(x * y);
        }
        if let Some(product) = x.checked_mul(*y) {
            return int(product);
        }
    }
    mul_slow(a, b)
}

#[cold]
#[inline(never)]
fn mul_slow(a: &Int, b: &Int) -> Int {
    if let (Repr::Small(x), Repr::Small(y)) = (&a.0, &b.0) {
        let product = u128::from(x.unsigned_abs()) * u128::from(y.unsigned_abs());
        return Int::from_large(Large { negative: (*x < 0) != (*y < 0), mag: big::from_u128(product) });
    }
    let (a, b) = (a.view(), b.view());
    Int::from_large(Large { negative: a.negative != b.negative, mag: big::mul(a.mag(), b.mag()) })
}

#[inline]
fn bitwise(a: &Int, b: &Int, small: impl Fn(i64, i64) -> i64, limb: fn(u32, u32) -> u32) -> Int {
    if let (Repr::Small(x), Repr::Small(y)) = (&a.0, &b.0) {
        return int(small(*x, *y));
    }
    bitwise_slow(a, b, limb)
}

#[cold]
#[inline(never)]
fn bitwise_slow(a: &Int, b: &Int, limb: fn(u32, u32) -> u32) -> Int {
    Int::from_large(a.large().bitwise(&b.large(), limb))
}

#[inline]
fn and(a: &Int, b: &Int) -> Int {
    bitwise(a, b, |x, y| x & y, |x, y| x & y)
}

#[inline]
fn or(a: &Int, b: &Int) -> Int {
    bitwise(a, b, |x, y| x | y, |x, y| x | y)
}

#[inline]
fn xor(a: &Int, b: &Int) -> Int {
    bitwise(a, b, |x, y| x ^ y, |x, y| x ^ y)
}

macro_rules! operator {
    ($trait:ident, $method:ident, $function:ident, $assign:ident, $assign_method:ident) => {
        impl std::ops::$trait<Int> for Int {
            type Output = Int;
            #[inline]
            fn $method(self, other: Int) -> Int {
                $function(&self, &other)
            }
        }
        impl std::ops::$trait<&Int> for Int {
            type Output = Int;
            #[inline]
            fn $method(self, other: &Int) -> Int {
                $function(&self, other)
            }
        }
        impl std::ops::$trait<Int> for &Int {
            type Output = Int;
            #[inline]
            fn $method(self, other: Int) -> Int {
                $function(self, &other)
            }
        }
        impl std::ops::$trait<&Int> for &Int {
            type Output = Int;
            #[inline]
            fn $method(self, other: &Int) -> Int {
                $function(self, other)
            }
        }
        impl std::ops::$trait<i64> for Int {
            type Output = Int;
            #[inline]
            fn $method(self, other: i64) -> Int {
                $function(&self, &int(other))
            }
        }
        impl std::ops::$trait<i64> for &Int {
            type Output = Int;
            #[inline]
            fn $method(self, other: i64) -> Int {
                $function(self, &int(other))
            }
        }
        impl std::ops::$assign<Int> for Int {
            #[inline]
            fn $assign_method(&mut self, other: Int) {
                *self = $function(self, &other);
            }
        }
        impl std::ops::$assign<&Int> for Int {
            #[inline]
            fn $assign_method(&mut self, other: &Int) {
                *self = $function(self, other);
            }
        }
        impl std::ops::$assign<i64> for Int {
            #[inline]
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
    #[inline]
    fn neg(self) -> Int {
        sub(&int(0), self)
    }
}

impl std::ops::Neg for Int {
    type Output = Int;
    #[inline]
    fn neg(self) -> Int {
        sub(&int(0), &self)
    }
}

impl std::ops::Not for &Int {
    type Output = Int;
    fn not(self) -> Int {
        sub(&int(-1), self)
    }
}

impl std::ops::Not for Int {
    type Output = Int;
    fn not(self) -> Int {
        sub(&int(-1), &self)
    }
}

impl PartialEq for Int {
    #[inline]
    fn eq(&self, other: &Int) -> bool {
        match (&self.0, &other.0) {
            (Repr::Small(a), Repr::Small(b)) => a == b,
            (Repr::Large(a), Repr::Large(b)) => a.negative == b.negative && a.mag == b.mag,
            _ => false,
        }
    }
}

impl Eq for Int {}

impl PartialEq<&Int> for Int {
    #[inline]
    fn eq(&self, other: &&Int) -> bool {
        self == *other
    }
}

impl PartialEq<Int> for &Int {
    #[inline]
    fn eq(&self, other: &Int) -> bool {
        *self == other
    }
}

impl PartialEq<i64> for Int {
    #[inline]
    fn eq(&self, other: &i64) -> bool {
        matches!(&self.0, Repr::Small(value) if value == other)
    }
}

impl PartialEq<i64> for &Int {
    #[inline]
    fn eq(&self, other: &i64) -> bool {
        matches!(&self.0, Repr::Small(value) if value == other)
    }
}

impl PartialOrd for Int {
    #[inline]
    fn partial_cmp(&self, other: &Int) -> Option<Ordering> {
        Some(self.compare(other))
    }
}

impl Ord for Int {
    #[inline]
    fn cmp(&self, other: &Int) -> Ordering {
        self.compare(other)
    }
}

impl PartialOrd<&Int> for Int {
    #[inline]
    fn partial_cmp(&self, other: &&Int) -> Option<Ordering> {
        Some(self.compare(other))
    }
}

impl PartialOrd<Int> for &Int {
    #[inline]
    fn partial_cmp(&self, other: &Int) -> Option<Ordering> {
        Some(self.compare(other))
    }
}

impl PartialOrd<i64> for Int {
    #[inline]
    fn partial_cmp(&self, other: &i64) -> Option<Ordering> {
        match &self.0 {
            Repr::Small(value) => Some(value.cmp(other)),
            Repr::Large(large) => Some(if large.negative { Ordering::Less } else { Ordering::Greater }),
        }
    }
}

impl PartialOrd<i64> for &Int {
    #[inline]
    fn partial_cmp(&self, other: &i64) -> Option<Ordering> {
        match &self.0 {
            Repr::Small(value) => Some(value.cmp(other)),
            Repr::Large(large) => Some(if large.negative { Ordering::Less } else { Ordering::Greater }),
        }
    }
}

const MODULUS: u64 = (1 << 61) - 1;

impl PyHash for Int {
    fn py_hash(&self) -> i64 {
        let (negative, rest) = match &self.0 {
            Repr::Small(value) if value.unsigned_abs() < MODULUS => return if *value == -1 { -2 } else { *value },
            Repr::Small(value) => (*value < 0, value.unsigned_abs() % MODULUS),
            Repr::Large(large) => {
                let rest = large
                    .mag
                    .iter()
                    .rev()
                    .fold(0u128, |rest, limb| ((rest << 32) | u128::from(*limb)) % u128::from(MODULUS));
                (large.negative, rest as u64)
            }
        };
        let hash = if negative { -(rest as i64) } else { rest as i64 };
        if hash == -1 {
            -2
        } else {
            hash
        }
    }
}
