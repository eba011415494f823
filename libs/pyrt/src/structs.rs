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

/// Where an offset leads to in a buffer of so many bytes, or what Python says where as many do not fit behind it.
fn place_for(len: usize, size: usize, offset: &Int, [does, doing, lacks]: [&str; 3]) -> PyResult<usize> {
    let at = match offset.to_i64() {
        Some(at) => i128::from(at),
        None => limit("an offset beyond 64 bits"),
    };
    let (count, all) = (size as i128, len as i128);
    if at < 0 && at + count > 0 {
        return Err(ERROR.msg(format!("{} {} bytes at offset {}", lacks, size, at)));
    }
    if at < 0 && at + all < 0 {
        return Err(ERROR.msg(format!("offset {} out of range for {}-byte buffer", at, len)));
    }
    let from = if at < 0 { at + all } else { at };
    if all - from < count {
        let needed = from + count;
        return Err(ERROR.msg(format!(
            "{} requires a buffer of at least {} bytes for {} {} bytes at offset {} (actual buffer size is {})",
            does, needed, doing, size, from, len
        )));
    }
    Ok(from as usize)
}

/// The bytes that `struct.unpack_from` reads.
pub fn from_place(bytes: &Bytes, size: usize, offset: &Int) -> PyResult<Bytes> {
    let said = ["unpack_from", "unpacking", "not enough data to unpack"];
    let at = place_for(bytes.as_slice().len(), size, offset, said)?;
    Ok(Bytes::lit(&bytes.as_slice()[at..at + size]))
}

/// `struct.pack_into`.
pub fn put_into(target: &ByteArray, offset: &Int, packed: &Bytes) -> PyResult<()> {
    let size = packed.as_slice().len();
    let at = place_for(target.to_bytes().as_slice().len(), size, offset, ["pack_into", "packing", "no space to pack"])?;
    target.set_slice(&int(at as i64), &int((at + size) as i64), packed)
}

/// The bytes of each round of `struct.iter_unpack`.
pub fn pieces(bytes: &Bytes, size: usize) -> PyResult<List<Bytes>> {
    if size == 0 {
        return Err(ERROR.msg("cannot iteratively unpack with a struct of length 0"));
    }
    if bytes.as_slice().len() % size != 0 {
        return Err(ERROR.msg(format!("iterative unpacking requires a buffer of a multiple of {} bytes", size)));
    }
    Ok(List::from_vec(bytes.as_slice().chunks(size).map(Bytes::lit).collect()))
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
