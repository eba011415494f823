//! Texts as bytes, and as the source shows them.

use super::*;

impl Str {
    pub fn encode(&self) -> Bytes {
        Bytes::from_vec(self.as_str().as_bytes().to_vec())
    }

    pub fn encode_as(&self, encoding: &Str) -> PyResult<Bytes> {
        codecs::encode(self, codecs::Codec::named(encoding)?, "strict")
    }

    pub fn encode_by(&self, encoding: &Str, errors: &Str) -> PyResult<Bytes> {
        codecs::encode(self, codecs::Codec::named(encoding)?, errors.as_str())
    }
}

/// `repr` of text, in Python's quotes.
pub fn quote(text: &str, out: &mut String) {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if chars::is_printable(c) => out.push(c),
            c if (c as u32) < 0x100 => out.push_str(&format!("\\x{:02x}", c as u32)),
            c if (c as u32) < 0x10000 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push_str(&format!("\\U{:08x}", c as u32)),
        }
    }
    out.push(quote);
}
