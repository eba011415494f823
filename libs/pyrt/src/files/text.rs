//! Files of text, as `open` gives them.

use super::faults::*;
use super::handle::Handle;
use super::*;
use crate::codecs::Codec;
use crate::io::length_of;
use std::cell::{Cell, RefMut};

/// What ends a line, and what becomes of it.
#[derive(Clone, Copy, PartialEq)]
enum Ends {
    /// Each kind is read as `\n`.
    Universal,
    /// Each kind is kept.
    Kept,
    Only(&'static str),
}

impl Ends {
    fn of(newline: Option<&Str>) -> PyResult<Ends> {
        Ok(match newline.map(|text| text.as_str()) {
            None => Ends::Universal,
            Some("") => Ends::Kept,
            Some("\n") => Ends::Only("\n"),
            Some("\r") => Ends::Only("\r"),
            Some("\r\n") => Ends::Only("\r\n"),
            Some(other) => return Err(exc::VALUE_ERROR.msg(format!("illegal newline value: {}", other))),
        })
    }

    /// Where the first line of a text ends.
    fn line(self, text: &str) -> usize {
        let end = match self {
            Ends::Universal => text.find('\n').map(|at| at + 1),
            Ends::Only(mark) => text.find(mark).map(|at| at + mark.len()),
            Ends::Kept => text.find(['\r', '\n']).map(|at| at + if text[at..].starts_with("\r\n") { 2 } else { 1 }),
        };
        end.unwrap_or(text.len())
    }
}

/// What was read and not taken yet.
#[derive(Default)]
struct Ready {
    text: String,
    at: usize,
    /// Where the text began in the file, and whether its bytes are those of the file.
    from: usize,
    is_plain: bool,
}

impl Ready {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn take(&mut self, length: usize) -> Str {
        let taken = Str::from(&self.text[self.at..self.at + length]);
        self.at += length;
        taken
    }
}

struct TextFile {
    handle: Handle,
    encoding: Str,
    errors: Str,
    ends: Ends,
    ready: RefCell<Ready>,
    /// Python does not say where it is between the lines of a loop.
    looping: Cell<bool>,
}

/// `open(place, mode, …)` of a text.
pub fn open_text(place: &Place, mode: &'static str, encoding: Option<Str>, errors: Option<Str>, newline: Option<Str>) -> PyResult<Out> {
    opened(place, mode, encoding, errors, newline, false)
}

/// `passes`: the file is removed once it is closed.
pub(super) fn opened(
    place: &Place,
    mode: &'static str,
    encoding: Option<Str>,
    errors: Option<Str>,
    newline: Option<Str>,
    passes: bool,
) -> PyResult<Out> {
    let ends = Ends::of(newline.as_ref())?;
    let encoding = encoding.unwrap_or_else(|| lit("utf-8"));
    match Codec::named(&encoding)? {
        Codec::Utf8 | Codec::Ascii | Codec::Latin1 => {}
        _ => limit("a file of this encoding"),
    }
    let handle = Handle::open(place, mode)?;
    handle.passes.set(passes);
    let errors = errors.unwrap_or_else(|| lit("strict"));
    Ok(Out::File(Rc::new(TextFile { handle, encoding, errors, ends, ready: RefCell::default(), looping: Cell::new(false) })))
}

impl TextFile {
    fn open(&self) -> PyResult<()> {
        if self.handle.closed() {
            return Err(exc::VALUE_ERROR.msg("I/O operation on closed file."));
        }
        Ok(())
    }

    fn is_read(&self) -> bool {
        let ready = self.ready.borrow();
        ready.at == ready.text.len()
    }

    /// Of what is read and not taken Python knows a piece, whatever is written meanwhile.
    fn filled(&self) -> PyResult<RefMut<'_, Ready>> {
        self.open()?;
        if !self.handle.mode.reads {
            return Err(unsupported("not readable"));
        }
        if self.is_read() {
            let from = self.handle.at();
            let bytes = self.handle.peek(|rest| rest.to_vec());
            let length = bytes.len();
            let text = Bytes::from_vec(bytes).decode_by(&self.encoding, &self.errors)?;
            let text = text.as_str();
            let is_plain = text.len() == length && (self.ends != Ends::Universal || !text.contains('\r'));
            let text = if self.ends == Ends::Universal { io::line_ends(text.to_string()) } else { text.to_string() };
            self.handle.go(from + length);
            *self.ready.borrow_mut() = Ready { text, at: 0, from, is_plain };
        } else if self.handle.has_changed() && !self.handle.is_small() {
            limit("a file that was changed while it is read");
        }
        Ok(self.ready.borrow_mut())
    }

    fn place(&self) -> usize {
        let ready = self.ready.borrow();
        match (ready.at == ready.text.len(), ready.is_plain) {
            (true, _) => self.handle.at(),
            (_, true) => ready.from + ready.at,
            _ => limit("the place in a file whose text is not its bytes"),
        }
    }

    fn go(&self, at: usize) {
        self.handle.flush();
        self.looping.set(false);
        *self.ready.borrow_mut() = Ready::default();
        self.handle.go(at);
    }
}

impl io::Stream for TextFile {
    fn write(&self, text: &str) -> PyResult<()> {
        self.open()?;
        if !self.handle.mode.writes {
            return Err(unsupported("not writable"));
        }
        if !self.is_read() {
            limit("a file that is written where it was read in part");
        }
        let text = match self.ends {
            Ends::Only(mark) if mark != "\n" => Str::from(text.replace('\n', mark)),
            _ => Str::from(text),
        };
        let codec = Codec::named(&self.encoding)?;
        self.handle.put(codecs::encode(&text, codec, self.errors.as_str())?.as_slice());
        Ok(())
    }

    fn flush(&self) -> PyResult<()> {
        self.open()?;
        self.handle.flush();
        Ok(())
    }

    fn read(&self, most: Option<usize>) -> PyResult<Str> {
        let mut ready = self.filled()?;
        let length = length_of(ready.rest(), most);
        Ok(ready.take(length))
    }

    fn line(&self, most: Option<usize>) -> PyResult<Str> {
        let mut ready = self.filled()?;
        let length = self.ends.line(ready.rest());
        let length = length_of(&ready.rest()[..length], most);
        Ok(ready.take(length))
    }

    fn next_line(&self) -> PyResult<Str> {
        self.looping.set(true);
        let line = self.line(None)?;
        if line.is_empty() {
            self.looping.set(false);
        }
        Ok(line)
    }

    fn tell(&self) -> PyResult<usize> {
        self.open()?;
        if self.looping.get() {
            return Err(exc::OS_ERROR.msg("telling position disabled by next() call"));
        }
        let at = self.place();
        self.handle.flush();
        Ok(at)
    }

    fn seek(&self, place: &Int, whence: &Int) -> PyResult<usize> {
        self.open()?;
        let at = match whence.to_i64() {
            Some(0) if place.is_negative() => {
                return Err(exc::VALUE_ERROR.msg(format!("negative seek position {}", place.digits())));
            }
            Some(0) => place.to_usize()?,
            Some(1) if place.is_zero() => self.place(),
            Some(1) => return Err(unsupported("can't do nonzero cur-relative seeks")),
            Some(2) if place.is_zero() => self.handle.size(),
            Some(2) => return Err(unsupported("can't do nonzero end-relative seeks")),
            _ => return Err(exc::VALUE_ERROR.msg(format!("invalid whence ({}, should be 0, 1 or 2)", whence.digits()))),
        };
        self.go(at);
        Ok(at)
    }

    fn truncate(&self, size: Option<Int>) -> PyResult<Int> {
        self.open()?;
        if !self.handle.mode.writes {
            return Err(unsupported("truncate"));
        }
        if !self.is_read() {
            limit("a file that is cut where it was read in part");
        }
        let size = size.unwrap_or_else(|| int(self.handle.at() as i64));
        if size.is_negative() {
            return Err(invalid());
        }
        self.handle.resize(size.to_usize()?);
        Ok(size)
    }

    fn close(&self) {
        self.handle.close();
    }

    fn closed(&self) -> bool {
        self.handle.closed()
    }

    fn able(&self, what: io::Able) -> PyResult<bool> {
        self.open()?;
        Ok(match what {
            io::Able::Read => self.handle.mode.reads,
            io::Able::Write => self.handle.mode.writes,
            io::Able::Seek => true,
        })
    }

    fn name(&self) -> Str {
        self.handle.name.clone()
    }

    fn mode(&self) -> Str {
        lit(self.handle.mode.text)
    }

    fn id(&self) -> usize {
        self.handle.id()
    }
}
