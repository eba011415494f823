//! Texts as bytes, and as the source shows them.

use super::*;

impl Str {
    pub fn encode(&self) -> Bytes {
        Bytes::from_vec(self.as_str().as_bytes().to_vec())
    }

    pub fn encode_as(&self, encoding: &Str) -> PyResult<Bytes> {
        let name = encoding.as_str().to_ascii_lowercase().replace('_', "-");
        let (limit, label) = match name.as_str() {
            "utf-8" | "utf8" => return Ok(self.encode()),
            "ascii" | "us-ascii" => (128, "ascii"),
            "latin-1" | "latin1" | "iso-8859-1" => (256, "latin-1"),
            _ => return Err(exc::LOOKUP_ERROR.msg(format!("unknown encoding: {}", encoding.as_str()))),
        };
        let mut out = Vec::new();
        for (at, c) in self.as_str().chars().enumerate() {
            if c as u32 >= limit {
                let count = self.as_str().chars().skip(at).take_while(|c| *c as u32 >= limit).count();
                let (start, end) = (int(at as i64), int((at + count) as i64));
                let why = Str::from(format!("ordinal not in range({})", limit));
                return Err(exc::UNICODE_ENCODE_ERROR.new(&[&lit(label), self, &start, &end, &why]));
            }
            out.push(c as u8);
        }
        Ok(Bytes::from_vec(out))
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
