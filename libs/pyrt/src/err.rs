//! Exceptions: classes as statics, instances as shared values that travel in `Result`.

use crate::*;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

pub type PyResult<T> = Result<T, PyErr>;

/// A class of exceptions. Two are the same when they are at the same place.
pub struct ExcClass {
    pub name: &'static str,
    /// Its name with what it stands in.
    pub qualified: &'static str,
    pub module: &'static str,
    pub bases: &'static [&'static ExcClass],
    show: Option<fn(&PyErr) -> PyResult<Str>>,
    tell: Option<fn(&PyErr) -> PyResult<Str>>,
}

impl ExcClass {
    /// A class of the translated program.
    pub const fn declare(name: &'static str, bases: &'static [&'static ExcClass]) -> ExcClass {
        ExcClass::declare_in("__main__", name, bases)
    }

    pub const fn declare_in(
        module: &'static str,
        name: &'static str,
        bases: &'static [&'static ExcClass],
    ) -> ExcClass {
        ExcClass { name, qualified: name, module, bases, show: None, tell: None }
    }

    /// Of another class, or of a function.
    pub const fn within(mut self, qualified: &'static str) -> ExcClass {
        self.qualified = qualified;
        self
    }

    /// With a `__str__` of its own.
    pub const fn with_str(mut self, show: fn(&PyErr) -> PyResult<Str>) -> ExcClass {
        self.show = Some(show);
        self
    }

    /// With a `__repr__` of its own.
    pub const fn with_repr(mut self, tell: fn(&PyErr) -> PyResult<Str>) -> ExcClass {
        self.tell = Some(tell);
        self
    }

    fn teller(&self) -> Option<fn(&PyErr) -> PyResult<Str>> {
        self.tell.or_else(|| self.bases.iter().find_map(|base| base.teller()))
    }

    pub fn is_subclass(&self, other: &ExcClass) -> bool {
        std::ptr::eq(self, other) || self.bases.iter().any(|base| base.is_subclass(other))
    }

    fn shower(&self) -> Option<fn(&PyErr) -> PyResult<Str>> {
        self.show.or_else(|| self.bases.iter().find_map(|base| base.shower()))
    }

    /// An instance with one `str` argument.
    pub fn msg(&'static self, text: impl Into<Str>) -> PyErr {
        let text = text.into();
        self.new(&[&text])
    }

    pub fn empty(&'static self) -> PyErr {
        self.new(&[])
    }

    pub fn new(&'static self, args: &[&dyn PyArg]) -> PyErr {
        self.of(args.iter().map(|arg| arg.to_arg()).collect())
    }

    /// An instance with arguments that were gathered one by one.
    pub fn of(&'static self, args: Vec<Arg>) -> PyErr {
        leaving::error_made();
        PyErr(Rc::new(ErrData {
            class: self,
            args,
            payload: RefCell::new(None),
            cause: RefCell::new(None),
            context: RefCell::new(context::handled()),
            suppressed: Cell::new(false),
            notes: RefCell::new(None),
        }))
    }
}

impl ExcClass {
    /// An instance with another exception's arguments.
    pub fn with_args_of(&'static self, other: &PyErr) -> PyErr {
        leaving::error_made();
        PyErr(Rc::new(ErrData {
            class: self,
            args: other.0.args.clone(),
            payload: RefCell::new(None),
            cause: RefCell::new(None),
            context: RefCell::new(context::handled()),
            suppressed: Cell::new(false),
            notes: RefCell::new(None),
        }))
    }
}

/// An exception's instance.
#[derive(Clone)]
pub struct PyErr(Rc<ErrData>);

struct ErrData {
    class: &'static ExcClass,
    args: Vec<Arg>,
    payload: RefCell<Option<Rc<dyn Any>>>,
    cause: RefCell<Option<PyErr>>,
    context: RefCell<Option<PyErr>>,
    suppressed: Cell<bool>,
    notes: RefCell<Option<List<Str>>>,
}

impl Drop for ErrData {
    fn drop(&mut self) {
        leaving::error_gone();
    }
}

/// What an exception is made with: only what it needs of a value, so that a small program stays small.
pub trait PyArg {
    fn to_arg(&self) -> Arg;
}

impl<T: PyRepr + ?Sized> PyArg for T {
    fn to_arg(&self) -> Arg {
        Arg(Told::Plain { text: str_of(self), repr: repr(self), value: self.to_value() })
    }
}

/// A container or an object among an exception's arguments, shown as it is when it is asked for.
pub struct Kept<T>(pub T);

impl<T: PyRepr + Clone + 'static> PyArg for Kept<T> {
    fn to_arg(&self) -> Arg {
        Arg(Told::Whole(Rc::new(Kept(self.0.clone()))))
    }
}

/// Such a value, whatever it is.
pub trait Whole {
    fn text(&self) -> Str;
    fn shown(&self) -> Str;
    fn as_any(&self) -> &dyn Any;
}

/// The key of a KeyError or what a generator returned, kept as it is where no plain value stands for it.
pub struct Missing<'a, T>(pub &'a T);

impl<T: PyRepr + Clone + 'static> PyArg for Missing<'_, T> {
    fn to_arg(&self) -> Arg {
        match self.0.to_value() {
            Some(Value::None | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Str(_)) => self.0.to_arg(),
            _ => Kept(self.0.clone()).to_arg(),
        }
    }
}

impl<T: PyRepr + 'static> Whole for Kept<T> {
    fn text(&self) -> Str {
        str_of(&self.0)
    }
    fn shown(&self) -> Str {
        repr(&self.0)
    }
    fn as_any(&self) -> &dyn Any {
        &self.0
    }
}

/// An argument as it is handed to the program.
pub enum Passed {
    Plain(Value),
    Whole(Rc<dyn Whole>),
}

/// An exception's argument.
#[derive(Clone)]
pub struct Arg(Told);

#[derive(Clone)]
enum Told {
    Plain { text: Str, repr: Str, value: Option<Value> },
    Whole(Rc<dyn Whole>),
}

impl Arg {
    fn text(&self) -> Str {
        match &self.0 {
            Told::Plain { text, .. } => text.clone(),
            Told::Whole(whole) => whole.text(),
        }
    }

    fn shown(&self) -> Str {
        match &self.0 {
            Told::Plain { repr, .. } => repr.clone(),
            Told::Whole(whole) => whole.shown(),
        }
    }

    pub(crate) fn value(&self) -> Option<&Value> {
        match &self.0 {
            Told::Plain { value, .. } => value.as_ref(),
            Told::Whole(_) => None,
        }
    }

    fn passed(&self) -> Option<Passed> {
        match &self.0 {
            Told::Plain { value, .. } => value.clone().map(Passed::Plain),
            Told::Whole(whole) => Some(Passed::Whole(whole.clone())),
        }
    }
}

impl PyErr {
    pub fn class(&self) -> &'static ExcClass {
        self.0.class
    }

    pub fn is(&self, class: &ExcClass) -> bool {
        self.0.class.is_subclass(class)
    }

    pub fn is_any(&self, classes: &[&ExcClass]) -> bool {
        classes.iter().any(|class| self.is(class))
    }

    /// Adds the fields of an instance of the program's own class.
    pub fn payload(self, fields: Rc<dyn Any>) -> PyErr {
        *self.0.payload.borrow_mut() = Some(fields);
        self
    }

    pub fn payload_of<T: 'static>(&self) -> Option<Rc<T>> {
        self.0.payload.borrow().clone().and_then(|fields| fields.downcast::<T>().ok())
    }

    /// `raise error from cause` of a cause that may be None.
    pub fn caused_by_any(self, cause: Option<PyErr>) -> PyErr {
        match cause {
            Some(cause) => self.caused_by(cause),
            None => self.suppressed(),
        }
    }

    /// `raise error` of what may be None.
    pub fn of_any(error: Option<PyErr>) -> PyErr {
        error.unwrap_or_else(|| exc::TYPE_ERROR.msg("exceptions must derive from BaseException"))
    }

    /// `raise … from cause`.
    pub fn caused_by(self, cause: PyErr) -> PyErr {
        *self.0.cause.borrow_mut() = Some(cause);
        self.0.suppressed.set(true);
        self
    }

    /// `raise … from None`.
    pub fn suppressed(self) -> PyErr {
        *self.0.cause.borrow_mut() = None;
        self.0.suppressed.set(true);
        self
    }

    pub fn suppresses_context(&self) -> bool {
        self.0.suppressed.get()
    }

    pub fn add_note(&self, note: Str) {
        self.0.notes.borrow_mut().get_or_insert_with(List::default).append(note);
    }

    /// `__notes__`, which is there once a note was added.
    pub fn notes(&self) -> PyResult<List<Str>> {
        let lacks = || exc::ATTRIBUTE_ERROR.msg(format!("'{}' object has no attribute '__notes__'", self.0.class.name));
        self.0.notes.borrow().clone().ok_or_else(lacks)
    }

    pub fn cause(&self) -> Option<PyErr> {
        self.0.cause.borrow().clone()
    }

    /// `__context__`: what was being handled when it was raised.
    pub fn context(&self) -> Option<PyErr> {
        self.0.context.borrow().clone()
    }

    pub(crate) fn set_context(&self, context: Option<PyErr>) {
        *self.0.context.borrow_mut() = context;
    }

    pub fn args_len(&self) -> usize {
        self.args().len()
    }

    /// What Python's `e.args` holds: of a system error's no path.
    fn args(&self) -> &[Arg] {
        if self.path_args().is_empty() {
            &self.0.args
        } else {
            &self.0.args[..2]
        }
    }

    /// The path that one of Python's own system errors was made with, and what came behind it.
    pub(crate) fn path_args(&self) -> &[Arg] {
        match self.0.args.as_slice() {
            [_, _, path, more @ ..] if more.len() < 3 && self.is(&exc::OS_ERROR) => {
                if self.0.class.module == "__main__" || matches!(path.value(), Some(Value::None)) {
                    limit("an error of the system, of a class of the program or with None for its path");
                }
                &self.0.args[2..]
            }
            _ => &[],
        }
    }

    /// The arguments, each as `str` renders it.
    pub fn args_str(&self) -> Vec<Str> {
        self.args().iter().map(|arg| arg.text()).collect()
    }

    pub fn arg(&self, i: usize) -> Option<Value> {
        self.args().get(i).and_then(|arg| arg.value().cloned())
    }

    /// The one argument, or None without any; of several it ends the program.
    pub fn only_arg(&self) -> Option<Passed> {
        match self.args() {
            [] => Some(Passed::Plain(Value::None)),
            [one] => one.passed(),
            _ => limit("an exception's value made of several arguments"),
        }
    }

    /// `repr(e.args)`.
    pub fn args_repr(&self) -> Str {
        let mut out = String::from("(");
        for (i, arg) in self.args().iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            out.push_str(arg.shown().as_str());
        }
        if self.args().len() == 1 {
            out.push(',');
        }
        out.push(')');
        Str::from(out)
    }

    /// Without the class's own `__str__`: what `Exception.__str__` gives.
    pub fn base_str(&self) -> Str {
        match self.args() {
            [] if self.is(&exc::SYNTAX_ERROR) => lit("None"),
            [] => lit(""),
            [only] if self.is(&exc::KEY_ERROR) => only.shown(),
            [only] => only.text(),
            [number, text] if self.is(&exc::OS_ERROR) => {
                let of = match self.path_args() {
                    [] => self.payload_of::<files::OfPath>().map_or(String::new(), |of| format!(": {}", of.shown.as_str())),
                    [from, _, to] => format!(": {} -> {}", from.shown().as_str(), to.shown().as_str()),
                    [path, ..] => format!(": {}", path.shown().as_str()),
                };
                Str::from(format!("[Errno {}] {}{}", number.text().as_str(), text.text().as_str(), of))
            }
            [codec, object, start, end, why] if self.is(&exc::UNICODE_ERROR) => codec_fault([codec, object, start, end, why])
                .map_or_else(|| self.args_repr(), Str::from),
            _ => self.args_repr(),
        }
    }

    /// Without the class's own `__repr__`.
    pub fn base_repr(&self) -> Str {
        let args = self.args_repr();
        let text = args.as_str();
        let inner = if self.args().len() == 1 { format!("{})", &text[..text.len() - 2]) } else { text.to_string() };
        Str::from(format!("{}{}", self.0.class.name, inner))
    }

    /// Whether both are the same instance.
    pub fn same(&self, other: &PyErr) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// `Class: message`, the last line of what Python prints.
    pub fn headline(&self) -> String {
        let class = self.0.class;
        let mut out = String::new();
        if !matches!(class.module, "builtins" | "__main__") {
            out.push_str(class.module);
            out.push('.');
        }
        out.push_str(class.qualified);
        let text = try_str_of(self).unwrap_or_else(|_| lit("<exception str() failed>"));
        if !text.is_empty() {
            out.push_str(": ");
            out.push_str(text.as_str());
        }
        out
    }

    pub fn last_line(&self) -> Str {
        if self.0.notes.borrow().is_some() {
            limit("the lines of an exception that has notes");
        }
        Str::from(self.headline() + "\n")
    }

    /// The last lines of what Python prints: the headline, and the notes.
    pub fn told(&self) -> String {
        let mut out = self.headline();
        for note in self.0.notes.borrow().iter().flat_map(List::to_vec) {
            out.push('\n');
            out.push_str(note.as_str());
        }
        out
    }

    /// Writes what Python says of the exception to standard error, without the lines it came through.
    pub fn report(&self) {
        io::flush();
        io::write_err(&format!("Traceback (most recent call last):\n{}\n", self.told()));
    }
}

/// What a codec says of a place that it cannot take.
fn codec_fault([codec, object, start, end, why]: [&Arg; 5]) -> Option<String> {
    let place = |arg: &Arg| match arg.value() {
        Some(Value::Int(at)) => at.to_i64(),
        _ => None,
    };
    let (start, end) = (place(start)?, place(end)?);
    let (does, one, many) = match object.value()? {
        Value::Bytes(bytes) => ("decode", format!("byte 0x{:02x}", bytes.as_slice().get(start as usize)?), "bytes"),
        Value::Str(text) => {
            let c = text.as_str().chars().nth(start as usize)?;
            ("encode", format!("character {}", ascii(&Str::from(c)).as_str()), "characters")
        }
        _ => return None,
    };
    let found = if end - start == 1 { format!("{} in position {}", one, start) } else { format!("{} in position {}-{}", many, start, end - 1) };
    Some(format!("'{}' codec can't {} {}: {}", codec.text().as_str(), does, found, why.text().as_str()))
}

impl std::fmt::Debug for PyErr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.headline())
    }
}

impl PyRepr for PyErr {
    fn repr_to(&self, out: &mut String) {
        match self.0.class.teller() {
            Some(tell) => said(|| tell(self), out),
            None => out.push_str(self.base_repr().as_str()),
        }
    }

    fn str_to(&self, out: &mut String) {
        match self.0.class.shower() {
            Some(show) => said(|| show(self), out),
            None => out.push_str(self.base_str().as_str()),
        }
    }

    fn type_name(&self) -> &'static str {
        self.0.class.name
    }
}

impl PyEq for PyErr {
    fn py_eq(&self, other: &PyErr) -> bool {
        self.same(other)
    }
}

impl PyHash for PyErr {
    fn py_hash(&self) -> i64 {
        (Rc::as_ptr(&self.0) as *const u8 as usize >> 4) as i64
    }
}

impl PyOrd for PyErr {
    fn py_lt(&self, _other: &PyErr) -> bool {
        limit("the order of exceptions")
    }
}

impl PyTruthy for PyErr {
    fn truthy(&self) -> bool {
        true
    }
}

/// Ends the program: it met something that its translation does not cover. Status 70.
pub fn limit(why: &str) -> ! {
    io::flush();
    io::write_err(&format!("pyrt: {}\n", why));
    std::process::exit(70)
}

/// The value of something that raises only where a translation cannot pass the exception on.
pub fn must<T>(result: PyResult<T>) -> T {
    match result {
        Ok(value) => value,
        Err(err) => limit(&format!("an exception left a place that cannot raise: {}", err.headline())),
    }
}

/// The built-in classes.
pub mod exc {
    use super::ExcClass;

    macro_rules! classes {
        ($($constant:ident $name:literal [$($base:ident),*];)*) => {
            $(pub static $constant: ExcClass = ExcClass::declare_in("builtins", $name, &[$(&$base),*]);)*
        };
    }

    classes! {
        BASE_EXCEPTION "BaseException" [];
        SYSTEM_EXIT "SystemExit" [BASE_EXCEPTION];
        KEYBOARD_INTERRUPT "KeyboardInterrupt" [BASE_EXCEPTION];
        GENERATOR_EXIT "GeneratorExit" [BASE_EXCEPTION];
        EXCEPTION "Exception" [BASE_EXCEPTION];
        STOP_ITERATION "StopIteration" [EXCEPTION];
        STOP_ASYNC_ITERATION "StopAsyncIteration" [EXCEPTION];
        ARITHMETIC_ERROR "ArithmeticError" [EXCEPTION];
        FLOATING_POINT_ERROR "FloatingPointError" [ARITHMETIC_ERROR];
        OVERFLOW_ERROR "OverflowError" [ARITHMETIC_ERROR];
        ZERO_DIVISION_ERROR "ZeroDivisionError" [ARITHMETIC_ERROR];
        ASSERTION_ERROR "AssertionError" [EXCEPTION];
        ATTRIBUTE_ERROR "AttributeError" [EXCEPTION];
        BUFFER_ERROR "BufferError" [EXCEPTION];
        EOF_ERROR "EOFError" [EXCEPTION];
        IMPORT_ERROR "ImportError" [EXCEPTION];
        MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" [IMPORT_ERROR];
        LOOKUP_ERROR "LookupError" [EXCEPTION];
        INDEX_ERROR "IndexError" [LOOKUP_ERROR];
        KEY_ERROR "KeyError" [LOOKUP_ERROR];
        MEMORY_ERROR "MemoryError" [EXCEPTION];
        NAME_ERROR "NameError" [EXCEPTION];
        UNBOUND_LOCAL_ERROR "UnboundLocalError" [NAME_ERROR];
        OS_ERROR "OSError" [EXCEPTION];
        FILE_NOT_FOUND_ERROR "FileNotFoundError" [OS_ERROR];
        FILE_EXISTS_ERROR "FileExistsError" [OS_ERROR];
        PERMISSION_ERROR "PermissionError" [OS_ERROR];
        TIMEOUT_ERROR "TimeoutError" [OS_ERROR];
        CONNECTION_ERROR "ConnectionError" [OS_ERROR];
        CONNECTION_REFUSED_ERROR "ConnectionRefusedError" [CONNECTION_ERROR];
        CONNECTION_RESET_ERROR "ConnectionResetError" [CONNECTION_ERROR];
        CONNECTION_ABORTED_ERROR "ConnectionAbortedError" [CONNECTION_ERROR];
        BROKEN_PIPE_ERROR "BrokenPipeError" [CONNECTION_ERROR];
        CHILD_PROCESS_ERROR "ChildProcessError" [OS_ERROR];
        PROCESS_LOOKUP_ERROR "ProcessLookupError" [OS_ERROR];
        BLOCKING_IO_ERROR "BlockingIOError" [OS_ERROR];
        IS_A_DIRECTORY_ERROR "IsADirectoryError" [OS_ERROR];
        NOT_A_DIRECTORY_ERROR "NotADirectoryError" [OS_ERROR];
        INTERRUPTED_ERROR "InterruptedError" [OS_ERROR];
        REFERENCE_ERROR "ReferenceError" [EXCEPTION];
        RUNTIME_ERROR "RuntimeError" [EXCEPTION];
        NOT_IMPLEMENTED_ERROR "NotImplementedError" [RUNTIME_ERROR];
        RECURSION_ERROR "RecursionError" [RUNTIME_ERROR];
        SYNTAX_ERROR "SyntaxError" [EXCEPTION];
        SYSTEM_ERROR "SystemError" [EXCEPTION];
        TYPE_ERROR "TypeError" [EXCEPTION];
        VALUE_ERROR "ValueError" [EXCEPTION];
        UNICODE_ERROR "UnicodeError" [VALUE_ERROR];
        UNICODE_DECODE_ERROR "UnicodeDecodeError" [UNICODE_ERROR];
        UNICODE_ENCODE_ERROR "UnicodeEncodeError" [UNICODE_ERROR];
        WARNING "Warning" [EXCEPTION];
        USER_WARNING "UserWarning" [WARNING];
        DEPRECATION_WARNING "DeprecationWarning" [WARNING];
        RUNTIME_WARNING "RuntimeWarning" [WARNING];
        PENDING_DEPRECATION_WARNING "PendingDeprecationWarning" [WARNING];
        FUTURE_WARNING "FutureWarning" [WARNING];
        SYNTAX_WARNING "SyntaxWarning" [WARNING];
        IMPORT_WARNING "ImportWarning" [WARNING];
        RESOURCE_WARNING "ResourceWarning" [WARNING];
        UNICODE_WARNING "UnicodeWarning" [WARNING];
        BYTES_WARNING "BytesWarning" [WARNING];
        ENCODING_WARNING "EncodingWarning" [WARNING];
    }
}

impl PyErr {
    /// `e.args`, each as the program's type for them.
    pub fn args_tuple<T>(&self, convert: impl Fn(Option<Passed>) -> T) -> Tuple<T> {
        Tuple::from_vec(self.args().iter().map(|arg| convert(arg.passed())).collect())
    }
}
