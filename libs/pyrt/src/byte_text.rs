//! What `bytes` does with its letters: cases, widths, and what it is made of.

use crate::*;

fn filler(fill: &Bytes, name: &str) -> PyResult<u8> {
    match fill.as_slice() {
        [byte] => Ok(*byte),
        _ => Err(exc::TYPE_ERROR.msg(format!("{}() argument 2 must be a byte string of length 1, not bytes", name))),
    }
}

impl Bytes {
    fn all(&self, test: impl Fn(u8) -> bool) -> bool {
        !self.as_slice().is_empty() && self.as_slice().iter().all(|byte| test(*byte))
    }

    pub fn isalpha(&self) -> bool {
        self.all(|byte| byte.is_ascii_alphabetic())
    }

    pub fn isdigit(&self) -> bool {
        self.all(|byte| byte.is_ascii_digit())
    }

    pub fn isalnum(&self) -> bool {
        self.all(|byte| byte.is_ascii_alphanumeric())
    }

    pub fn isspace(&self) -> bool {
        self.all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c))
    }

    pub fn isascii(&self) -> bool {
        self.as_slice().is_ascii()
    }

    pub fn isupper(&self) -> bool {
        let bytes = self.as_slice();
        bytes.iter().any(u8::is_ascii_uppercase) && !bytes.iter().any(u8::is_ascii_lowercase)
    }

    pub fn islower(&self) -> bool {
        let bytes = self.as_slice();
        bytes.iter().any(u8::is_ascii_lowercase) && !bytes.iter().any(u8::is_ascii_uppercase)
    }

    /// Each word's first letter through `first`, the others through `other`.
    fn worded(&self, first: fn(&u8) -> u8, other: fn(&u8) -> u8) -> Bytes {
        let mut inside = false;
        let bytes = self.as_slice().iter().map(|byte| {
            let made = if inside { other(byte) } else { first(byte) };
            inside = byte.is_ascii_alphabetic();
            made
        });
        Bytes::from_vec(bytes.collect())
    }

    pub fn title(&self) -> Bytes {
        self.worded(u8::to_ascii_uppercase, u8::to_ascii_lowercase)
    }

    pub fn istitle(&self) -> bool {
        self.as_slice().iter().any(u8::is_ascii_alphabetic) && self.title() == *self
    }

    pub fn capitalize(&self) -> Bytes {
        let mut bytes = self.as_slice().to_ascii_lowercase();
        if let Some(first) = bytes.first_mut() {
            first.make_ascii_uppercase();
        }
        Bytes::from_vec(bytes)
    }

    pub fn swapcase(&self) -> Bytes {
        let swapped =
            self.as_slice().iter().map(|c| if c.is_ascii_alphabetic() { c ^ 32 } else { *c });
        Bytes::from_vec(swapped.collect())
    }

    fn padded(&self, width: &Int, fill: u8, left: impl Fn(usize, usize) -> usize) -> Bytes {
        let data = self.as_slice();
        let width = width.clamp_usize();
        if width <= data.len() {
            return self.clone();
        }
        let more = width - data.len();
        let before = left(more, width);
        let mut out = vec![fill; before];
        out.extend_from_slice(data);
        out.resize(width, fill);
        Bytes::from_vec(out)
    }

    pub fn ljust(&self, width: &Int, fill: &Bytes) -> PyResult<Bytes> {
        Ok(self.padded(width, filler(fill, "ljust")?, |_, _| 0))
    }

    pub fn rjust(&self, width: &Int, fill: &Bytes) -> PyResult<Bytes> {
        Ok(self.padded(width, filler(fill, "rjust")?, |more, _| more))
    }

    pub fn center(&self, width: &Int, fill: &Bytes) -> PyResult<Bytes> {
        Ok(self.padded(width, filler(fill, "center")?, |more, width| more / 2 + (more & width & 1)))
    }

    pub fn zfill(&self, width: &Int) -> Bytes {
        let mut out = self.padded(width, b'0', |more, _| more).as_slice().to_vec();
        let more = out.len() - self.as_slice().len();
        if more > 0 && matches!(self.as_slice().first(), Some(b'+' | b'-')) {
            out.swap(0, more);
        }
        Bytes::from_vec(out)
    }

    /// `bytes.maketrans(from, to)`.
    pub fn maketrans(from: &Bytes, to: &Bytes) -> PyResult<Bytes> {
        if from.as_slice().len() != to.as_slice().len() {
            return Err(exc::VALUE_ERROR.msg("maketrans arguments must have same length"));
        }
        let mut table: Vec<u8> = (0..=255).collect();
        for (a, b) in from.as_slice().iter().zip(to.as_slice()) {
            table[usize::from(*a)] = *b;
        }
        Ok(Bytes::from_vec(table))
    }

    /// `b.translate(table, delete)`.
    pub fn translate(&self, table: Option<Bytes>, delete: &Bytes) -> PyResult<Bytes> {
        let table = table.as_ref().map(|table| table.as_slice());
        if table.map_or(false, |table| table.len() != 256) {
            return Err(exc::VALUE_ERROR.msg("translation table must be 256 characters long"));
        }
        let kept = self.as_slice().iter().filter(|byte| !delete.as_slice().contains(byte));
        Ok(Bytes::from_vec(kept.map(|byte| table.map_or(*byte, |table| table[usize::from(*byte)])).collect()))
    }

    pub fn decode_by(&self, encoding: &Str, errors: &Str) -> PyResult<Str> {
        let lenient: fn(&[u8]) -> String = match errors.as_str() {
            "strict" => return self.decode_as(encoding),
            "replace" => |_| "\u{fffd}".to_string(),
            "ignore" => |_| String::new(),
            "backslashreplace" => |bytes| bytes.iter().map(|byte| format!("\\x{:02x}", byte)).collect(),
            _ => limit("bytes.decode with this treatment of errors"),
        };
        match codecs::Codec::named(encoding)? {
            codecs::Codec::Utf8 => Ok(lossy(self.as_slice(), lenient)),
            codecs::Codec::Ascii => {
                let text = self.as_slice().iter().map(|byte| match byte {
                    0..=127 => (*byte as char).to_string(),
                    _ => lenient(&[*byte]),
                });
                Ok(Str::from(text.collect::<String>()))
            }
            codec => codecs::decode(self, codec),
        }
    }
}

/// UTF-8 where each part that is none becomes what `lenient` makes of it.
fn lossy(mut rest: &[u8], lenient: fn(&[u8]) -> String) -> Str {
    let mut out = String::new();
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                out.push_str(text);
                return Str::from(out);
            }
            Err(fault) => {
                let at = fault.valid_up_to();
                out.push_str(std::str::from_utf8(&rest[..at]).unwrap_or(""));
                let end = fault.error_len().map_or(rest.len(), |len| at + len);
                out.push_str(&lenient(&rest[at..end]));
                rest = &rest[end..];
            }
        }
    }
}
