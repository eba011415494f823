//! `struct`: values as bytes, by a format that the translator has read.

use crate::*;

/// `struct.error`.
pub static ERROR: ExcClass = ExcClass::declare_in("struct", "error", &[&exc::EXCEPTION]);

/// How an item of a format is written.
#[derive(Clone, Copy)]
pub struct Kind {
    pub code: char,
    pub size: usize,
    pub big: bool,
}

/// Collects the bytes of `struct.pack`.
#[derive(Default)]
pub struct Packer(Vec<u8>);

impl Packer {
    pub fn new() -> Packer {
        Packer::default()
    }

    pub fn pad(&mut self, count: usize) {
        self.0.resize(self.0.len() + count, 0);
    }

    pub fn int(&mut self, kind: Kind, value: &Int) -> PyResult<()> {
        let bytes = raw(kind, value)?.to_le_bytes();
        self.put(kind, &bytes[..kind.size]);
        Ok(())
    }

    pub fn float(&mut self, kind: Kind, value: f64) -> PyResult<()> {
        if kind.size == 8 {
            self.put(kind, &float::unmarked(value).to_le_bytes());
            return Ok(());
        }
        let narrow = float::unmarked(value) as f32;
        if narrow.is_infinite() && value.is_finite() {
            return Err(exc::OVERFLOW_ERROR.msg("float too large to pack with f format"));
        }
        self.put(kind, &narrow.to_le_bytes());
        Ok(())
    }

    pub fn flag(&mut self, value: bool) {
        self.0.push(u8::from(value));
    }

    /// `5s`: cut or filled to its size.
    pub fn text(&mut self, size: usize, value: &Bytes) {
        let bytes = value.as_slice();
        let end = self.0.len() + size;
        self.0.extend_from_slice(&bytes[..bytes.len().min(size)]);
        self.0.resize(end, 0);
    }

    pub fn letter(&mut self, value: &Bytes) -> PyResult<()> {
        match value.as_slice() {
            [one] => {
                self.0.push(*one);
                Ok(())
            }
            _ => Err(ERROR.msg("char format requires a bytes object of length 1")),
        }
    }

    pub fn done(self) -> Bytes {
        Bytes::from_vec(self.0)
    }

    fn put(&mut self, kind: Kind, little: &[u8]) {
        if kind.big {
            self.0.extend(little.iter().rev());
        } else {
            self.0.extend_from_slice(little);
        }
    }
}

/// The bits of an int, or what Python says where it does not fit.
fn raw(kind: Kind, value: &Int) -> PyResult<u64> {
    let signed = kind.code.is_ascii_lowercase();
    let is_swapped = kind.big && kind.size > 1;
    let is_unsigned_first = !signed && (kind.size >= 4 || is_swapped);
    let far = || {
        Err(ERROR.msg(if is_swapped && kind.size == 8 { "int too large to convert" } else { "argument out of range" }))
    };
    let bits = match value.to_i64() {
        Some(small) if small < 0 && is_unsigned_first => return far(),
        Some(small) => i128::from(small),
        None if is_unsigned_first => match (value - &Int::from_i128(1 << 63)).to_i64() {
            Some(rest) if rest >= 0 => i128::from(rest) + (1 << 63),
            _ => return far(),
        },
        None => return far(),
    };
    let width = 8 * kind.size as u32;
    let (least, most) = if signed { (-(1i128 << (width - 1)), (1i128 << (width - 1)) - 1) } else { (0, (1i128 << width) - 1) };
    if bits < least || bits > most {
        let name = match (kind.code, is_swapped) {
            ('b', _) => "byte".to_string(),
            ('B', _) => "ubyte".to_string(),
            ('h', false) => "short".to_string(),
            ('H', false) => "ushort".to_string(),
            (code, _) => format!("'{}'", code),
        };
        return Err(ERROR.msg(format!("{} format requires {} <= number <= {}", name, least, most)));
    }
    Ok(bits as u64)
}

/// The bytes that `struct.unpack` reads: as many as the format says.
pub fn exactly(bytes: &Bytes, size: usize) -> PyResult<Bytes> {
    if bytes.as_slice().len() != size {
        return Err(ERROR.msg(format!("unpack requires a buffer of {} bytes", size)));
    }
    Ok(bytes.clone())
}

fn ordered(bytes: &Bytes, at: usize, kind: Kind) -> [u8; 8] {
    let mut out = [0u8; 8];
    let part = &bytes.as_slice()[at..at + kind.size];
    for (i, byte) in part.iter().enumerate() {
        out[if kind.big { kind.size - 1 - i } else { i }] = *byte;
    }
    out
}

pub fn int_at(bytes: &Bytes, at: usize, kind: Kind) -> Int {
    let bits = u64::from_le_bytes(ordered(bytes, at, kind));
    if kind.code.is_ascii_lowercase() {
        let shift = 64 - 8 * kind.size as u32;
        return Int::from((bits << shift) as i64 >> shift);
    }
    Int::from_i128(i128::from(bits))
}

pub fn float_at(bytes: &Bytes, at: usize, kind: Kind) -> f64 {
    let bytes = ordered(bytes, at, kind);
    if kind.size == 8 {
        return f64::from_le_bytes(bytes);
    }
    f64::from(f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

pub fn bytes_at(bytes: &Bytes, at: usize, size: usize) -> Bytes {
    Bytes::lit(&bytes.as_slice()[at..at + size])
}
