//! Standard streams. Output is kept and written in large pieces.

use crate::*;
use std::cell::{Cell, RefCell};
use std::io::Read;

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
    if REDIRECTED.with(|set| set.get()) {
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

/// A stream of text: `sys.stdin`, `sys.stdout`, `sys.stderr`, or what stands in the place of one.
#[derive(Clone)]
pub enum Out {
    Stdin,
    Stdout,
    Stderr,
    Text(StringIo),
    File(Rc<dyn Stream>),
}

/// What a file may be asked for.
#[derive(Clone, Copy, PartialEq)]
pub enum Able {
    Read,
    Write,
    Seek,
}

/// A file of text that the program opened.
pub trait Stream {
    fn write(&self, text: &str) -> PyResult<()>;
    fn flush(&self) -> PyResult<()>;
    /// As many characters, or all that are left.
    fn read(&self, most: Option<usize>) -> PyResult<Str>;
    /// A line with its end, or its beginning; empty at the end.
    fn line(&self, most: Option<usize>) -> PyResult<Str>;
    /// The next line of a loop.
    fn next_line(&self) -> PyResult<Str>;
    fn tell(&self) -> PyResult<usize>;
    fn seek(&self, place: &Int, whence: &Int) -> PyResult<usize>;
    fn truncate(&self, size: Option<Int>) -> PyResult<Int>;
    fn close(&self);
    fn closed(&self) -> bool;
    fn able(&self, what: Able) -> PyResult<bool>;
    fn name(&self) -> Str;
    fn mode(&self) -> Str;
    fn id(&self) -> usize;
}

/// What a `with` statement closes.
pub trait Closes {
    fn close(&self);
}

/// Closes a file when it goes.
pub struct Closing<T: Closes>(pub T);

impl<T: Closes> Drop for Closing<T> {
    fn drop(&mut self) {
        self.0.close();
    }
}

thread_local! {
    static REDIRECTED: Cell<bool> = const { Cell::new(false) };
    static CURRENT: RefCell<Out> = const { RefCell::new(Out::Stdout) };
}

/// `sys.stdout` as it is now.
pub fn current() -> Out {
    CURRENT.with(|current| current.borrow().clone())
}

/// `sys.stdout = …`.
pub fn set_current(out: Out) {
    REDIRECTED.with(|set| set.set(!matches!(out, Out::Stdout)));
    CURRENT.with(|current| *current.borrow_mut() = out);
}

/// `contextlib.redirect_stdout(…)`: lasts as long as this value.
pub struct Redirect(Out);

impl Redirect {
    pub fn to(out: Out) -> Redirect {
        let before = current();
        set_current(out);
        Redirect(before)
    }
}

impl Drop for Redirect {
    fn drop(&mut self) {
        set_current(self.0.clone());
    }
}

fn unsupported(what: &str) -> PyErr {
    UNSUPPORTED_OPERATION.msg(what)
}

/// `io.UnsupportedOperation`.
pub static UNSUPPORTED_OPERATION: ExcClass =
    ExcClass::declare_in("io", "UnsupportedOperation", &[&exc::OS_ERROR, &exc::VALUE_ERROR]);

impl Out {
    pub fn write(&self, text: &Str) -> PyResult<Int> {
        match self {
            Out::Stdin => return Err(unsupported("not writable")),
            Out::Stdout => push_out(text.as_str()),
            Out::Stderr => write_err(text.as_str()),
            Out::Text(file) => return file.write(text),
            Out::File(file) => file.write(text.as_str())?,
        }
        Ok(len(text))
    }

    pub fn writelines(&self, mut lines: impl PyIterator<Item = Str>) -> PyResult<()> {
        while let Some(line) = lines.next()? {
            self.write(&line)?;
        }
        Ok(())
    }

    pub fn flush(&self) -> PyResult<()> {
        match self {
            Out::Stdout => flush(),
            Out::Text(file) => file.flush()?,
            Out::File(file) => file.flush()?,
            _ => {}
        }
        Ok(())
    }

    /// Of a StringIO that stands for a stream.
    pub fn getvalue(&self) -> PyResult<Str> {
        match self {
            Out::Text(file) => file.getvalue(),
            _ => Err(exc::ATTRIBUTE_ERROR.msg("'_io.TextIOWrapper' object has no attribute 'getvalue'")),
        }
    }

    fn can_read(&self) -> PyResult<()> {
        match self {
            Out::Stdout | Out::Stderr => Err(unsupported("not readable")),
            _ => Ok(()),
        }
    }

    pub fn read(&self, size: Option<Int>) -> PyResult<Str> {
        self.can_read()?;
        match self {
            Out::Text(file) => file.read(size),
            Out::File(file) => file.read(most(size)?),
            _ => read_some(most(size)?),
        }
    }

    pub fn readline(&self, size: &Int) -> PyResult<Str> {
        self.can_read()?;
        match self {
            Out::Text(file) => file.readline(size),
            Out::File(file) => file.line(most(Some(size.clone()))?),
            _ => read_line_of(most(Some(size.clone()))?),
        }
    }

    pub fn readlines(&self) -> PyResult<List<Str>> {
        self.can_read()?;
        to_list(self.iter())
    }

    pub fn tell(&self) -> PyResult<Int> {
        match self {
            Out::Text(file) => file.tell(),
            Out::File(file) => Ok(int(file.tell()? as i64)),
            _ => limit("the place in a standard stream"),
        }
    }

    pub fn seek(&self, place: &Int, whence: &Int) -> PyResult<Int> {
        match self {
            Out::Text(file) => file.seek(place, whence),
            Out::File(file) => Ok(int(file.seek(place, whence)? as i64)),
            _ => limit("the place in a standard stream"),
        }
    }

    pub fn truncate(&self, size: Option<Int>) -> PyResult<Int> {
        match self {
            Out::Text(file) => file.truncate(size),
            Out::File(file) => file.truncate(size),
            _ => limit("a standard stream that is cut"),
        }
    }

    pub fn close(&self) {
        match self {
            Out::Text(file) => file.close(),
            Out::File(file) => file.close(),
            Out::Stdin => CLOSED.with(|closed| closed.set(true)),
            _ => limit("a standard stream that is closed"),
        }
    }

    pub fn closed(&self) -> bool {
        match self {
            Out::Stdin => CLOSED.with(|closed| closed.get()),
            Out::Text(file) => file.closed(),
            Out::File(file) => file.closed(),
            _ => false,
        }
    }

    fn able(&self, what: Able) -> PyResult<bool> {
        match self {
            Out::Text(file) => file.able(),
            Out::File(file) => file.able(what),
            _ if what == Able::Seek => limit("whether a standard stream has places"),
            _ => Ok(matches!(self, Out::Stdin) == (what == Able::Read)),
        }
    }

    pub fn readable(&self) -> PyResult<bool> {
        self.able(Able::Read)
    }

    pub fn writable(&self) -> PyResult<bool> {
        self.able(Able::Write)
    }

    pub fn seekable(&self) -> PyResult<bool> {
        self.able(Able::Seek)
    }

    pub fn name(&self) -> PyResult<Str> {
        match self {
            Out::File(file) => Ok(file.name()),
            Out::Text(_) => Err(exc::ATTRIBUTE_ERROR.msg("'_io.StringIO' object has no attribute 'name'")),
            _ => Ok(Str::from(format!("<{}>", self.standard().0))),
        }
    }

    pub fn mode(&self) -> PyResult<Str> {
        match self {
            Out::File(file) => Ok(file.mode()),
            Out::Text(_) => Err(exc::ATTRIBUTE_ERROR.msg("'_io.StringIO' object has no attribute 'mode'")),
            _ => Ok(lit(self.standard().1)),
        }
    }

    /// Name and mode of a standard stream.
    fn standard(&self) -> (&'static str, &'static str) {
        match self {
            Out::Stdin => ("stdin", "r"),
            Out::Stdout => ("stdout", "w"),
            _ => ("stderr", "w"),
        }
    }

    /// `with file:` closes it on every way out.
    pub fn closing(&self) -> PyResult<Closing<Out>> {
        self.able(Able::Read)?;
        Ok(Closing(self.clone()))
    }
}

impl Closes for Out {
    fn close(&self) {
        Out::close(self);
    }
}

/// A size as files take it: all where it is None or negative.
fn most(size: Option<Int>) -> PyResult<Option<usize>> {
    match size {
        Some(size) if !size.is_negative() => size.to_usize().map(Some),
        _ => Ok(None),
    }
}

impl PyIter for Out {
    type Item = Str;
    type Iter = Iter<Str>;
    fn iter(&self) -> Iter<Str> {
        let this = self.clone();
        Iter::from_fn(move || {
            let line = match &this {
                Out::File(file) => file.next_line()?,
                other => other.readline(&int(-1))?,
            };
            Ok(if line.is_empty() { None } else { Some(line) })
        })
    }
}

impl PyRepr for Out {
    fn repr_to(&self, out: &mut String) {
        let (name, mode) = match self {
            Out::Text(file) => return file.repr_to(out),
            Out::File(_) => limit("the repr of a file holds its encoding"),
            _ => self.standard(),
        };
        out.push_str(&format!("<_io.TextIOWrapper name='<{}>' mode='{}' encoding='utf-8'>", name, mode));
    }
    fn type_name(&self) -> &'static str {
        "TextIOWrapper"
    }
}

impl PyIs for Out {
    fn id(&self) -> usize {
        match self {
            Out::Stdin => 1,
            Out::Stdout => 2,
            Out::Stderr => 3,
            Out::Text(file) => file.id(),
            Out::File(file) => file.id() + 3,
        }
    }
}

by_identity!(Out);
opaque! {
    Out, "TextIOWrapper";
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
        Out::Stdin | Out::Stderr => write_err(&text),
        Out::Text(file) => must(file.push(&text)),
        Out::File(file) => must(file.write(&text)),
    }
    if options.flush {
        flush();
    }
}

/// `print(…, file=file)` of a file that is worked out.
pub fn print_to(items: &[&dyn PyShow], file: &Out, options: Print<'_>) -> PyResult<()> {
    let text = Out::Text(StringIo::new(&Str::default()));
    print_with(items, Print { file: text.clone(), flush: false, ..options });
    if let Out::Text(text) = text {
        file.write(&text.getvalue()?)?;
    }
    if options.flush {
        file.flush()?;
    }
    Ok(())
}

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
    /// Whether the program closed it.
    static CLOSED: Cell<bool> = const { Cell::new(false) };
    static IN: RefCell<Option<(String, usize)>> = const { RefCell::new(None) };
}

fn with_input<R>(f: impl FnOnce(&str, &mut usize) -> R) -> PyResult<R> {
    if CLOSED.with(|closed| closed.get()) {
        return Err(exc::VALUE_ERROR.msg("I/O operation on closed file."));
    }
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
    read_line_of(None)
}

fn read_line_of(most: Option<usize>) -> PyResult<Str> {
    with_input(|text, at| {
        let rest = &text[*at..];
        let line = &rest[..rest.find('\n').map_or(rest.len(), |end| end + 1)];
        let length = length_of(line, most);
        *at += length;
        Str::from(line[..length].to_string())
    })
}

pub fn read_all() -> PyResult<Str> {
    read_some(None)
}

fn read_some(most: Option<usize>) -> PyResult<Str> {
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
