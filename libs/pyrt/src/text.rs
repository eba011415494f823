//! `str`: text that is cheap to clone.
//!
//! 1. Up to 14 bytes live in the value itself, and only there: two texts of different forms are never equal.
//! 2. What is not used of those bytes is zero: short texts are compared and hashed as two words.

mod case;
mod codec;
mod iteration;
mod operators;
mod parts;
mod traits;

pub use codec::quote;
pub use iteration::StrIter;

use crate::kept::Kept;
use crate::list::times;
use crate::*;
use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::rc::Rc;

const INLINE: usize = 14;
/// A place in bytes is kept for every so many characters of text that is not ASCII.
const STRIDE: usize = 32;

/// Python's `str`.
pub struct Str(Repr);

enum Repr {
    Static(&'static str, bool),
    Inline(Short),
    Heap(Kept<Heap>),
}

#[derive(Clone, Copy)]
struct Short {
    /// The number of bytes; the highest bit says that not all are ASCII.
    kind: u8,
    bytes: [u8; INLINE],
}

const WIDE: u8 = 0x80;

impl Short {
    #[inline(always)]
    const fn len(&self) -> usize {
        (self.kind & !WIDE) as usize
    }

    #[inline(always)]
    fn is_ascii(&self) -> bool {
        self.kind & WIDE == 0
    }

    #[inline(always)]
    fn as_str(&self) -> &str {
        unsafe { std::str::from_utf8_unchecked(self.bytes.get_unchecked(..self.len())) }
    }

    /// A character as a word: its bytes above `kind`. Never 0.
    fn letter(c: char) -> u64 {
        let mut bytes = [0; 8];
        let len = c.encode_utf8(&mut bytes[1..]).len() as u8;
        bytes[0] = if c.is_ascii() { len } else { len | WIDE };
        u64::from_le_bytes(bytes)
    }

    #[inline(always)]
    fn of_word(letter: u64) -> Short {
        let mut bytes = [0; INLINE];
        bytes[..4].copy_from_slice(&((letter >> 8) as u32).to_le_bytes());
        Short { kind: letter as u8, bytes }
    }

    /// Both halves of the bytes, the number of bytes in the second.
    #[inline(always)]
    fn words(&self) -> (u64, u64) {
        let b = &self.bytes;
        let first = u64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]);
        let second = u64::from_le_bytes([b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13]]);
        (first, second >> 16 | u64::from(self.kind) << 48)
    }

    /// Both, where they fit one.
    #[inline]
    fn joined(&self, other: &Short) -> Option<Short> {
        let (len, more) = (self.len(), other.len());
        if len + more > INLINE {
            return None;
        }
        let mut room = [0; 2 * INLINE];
        room[..INLINE].copy_from_slice(&self.bytes);
        room[len..len + INLINE].copy_from_slice(&other.bytes);
        let mut bytes = [0; INLINE];
        bytes.copy_from_slice(&room[..INLINE]);
        Some(Short { kind: (len + more) as u8 | (self.kind | other.kind) & WIDE, bytes })
    }
}

struct Heap {
    text: String,
    ascii: bool,
    chars: Cell<usize>,
    hash: Cell<Option<i64>>,
    places: RefCell<Vec<u32>>,
}

const UNKNOWN: usize = usize::MAX;

impl Clone for Str {
    #[inline(always)]
    fn clone(&self) -> Str {
        match &self.0 {
            Repr::Heap(heap) => Str(Repr::Heap(heap.clone())),
            _ => unsafe { std::ptr::read(self) },
        }
    }
}

/// A string of the source.
#[inline]
pub const fn lit(text: &'static str) -> Str {
    let source = text.as_bytes();
    let mut bytes = [0; INLINE];
    let mut ascii = true;
    let mut i = 0;
    while i < source.len() {
        if source[i] >= 128 {
            ascii = false;
        }
        if i < INLINE {
            bytes[i] = source[i];
        }
        i += 1;
    }
    if source.len() > INLINE {
        return Str(Repr::Static(text, ascii));
    }
    Str(Repr::Inline(Short { kind: if ascii { source.len() as u8 } else { source.len() as u8 | WIDE }, bytes }))
}

/// A string of the source, looked at when the program is built: `s!("text")`.
#[macro_export]
macro_rules! s {
    ($text:expr) => {{
        const TEXT: $crate::Str = $crate::lit($text);
        TEXT
    }};
}

/// The short form of a text that fits it.
#[inline]
fn short(text: &str) -> Str {
    let mut bytes = [0; INLINE];
    for (place, byte) in bytes.iter_mut().zip(text.as_bytes()) {
        *place = *byte;
    }
    let wide = bytes.iter().fold(0, |all, byte| all | byte) & WIDE;
    Str(Repr::Inline(Short { kind: text.len() as u8 | wide, bytes }))
}

impl From<&str> for Str {
    #[inline]
    fn from(text: &str) -> Str {
        if text.len() <= INLINE {
            return short(text);
        }
        Str::heap(text.to_string())
    }
}

impl From<String> for Str {
    fn from(text: String) -> Str {
        if text.len() <= INLINE {
            return Str::from(text.as_str());
        }
        Str::heap(text)
    }
}

impl From<char> for Str {
    #[inline]
    fn from(c: char) -> Str {
        if c.is_ascii() {
            return ascii_char(c as u8);
        }
        let mut bytes = [0; INLINE];
        let len = c.encode_utf8(&mut bytes).len();
        Str(Repr::Inline(Short { kind: len as u8 | WIDE, bytes }))
    }
}

impl From<&Str> for Str {
    fn from(text: &Str) -> Str {
        text.clone()
    }
}

impl Default for Str {
    fn default() -> Str {
        lit("")
    }
}

impl Str {
    fn heap(text: String) -> Str {
        let ascii = text.is_ascii();
        Str(Repr::Heap(Kept::new(Heap {
            ascii,
            chars: Cell::new(if ascii { text.len() } else { UNKNOWN }),
            hash: Cell::new(None),
            places: RefCell::new(Vec::new()),
            text,
        })))
    }

    #[inline]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Repr::Static(text, _) => text,
            Repr::Inline(short) => short.as_str(),
            Repr::Heap(heap) => &heap.text,
        }
    }

    #[inline]
    pub fn is_ascii_text(&self) -> bool {
        match &self.0 {
            Repr::Static(_, ascii) => *ascii,
            Repr::Inline(short) => short.is_ascii(),
            Repr::Heap(heap) => heap.ascii,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.as_str().is_empty()
    }

    /// Number of characters.
    #[inline]
    pub fn chars_len(&self) -> usize {
        if self.is_ascii_text() {
            return self.as_str().len();
        }
        self.count_chars()
    }

    #[inline(never)]
    fn count_chars(&self) -> usize {
        match &self.0 {
            Repr::Heap(heap) => {
                if heap.chars.get() == UNKNOWN {
                    heap.chars.set(heap.text.chars().count());
                }
                heap.chars.get()
            }
            _ => self.as_str().chars().count(),
        }
    }

    /// Place in bytes of a character's place, `at <= chars_len`.
    fn byte_of(&self, at: usize) -> usize {
        if self.is_ascii_text() {
            return at;
        }
        let text = self.as_str();
        let (from, left) = match &self.0 {
            Repr::Heap(heap) => {
                let mut places = heap.places.borrow_mut();
                if places.is_empty() {
                    places.extend(text.char_indices().step_by(STRIDE).map(|(byte, _)| byte as u32));
                }
                match places.get(at / STRIDE) {
                    Some(byte) => (*byte as usize, at % STRIDE),
                    None => return text.len(),
                }
            }
            _ => (0, at),
        };
        text[from..].char_indices().nth(left).map_or(text.len(), |(byte, _)| from + byte)
    }

    /// Character's place of a place in bytes.
    fn char_of(&self, byte: usize) -> usize {
        if self.is_ascii_text() {
            byte
        } else {
            self.as_str()[..byte].chars().count()
        }
    }

    #[inline(always)]
    pub fn get(&self, index: impl Index) -> PyResult<Str> {
        let at = index.index();
        if let Repr::Heap(heap) = &self.0 {
            if heap.ascii && (at as u64) < heap.text.len() as u64 {
                return Ok(ascii_char(heap.text.as_bytes()[at as usize]));
            }
        }
        match self.letter_at(at) {
            0 => Err(index::outside(index.fits(), "string index")),
            letter => Ok(Str(Repr::Inline(Short::of_word(letter)))),
        }
    }

    /// The character at a place as a word of `Short`; 0 outside.
    #[inline(never)]
    fn letter_at(&self, index: i64) -> u64 {
        match place(index, self.chars_len()) {
            Some(at) if self.is_ascii_text() => Short::letter(self.as_str().as_bytes()[at] as char),
            Some(at) => {
                let byte = self.byte_of(at);
                self.as_str()[byte..].chars().next().map_or(0, Short::letter)
            }
            None => 0,
        }
    }

    pub fn slice(&self, start: impl Bound, stop: impl Bound, step: impl Bound) -> PyResult<Str> {
        self.slice_between(start.bound(), stop.bound(), step.bound())
    }

    fn slice_between(&self, start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> PyResult<Str> {
        let places = places_between(start, stop, step, self.chars_len())?;
        if places.count == 0 {
            return Ok(lit(""));
        }
        let text = self.as_str();
        if places.step == 1 {
            let from = self.byte_of(places.start as usize);
            let to = self.byte_of(places.start as usize + places.count);
            return Ok(Str::from(&text[from..to]));
        }
        if self.is_ascii_text() {
            let source = text.as_bytes();
            let first = places.start as usize;
            let bytes: Vec<u8> = if places.step == -1 {
                source[first + 1 - places.count..=first].iter().rev().copied().collect()
            } else {
                places.iter().map(|at| source[at]).collect()
            };
            return Ok(Str::from(unsafe { String::from_utf8_unchecked(bytes) }));
        }
        let chars: Vec<char> = text.chars().collect();
        Ok(Str::from(places.iter().map(|at| chars[at]).collect::<String>()))
    }

    pub fn repeat(&self, count: impl AsInt) -> PyResult<Str> {
        let count = count.with_int(times)?;
        match self.as_str().len().checked_mul(count) {
            Some(total) if total < 1 << 31 => Ok(Str::from(self.as_str().repeat(count))),
            _ => Err(exc::MEMORY_ERROR.empty()),
        }
    }

    /// `s += text`: in place while nobody else holds it.
    pub fn push_str(&mut self, text: &str) {
        if let Repr::Heap(rc) = &mut self.0 {
            if let Some(heap) = Rc::get_mut(rc) {
                heap.text.push_str(text);
                heap.ascii = heap.ascii && text.is_ascii();
                heap.chars.set(if heap.ascii { heap.text.len() } else { UNKNOWN });
                heap.hash.set(None);
                heap.places.borrow_mut().clear();
                return;
            }
        }
        let mut joined = String::with_capacity((self.as_str().len() + text.len()) * 2);
        joined.push_str(self.as_str());
        joined.push_str(text);
        *self = Str::from(joined);
    }

    /// `s += text`, short texts without a detour.
    #[inline]
    pub fn push(&mut self, text: &Str) {
        if let (Repr::Inline(a), Repr::Inline(b)) = (&self.0, &text.0) {
            if let Some(both) = a.joined(b) {
                self.0 = Repr::Inline(both);
                return;
            }
        }
        self.push_str(text.as_str());
    }

    /// Appends to text that is being made.
    #[inline]
    fn push_onto(&self, out: &mut String) {
        if let Repr::Inline(short) = &self.0 {
            let len = out.len();
            // All bytes are copied, which takes no call; those that count are kept.
            unsafe {
                let out = out.as_mut_vec();
                out.reserve(INLINE);
                std::ptr::copy_nonoverlapping(short.bytes.as_ptr(), out.as_mut_ptr().add(len), INLINE);
                out.set_len(len + short.len());
            }
            return;
        }
        out.push_str(self.as_str());
    }
}

#[inline(always)]
fn ascii_char(byte: u8) -> Str {
    let mut bytes = [0; INLINE];
    bytes[0] = byte;
    Str(Repr::Inline(Short { kind: 1, bytes }))
}
