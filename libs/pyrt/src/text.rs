//! `str`: text that is cheap to clone; up to 14 bytes live in the value itself.

use crate::*;
use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::rc::Rc;

const INLINE: usize = 14;
/// A place in bytes is kept for every so many characters of text that is not ASCII.
const STRIDE: usize = 32;

/// Python's `str`.
#[derive(Clone)]
pub struct Str(Repr);

#[derive(Clone)]
enum Repr {
    Static(&'static str, bool),
    Inline { len: u8, ascii: bool, bytes: [u8; INLINE] },
    Heap(Rc<Heap>),
}

struct Heap {
    text: String,
    ascii: bool,
    chars: Cell<usize>,
    hash: Cell<Option<i64>>,
    places: RefCell<Vec<u32>>,
}

const UNKNOWN: usize = usize::MAX;

/// A string of the source.
#[inline]
pub const fn lit(text: &'static str) -> Str {
    let bytes = text.as_bytes();
    let mut ascii = true;
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] >= 128 {
            ascii = false;
        }
        i += 1;
    }
    Str(Repr::Static(text, ascii))
}

/// A string of the source, looked at when the program is built: `s!("text")`.
#[macro_export]
macro_rules! s {
    ($text:expr) => {{
        const TEXT: $crate::Str = $crate::lit($text);
        TEXT
    }};
}

impl From<&str> for Str {
    fn from(text: &str) -> Str {
        if text.len() <= INLINE {
            let mut bytes = [0; INLINE];
            bytes[..text.len()].copy_from_slice(text.as_bytes());
            return Str(Repr::Inline { len: text.len() as u8, ascii: text.is_ascii(), bytes });
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
        let mut bytes = [0; INLINE];
        let len = c.encode_utf8(&mut bytes).len();
        Str(Repr::Inline { len: len as u8, ascii: c.is_ascii(), bytes })
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
        Str(Repr::Heap(Rc::new(Heap {
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
            Repr::Inline { len, bytes, .. } => unsafe { std::str::from_utf8_unchecked(&bytes[..*len as usize]) },
            Repr::Heap(heap) => &heap.text,
        }
    }

    #[inline]
    pub fn is_ascii_text(&self) -> bool {
        match &self.0 {
            Repr::Static(_, ascii) => *ascii,
            Repr::Inline { ascii, .. } => *ascii,
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

    #[inline]
    pub fn get(&self, index: impl Index) -> PyResult<Str> {
        if self.is_ascii_text() {
            let bytes = self.as_str().as_bytes();
            if let Some(at) = place(index.index(), bytes.len()) {
                return Ok(ascii_char(bytes[at]));
            }
        }
        self.get_slow(index.index())
    }

    #[cold]
    #[inline(never)]
    fn get_slow(&self, index: i64) -> PyResult<Str> {
        match place(index, self.chars_len()) {
            Some(at) if self.is_ascii_text() => Ok(ascii_char(self.as_str().as_bytes()[at])),
            Some(at) => {
                let byte = self.byte_of(at);
                Ok(self.as_str()[byte..].chars().next().map_or_else(Str::default, Str::from))
            }
            None => Err(exc::INDEX_ERROR.msg("string index out of range")),
        }
    }

    pub fn slice(&self, start: impl Bound, stop: impl Bound, step: impl Bound) -> PyResult<Str> {
        let places = places(start, stop, step, self.chars_len())?;
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
            return Ok(Str::from(places.iter().map(|at| text.as_bytes()[at] as char).collect::<String>()));
        }
        let chars: Vec<char> = text.chars().collect();
        Ok(Str::from(places.iter().map(|at| chars[at]).collect::<String>()))
    }

    pub fn repeat(&self, count: impl AsInt) -> PyResult<Str> {
        let count = count.with_int(|count| match count.to_i64() {
            Some(count) => Ok(count.max(0) as usize),
            None if count.is_negative() => Ok(0),
            None => Err(exc::OVERFLOW_ERROR.msg("cannot fit 'int' into an index-sized integer")),
        })?;
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

    pub fn upper(&self) -> Str {
        Str::from(self.as_str().to_uppercase())
    }

    pub fn lower(&self) -> Str {
        Str::from(self.as_str().to_lowercase())
    }

    pub fn casefold(&self) -> Str {
        let mut out = String::new();
        self.as_str().chars().for_each(|c| chars::push_folded(c, &mut out));
        Str::from(out)
    }

    pub fn capitalize(&self) -> Str {
        let text = self.as_str();
        let mut out = String::new();
        if let Some(first) = text.chars().next() {
            chars::push_title(first, &mut out);
            out.push_str(&lowered(text)[lowered_len(text, first)..]);
        }
        Str::from(out)
    }

    pub fn title(&self) -> Str {
        let text = self.as_str();
        let mut out = String::new();
        let mut inside = false;
        for (i, c) in text.char_indices() {
            if inside {
                push_lower(text, i, c, &mut out);
            } else {
                chars::push_title(c, &mut out);
            }
            inside = chars::is_cased(c);
        }
        Str::from(out)
    }

    pub fn swapcase(&self) -> Str {
        let text = self.as_str();
        let mut out = String::new();
        for (i, c) in text.char_indices() {
            if chars::is_upper(c) {
                push_lower(text, i, c, &mut out);
            } else if chars::is_lower(c) {
                out.extend(c.to_uppercase());
            } else {
                out.push(c);
            }
        }
        Str::from(out)
    }

    pub fn strip(&self) -> Str {
        Str::from(self.as_str().trim_matches(chars::is_space))
    }

    pub fn lstrip(&self) -> Str {
        Str::from(self.as_str().trim_start_matches(chars::is_space))
    }

    pub fn rstrip(&self) -> Str {
        Str::from(self.as_str().trim_end_matches(chars::is_space))
    }

    pub fn strip_chars(&self, set: &Str) -> Str {
        Str::from(self.as_str().trim_matches(|c| set.as_str().contains(c)))
    }

    pub fn lstrip_chars(&self, set: &Str) -> Str {
        Str::from(self.as_str().trim_start_matches(|c| set.as_str().contains(c)))
    }

    pub fn rstrip_chars(&self, set: &Str) -> Str {
        Str::from(self.as_str().trim_end_matches(|c| set.as_str().contains(c)))
    }

    pub fn split(&self) -> List<Str> {
        let parts = self.as_str().split(chars::is_space).filter(|part| !part.is_empty());
        List::from_vec(parts.map(Str::from).collect())
    }

    /// `s.split(None, n)`.
    pub fn split_ws_max(&self, max: impl AsInt) -> List<Str> {
        let max = max.with_int(|max| max.clamp_i64());
        if max < 0 {
            return self.split();
        }
        let mut out = Vec::new();
        let mut rest = self.as_str().trim_start_matches(chars::is_space);
        while !rest.is_empty() {
            if out.len() as i64 == max {
                out.push(Str::from(rest));
                break;
            }
            let end = rest.find(chars::is_space).unwrap_or(rest.len());
            out.push(Str::from(&rest[..end]));
            rest = rest[end..].trim_start_matches(chars::is_space);
        }
        List::from_vec(out)
    }

    pub fn rsplit_ws_max(&self, max: impl AsInt) -> List<Str> {
        let max = max.with_int(|max| max.clamp_i64());
        if max < 0 {
            return self.split();
        }
        let mut out = Vec::new();
        let mut rest = self.as_str().trim_end_matches(chars::is_space);
        while !rest.is_empty() {
            if out.len() as i64 == max {
                out.push(Str::from(rest));
                break;
            }
            let start = rest.rfind(chars::is_space).map_or(0, |at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
            out.push(Str::from(&rest[start..]));
            rest = rest[..start].trim_end_matches(chars::is_space);
        }
        out.reverse();
        List::from_vec(out)
    }

    pub fn split_sep(&self, sep: &Str) -> PyResult<List<Str>> {
        self.split_max(sep, -1)
    }

    /// `s.split(sep, n)`.
    pub fn split_max(&self, sep: &Str, max: impl AsInt) -> PyResult<List<Str>> {
        filled(sep)?;
        let max = max.with_int(|max| max.clamp_i64());
        let text = self.as_str();
        let parts: Vec<Str> = if max < 0 {
            text.split(sep.as_str()).map(Str::from).collect()
        } else {
            text.splitn(max.saturating_add(1) as usize, sep.as_str()).map(Str::from).collect()
        };
        Ok(List::from_vec(parts))
    }

    /// `s.rsplit(sep, n)`.
    pub fn rsplit_max(&self, sep: &Str, max: impl AsInt) -> PyResult<List<Str>> {
        filled(sep)?;
        let max = max.with_int(|max| max.clamp_i64());
        let text = self.as_str();
        let mut parts: Vec<Str> = if max < 0 {
            text.rsplit(sep.as_str()).map(Str::from).collect()
        } else {
            text.rsplitn(max.saturating_add(1) as usize, sep.as_str()).map(Str::from).collect()
        };
        parts.reverse();
        Ok(List::from_vec(parts))
    }

    pub fn splitlines(&self, keep: bool) -> List<Str> {
        let text = self.as_str();
        let mut out = Vec::new();
        let mut start = 0;
        let mut it = text.char_indices().peekable();
        while let Some((at, c)) = it.next() {
            if !chars::is_line_break(c) {
                continue;
            }
            let mut end = at + c.len_utf8();
            if c == '\r' && matches!(it.peek(), Some((_, '\n'))) {
                it.next();
                end += 1;
            }
            out.push(Str::from(&text[start..if keep { end } else { at }]));
            start = end;
        }
        if start < text.len() {
            out.push(Str::from(&text[start..]));
        }
        List::from_vec(out)
    }

    /// `sep.join(parts)`.
    pub fn join(&self, mut parts: impl PyIterator<Item = Str>) -> PyResult<Str> {
        let mut out = String::new();
        let mut first = true;
        while let Some(part) = parts.next()? {
            if !first {
                out.push_str(self.as_str());
            }
            first = false;
            out.push_str(part.as_str());
        }
        Ok(Str::from(out))
    }

    pub fn replace(&self, old: &Str, new: &Str) -> Str {
        self.replace_n(old, new, -1)
    }

    pub fn replace_n(&self, old: &Str, new: &Str, count: impl AsInt) -> Str {
        let count = count.with_int(|count| count.clamp_i64());
        if count < 0 {
            Str::from(self.as_str().replace(old.as_str(), new.as_str()))
        } else {
            Str::from(self.as_str().replacen(old.as_str(), new.as_str(), count as usize))
        }
    }

    /// The part between two bounds, and the place of its start; None when the start lies behind the end.
    fn part(&self, start: impl Bound, stop: impl Bound) -> Option<(&str, usize)> {
        let len = self.chars_len() as i64;
        let clamp = |bound: i64| if bound < 0 { (bound + len).max(0) } else { bound };
        let start = start.bound().map_or(0, clamp);
        let stop = stop.bound().map_or(len, clamp).min(len);
        if start > stop {
            return None;
        }
        let (from, to) = (self.byte_of(start as usize), self.byte_of(stop as usize));
        Some((&self.as_str()[from..to], from))
    }

    pub fn find(&self, sub: &Str) -> Int {
        self.find_in(sub, (), ())
    }

    pub fn find_in(&self, sub: &Str, start: impl Bound, stop: impl Bound) -> Int {
        let found = self.part(start, stop).and_then(|(part, from)| part.find(sub.as_str()).map(|at| from + at));
        found.map_or(int(-1), |byte| int(self.char_of(byte) as i64))
    }

    pub fn rfind(&self, sub: &Str) -> Int {
        self.rfind_in(sub, (), ())
    }

    pub fn rfind_in(&self, sub: &Str, start: impl Bound, stop: impl Bound) -> Int {
        let found = self.part(start, stop).and_then(|(part, from)| part.rfind(sub.as_str()).map(|at| from + at));
        found.map_or(int(-1), |byte| int(self.char_of(byte) as i64))
    }

    pub fn index(&self, sub: &Str) -> PyResult<Int> {
        found(self.find(sub))
    }

    pub fn index_in(&self, sub: &Str, start: impl Bound, stop: impl Bound) -> PyResult<Int> {
        found(self.find_in(sub, start, stop))
    }

    pub fn rindex(&self, sub: &Str) -> PyResult<Int> {
        found(self.rfind(sub))
    }

    pub fn count(&self, sub: &Str) -> Int {
        self.count_in(sub, (), ())
    }

    pub fn count_in(&self, sub: &Str, start: impl Bound, stop: impl Bound) -> Int {
        int(self.part(start, stop).map_or(0, |(part, _)| part.matches(sub.as_str()).count() as i64))
    }

    pub fn startswith(&self, prefix: &Str) -> bool {
        self.as_str().starts_with(prefix.as_str())
    }

    pub fn startswith_any(&self, prefixes: &[Str]) -> bool {
        prefixes.iter().any(|prefix| self.startswith(prefix))
    }

    pub fn startswith_at(&self, prefix: &Str, start: impl Bound, stop: impl Bound) -> bool {
        self.part(start, stop).map_or(false, |(part, _)| part.starts_with(prefix.as_str()))
    }

    pub fn endswith(&self, suffix: &Str) -> bool {
        self.as_str().ends_with(suffix.as_str())
    }

    pub fn endswith_any(&self, suffixes: &[Str]) -> bool {
        suffixes.iter().any(|suffix| self.endswith(suffix))
    }

    pub fn endswith_at(&self, suffix: &Str, start: impl Bound, stop: impl Bound) -> bool {
        self.part(start, stop).map_or(false, |(part, _)| part.ends_with(suffix.as_str()))
    }

    pub fn partition(&self, sep: &Str) -> PyResult<(Str, Str, Str)> {
        filled(sep)?;
        let text = self.as_str();
        Ok(match text.find(sep.as_str()) {
            Some(at) => (Str::from(&text[..at]), sep.clone(), Str::from(&text[at + sep.as_str().len()..])),
            None => (self.clone(), lit(""), lit("")),
        })
    }

    pub fn rpartition(&self, sep: &Str) -> PyResult<(Str, Str, Str)> {
        filled(sep)?;
        let text = self.as_str();
        Ok(match text.rfind(sep.as_str()) {
            Some(at) => (Str::from(&text[..at]), sep.clone(), Str::from(&text[at + sep.as_str().len()..])),
            None => (lit(""), lit(""), self.clone()),
        })
    }

    fn padded(&self, width: impl AsInt, fill: &Str, left: impl Fn(usize, usize) -> usize) -> PyResult<Str> {
        if fill.chars_len() != 1 {
            return Err(exc::TYPE_ERROR.msg("The fill character must be exactly one character long"));
        }
        let width = width.with_int(|width| width.clamp_i64()).max(0) as usize;
        let len = self.chars_len();
        if width <= len {
            return Ok(self.clone());
        }
        let before = left(width - len, width);
        let after = width - len - before;
        Ok(Str::from(format!("{}{}{}", fill.as_str().repeat(before), self.as_str(), fill.as_str().repeat(after))))
    }

    pub fn center(&self, width: impl AsInt) -> Str {
        must(self.center_fill(width, &lit(" ")))
    }

    pub fn center_fill(&self, width: impl AsInt, fill: &Str) -> PyResult<Str> {
        self.padded(width, fill, |pad, width| pad / 2 + (pad & width & 1))
    }

    pub fn ljust(&self, width: impl AsInt) -> Str {
        must(self.ljust_fill(width, &lit(" ")))
    }

    pub fn ljust_fill(&self, width: impl AsInt, fill: &Str) -> PyResult<Str> {
        self.padded(width, fill, |_, _| 0)
    }

    pub fn rjust(&self, width: impl AsInt) -> Str {
        must(self.rjust_fill(width, &lit(" ")))
    }

    pub fn rjust_fill(&self, width: impl AsInt, fill: &Str) -> PyResult<Str> {
        self.padded(width, fill, |pad, _| pad)
    }

    pub fn zfill(&self, width: impl AsInt) -> Str {
        let text = self.as_str();
        let (sign, digits) = match text.as_bytes().first() {
            Some(b'+') | Some(b'-') => text.split_at(1),
            _ => ("", text),
        };
        let width = width.with_int(|width| width.clamp_i64()).max(0) as usize;
        let zeros = width.saturating_sub(self.chars_len());
        Str::from(format!("{}{}{}", sign, "0".repeat(zeros), digits))
    }

    fn all_chars(&self, test: impl Fn(char) -> bool) -> bool {
        !self.is_empty() && self.as_str().chars().all(test)
    }

    pub fn isdigit(&self) -> bool {
        self.all_chars(chars::is_digit)
    }

    pub fn isdecimal(&self) -> bool {
        self.all_chars(chars::is_decimal)
    }

    pub fn isnumeric(&self) -> bool {
        self.all_chars(chars::is_numeric)
    }

    pub fn isalpha(&self) -> bool {
        self.all_chars(chars::is_alpha)
    }

    pub fn isalnum(&self) -> bool {
        self.all_chars(chars::is_alnum)
    }

    pub fn isspace(&self) -> bool {
        self.all_chars(chars::is_space)
    }

    pub fn isprintable(&self) -> bool {
        self.as_str().chars().all(chars::is_printable)
    }

    pub fn isascii(&self) -> bool {
        self.is_ascii_text()
    }

    pub fn isupper(&self) -> bool {
        let mut cased = false;
        for c in self.as_str().chars() {
            if chars::is_lower(c) || chars::is_title(c) {
                return false;
            }
            cased = cased || chars::is_upper(c);
        }
        cased
    }

    pub fn islower(&self) -> bool {
        let mut cased = false;
        for c in self.as_str().chars() {
            if chars::is_upper(c) || chars::is_title(c) {
                return false;
            }
            cased = cased || chars::is_lower(c);
        }
        cased
    }

    pub fn istitle(&self) -> bool {
        let (mut cased, mut inside) = (false, false);
        for c in self.as_str().chars() {
            if chars::is_upper(c) || chars::is_title(c) {
                if inside {
                    return false;
                }
                inside = true;
                cased = true;
            } else if chars::is_lower(c) {
                if !inside {
                    return false;
                }
                cased = true;
            } else {
                inside = false;
            }
        }
        cased
    }

    pub fn isidentifier(&self) -> bool {
        let mut it = self.as_str().chars();
        it.next().map_or(false, chars::is_id_start) && it.all(chars::is_id_continue)
    }

    pub fn removeprefix(&self, prefix: &Str) -> Str {
        Str::from(self.as_str().strip_prefix(prefix.as_str()).unwrap_or(self.as_str()))
    }

    pub fn removesuffix(&self, suffix: &Str) -> Str {
        Str::from(self.as_str().strip_suffix(suffix.as_str()).unwrap_or(self.as_str()))
    }

    pub fn expandtabs(&self, size: impl AsInt) -> Str {
        let size = size.with_int(|size| size.clamp_i64()).max(0) as usize;
        let mut out = String::new();
        let mut column = 0;
        for c in self.as_str().chars() {
            if c == '\t' {
                let spaces = if size == 0 { 0 } else { size - column % size };
                (0..spaces).for_each(|_| out.push(' '));
                column += spaces;
            } else {
                out.push(c);
                column = if c == '\n' || c == '\r' { 0 } else { column + 1 };
            }
        }
        Str::from(out)
    }

    /// `s.translate(table)` of `str.maketrans`.
    pub fn translate(&self, table: &Dict<Int, Option<Str>>) -> Str {
        let mut out = String::new();
        for c in self.as_str().chars() {
            match table.get_opt(&int(c as i64)) {
                Some(Some(text)) => out.push_str(text.as_str()),
                Some(None) => {}
                None => out.push(c),
            }
        }
        Str::from(out)
    }

    /// `str.maketrans(from, to)`.
    pub fn maketrans(from: &Str, to: &Str) -> PyResult<Dict<Int, Option<Str>>> {
        if from.chars_len() != to.chars_len() {
            return Err(exc::VALUE_ERROR.msg("the first two maketrans arguments must have equal length"));
        }
        let table = Dict::new();
        for (a, b) in from.as_str().chars().zip(to.as_str().chars()) {
            table.set(int(a as i64), Some(Str::from(b)));
        }
        Ok(table)
    }

    /// `str.maketrans(from, to, gone)`.
    pub fn maketrans_without(from: &Str, to: &Str, gone: &Str) -> PyResult<Dict<Int, Option<Str>>> {
        let table = Str::maketrans(from, to)?;
        for c in gone.as_str().chars() {
            table.set(int(c as i64), None);
        }
        Ok(table)
    }

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
                return Err(exc::UNICODE_ENCODE_ERROR.msg(format!(
                    "'{}' codec can't encode character {} in position {}: ordinal not in range({})",
                    label,
                    ascii(&Str::from(c)).as_str(),
                    at,
                    limit
                )));
            }
            out.push(c as u8);
        }
        Ok(Bytes::from_vec(out))
    }
}

#[inline]
fn ascii_char(byte: u8) -> Str {
    let mut bytes = [0; INLINE];
    bytes[0] = byte;
    Str(Repr::Inline { len: 1, ascii: true, bytes })
}

fn lowered(text: &str) -> String {
    text.to_lowercase()
}

fn lowered_len(text: &str, first: char) -> usize {
    let mut out = String::new();
    push_lower(text, 0, first, &mut out);
    out.len()
}

/// The lower case of a character in its context: a final sigma is another one.
fn push_lower(text: &str, at: usize, c: char, out: &mut String) {
    if c == 'Σ' {
        let before: String = text[..at].chars().collect();
        let lower = text.to_lowercase();
        out.extend(lower.chars().nth(before.to_lowercase().chars().count()));
    } else {
        out.extend(c.to_lowercase());
    }
}

fn filled(sep: &Str) -> PyResult<()> {
    if sep.is_empty() {
        return Err(exc::VALUE_ERROR.msg("empty separator"));
    }
    Ok(())
}

fn found(at: Int) -> PyResult<Int> {
    if at.is_negative() {
        return Err(exc::VALUE_ERROR.msg("substring not found"));
    }
    Ok(at)
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

impl PyRepr for Str {
    fn repr_to(&self, out: &mut String) {
        quote(self.as_str(), out);
    }
    fn str_to(&self, out: &mut String) {
        out.push_str(self.as_str());
    }
    fn type_name(&self) -> &'static str {
        "str"
    }
    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        fmt::format_str(self.as_str(), spec, out)
    }
    fn to_value(&self) -> Option<Value> {
        Some(Value::Str(self.clone()))
    }
}

impl PyRepr for str {
    fn repr_to(&self, out: &mut String) {
        quote(self, out);
    }
    fn str_to(&self, out: &mut String) {
        out.push_str(self);
    }
    fn type_name(&self) -> &'static str {
        "str"
    }
    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        fmt::format_str(self, spec, out)
    }
}

impl std::fmt::Debug for Str {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(self.as_str(), f)
    }
}

impl PartialEq for Str {
    #[inline]
    fn eq(&self, other: &Str) -> bool {
        match (&self.0, &other.0) {
            // What is not used of the bytes is zero.
            (Repr::Inline { len: a, bytes: x, .. }, Repr::Inline { len: b, bytes: y, .. }) => a == b && x == y,
            _ => self.as_str() == other.as_str(),
        }
    }
}

impl Eq for Str {}

impl PartialEq<str> for Str {
    #[inline]
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Str {
    #[inline]
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialOrd for Str {
    fn partial_cmp(&self, other: &Str) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// UTF-8 keeps the order of code points.
impl Ord for Str {
    fn cmp(&self, other: &Str) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl PyEq for Str {
    #[inline]
    fn py_eq(&self, other: &Str) -> bool {
        self == other
    }
}

impl PyOrd for Str {
    #[inline]
    fn py_lt(&self, other: &Str) -> bool {
        self.as_str() < other.as_str()
    }
    #[inline]
    fn py_le(&self, other: &Str) -> bool {
        self.as_str() <= other.as_str()
    }
    #[inline]
    fn py_ge(&self, other: &Str) -> bool {
        self.as_str() >= other.as_str()
    }
}

impl PyHash for Str {
    fn py_hash(&self) -> i64 {
        match &self.0 {
            Repr::Heap(heap) => match heap.hash.get() {
                Some(hash) => hash,
                None => {
                    let hash = hashing::of_text(&heap.text);
                    heap.hash.set(Some(hash));
                    hash
                }
            },
            _ => hashing::of_text(self.as_str()),
        }
    }

    #[inline]
    fn key_hash(&self) -> i64 {
        hashing::quick(self.as_str().as_bytes())
    }
}

impl PyTruthy for Str {
    fn truthy(&self) -> bool {
        !self.is_empty()
    }
}

impl PyLen for Str {
    #[inline]
    fn py_len(&self) -> usize {
        self.chars_len()
    }
}

impl PyContains<Str> for Str {
    fn contains(&self, item: &Str) -> bool {
        match item.as_str().as_bytes() {
            [byte] => self.as_str().as_bytes().contains(byte),
            _ => self.as_str().contains(item.as_str()),
        }
    }
}

impl std::ops::Add<&Str> for &Str {
    type Output = Str;
    fn add(self, other: &Str) -> Str {
        let (a, b) = (self.as_str(), other.as_str());
        let mut out = String::with_capacity(a.len() + b.len());
        out.push_str(a);
        out.push_str(b);
        Str::from(out)
    }
}

impl std::ops::Add<Str> for &Str {
    type Output = Str;
    fn add(self, other: Str) -> Str {
        self + &other
    }
}

impl std::ops::Add<&Str> for Str {
    type Output = Str;
    fn add(mut self, other: &Str) -> Str {
        self.push_str(other.as_str());
        self
    }
}

impl std::ops::Add<Str> for Str {
    type Output = Str;
    fn add(self, other: Str) -> Str {
        self + &other
    }
}

impl std::ops::AddAssign<&Str> for Str {
    fn add_assign(&mut self, other: &Str) {
        self.push_str(other.as_str());
    }
}

impl std::ops::AddAssign<Str> for Str {
    fn add_assign(&mut self, other: Str) {
        self.push_str(other.as_str());
    }
}

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
