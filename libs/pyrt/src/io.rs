//! Standard streams. Output is kept and written in large pieces.

use crate::*;
use std::cell::RefCell;
use std::io::{BufRead, Read};

const PIECE: usize = 1 << 13;

thread_local! {
    static OUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

#[repr(C)]
struct Piece {
    at: *const u8,
    length: usize,
}

#[link(wasm_import_module = "wasi_snapshot_preview1")]
extern "C" {
    fn fd_write(fd: i32, pieces: *const Piece, count: usize, written: *mut usize) -> i32;
}

/// Writes to a stream by the system's own call; what it does not take is lost.
fn write_fd(fd: i32, mut bytes: &[u8]) {
    while !bytes.is_empty() {
        let mut written = 0;
        let piece = Piece { at: bytes.as_ptr(), length: bytes.len() };
        if unsafe { fd_write(fd, &piece, 1, &mut written) } != 0 || written == 0 {
            return;
        }
        bytes = &bytes[written.min(bytes.len())..];
    }
}

/// Writes what is kept.
pub fn flush() {
    OUT.with(|out| {
        let mut out = out.borrow_mut();
        if !out.is_empty() {
            write_fd(1, &out);
            out.clear();
        }
    });
}

pub fn write_out(text: &str) {
    nothing_noted();
    OUT.with(|out| out.borrow_mut().extend_from_slice(text.as_bytes()));
    if OUT.with(|out| out.borrow().len()) >= PIECE {
        flush();
    }
}

pub fn write_err(text: &str) {
    write_fd(2, text.as_bytes());
}

/// Where `print` writes.
#[derive(Clone)]
pub enum Out {
    Stdout,
    Stderr,
    Text(StringIo),
}

/// The options of `print`.
pub struct Print<'a> {
    pub sep: Option<&'a Str>,
    pub end: Option<&'a Str>,
    pub file: Out,
    pub flush: bool,
}

impl Default for Print<'_> {
    fn default() -> Self {
        Print { sep: None, end: None, file: Out::Stdout, flush: false }
    }
}

pub fn print(items: &[&dyn PyShow]) {
    let mut text = String::new();
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            text.push(' ');
        }
        item.show_to(&mut text);
    }
    text.push('\n');
    write_out(&text);
}

pub fn print_with(items: &[&dyn PyShow], options: Print<'_>) {
    let sep = options.sep.map_or(" ", |sep| sep.as_str());
    let mut text = String::new();
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            text.push_str(sep);
        }
        item.show_to(&mut text);
    }
    text.push_str(options.end.map_or("\n", |end| end.as_str()));
    match options.file {
        Out::Stdout => write_out(&text),
        Out::Stderr => write_err(&text),
        Out::Text(file) => file.push(&text),
    }
    if options.flush {
        flush();
    }
}

fn decoded(bytes: Vec<u8>) -> PyResult<Str> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Str::from(text)),
        Err(_) => limit("standard input is not UTF-8"),
    }
}

/// Universal newlines: `\r\n` and a lone `\r` are read as `\n`.
fn line_ends(text: String) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

thread_local! {
    static IN: RefCell<Option<(String, usize)>> = const { RefCell::new(None) };
}

fn with_input<R>(f: impl FnOnce(&str, &mut usize) -> R) -> PyResult<R> {
    IN.with(|cell| {
        let mut cell = cell.borrow_mut();
        if cell.is_none() {
            let mut bytes = Vec::new();
            let _ = std::io::stdin().lock().read_to_end(&mut bytes);
            *cell = Some((line_ends(decoded(bytes)?.as_str().to_string()), 0));
        }
        match cell.as_mut() {
            Some((text, at)) => Ok(f(text, at)),
            None => limit("standard input is lost"),
        }
    })
}

/// The next line with its end, empty at the end of input.
pub fn read_line() -> PyResult<Str> {
    with_input(|text, at| {
        let rest = &text[*at..];
        let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
        *at += length;
        Str::from(rest[..length].to_string())
    })
}

pub fn read_all() -> PyResult<Str> {
    with_input(|text, at| {
        let rest = text[*at..].to_string();
        *at = text.len();
        Str::from(rest)
    })
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

/// `io.StringIO`.
#[derive(Clone, Default)]
pub struct StringIo(std::rc::Rc<RefCell<(String, usize)>>);

impl StringIo {
    pub fn new(text: &Str) -> StringIo {
        StringIo(std::rc::Rc::new(RefCell::new((text.as_str().to_string(), 0))))
    }

    /// Writes at the end, which is where a program that only writes stands.
    pub fn push(&self, text: &str) {
        let mut inner = self.0.borrow_mut();
        let at = inner.1;
        if at >= inner.0.len() {
            inner.0.push_str(text);
        } else {
            let over: usize = inner.0[at..].chars().take(text.chars().count()).map(|c| c.len_utf8()).sum();
            inner.0.replace_range(at..at + over, text);
        }
        inner.1 = at + text.len();
    }

    pub fn write(&self, text: &Str) -> Int {
        self.push(text.as_str());
        len(text)
    }

    pub fn getvalue(&self) -> Str {
        Str::from(self.0.borrow().0.clone())
    }

    pub fn readline(&self) -> Str {
        let mut inner = self.0.borrow_mut();
        let mut line = String::new();
        let rest = inner.0[inner.1..].as_bytes().to_vec();
        let _ = (&rest[..]).read_line(&mut line);
        inner.1 += line.len();
        Str::from(line)
    }

    pub fn read(&self) -> Str {
        let mut inner = self.0.borrow_mut();
        let rest = inner.0[inner.1..].to_string();
        inner.1 = inner.0.len();
        Str::from(rest)
    }
}

impl PyIter for StringIo {
    type Item = Str;
    type Iter = Iter<Str>;
    fn iter(&self) -> Iter<Str> {
        let this = self.clone();
        Iter::from_fn(move || {
            let line = this.readline();
            Ok(if line.is_empty() { None } else { Some(line) })
        })
    }
}
