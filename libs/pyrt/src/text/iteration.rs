//! Characters in order.

use super::*;

/// One-character strings in order.
pub struct StrIter {
    text: Str,
    at: usize,
}

impl PyIterator for StrIter {
    type Item = Str;
    #[inline]
    fn next(&mut self) -> PyResult<Option<Str>> {
        match self.text.as_str().as_bytes().get(self.at) {
            Some(byte) if byte.is_ascii() => {
                self.at += 1;
                return Ok(Some(ascii_char(*byte)));
            }
            None => return Ok(None),
            _ => {}
        }
        match self.text.as_str()[self.at..].chars().next() {
            Some(c) => {
                self.at += c.len_utf8();
                Ok(Some(Str::from(c)))
            }
            None => Ok(None),
        }
    }
}

impl PyIter for Str {
    type Item = Str;
    type Iter = StrIter;
    fn iter(&self) -> StrIter {
        StrIter { text: self.clone(), at: 0 }
    }
}

impl PyReversed for Str {
    type Item = Str;
    type Iter = VecIter<Str>;
    fn iter_rev(&self) -> VecIter<Str> {
        VecIter::new(self.as_str().chars().rev().map(Str::from).collect())
    }
}
