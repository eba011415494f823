//! Magnitudes of any length: little-endian 32-bit limbs without leading zeros; zero is empty.

use std::cmp::Ordering;

pub type Mag = Vec<u32>;

const KARATSUBA_FROM: usize = 48;

pub fn trim(mag: &mut Mag) {
    while mag.last() == Some(&0) {
        mag.pop();
    }
}

pub fn from_u128(mut value: u128) -> Mag {
    let mut mag = Vec::with_capacity(4);
    while value != 0 {
        mag.push(value as u32);
        value >>= 32;
    }
    mag
}

pub fn bit_length(mag: &[u32]) -> u64 {
    match mag.last() {
        None => 0,
        Some(top) => (mag.len() as u64) * 32 - u64::from(top.leading_zeros()),
    }
}

pub fn compare(a: &[u32], b: &[u32]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

pub fn add(a: &[u32], b: &[u32]) -> Mag {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let words = |a: u64, b: u64, carry: u64| {
        let sum = a.wrapping_add(b);
        (sum.wrapping_add(carry), u64::from(sum < a) | (carry & u64::from(sum == u64::MAX)))
    };
    let limbs = |a: u64, b: u64, carry: u64| {
        let sum = a + b + carry;
        (sum as u32, sum >> 32)
    };
    let (mut out, carry) = limb_by_limb(long, short, words, limbs);
    if carry != 0 {
        out.push(carry as u32);
    }
    out
}

/// `a - b`, where `a >= b`.
pub fn sub(a: &[u32], b: &[u32]) -> Mag {
    let words = |a: u64, b: u64, borrow: u64| {
        let rest = a.wrapping_sub(b);
        (rest.wrapping_sub(borrow), u64::from(a < b) | (borrow & u64::from(rest == 0)))
    };
    let limbs = |a: u64, b: u64, borrow: u64| {
        let rest = a.wrapping_sub(b).wrapping_sub(borrow);
        (rest as u32, rest >> 63)
    };
    let (mut out, _) = limb_by_limb(a, b, words, limbs);
    trim(&mut out);
    out
}

/// What `words` makes of two limbs at a time, and `limbs` of the others, with what each carries to the next.
#[inline(always)]
fn limb_by_limb(
    long: &[u32],
    short: &[u32],
    words: impl Fn(u64, u64, u64) -> (u64, u64),
    limbs: impl Fn(u64, u64, u64) -> (u32, u64),
) -> (Mag, u64) {
    let mut out: Mag = Vec::with_capacity(long.len() + 1);
    let paired = short.len() / 2 * 2;
    let mut carry = 0u64;
    // Two limbs at a time, and four times that at once; each place is written before it counts.
    unsafe {
        let (x, y, to) = (long.as_ptr() as *const u64, short.as_ptr() as *const u64, out.as_mut_ptr() as *mut u64);
        let step = |at: usize, carry: u64| {
            let (word, carry) = words(x.add(at).read_unaligned(), y.add(at).read_unaligned(), carry);
            to.add(at).write_unaligned(word);
            carry
        };
        let (mut at, pairs) = (0, paired / 2);
        while at + 4 <= pairs {
            carry = step(at + 3, step(at + 2, step(at + 1, step(at, carry))));
            at += 4;
        }
        while at < pairs {
            carry = step(at, carry);
            at += 1;
        }
        out.set_len(paired);
    }
    let mut limb = |a: &u32, b: u32| {
        let (limb, next) = limbs(u64::from(*a), u64::from(b), carry);
        carry = next;
        limb
    };
    out.extend(long[paired..short.len()].iter().zip(&short[paired..]).map(|(a, b)| limb(a, *b)));
    out.extend(long[short.len()..].iter().map(|a| limb(a, 0)));
    (out, carry)
}

pub fn mul(a: &[u32], b: &[u32]) -> Mag {
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    if a.len().min(b.len()) < KARATSUBA_FROM {
        return mul_school(a, b);
    }
    let half = a.len().max(b.len()) / 2;
    if a.len() <= half || b.len() <= half {
        return mul_uneven(a, b);
    }
    let (a0, a1) = split(a, half);
    let (b0, b1) = split(b, half);
    let low = mul(&a0, &b0);
    let high = mul(&a1, &b1);
    let both = mul(&add(&a0, &a1), &add(&b0, &b1));
    let middle = sub(&sub(&both, &low), &high);
    let mut out = vec![0; a.len() + b.len() + 1];
    add_at(&mut out, &low, 0);
    add_at(&mut out, &middle, half);
    add_at(&mut out, &high, 2 * half);
    trim(&mut out);
    out
}

fn mul_uneven(a: &[u32], b: &[u32]) -> Mag {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let mut out = vec![0; a.len() + b.len() + 1];
    for (i, part) in long.chunks(short.len()).enumerate() {
        let mut part = part.to_vec();
        trim(&mut part);
        add_at(&mut out, &mul(&part, short), i * short.len());
    }
    trim(&mut out);
    out
}

fn split(mag: &[u32], at: usize) -> (Mag, Mag) {
    let mut low = mag[..at].to_vec();
    trim(&mut low);
    (low, mag[at..].to_vec())
}

fn add_at(out: &mut [u32], part: &[u32], at: usize) {
    let mut carry = 0u64;
    let mut i = 0;
    while i < part.len() || carry != 0 {
        let sum = u64::from(out[at + i]) + u64::from(part.get(i).copied().unwrap_or(0)) + carry;
        out[at + i] = sum as u32;
        carry = sum >> 32;
        i += 1;
    }
}

/// By one limb, in one pass.
fn mul_small(long: &[u32], limb: u32) -> Mag {
    let mut out: Mag = Vec::with_capacity(long.len() + 1);
    let mut carry = 0u64;
    unsafe {
        let (from, to) = (long.as_ptr(), out.as_mut_ptr());
        let step = |at: usize, carry: u64| {
            let product = u64::from(*from.add(at)) * u64::from(limb) + carry;
            *to.add(at) = product as u32;
            product >> 32
        };
        let mut at = 0;
        while at + 4 <= long.len() {
            carry = step(at + 3, step(at + 2, step(at + 1, step(at, carry))));
            at += 4;
        }
        while at < long.len() {
            carry = step(at, carry);
            at += 1;
        }
        out.set_len(long.len());
    }
    if carry != 0 {
        out.push(carry as u32);
    }
    out
}

fn mul_school(a: &[u32], b: &[u32]) -> Mag {
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if let [limb] = a {
        return mul_small(b, *limb);
    }
    let mut out = vec![0u32; a.len() + b.len()];
    for (i, x) in a.iter().enumerate() {
        let mut carry = 0u64;
        for (place, y) in out[i..].iter_mut().zip(b) {
            let sum = u64::from(*x) * u64::from(*y) + u64::from(*place) + carry;
            *place = sum as u32;
            carry = sum >> 32;
        }
        out[i + b.len()] = carry as u32;
    }
    trim(&mut out);
    out
}

/// Quotient and remainder by one limb.
pub fn div_small(a: &[u32], divisor: u32) -> (Mag, u32) {
    let mut out = vec![0; a.len()];
    let mut rest = 0u64;
    for (i, limb) in a.iter().enumerate().rev() {
        let part = (rest << 32) | u64::from(*limb);
        out[i] = (part / u64::from(divisor)) as u32;
        rest = part % u64::from(divisor);
    }
    trim(&mut out);
    (out, rest as u32)
}

/// Quotient and remainder (Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D). `b` is not zero.
pub fn div_rem(a: &[u32], b: &[u32]) -> (Mag, Mag) {
    if compare(a, b) == Ordering::Less {
        return (Vec::new(), a.to_vec());
    }
    if b.len() == 1 {
        let (quotient, rest) = div_small(a, b[0]);
        return (quotient, from_u128(u128::from(rest)));
    }
    let shift = b[b.len() - 1].leading_zeros();
    let divisor = shl(b, u64::from(shift));
    let mut rest = shl(a, u64::from(shift));
    rest.resize(a.len() + 1, 0);
    let n = divisor.len();
    let mut quotient = vec![0u32; a.len() + 1 - n];
    let top = u64::from(divisor[n - 1]);
    let next = u64::from(divisor[n - 2]);
    for j in (0..quotient.len()).rev() {
        let head = (u64::from(rest[j + n]) << 32) | u64::from(rest[j + n - 1]);
        let mut guess = head / top;
        let mut left = head % top;
        while guess >> 32 != 0 || guess * next > ((left << 32) | u64::from(rest[j + n - 2])) {
            guess -= 1;
            left += top;
            if left >> 32 != 0 {
                break;
            }
        }
        let mut borrow = 0i64;
        let mut carry = 0u64;
        for (place, limb) in rest[j..].iter_mut().zip(&divisor) {
            let product = guess * u64::from(*limb) + carry;
            carry = product >> 32;
            let diff = i64::from(*place) - borrow - i64::from(product as u32);
            *place = diff as u32;
            borrow = i64::from(diff < 0);
        }
        let diff = i64::from(rest[j + n]) - borrow - carry as i64;
        rest[j + n] = diff as u32;
        if diff < 0 {
            guess -= 1;
            let mut carry = 0u64;
            for i in 0..n {
                let sum = u64::from(rest[i + j]) + u64::from(divisor[i]) + carry;
                rest[i + j] = sum as u32;
                carry = sum >> 32;
            }
            rest[j + n] = rest[j + n].wrapping_add(carry as u32);
        }
        quotient[j] = guess as u32;
    }
    trim(&mut quotient);
    rest.truncate(n);
    trim(&mut rest);
    (quotient, shr(&rest, u64::from(shift)))
}

pub fn shl(a: &[u32], bits: u64) -> Mag {
    if a.is_empty() {
        return Vec::new();
    }
    let limbs = (bits / 32) as usize;
    let rest = (bits % 32) as u32;
    let mut out = Vec::with_capacity(limbs + a.len() + 1);
    out.resize(limbs, 0);
    if rest == 0 {
        out.extend_from_slice(a);
        return out;
    }
    let mut carry = 0u32;
    out.extend(a.iter().map(|limb| {
        let moved = limb << rest | carry;
        carry = limb >> (32 - rest);
        moved
    }));
    if carry != 0 {
        out.push(carry);
    }
    out
}

/// How many limbs so many bits fill: more than any number has, where that cannot be counted.
fn limbs_in(bits: u64) -> usize {
    usize::try_from(bits / 32).unwrap_or(usize::MAX)
}

/// Shift towards zero; what falls off is lost.
pub fn shr(a: &[u32], bits: u64) -> Mag {
    let limbs = limbs_in(bits);
    if limbs >= a.len() {
        return Vec::new();
    }
    let rest = (bits % 32) as u32;
    let kept = &a[limbs..];
    if rest == 0 {
        return kept.to_vec();
    }
    let above = kept[1..].iter().chain(std::iter::once(&0));
    let mut out: Mag = kept.iter().zip(above).map(|(limb, next)| limb >> rest | next << (32 - rest)).collect();
    trim(&mut out);
    out
}

pub fn bit(a: &[u32], at: u64) -> bool {
    a.get(limbs_in(at)).map_or(false, |limb| limb >> (at % 32) & 1 == 1)
}

/// Whether any bit below `bits` is set.
pub fn any_below(a: &[u32], bits: u64) -> bool {
    let limbs = limbs_in(bits);
    let rest = (bits % 32) as u32;
    a.iter().take(limbs).any(|limb| *limb != 0)
        || (rest != 0 && a.get(limbs).map_or(false, |limb| limb & ((1u32 << rest) - 1) != 0))
}

/// Decimal digits.
pub fn to_decimal(a: &[u32]) -> String {
    if a.is_empty() {
        return "0".to_string();
    }
    let mut out = String::new();
    decimal_into(a.to_vec(), None, &mut out);
    out
}

fn decimal_into(mag: Mag, width: Option<usize>, out: &mut String) {
    if mag.len() <= 32 {
        let mut groups = Vec::new();
        let mut rest = mag;
        while !rest.is_empty() {
            let (quotient, group) = div_small(&rest, 1_000_000_000);
            groups.push(group);
            rest = quotient;
        }
        let mut text = String::new();
        for (i, group) in groups.iter().rev().enumerate() {
            if i == 0 {
                text.push_str(&group.to_string());
            } else {
                text.push_str(&format!("{:09}", group));
            }
        }
        if let Some(width) = width {
            for _ in text.len()..width {
                out.push('0');
            }
        }
        out.push_str(&text);
        return;
    }
    let digits = (bit_length(&mag) as f64 * std::f64::consts::LOG10_2) as usize / 2;
    let (high, low) = div_rem(&mag, &power_of_ten(digits));
    decimal_into(high, width.map(|width| width - digits), out);
    decimal_into(low, Some(digits), out);
}

fn power_of_ten(exponent: usize) -> Mag {
    let mut out = vec![1u32];
    let mut base = vec![10u32];
    let mut left = exponent;
    while left > 0 {
        if left & 1 == 1 {
            out = mul(&out, &base);
        }
        left >>= 1;
        if left > 0 {
            base = mul(&base, &base);
        }
    }
    out
}

/// Reads digits of a base up to 36; every character must be one.
pub fn from_digits(digits: &str, base: u32) -> Mag {
    let bytes = digits.as_bytes();
    if bytes.len() > 400 {
        let low = bytes.len() / 2;
        let high = bytes.len() - low;
        let scale = if base == 10 { power_of_ten(low) } else { power(base, low) };
        let a = mul(&from_digits(&digits[..high], base), &scale);
        return add(&a, &from_digits(&digits[high..], base));
    }
    let mut out: Mag = Vec::new();
    for byte in bytes {
        let mut carry = u64::from((*byte as char).to_digit(36).unwrap_or(0));
        for limb in out.iter_mut() {
            let part = u64::from(*limb) * u64::from(base) + carry;
            *limb = part as u32;
            carry = part >> 32;
        }
        if carry != 0 {
            out.push(carry as u32);
        }
    }
    out
}

pub fn power(base: u32, exponent: usize) -> Mag {
    let mut out = vec![1u32];
    let mut square = vec![base];
    let mut left = exponent;
    while left > 0 {
        if left & 1 == 1 {
            out = mul(&out, &square);
        }
        left >>= 1;
        if left > 0 {
            square = mul(&square, &square);
        }
    }
    out
}

/// Digits of a base that is a power of two.
pub fn to_radix(a: &[u32], bits: u32) -> String {
    let total = bit_length(a);
    if total == 0 {
        return "0".to_string();
    }
    let count = (total + u64::from(bits) - 1) / u64::from(bits);
    let mut out = String::with_capacity(count as usize);
    for i in (0..count).rev() {
        let mut digit = 0;
        for j in (0..u64::from(bits)).rev() {
            digit = digit * 2 + u32::from(bit(a, i * u64::from(bits) + j));
        }
        out.push(std::char::from_digit(digit, 16).unwrap_or('0'));
    }
    out
}

/// `mag * 2^exponent`, rounded half to even; None when it is too large for a float.
pub fn to_f64(mag: &[u32], exponent: i64) -> Option<f64> {
    let length = bit_length(mag) as i64;
    if length == 0 {
        return Some(0.0);
    }
    let top = length + exponent - 1;
    if top > 1023 {
        return None;
    }
    let precision = if top >= -1022 { 53 } else { 53 - (-1022 - top) };
    if precision < 0 {
        return Some(0.0);
    }
    let drop = length - precision;
    let (mut head, shift) = if drop <= 0 {
        (low_u64(mag), 0)
    } else {
        let head = low_u64(&shr(mag, drop as u64));
        let half = bit(mag, drop as u64 - 1);
        let more = any_below(mag, drop as u64 - 1);
        (head + u64::from(half && (more || head & 1 == 1)), drop)
    };
    let mut scale = exponent + shift;
    while scale > 0 && head >> 53 == 0 && scale > 971 {
        head <<= 1;
        scale -= 1;
    }
    let value = scale_by(head as f64, scale);
    if value.is_infinite() {
        None
    } else {
        Some(value)
    }
}

/// `value * 2^exponent`, exact where the result can be represented.
pub fn scale_by(value: f64, exponent: i64) -> f64 {
    let mut out = value;
    let mut left = exponent;
    while left > 0 {
        let step = left.min(1000);
        out *= f64::from_bits(((step + 1023) as u64) << 52);
        left -= step;
    }
    while left < 0 {
        let step = (-left).min(1000);
        out *= f64::from_bits(((1023 - step) as u64) << 52);
        left += step;
    }
    out
}

pub fn low_u64(mag: &[u32]) -> u64 {
    u64::from(mag.first().copied().unwrap_or(0)) | u64::from(mag.get(1).copied().unwrap_or(0)) << 32
}

/// `value % divisor`, with words alone (Knuth's algorithm D of two digits).
pub fn rem_u128(value: u128, divisor: u64) -> u64 {
    let shift = divisor.leading_zeros();
    let top = divisor << shift;
    let high = ((value >> 64) as u64) % divisor;
    let low = value as u64;
    let mut rest = if shift == 0 { high } else { high << shift | low >> (64 - shift) };
    let low = low << shift;
    let (first, second) = (top >> 32, top & 0xffff_ffff);
    for digit in [low >> 32, low & 0xffff_ffff] {
        let mut guess = rest / first;
        let mut left = rest % first;
        while guess >> 32 != 0 || guess * second > (left << 32 | digit) {
            guess -= 1;
            left += first;
            if left >> 32 != 0 {
                break;
            }
        }
        rest = (rest << 32 | digit).wrapping_sub(guess.wrapping_mul(top));
    }
    rest >> shift
}

/// The lowest four limbs.
pub fn low_u128(mag: &[u32]) -> u128 {
    mag.iter().take(4).rev().fold(0, |value, limb| value << 32 | u128::from(*limb))
}

/// A product of two words: its high and its low word.
#[inline]
pub fn wide_product(a: u64, b: u64) -> (u64, u64) {
    const LOW: u64 = 0xffff_ffff;
    let (a0, a1, b0, b1) = (a & LOW, a >> 32, b & LOW, b >> 32);
    let low = a0 * b0;
    let first = a1 * b0 + (low >> 32);
    let second = a0 * b1 + (first & LOW);
    (a1 * b1 + (first >> 32) + (second >> 32), a.wrapping_mul(b))
}

/// `base ** exponent % modulus`, of a base below the modulus, which is below 2**63.
pub fn pow_word(base: u64, exponent: &[u32], modulus: u64) -> u64 {
    let bits = bit_length(exponent);
    if modulus >> 32 == 0 {
        return power_by(1 % modulus, base, exponent, bits, |a, b| a * b % modulus);
    }
    if modulus & 1 == 0 {
        return power_by(1, base, exponent, bits, |a, b| {
            let (high, low) = wide_product(a, b);
            rem_u128(u128::from(high) << 64 | u128::from(low), modulus)
        });
    }
    // Montgomery, Modular Multiplication Without Trial Division, 1985.
    let mut inverse = modulus;
    for _ in 0..5 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(modulus.wrapping_mul(inverse)));
    }
    let reduced = |high: u64, low: u64| {
        let (carried, _) = wide_product(low.wrapping_mul(inverse.wrapping_neg()), modulus);
        let sum = high + carried + u64::from(low != 0);
        if sum >= modulus { sum - modulus } else { sum }
    };
    let times = |a: u64, b: u64| {
        let (high, low) = wide_product(a, b);
        reduced(high, low)
    };
    let one = rem_u128(1 << 64, modulus);
    let (high, low) = wide_product(one, one);
    let square = rem_u128(u128::from(high) << 64 | u128::from(low), modulus);
    reduced(0, power_by(one, times(base, square), exponent, bits, times))
}

fn power_by(one: u64, base: u64, exponent: &[u32], bits: u64, times: impl Fn(u64, u64) -> u64) -> u64 {
    let mut out = one;
    for i in (0..bits).rev() {
        out = times(out, out);
        if bit(exponent, i) {
            out = times(out, base);
        }
    }
    out
}
