//! Standard input.

use super::write_out;
use crate::*;
use std::cell::{Cell, RefCell};
use std::io::Read;

fn decoded(bytes: Vec<u8>) -> PyResult<Str> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Str::from(text)),
        Err(_) => limit("standard input is not UTF-8"),
    }
}

/// Universal newlines: `\r\n` and a lone `\r` are read as `\n`.
pub(crate) fn line_ends(text: String) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

thread_local! {
    static UNIVERSAL: Cell<bool> = const { Cell::new(false) };
    /// Whether the program closed it.
    pub(super) static CLOSED: Cell<bool> = const { Cell::new(false) };
    static IN: RefCell<Option<(String, usize)>> = const { RefCell::new(None) };
    /// As what it has been read so far: what Python reads ahead for the one is lost to the other.
    static READ_AS: Cell<Option<Kind>> = const { Cell::new(None) };
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Bytes,
}

/// `open(0)`: the one text of standard input whose lines may end in any way; those of `sys.stdin` end with `\n`.
pub fn opened_input() -> Out {
    UNIVERSAL.with(|universal| universal.set(true));
    Out::Stdin
}

fn with_input<R>(f: impl FnOnce(&str, &mut usize) -> R) -> PyResult<R> {
    reading(Kind::Text, f)
}

fn reading<R>(kind: Kind, f: impl FnOnce(&str, &mut usize) -> R) -> PyResult<R> {
    if CLOSED.with(|closed| closed.get()) {
        return Err(exc::VALUE_ERROR.msg("I/O operation on closed file."));
    }
    if READ_AS.with(|set| set.replace(Some(kind))).map_or(false, |before| before != kind) {
        limit("standard input read as text and as bytes");
    }
    IN.with(|cell| {
        let mut cell = cell.borrow_mut();
        if cell.is_none() {
            let mut bytes = Vec::new();
            let _ = std::io::stdin().lock().read_to_end(&mut bytes);
            let text = decoded(bytes)?.as_str().to_string();
            let is_universal = kind == Kind::Text && UNIVERSAL.with(Cell::get);
            *cell = Some((if is_universal { line_ends(text) } else { text }, 0));
        }
        match cell.as_mut() {
            Some((text, at)) => Ok(f(text, at)),
            None => limit("standard input is lost"),
        }
    })
}

/// The next line with its end, empty at the end of input.
pub fn read_line() -> PyResult<Str> {
    read_line_of(None)
}

pub(super) fn read_line_of(most: Option<usize>) -> PyResult<Str> {
    with_input(|text, at| {
        let rest = &text[*at..];
        let line = &rest[..rest.find('\n').map_or(rest.len(), |end| end + 1)];
        let length = length_of(line, most);
        *at += length;
        Str::from(line[..length].to_string())
    })
}

/// `sys.stdin.buffer.readline()`.
pub fn read_line_bytes() -> PyResult<Bytes> {
    reading(Kind::Bytes, |text, at| {
        let rest = &text[*at..];
        let line = &rest[..rest.find('\n').map_or(rest.len(), |end| end + 1)];
        *at += line.len();
        Bytes::lit(line.as_bytes())
    })
}

/// `sys.stdin.buffer.read()`.
pub fn read_all_bytes() -> PyResult<Bytes> {
    reading(Kind::Bytes, |text, at| {
        let rest = &text[*at..];
        *at = text.len();
        Bytes::lit(rest.as_bytes())
    })
}

/// `sys.stdin.buffer.readlines()`.
pub fn read_lines_bytes() -> PyResult<List<Bytes>> {
    let all = read_all_bytes()?;
    Ok(List::from_vec(all.as_slice().split_inclusive(|byte| *byte == b'\n').map(Bytes::lit).collect()))
}

pub fn read_all() -> PyResult<Str> {
    read_some(None)
}

pub(super) fn read_some(most: Option<usize>) -> PyResult<Str> {
    with_input(|text, at| {
        let rest = &text[*at..];
        let length = length_of(rest, most);
        *at += length;
        Str::from(rest[..length].to_string())
    })
}

/// Bytes of as many characters, or of all.
pub(crate) fn length_of(text: &str, most: Option<usize>) -> usize {
    most.and_then(|most| text.char_indices().nth(most)).map_or(text.len(), |(at, _)| at)
}

/// `input(prompt)`.
pub fn input(prompt: Option<&Str>) -> PyResult<Str> {
    if let Some(prompt) = prompt {
        write_out(prompt.as_str());
    }
    let line = read_line()?;
    if line.is_empty() {
        return Err(exc::EOF_ERROR.msg("EOF when reading a line"));
    }
    let text = line.as_str();
    Ok(Str::from(text.strip_suffix('\n').unwrap_or(text)))
}
