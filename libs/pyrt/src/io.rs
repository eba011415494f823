//! Standard output. It is kept and written in large pieces.

mod input;
mod stream;

use crate::*;
pub use input::*;
use std::cell::RefCell;
pub use stream::*;

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

/// Writes to standard output, or to what stands for it.
pub fn write_out(text: &str) {
    if stream::REDIRECTED.with(|set| set.get()) {
        match current() {
            Out::Stdout => push_out(text),
            Out::Stdin | Out::Stderr => write_err(text),
            Out::Text(file) => must(file.push(text)),
            Out::File(file) => must(file.write(text)),
        }
        return;
    }
    push_out(text);
}

fn push_out(text: &str) {
    nothing_noted();
    OUT.with(|out| out.borrow_mut().extend_from_slice(text.as_bytes()));
    if OUT.with(|out| out.borrow().len()) >= PIECE {
        flush();
    }
}

pub fn write_err(text: &str) {
    write_fd(2, text.as_bytes());
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

/// Puts what is printed into a text, as far as it can be shown.
fn lay_out(items: &[&dyn PyShow], sep: &str, text: &mut String) {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            text.push_str(sep);
        }
        let before = text.len();
        item.show_to(text);
        if is_noted() {
            return text.truncate(before);
        }
    }
}

pub fn print(items: &[&dyn PyShow]) {
    let mut text = String::new();
    lay_out(items, " ", &mut text);
    text.push('\n');
    write_out(&text);
}

pub fn print_with(items: &[&dyn PyShow], options: Print<'_>) {
    let mut text = String::new();
    lay_out(items, options.sep.map_or(" ", |sep| sep.as_str()), &mut text);
    text.push_str(options.end.map_or("\n", |end| end.as_str()));
    push_to(&text, &options.file);
    if options.flush {
        flush();
    }
}

fn push_to(text: &str, file: &Out) {
    match file {
        Out::Stdout => write_out(text),
        Out::Stdin | Out::Stderr => write_err(text),
        Out::Text(file) => must(file.push(text)),
        Out::File(file) => must(file.write(text)),
    }
}

/// `print` of what may raise, or print, as it is shown: what stands before it is written by then.
pub fn try_print(items: &[&dyn PyShow], options: Print<'_>) -> PyResult<()> {
    print_in_pieces(items, &options, |text| Ok(push_to(text, &options.file)))?;
    if options.flush {
        flush();
    }
    Ok(())
}

/// `print(…, file=file)` of a file that is worked out.
pub fn print_to(items: &[&dyn PyShow], file: &Out, options: Print<'_>) -> PyResult<()> {
    print_in_pieces(items, &options, |text| file.write(&Str::from(text)).map(drop))?;
    if options.flush {
        file.flush()?;
    }
    Ok(())
}

/// `print(…, file=file)` of an object that has a `write`, which is called for each part.
pub fn print_by<T>(
    items: &[&dyn PyShow],
    options: Print<'_>,
    file: T,
    mut write: impl FnMut(&T, Str) -> PyResult<()>,
) -> PyResult<()> {
    print_in_pieces(items, &options, |text| write(&file, Str::from(text)))
}

/// Each part as soon as it is known, since what shows the next one may print by itself.
fn print_in_pieces(
    items: &[&dyn PyShow],
    options: &Print<'_>,
    mut write: impl FnMut(&str) -> PyResult<()>,
) -> PyResult<()> {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            write(options.sep.map_or(" ", |sep| sep.as_str()))?;
        }
        let mut text = String::new();
        showing(|| Ok(item.show_to(&mut text)))?;
        write(&text)?;
    }
    write(options.end.map_or("\n", |end| end.as_str()))
}
