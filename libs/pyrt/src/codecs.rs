//! Encodings by their names: what `str.encode` and `bytes.decode` know.

use crate::*;

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Codec {
    Utf8,
    Ascii,
    Latin1,
    Utf16(Order),
    Utf32(Order),
}

/// Of the bytes of a unit; a marked text says it at its beginning.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Order {
    Marked,
    Little,
    Big,
}

/// Encodings of Python's that are not known here: a name that is none of them is an error in Python as well.
const OTHERS: [&str; 24] = [
    "big5", "cp", "charmap", "euc", "gb", "hz", "idna", "iso", "johab", "koi8", "kz", "latin", "mac", "mbcs", "oem",
    "palmos", "ptcp", "punycode", "raw", "shift", "tis", "unicode", "utf", "windows",
];

impl Codec {
    pub(crate) fn named(name: &Str) -> PyResult<Codec> {
        let plain = name.as_str().to_ascii_lowercase().replace(['-', ' '], "_");
        Ok(match plain.as_str() {
            "utf_8" | "utf8" | "u8" | "utf" => Codec::Utf8,
            "ascii" | "us_ascii" | "646" => Codec::Ascii,
            "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "8859" => Codec::Latin1,
            "utf_16" | "utf16" | "u16" => Codec::Utf16(Order::Marked),
            "utf_16_le" | "utf_16le" => Codec::Utf16(Order::Little),
            "utf_16_be" | "utf_16be" => Codec::Utf16(Order::Big),
            "utf_32" | "utf32" | "u32" => Codec::Utf32(Order::Marked),
            "utf_32_le" | "utf_32le" => Codec::Utf32(Order::Little),
            "utf_32_be" | "utf_32be" => Codec::Utf32(Order::Big),
            other if OTHERS.iter().any(|start| other.starts_with(start)) => limit("an encoding other than UTF, ASCII and Latin-1"),
            _ => return Err(exc::LOOKUP_ERROR.msg(format!("unknown encoding: {}", name.as_str()))),
        })
    }
}

impl Order {
    fn put(self, unit: &[u8], out: &mut Vec<u8>) {
        match self {
            Order::Big => out.extend(unit),
            _ => out.extend(unit.iter().rev()),
        }
    }

    /// The order, and where the text begins.
    fn of(self, bytes: &[u8], mark: &[u8]) -> (Order, usize) {
        let turned: Vec<u8> = mark.iter().rev().copied().collect();
        match self {
            Order::Marked if bytes.starts_with(mark) => (Order::Big, mark.len()),
            Order::Marked if bytes.starts_with(&turned) => (Order::Little, mark.len()),
            Order::Marked => (Order::Little, 0),
            own => (own, 0),
        }
    }
}

const MARK_16: [u8; 2] = [0xfe, 0xff];
const MARK_32: [u8; 4] = [0, 0, 0xfe, 0xff];

/// `text.encode(encoding, errors)`.
pub(crate) fn encode(text: &Str, codec: Codec, errors: &str) -> PyResult<Bytes> {
    let (bound, label) = match codec {
        Codec::Utf8 => return Ok(text.encode()),
        Codec::Utf16(order) => {
            let mut out = Vec::new();
            if order == Order::Marked {
                order.put(&MARK_16, &mut out);
            }
            text.as_str().encode_utf16().for_each(|unit| order.put(&unit.to_be_bytes(), &mut out));
            return Ok(Bytes::from_vec(out));
        }
        Codec::Utf32(order) => {
            let mut out = Vec::new();
            if order == Order::Marked {
                order.put(&MARK_32, &mut out);
            }
            text.as_str().chars().for_each(|c| order.put(&(c as u32).to_be_bytes(), &mut out));
            return Ok(Bytes::from_vec(out));
        }
        Codec::Ascii => (128, "ascii"),
        Codec::Latin1 => (256, "latin-1"),
    };
    let mut out = Vec::new();
    for (at, c) in text.as_str().chars().enumerate() {
        let code = c as u32;
        if code < bound {
            out.push(code as u8);
            continue;
        }
        match errors {
            "ignore" => {}
            "replace" => out.push(b'?'),
            "xmlcharrefreplace" => out.extend(format!("&#{};", code).bytes()),
            "backslashreplace" => out.extend(escaped(code).bytes()),
            "strict" => return Err(unencodable(text, at, bound, label)),
            "namereplace" | "surrogateescape" | "surrogatepass" => limit("str.encode with this treatment of errors"),
            other => return Err(exc::LOOKUP_ERROR.msg(format!("unknown error handler name '{}'", other))),
        }
    }
    Ok(Bytes::from_vec(out))
}

fn escaped(code: u32) -> String {
    match code {
        0..=0xff => format!("\\x{:02x}", code),
        0x100..=0xffff => format!("\\u{:04x}", code),
        _ => format!("\\U{:08x}", code),
    }
}

fn unencodable(text: &Str, at: usize, bound: u32, label: &'static str) -> PyErr {
    let count = text.as_str().chars().skip(at).take_while(|c| *c as u32 >= bound).count();
    let (start, end) = (int(at as i64), int((at + count) as i64));
    let why = Str::from(format!("ordinal not in range({})", bound));
    exc::UNICODE_ENCODE_ERROR.new(&[&lit(label), text, &start, &end, &why])
}

/// `bytes.decode(encoding)`.
pub(crate) fn decode(bytes: &Bytes, codec: Codec) -> PyResult<Str> {
    let own = bytes.as_slice();
    match codec {
        Codec::Utf8 => bytes.decode(),
        Codec::Latin1 => Ok(Str::from(own.iter().map(|byte| *byte as char).collect::<String>())),
        Codec::Ascii => match own.iter().position(|byte| *byte >= 128) {
            None => bytes.decode(),
            Some(at) => Err(bytes.undecodable("ascii", at, at + 1, "ordinal not in range(128)")),
        },
        Codec::Utf16(order) => {
            let (order, from) = order.of(own, &MARK_16);
            let whole = units::<2>(&own[from..], order);
            let units = whole.into_iter().map(u16::from_be_bytes);
            let text: Result<String, _> = char::decode_utf16(units).collect();
            Ok(Str::from(text.unwrap_or_else(|_| limit("bytes that are no UTF-16"))))
        }
        Codec::Utf32(order) => {
            let (order, from) = order.of(own, &MARK_32);
            let whole = units::<4>(&own[from..], order);
            let text: Option<String> = whole.into_iter().map(|unit| char::from_u32(u32::from_be_bytes(unit))).collect();
            Ok(Str::from(text.unwrap_or_else(|| limit("bytes that are no UTF-32"))))
        }
    }
}

/// Units of so many bytes, each with its highest byte first.
fn units<const N: usize>(bytes: &[u8], order: Order) -> Vec<[u8; N]> {
    if bytes.len() % N != 0 {
        limit("bytes that end within a unit of their encoding");
    }
    let turned = |chunk: &[u8]| {
        let mut unit = [0; N];
        unit.copy_from_slice(chunk);
        if order != Order::Big {
            unit.reverse();
        }
        unit
    };
    bytes.chunks(N).map(turned).collect()
}
