//! `bytes` and `bytearray`.

use crate::list::times;
use crate::*;
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Clone, PartialEq, Eq, PartialOrd, Debug)]
pub struct Bytes(Rc<[u8]>);

impl Bytes {
    pub fn lit(bytes: &[u8]) -> Bytes {
        Bytes(bytes.into())
    }

    pub fn from_vec(bytes: Vec<u8>) -> Bytes {
        Bytes(bytes.into())
    }

    /// The bytes as the text of a number; nothing where no number is written so.
    pub fn ascii_text(&self) -> Option<&str> {
        let text = std::str::from_utf8(&self.0).ok().filter(|text| text.is_ascii())?;
        if text.bytes().any(|byte| (0x1c..=0x1f).contains(&byte)) { None } else { Some(text) }
    }

    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }

    /// `bytes(ints)`.
    pub fn from_ints(ints: impl PyIterator<Item = Int>) -> PyResult<Bytes> {
        collected(ints, "bytes must be in range(0, 256)")
    }

    /// `bytes(n)`.
    pub fn zeros(count: impl AsInt) -> PyResult<Bytes> {
        count.with_int(|count| {
            if count.is_negative() {
                return Err(exc::VALUE_ERROR.msg("negative count"));
            }
            Ok(Bytes::from_vec(vec![0; count.to_usize()?]))
        })
    }

    pub fn get(&self, index: impl Index) -> PyResult<Int> {
        match place(index.index(), self.0.len()) {
            Some(at) => Ok(int(i64::from(self.0[at]))),
            None if index.fits() => Err(exc::INDEX_ERROR.msg("index out of range")),
            None => Err(index::outside(false, "")),
        }
    }

    pub fn contains_byte(&self, item: &Int) -> PyResult<bool> {
        Ok(self.0.contains(&byte_of(item, "byte must be in range(0, 256)")?))
    }

    /// `ord(data)`.
    pub fn ord(&self) -> PyResult<Int> {
        ord_of(&self.0)
    }

    pub fn slice(&self, start: impl Bound, stop: impl Bound, step: impl Bound) -> PyResult<Bytes> {
        let places = places(start, stop, step, self.0.len())?;
        Ok(Bytes::from_vec(places.iter().map(|at| self.0[at]).collect()))
    }

    pub fn concat(&self, other: &Bytes) -> Bytes {
        Bytes::from_vec([&self.0[..], &other.0[..]].concat())
    }

    pub fn repeat(&self, count: impl AsInt) -> PyResult<Bytes> {
        let count = count.with_int(times)?;
        match self.0.len().checked_mul(count) {
            Some(total) if total < 1 << 31 => Ok(Bytes::from_vec(self.0.repeat(count))),
            _ => Err(exc::MEMORY_ERROR.empty()),
        }
    }

    pub fn hex(&self) -> Str {
        Str::from(self.0.iter().map(|byte| format!("{:02x}", byte)).collect::<String>())
    }

    /// `bytes.hex(sep, count)`: groups are counted from the end, from the beginning where the count is negative.
    pub fn hex_by(&self, sep: &Str, count: &Int) -> PyResult<Str> {
        if sep.chars_len() != 1 {
            return Err(exc::VALUE_ERROR.msg("sep must be length 1."));
        }
        if !sep.is_ascii_text() {
            return Err(exc::VALUE_ERROR.msg("sep must be ASCII."));
        }
        let size = count.to_i64().map_or(self.0.len(), |count| int::counted(count.saturating_abs()));
        if size == 0 || size >= self.0.len() {
            return Ok(self.hex());
        }
        let first = if count.is_negative() { size } else { (self.0.len() - 1) % size + 1 };
        let (head, rest) = self.0.split_at(first);
        let groups = std::iter::once(head).chain(rest.chunks(size));
        let texts = groups.map(|group| group.iter().map(|byte| format!("{:02x}", byte)).collect::<String>());
        Ok(Str::from(texts.collect::<Vec<_>>().join(sep.as_str())))
    }

    pub fn fromhex(text: &Str) -> PyResult<Bytes> {
        let chars: Vec<char> = text.as_str().chars().collect();
        let fault = |at| Err(exc::VALUE_ERROR.msg(format!("non-hexadecimal number found in fromhex() arg at position {}", at)));
        let mut out = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            if chars[at].is_ascii_whitespace() || chars[at] == '\x0b' {
                at += 1;
                continue;
            }
            match (chars[at].to_digit(16), chars.get(at + 1).and_then(|c| c.to_digit(16))) {
                (Some(high), Some(low)) => out.push((high * 16 + low) as u8),
                (None, _) => return fault(at),
                (_, None) => return fault(at + 1),
            }
            at += 2;
        }
        Ok(Bytes::from_vec(out))
    }

    pub fn decode(&self) -> PyResult<Str> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => Ok(Str::from(text)),
            Err(err) => {
                let at = err.valid_up_to();
                let why = match (err.error_len(), self.0[at]) {
                    (None, _) => "unexpected end of data",
                    (Some(_), 0x80..=0xc1 | 0xf5..=0xff) => "invalid start byte",
                    _ => "invalid continuation byte",
                };
                let end = err.error_len().map_or(self.0.len(), |count| at + count);
                Err(self.undecodable("utf-8", at, end, why))
            }
        }
    }

    pub(crate) fn undecodable(&self, codec: &'static str, start: usize, end: usize, why: &'static str) -> PyErr {
        let (start, end) = (int(start as i64), int(end as i64));
        exc::UNICODE_DECODE_ERROR.new(&[&lit(codec), self, &start, &end, &lit(why)])
    }

    pub fn decode_as(&self, encoding: &Str) -> PyResult<Str> {
        codecs::decode(self, codecs::Codec::named(encoding)?)
    }

    pub fn find(&self, sub: &Bytes) -> Int {
        if sub.0.is_empty() {
            return int(0);
        }
        self.0.windows(sub.0.len()).position(|part| part == &sub.0[..]).map_or(int(-1), |at| int(at as i64))
    }

    pub fn startswith(&self, prefix: &Bytes) -> bool {
        self.0.starts_with(&prefix.0)
    }

    pub fn endswith(&self, suffix: &Bytes) -> bool {
        self.0.ends_with(&suffix.0)
    }

    pub fn upper(&self) -> Bytes {
        Bytes::from_vec(self.0.to_ascii_uppercase())
    }

    pub fn lower(&self) -> Bytes {
        Bytes::from_vec(self.0.to_ascii_lowercase())
    }
}

pub(crate) fn byte_of(value: &Int, fault: &str) -> PyResult<u8> {
    match value.to_i64() {
        Some(value @ 0..=255) => Ok(value as u8),
        _ => Err(exc::VALUE_ERROR.msg(fault)),
    }
}

fn collected(mut ints: impl PyIterator<Item = Int>, fault: &str) -> PyResult<Bytes> {
    let mut out = Vec::new();
    while let Some(value) = ints.next()? {
        out.push(byte_of(&value, fault)?);
    }
    Ok(Bytes::from_vec(out))
}

fn ord_of(bytes: &[u8]) -> PyResult<Int> {
    match bytes {
        [byte] => Ok(int(i64::from(*byte))),
        _ => Err(exc::TYPE_ERROR
            .msg(format!("ord() expected a character, but string of length {} found", bytes.len()))),
    }
}

fn repr_bytes(bytes: &[u8], out: &mut String) {
    repr_quoted(bytes, false, out);
}

/// A bytearray says `\'` between double quotes too.
fn repr_quoted(bytes: &[u8], always: bool, out: &mut String) {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { b'"' } else { b'\'' };
    out.push('b');
    out.push(quote as char);
    for byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            byte if *byte == quote || always && *byte == b'\'' => {
                out.push('\\');
                out.push(*byte as char);
            }
            b' '..=b'~' => out.push(*byte as char),
            byte => out.push_str(&format!("\\x{:02x}", byte)),
        }
    }
    out.push(quote as char);
}

impl PyRepr for Bytes {
    fn repr_to(&self, out: &mut String) {
        repr_bytes(&self.0, out);
    }
    fn type_name(&self) -> &'static str {
        "bytes"
    }
    fn to_value(&self) -> Option<Value> {
        Some(Value::Bytes(self.clone()))
    }
}

impl PyEq for Bytes {
    fn py_eq(&self, other: &Bytes) -> bool {
        self == other
    }
}

impl PyOrd for Bytes {
    fn py_lt(&self, other: &Bytes) -> bool {
        self < other
    }
}

impl PyHash for Bytes {
    fn py_hash(&self) -> i64 {
        hashing::of_bytes(&self.0)
    }
}

impl PyTruthy for Bytes {
    fn truthy(&self) -> bool {
        !self.0.is_empty()
    }
}

impl PyLen for Bytes {
    fn py_len(&self) -> usize {
        self.0.len()
    }
}

impl PyContains<Bytes> for Bytes {
    fn contains(&self, item: &Bytes) -> bool {
        !self.find(item).is_negative()
    }
}

impl std::ops::Add<&Bytes> for &Bytes {
    type Output = Bytes;
    fn add(self, other: &Bytes) -> Bytes {
        self.concat(other)
    }
}

impl std::ops::Add<Bytes> for Bytes {
    type Output = Bytes;
    fn add(self, other: Bytes) -> Bytes {
        self.concat(&other)
    }
}

impl PyIter for Bytes {
    type Item = Int;
    type Iter = VecIter<Int>;
    fn iter(&self) -> VecIter<Int> {
        VecIter::new(self.0.iter().map(|byte| int(i64::from(*byte))).collect())
    }
}

/// `bytearray`: clones share it.
#[derive(Clone, Default)]
pub struct ByteArray(Rc<RefCell<Vec<u8>>>);

impl DeepCopy for ByteArray {
    fn deep_copy(&self, done: &Copies) -> Self {
        done.of(Rc::as_ptr(&self.0) as usize, || self.copy(), |_| ())
    }
}

impl ByteArray {
    pub fn copy(&self) -> ByteArray {
        ByteArray::from_bytes(&self.to_bytes())
    }

    /// What an iterable of integers gives a bytearray.
    pub fn taken(ints: impl PyIterator<Item = Int>) -> PyResult<Bytes> {
        collected(ints, "byte must be in range(0, 256)")
    }

    pub fn new() -> ByteArray {
        ByteArray::default()
    }

    pub fn from_bytes(bytes: &Bytes) -> ByteArray {
        ByteArray(Rc::new(RefCell::new(bytes.0.to_vec())))
    }

    pub fn to_bytes(&self) -> Bytes {
        Bytes::from_vec(self.0.borrow().clone())
    }

    pub fn append(&self, value: &Int) -> PyResult<()> {
        self.0.borrow_mut().push(byte_of(value, "byte must be in range(0, 256)")?);
        Ok(())
    }

    pub fn extend(&self, bytes: &Bytes) {
        self.0.borrow_mut().extend_from_slice(&bytes.0);
    }

    pub fn get(&self, index: impl Index) -> PyResult<Int> {
        let bytes = self.0.borrow();
        match place(index.index(), bytes.len()) {
            Some(at) => Ok(int(i64::from(bytes[at]))),
            None => Err(index::outside(index.fits(), "bytearray index")),
        }
    }

    /// `ord(data)`.
    pub fn ord(&self) -> PyResult<Int> {
        ord_of(&self.0.borrow())
    }

    pub fn set(&self, index: impl Index, value: &Int) -> PyResult<()> {
        let byte = byte_of(value, "byte must be in range(0, 256)")?;
        let mut bytes = self.0.borrow_mut();
        match place(index.index(), bytes.len()) {
            Some(at) => {
                bytes[at] = byte;
                Ok(())
            }
            None => Err(exc::INDEX_ERROR.msg("bytearray index out of range")),
        }
    }

    pub fn slice(&self, start: impl Bound, stop: impl Bound, step: impl Bound) -> PyResult<ByteArray> {
        Ok(ByteArray::from_bytes(&self.to_bytes().slice(start, stop, step)?))
    }

    pub fn concat(&self, other: &Bytes) -> ByteArray {
        ByteArray::from_bytes(&self.to_bytes().concat(other))
    }

    pub fn repeat(&self, count: impl AsInt) -> PyResult<ByteArray> {
        Ok(ByteArray::from_bytes(&self.to_bytes().repeat(count)?))
    }

    pub fn set_slice(&self, start: impl Bound, stop: impl Bound, values: &Bytes) -> PyResult<()> {
        let mut bytes = self.0.borrow_mut();
        let (start, count) = part_of(start.bound().unwrap_or(0), stop.bound().unwrap_or(i64::MAX), bytes.len());
        bytes.splice(start..start + count, values.0.iter().copied());
        Ok(())
    }

    /// No values at all take the places out, unlike those of a list.
    pub fn set_slice_step(
        &self,
        start: impl Bound,
        stop: impl Bound,
        step: impl Bound,
        values: &Bytes,
    ) -> PyResult<()> {
        let step = step.bound();
        if step.unwrap_or(1) == 1 {
            return self.set_slice(start, stop, values);
        }
        let mut bytes = self.0.borrow_mut();
        let places = places(start, stop, step, bytes.len())?;
        if values.0.is_empty() {
            let mut gone: Vec<usize> = places.iter().collect();
            gone.sort_unstable();
            for at in gone.into_iter().rev() {
                bytes.remove(at);
            }
            return Ok(());
        }
        if values.0.len() != places.count {
            return Err(exc::VALUE_ERROR.msg(format!(
                "attempt to assign bytes of size {} to extended slice of size {}",
                values.0.len(),
                places.count
            )));
        }
        for (at, value) in places.iter().zip(values.0.iter()) {
            bytes[at] = *value;
        }
        Ok(())
    }

    pub fn del(&self, index: impl Index) -> PyResult<()> {
        let mut bytes = self.0.borrow_mut();
        match place(index.index(), bytes.len()) {
            Some(at) => {
                bytes.remove(at);
                Ok(())
            }
            None => Err(exc::INDEX_ERROR.msg("bytearray index out of range")),
        }
    }

    /// `b *= count`.
    pub fn repeat_in(&self, count: impl AsInt) -> PyResult<()> {
        let repeated = self.to_bytes().repeat(count)?;
        *self.0.borrow_mut() = repeated.0.to_vec();
        Ok(())
    }

    pub fn reverse(&self) {
        self.0.borrow_mut().reverse();
    }

    pub fn pop(&self) -> PyResult<Int> {
        let byte = self.0.borrow_mut().pop().ok_or_else(|| exc::INDEX_ERROR.msg("pop from empty bytearray"))?;
        Ok(int(i64::from(byte)))
    }

    pub fn pop_at(&self, index: impl Index) -> PyResult<Int> {
        let mut bytes = self.0.borrow_mut();
        if bytes.is_empty() {
            return Err(exc::INDEX_ERROR.msg("pop from empty bytearray"));
        }
        match place(crate::index::sized(&index)?, bytes.len()) {
            Some(at) => Ok(int(i64::from(bytes.remove(at)))),
            None => Err(exc::INDEX_ERROR.msg("pop index out of range")),
        }
    }

    pub fn insert(&self, index: impl Index, value: &Int) -> PyResult<()> {
        let index = crate::index::sized(&index)?;
        let byte = byte_of(value, "byte must be in range(0, 256)")?;
        let mut bytes = self.0.borrow_mut();
        let len = bytes.len() as i64;
        let from_end = |index: i64| if index < 0 { index.saturating_add(len).max(0) } else { index.min(len) };
        bytes.insert(from_end(index) as usize, byte);
        Ok(())
    }

    pub fn remove(&self, value: &Int) -> PyResult<()> {
        let byte = byte_of(value, "byte must be in range(0, 256)")?;
        let mut bytes = self.0.borrow_mut();
        match bytes.iter().position(|each| *each == byte) {
            Some(at) => {
                bytes.remove(at);
                Ok(())
            }
            None => Err(exc::VALUE_ERROR.msg("value not found in bytearray")),
        }
    }

    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }
}

impl PyRepr for ByteArray {
    fn repr_to(&self, out: &mut String) {
        out.push_str("bytearray(");
        let bytes = self.0.borrow();
        repr_quoted(&bytes, true, out);
        out.push(')');
    }
    fn type_name(&self) -> &'static str {
        "bytearray"
    }
}

impl PyEq for ByteArray {
    fn py_eq(&self, other: &ByteArray) -> bool {
        *self.0.borrow() == *other.0.borrow()
    }
}

impl PyTruthy for ByteArray {
    fn truthy(&self) -> bool {
        !self.0.borrow().is_empty()
    }
}

impl PyLen for ByteArray {
    fn py_len(&self) -> usize {
        self.0.borrow().len()
    }
}

impl PyIter for ByteArray {
    type Item = Int;
    type Iter = ByteArrayIter;
    fn iter(&self) -> ByteArrayIter {
        ByteArrayIter { bytes: self.clone(), at: 0 }
    }
}

/// `iter(b)` of a bytearray: it sees what changes under way, and ends for good where it has come to an end.
pub struct ByteArrayIter {
    bytes: ByteArray,
    at: usize,
}

impl PyIterator for ByteArrayIter {
    type Item = Int;
    fn next(&mut self) -> PyResult<Option<Int>> {
        let byte = self.bytes.0.borrow().get(self.at).copied();
        self.at = if byte.is_some() { self.at + 1 } else { usize::MAX };
        Ok(byte.map(|byte| int(i64::from(byte))))
    }

    fn about(&self) -> usize {
        self.bytes.0.borrow().len().saturating_sub(self.at)
    }
}
