//! Shifts, bits and bytes.

use super::*;

impl Int {
    pub fn bit_length(&self) -> Int {
        int(big::bit_length(self.view().mag()) as i64)
    }

    pub fn bit_count(&self) -> Int {
        int(self.view().mag().iter().map(|limb| i64::from(limb.count_ones())).sum())
    }

    #[inline(always)]
    pub fn shl(&self, bits: impl AsInt) -> PyResult<Int> {
        bits.with_int(|bits| {
            if let (Some(value), Some(bits @ 0..=61)) = (self.as_small(), bits.as_small()) {
                if value << bits << 1 >> 1 >> bits == value {
                    return Ok(Int::small(value << bits));
                }
            }
            shl_slow(self.word(), bits.word()).ok_or_else(|| unshifted(bits))
        })
    }

    #[inline(always)]
    pub fn shr(&self, bits: impl AsInt) -> PyResult<Int> {
        bits.with_int(|bits| {
            if let (Some(value), Some(bits @ 0..=63)) = (self.as_small(), bits.as_small()) {
                return Ok(Int::small(value >> bits));
            }
            shr_slow(self.word(), bits.word()).ok_or_else(|| unshifted(bits))
        })
    }

    /// Digits of base 2, 8 or 16 of the absolute value.
    pub fn radix_digits(&self, bits: u32) -> String {
        big::to_radix(self.view().mag(), bits)
    }

    /// `i.to_bytes(length, order)`.
    pub fn to_bytes(&self, length: impl AsInt, little: bool, signed: bool) -> PyResult<Bytes> {
        let length = length.with_int(|length| length.to_usize())?;
        if self.is_negative() && !signed {
            return Err(exc::OVERFLOW_ERROR.msg("can't convert negative int to unsigned"));
        }
        let view = self.view();
        let bits = big::bit_length(view.mag()) as usize;
        let fits = if !signed {
            bits <= length * 8
        } else if view.negative {
            bits < length * 8 || (bits == length * 8 && !big::any_below(view.mag(), bits as u64 - 1))
        } else {
            bits < length * 8 || bits == 0
        };
        if !fits {
            return Err(exc::OVERFLOW_ERROR.msg("int too big to convert"));
        }
        let limbs = view.complement((length / 4 + 2).max(view.mag().len()));
        let mut out: Vec<u8> = limbs.iter().flat_map(|limb| limb.to_le_bytes()).take(length).collect();
        if !little {
            out.reverse();
        }
        Ok(Bytes::from_vec(out))
    }

    /// Does `byteorder` say that the lowest byte stands first?
    pub fn is_little(order: &Str) -> PyResult<bool> {
        match order.as_str() {
            "little" => Ok(true),
            "big" => Ok(false),
            _ => Err(exc::VALUE_ERROR.msg("byteorder must be either 'little' or 'big'")),
        }
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
}

/// Why a value is not shifted.
#[cold]
#[inline(never)]
fn unshifted(bits: &Int) -> PyErr {
    if bits.is_negative() {
        return exc::VALUE_ERROR.msg("negative shift count");
    }
    if bits.to_f64().map_or(true, |bits| bits / 30.0 >= (i64::MAX / 4) as f64) {
        return exc::OVERFLOW_ERROR.msg("too many digits in integer");
    }
    exc::MEMORY_ERROR.empty()
}

/// None where the count is negative or too large; so is the answer of the other.
#[cold]
#[inline(never)]
fn shl_slow(word: i64, bits: i64) -> Option<Int> {
    let (value, bits) = (Int::borrowed(word), Int::borrowed(bits));
    if bits.is_negative() {
        return None;
    }
    if value.is_zero() {
        return Some(int(0));
    }
    let bits = match bits.to_i64() {
        Some(bits) if bits < 1 << 33 => bits as u64,
        _ => return None,
    };
    let view = value.view();
    Some(Int::from_parts(view.negative, big::shl(view.mag(), bits)))
}

#[cold]
#[inline(never)]
fn shr_slow(word: i64, bits: i64) -> Option<Int> {
    let (value, bits) = (Int::borrowed(word), Int::borrowed(bits));
    if bits.is_negative() {
        return None;
    }
    let bits = bits.clamp_i64() as u64;
    let view = value.view();
    let mut mag = big::shr(view.mag(), bits);
    if view.negative && big::any_below(view.mag(), bits.min(view.mag().len() as u64 * 32)) {
        mag = big::add(&mag, &[1]);
    }
    Some(Int::from_parts(view.negative, mag))
}
