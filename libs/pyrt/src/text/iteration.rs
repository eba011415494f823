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
            None => Ok(None),
            Some(byte) if byte.is_ascii() => {
                self.at += 1;
                Ok(Some(ascii_char(*byte)))
            }
            Some(_) => Ok(self.next_wide()),
        }
    }
}

impl StrIter {
    #[inline(never)]
    fn next_wide(&mut self) -> Option<Str> {
        let c = self.text.as_str()[self.at..].chars().next()?;
        self.at += c.len_utf8();
        Some(Str::from(c))
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
