//! Streams of text: the standard ones, and what stands in their place.

use super::*;
use std::cell::{Cell, RefCell};

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
    pub(super) static REDIRECTED: Cell<bool> = const { Cell::new(false) };
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
            _ => input::read_some(most(size)?),
        }
    }

    pub fn readline(&self, size: &Int) -> PyResult<Str> {
        self.can_read()?;
        match self {
            Out::Text(file) => file.readline(size),
            Out::File(file) => file.line(most(Some(size.clone()))?),
            _ => input::read_line_of(most(Some(size.clone()))?),
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
            Out::Stdin => input::CLOSED.with(|closed| closed.set(true)),
            _ => limit("a standard stream that is closed"),
        }
    }

    pub fn closed(&self) -> bool {
        match self {
            Out::Stdin => input::CLOSED.with(|closed| closed.get()),
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
