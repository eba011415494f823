//! Characters in order.

use super::*;

/// One-character strings in order.
pub struct StrIter {
    text: Str,
    at: usize,
    len: usize,
    /// Where the bytes lie, unless they lie in `text` itself, which may move.
    bytes: *const u8,
}

impl PyIterator for StrIter {
    type Item = Str;
    #[cfg_attr(not(shared), inline(always))]
    fn next(&mut self) -> PyResult<Option<Str>> {
        if self.at >= self.len {
            return Ok(None);
        }
        let byte = match &self.text.0 {
            Repr::Inline(short) => short.bytes[self.at],
            _ => unsafe { *self.bytes.add(self.at) },
        };
        if byte < 128 {
            self.at += 1;
            return Ok(Some(ascii_char(byte)));
        }
        let letter = Short::of_word(wide_at(&self.text, self.at));
        self.at += letter.len();
        Ok(Some(Str(Repr::Inline(letter))))
    }
}

/// The character at a place in bytes that begins one of several, as a word of `Short`.
#[inline(never)]
fn wide_at(text: &Str, at: usize) -> u64 {
    Short::letter(text.as_str()[at..].chars().next().unwrap_or_default())
}

impl PyIter for Str {
    type Item = Str;
    type Iter = StrIter;
    fn iter(&self) -> StrIter {
        StrIter { text: self.clone(), at: 0, len: self.as_str().len(), bytes: self.as_str().as_ptr() }
    }
}

impl PyReversed for Str {
    type Item = Str;
    type Iter = VecIter<Str>;
    fn iter_rev(&self) -> VecIter<Str> {
        VecIter::new(self.as_str().chars().rev().map(Str::from).collect())
    }
}
