//! `base64`, `binascii`, and the checksums of `zlib`.

use crate::*;

/// `binascii.Error`.
pub static BINASCII_ERROR: ExcClass = ExcClass::declare_in("binascii", "Error", &[&exc::VALUE_ERROR]);

const PLAIN: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_SAFE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BASE85: &[u8; 85] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Groups of `width` bytes in letters of `bits` bits, the last one filled with `=`.
fn encoded(data: &[u8], letters: &[u8], bits: u32, width: usize) -> Bytes {
    let mut out = Vec::new();
    let full = width * 8 / bits as usize;
    for group in data.chunks(width) {
        let mut value = 0u64;
        for i in 0..width {
            value = value << 8 | u64::from(*group.get(i).unwrap_or(&0));
        }
        let used = (group.len() * 8 + bits as usize - 1) / bits as usize;
        for i in 0..full {
            let shift = bits * (full - 1 - i) as u32;
            let letter = letters[(value >> shift) as usize & ((1 << bits) - 1)];
            out.push(if i < used { letter } else { b'=' });
        }
    }
    Bytes::from_vec(out)
}

pub fn b64encode(data: &Bytes) -> Bytes {
    encoded(data.as_slice(), PLAIN, 6, 3)
}

pub fn urlsafe_b64encode(data: &Bytes) -> Bytes {
    encoded(data.as_slice(), URL_SAFE, 6, 3)
}

pub fn b32encode(data: &Bytes) -> Bytes {
    encoded(data.as_slice(), BASE32, 5, 5)
}

pub fn b16encode(data: &Bytes) -> Bytes {
    Bytes::from_vec(data.hex().as_str().to_ascii_uppercase().into_bytes())
}

pub fn b16decode(data: &Bytes) -> PyResult<Bytes> {
    if data.as_slice().iter().any(|c| !c.is_ascii_digit() && !(b'A'..=b'F').contains(c)) {
        return Err(BINASCII_ERROR.msg("Non-base16 digit found"));
    }
    unhexlify(data)
}

pub fn b16decode_text(text: &Str) -> PyResult<Bytes> {
    b16decode(&ascii(text)?)
}

pub fn b32decode(data: &Bytes) -> PyResult<Bytes> {
    let padding = || BINASCII_ERROR.msg("Incorrect padding");
    let data = data.as_slice();
    if data.len() % 8 != 0 {
        return Err(padding());
    }
    let letters = &data[..data.iter().rposition(|c| *c != b'=').map_or(0, |at| at + 1)];
    let mut out = Vec::new();
    for group in letters.chunks(8) {
        let mut value = 0u64;
        for c in group {
            let digit = BASE32.iter().position(|letter| letter == c);
            value = value << 5 | digit.ok_or_else(|| BINASCII_ERROR.msg("Non-base32 digit found"))? as u64;
        }
        value <<= 5 * (8 - group.len());
        out.extend_from_slice(&value.to_be_bytes()[3..8]);
    }
    let pads = data.len() - letters.len();
    if ![0, 1, 3, 4, 6].contains(&pads) {
        return Err(padding());
    }
    out.truncate(out.len() - pads * 5 / 8 - usize::from(pads * 5 % 8 != 0));
    Ok(Bytes::from_vec(out))
}

pub fn b32decode_text(text: &Str) -> PyResult<Bytes> {
    b32decode(&ascii(text)?)
}

/// Groups of four bytes in letters of 85, without those that stand for what fills the last one.
fn encoded85(data: &[u8], letter: impl Fn(u32) -> u8, folds: bool) -> Bytes {
    let mut out = Vec::new();
    for group in data.chunks(4) {
        let mut value = (0..4).fold(0u32, |value, i| value << 8 | u32::from(*group.get(i).unwrap_or(&0)));
        if folds && value == 0 && group.len() == 4 {
            out.push(b'z');
            continue;
        }
        let mut five = [0u8; 5];
        for place in five.iter_mut().rev() {
            *place = letter(value % 85);
            value /= 85;
        }
        out.extend_from_slice(&five[..group.len() + 1]);
    }
    Bytes::from_vec(out)
}

pub fn b85encode(data: &Bytes) -> Bytes {
    encoded85(data.as_slice(), |digit| BASE85[digit as usize], false)
}

pub fn a85encode(data: &Bytes) -> Bytes {
    encoded85(data.as_slice(), |digit| b'!' + digit as u8, true)
}

pub fn b85decode(data: &Bytes) -> PyResult<Bytes> {
    let mut out = Vec::new();
    for (i, group) in data.as_slice().chunks(5).enumerate() {
        let mut value = 0u64;
        for at in 0..5 {
            let digit = group.get(at).map_or(Some(84), |c| BASE85.iter().position(|letter| letter == c));
            let place = i * 5 + at;
            value = value * 85
                + digit.ok_or_else(|| exc::VALUE_ERROR.msg(format!("bad base85 character at position {}", place)))? as u64;
        }
        if value > u64::from(u32::MAX) {
            return Err(exc::VALUE_ERROR.msg(format!("base85 overflow in hunk starting at byte {}", i * 5)));
        }
        out.extend_from_slice(&(value as u32).to_be_bytes()[..group.len() - 1]);
    }
    Ok(Bytes::from_vec(out))
}

pub fn b85decode_text(text: &Str) -> PyResult<Bytes> {
    b85decode(&ascii(text)?)
}

/// What is no letter is passed over, as `binascii.a2b_base64` does when it is not strict.
pub fn b64decode(data: &Bytes) -> PyResult<Bytes> {
    let mut out = Vec::new();
    let (mut held, mut place, mut pads, mut letters) = (0u8, 0, 0, 0usize);
    for c in data.as_slice() {
        if *c == b'=' {
            pads += 1;
            if place >= 2 && place + pads >= 4 {
                return Ok(Bytes::from_vec(out));
            }
            continue;
        }
        let value = match PLAIN.iter().position(|letter| letter == c) {
            Some(value) => value as u8,
            None => continue,
        };
        pads = 0;
        letters += 1;
        match place {
            0 => held = value,
            1 => {
                out.push(held << 2 | value >> 4);
                held = value & 15;
            }
            2 => {
                out.push(held << 4 | value >> 2);
                held = value & 3;
            }
            _ => out.push(held << 6 | value),
        }
        place = (place + 1) % 4;
    }
    match place {
        0 => Ok(Bytes::from_vec(out)),
        1 => Err(BINASCII_ERROR.msg(format!(
            "Invalid base64-encoded string: number of data characters ({}) cannot be 1 more than a multiple of 4",
            letters
        ))),
        _ => Err(BINASCII_ERROR.msg("Incorrect padding")),
    }
}

fn ascii(text: &Str) -> PyResult<Bytes> {
    if !text.isascii() {
        return Err(exc::VALUE_ERROR.msg("string argument should contain only ASCII characters"));
    }
    Ok(text.encode())
}

pub fn b64decode_text(text: &Str) -> PyResult<Bytes> {
    b64decode(&ascii(text)?)
}

pub fn urlsafe_b64decode(data: &Bytes) -> PyResult<Bytes> {
    let swapped = data.as_slice().iter().map(|c| match c {
        b'-' => b'+',
        b'_' => b'/',
        other => *other,
    });
    b64decode(&Bytes::from_vec(swapped.collect()))
}

pub fn urlsafe_b64decode_text(text: &Str) -> PyResult<Bytes> {
    urlsafe_b64decode(&ascii(text)?)
}

pub fn hexlify(data: &Bytes) -> Bytes {
    data.hex().encode()
}

pub fn unhexlify(data: &Bytes) -> PyResult<Bytes> {
    let digits = data.as_slice();
    if digits.len() % 2 != 0 {
        return Err(BINASCII_ERROR.msg("Odd-length string"));
    }
    let value = |c: u8| match (c as char).to_digit(16) {
        Some(value) => Ok(value as u8),
        None => Err(BINASCII_ERROR.msg("Non-hexadecimal digit found")),
    };
    digits.chunks(2).map(|pair| Ok(value(pair[0])? << 4 | value(pair[1])?)).collect::<PyResult<_>>().map(Bytes::from_vec)
}

pub fn unhexlify_text(text: &Str) -> PyResult<Bytes> {
    unhexlify(&ascii(text)?)
}

fn low_word(value: &Int) -> u32 {
    (value & 0xffff_ffffi64).clamp_i64() as u32
}

/// `zlib.crc32`.
pub fn crc32(data: &Bytes, start: &Int) -> Int {
    let mut crc = !low_word(start);
    for byte in data.as_slice() {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    int(i64::from(!crc))
}

/// `zlib.adler32`.
pub fn adler32(data: &Bytes, start: &Int) -> Int {
    let start = low_word(start);
    let (mut a, mut b) = ((start & 0xffff) % 65_521, (start >> 16) % 65_521);
    for byte in data.as_slice() {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    int(i64::from(b << 16 | a))
}
