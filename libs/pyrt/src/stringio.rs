//! `io.StringIO`: a text that is written and read like a file; places are counted in characters.

use crate::*;
use std::cell::RefCell;

struct Buffer {
    text: String,
    /// How many characters `text` has.
    count: usize,
    at: usize,
    closed: bool,
}

impl Buffer {
    /// Where a character begins in the text.
    fn byte(&self, at: usize) -> usize {
        if at >= self.count {
            return self.text.len();
        }
        if self.count == self.text.len() {
            return at;
        }
        self.text.char_indices().nth(at).map_or(self.text.len(), |(byte, _)| byte)
    }

    fn take(&mut self, length: usize) -> Str {
        let end = self.at.saturating_add(length).min(self.count);
        if end <= self.at {
            return Str::default();
        }
        let text = self.text[self.byte(self.at)..self.byte(end)].to_string();
        self.at = end;
        Str::from(text)
    }
}

/// `io.StringIO`: clones share the text.
#[derive(Clone)]
pub struct StringIo(Rc<RefCell<Buffer>>);

impl StringIo {
    pub fn new(text: &Str) -> StringIo {
        let text = text.as_str().to_string();
        let count = text.chars().count();
        StringIo(Rc::new(RefCell::new(Buffer { text, count, at: 0, closed: false })))
    }

    fn open(&self) -> PyResult<std::cell::RefMut<'_, Buffer>> {
        let inner = self.0.borrow_mut();
        if inner.closed {
            return Err(exc::VALUE_ERROR.msg("I/O operation on closed file"));
        }
        Ok(inner)
    }

    pub(crate) fn push(&self, text: &str) -> PyResult<()> {
        let mut inner = self.open()?;
        if text.is_empty() {
            return Ok(());
        }
        let length = text.chars().count();
        if inner.at > inner.count {
            let gap = inner.at - inner.count;
            inner.text.extend(std::iter::repeat('\0').take(gap));
            inner.count = inner.at;
        }
        let end = inner.at + length;
        if inner.at == inner.count {
            inner.text.push_str(text);
        } else {
            let (from, to) = (inner.byte(inner.at), inner.byte(end));
            inner.text.replace_range(from..to, text);
        }
        inner.count = inner.count.max(end);
        inner.at = end;
        Ok(())
    }

    pub fn write(&self, text: &Str) -> PyResult<Int> {
        self.push(text.as_str())?;
        Ok(len(text))
    }

    pub fn writelines(&self, mut lines: impl PyIterator<Item = Str>) -> PyResult<()> {
        drop(self.open()?);
        while let Some(line) = lines.next()? {
            self.write(&line)?;
        }
        Ok(())
    }

    pub fn getvalue(&self) -> PyResult<Str> {
        Ok(Str::from(self.open()?.text.clone()))
    }

    pub fn read(&self, size: Option<Int>) -> PyResult<Str> {
        let size = match size {
            Some(size) if !size.is_negative() => size.to_usize()?,
            _ => usize::MAX,
        };
        Ok(self.open()?.take(size))
    }

    pub fn readline(&self, size: &Int) -> PyResult<Str> {
        let mut inner = self.open()?;
        if inner.at >= inner.count {
            return Ok(Str::default());
        }
        let from = inner.byte(inner.at);
        let rest = &inner.text[from..];
        let line = &rest[..rest.find('\n').map_or(rest.len(), |end| end + 1)];
        let length = line.chars().count();
        let most = if size.is_negative() { length } else { size.to_usize()? };
        Ok(inner.take(length.min(most)))
    }

    pub fn readlines(&self) -> PyResult<List<Str>> {
        drop(self.open()?);
        to_list(self.iter())
    }

    pub fn tell(&self) -> PyResult<Int> {
        Ok(int(self.open()?.at as i64))
    }

    pub fn seek(&self, place: &Int, whence: &Int) -> PyResult<Int> {
        let mut inner = self.open()?;
        match whence.to_i64() {
            Some(0) => {
                if place.is_negative() {
                    return Err(exc::VALUE_ERROR.msg(format!("Negative seek position {}", place.digits())));
                }
                inner.at = place.to_usize()?;
            }
            Some(1) | Some(2) if !place.is_zero() => {
                return Err(exc::OS_ERROR.msg("Can't do nonzero cur-relative seeks"));
            }
            Some(1) => {}
            Some(2) => inner.at = inner.count,
            _ => {
                let message = format!("Invalid whence ({}, should be 0, 1 or 2)", whence.digits());
                return Err(exc::VALUE_ERROR.msg(message));
            }
        }
        Ok(int(inner.at as i64))
    }

    pub fn truncate(&self, size: Option<Int>) -> PyResult<Int> {
        let mut inner = self.open()?;
        let size = size.unwrap_or_else(|| int(inner.at as i64));
        if size.is_negative() {
            return Err(exc::VALUE_ERROR.msg(format!("Negative size value {}", size.digits())));
        }
        let kept = size.to_usize()?;
        if kept < inner.count {
            let end = inner.byte(kept);
            inner.text.truncate(end);
            inner.count = kept;
        }
        Ok(size)
    }

    pub fn close(&self) {
        let mut inner = self.0.borrow_mut();
        inner.closed = true;
        inner.text = String::new();
    }

    pub fn closed(&self) -> bool {
        self.0.borrow().closed
    }

    pub fn flush(&self) -> PyResult<()> {
        self.open().map(|_| ())
    }

    /// `readable()` and its like: true of a file that is open.
    pub fn able(&self) -> PyResult<bool> {
        self.open().map(|_| true)
    }

    pub fn isatty(&self) -> PyResult<bool> {
        self.open().map(|_| false)
    }

    /// `with file:` closes it on every way out.
    pub fn closing(&self) -> PyResult<io::Closing<StringIo>> {
        drop(self.open()?);
        Ok(io::Closing(self.clone()))
    }
}

impl io::Closes for StringIo {
    fn close(&self) {
        StringIo::close(self);
    }
}

impl PyIter for StringIo {
    type Item = Str;
    type Iter = Iter<Str>;
    fn iter(&self) -> Iter<Str> {
        let this = self.clone();
        Iter::from_fn(move || {
            let line = this.readline(&int(-1))?;
            Ok(if line.is_empty() { None } else { Some(line) })
        })
    }
}

impl PyRepr for StringIo {
    fn repr_to(&self, _out: &mut String) {
        limit("the repr of a StringIO holds its address")
    }
    fn type_name(&self) -> &'static str {
        "StringIO"
    }
}

impl PyIs for StringIo {
    fn id(&self) -> usize {
        Rc::as_ptr(&self.0) as *const u8 as usize
    }
}

by_identity!(StringIo);
opaque! {
    StringIo, "StringIO";
}
