//! Variables that outlive an expression, the depth of calls, and the program's start and end.

use crate::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A module's variable: `static COUNT: Global<Int> = Global::new("count");`.
pub struct Global<T> {
    name: &'static str,
    value: RefCell<Option<T>>,
}

// Translated programs have one thread; see API.md.
unsafe impl<T> Sync for Global<T> {}

impl<T> Global<T> {
    pub const fn new(name: &'static str) -> Global<T> {
        Global { name, value: RefCell::new(None) }
    }

    pub fn set(&self, value: T) {
        let old = self.value.replace(Some(value));
        drop(old);
    }

    pub fn is_set(&self) -> bool {
        self.value.borrow().is_some()
    }

    pub fn delete(&self) -> PyResult<()> {
        match self.value.take() {
            Some(_) => Ok(()),
            None => Err(unknown(self.name)),
        }
    }
}

impl<T: Clone> Global<T> {
    #[inline]
    pub fn get(&self) -> PyResult<T> {
        match &*self.value.borrow() {
            Some(value) => Ok(value.clone()),
            None => Err(unknown(self.name)),
        }
    }
}

impl<T: Clone> Global<T> {
    /// As an attribute of its module.
    pub fn get_in(&self, module: &str) -> PyResult<T> {
        self.get().map_err(|_| {
            exc::ATTRIBUTE_ERROR.msg(format!("module '{}' has no attribute '{}'", module, self.name))
        })
    }
}

/// The error of a variable that is read before it is set; one with a dot is an attribute of a function.
fn missing(name: &str, otherwise: impl FnOnce() -> PyErr) -> PyErr {
    match name.split_once('.') {
        Some((_, attr)) => exc::ATTRIBUTE_ERROR.msg(format!("'function' object has no attribute '{}'", attr)),
        None => otherwise(),
    }
}

/// The functions and types that programs like to name their variables after.
const BUILT_IN: &str = "abs all any ascii bin bool bytearray bytes callable chr compile complex copyright credits delattr \
    dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int \
    isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow print property \
    quit range repr reversed round set setattr slice sorted staticmethod classmethod str sum super tuple type vars zip";

pub(crate) fn unknown(name: &str) -> PyErr {
    if BUILT_IN.split(' ').any(|each| each == name) {
        limit("the name of a built-in, read where the module's own is not bound")
    }
    missing(name, || exc::NAME_ERROR.msg(format!("name '{}' is not defined", name)))
}

/// A variable that closures share: clones are the same variable.
pub struct Var<T> {
    name: &'static str,
    value: Rc<RefCell<Option<T>>>,
}

impl<T> Clone for Var<T> {
    fn clone(&self) -> Var<T> {
        Var { name: self.name, value: self.value.clone() }
    }
}

impl<T> Var<T> {
    pub fn new(name: &'static str, value: T) -> Var<T> {
        Var { name, value: Rc::new(RefCell::new(Some(value))) }
    }

    pub fn unset(name: &'static str) -> Var<T> {
        Var { name, value: Rc::new(RefCell::new(None)) }
    }

    pub fn set(&self, value: T) {
        let old = self.value.replace(Some(value));
        drop(old);
    }

    pub fn delete(&self) {
        self.value.take();
    }
}

impl<T: Clone> Var<T> {
    #[inline]
    pub fn get(&self) -> PyResult<T> {
        match &*self.value.borrow() {
            Some(value) => Ok(value.clone()),
            None => Err(unbound_around(self.name)),
        }
    }

    /// As a local of the function that owns it.
    pub fn get_local(&self) -> PyResult<T> {
        match &*self.value.borrow() {
            Some(value) => Ok(value.clone()),
            None => Err(unbound(self.name)),
        }
    }
}

/// The error of a variable of a function around that is read before it is set.
fn unbound_around(name: &str) -> PyErr {
    missing(name, || {
        exc::NAME_ERROR.msg(format!(
            "cannot access free variable '{}' where it is not associated with a value in enclosing scope",
            name
        ))
    })
}

/// The error of a local variable that is read before it is set.
pub fn unbound(name: &str) -> PyErr {
    missing(name, || {
        exc::UNBOUND_LOCAL_ERROR
            .msg(format!("cannot access local variable '{}' where it is not associated with a value", name))
    })
}

/// The value of a local that a comprehension reads, which is a function of its own.
pub fn bound_around<T: Clone>(value: &Option<T>, name: &str) -> PyResult<T> {
    value.clone().ok_or_else(|| unbound_around(name))
}

/// The value of a local that may not be set yet.
pub fn bound<T: Clone>(value: &Option<T>, name: &str) -> PyResult<T> {
    value.clone().ok_or_else(|| unbound(name))
}

thread_local! {
    static DEPTH: Cell<i64> = const { Cell::new(1) };
    static LIMIT: Cell<i64> = const { Cell::new(1000) };
    static MAX_STR_DIGITS: Cell<usize> = const { Cell::new(4300) };
}

/// One call's place in the count of Python's frames.
pub struct Frame(());

/// Counts a call; RecursionError past the limit.
#[cfg_attr(not(shared), inline(always))]
pub fn frame() -> PyResult<Frame> {
    let depth = DEPTH.with(|depth| depth.get());
    if depth >= LIMIT.with(|limit| limit.get()) {
        return Err(too_deep());
    }
    DEPTH.with(|cell| cell.set(depth + 1));
    Ok(Frame(()))
}

#[cold]
#[inline(never)]
fn too_deep() -> PyErr {
    exc::RECURSION_ERROR.msg("maximum recursion depth exceeded")
}

impl Drop for Frame {
    #[inline]
    fn drop(&mut self) {
        DEPTH.with(|depth| depth.set(depth.get() - 1));
    }
}

pub fn set_recursion_limit(limit: i64) {
    LIMIT.with(|cell| cell.set(limit));
}

/// How many digits of an integer are written or read; none is 0.
pub fn set_max_str_digits(limit: usize) {
    MAX_STR_DIGITS.with(|cell| cell.set(limit));
}

pub fn max_str_digits() -> usize {
    MAX_STR_DIGITS.with(|limit| limit.get())
}

pub fn recursion_limit() -> i64 {
    LIMIT.with(|limit| limit.get())
}

/// Runs a translated program to its end and exits as Python would.
pub fn run(file: &str, program: impl FnOnce() -> PyResult<()>) -> ! {
    let result = program();
    nothing_noted();
    let status = match result {
        Ok(()) => 0,
        Err(err) if err.is(&exc::SYSTEM_EXIT) => exit_status(&err),
        Err(err) => {
            io::flush();
            io::write_err(&format!("Traceback (most recent call last):\n  File \"{}\"\n{}\n", file, err.told()));
            1
        }
    };
    io::flush();
    std::process::exit(status)
}

fn exit_status(err: &PyErr) -> i32 {
    match (err.args_len(), err.arg(0)) {
        (0, _) | (1, Some(Value::None)) => 0,
        (1, Some(Value::Int(status))) => (status.to_i64().unwrap_or(-1) & 0xff) as i32,
        (1, Some(Value::Bool(status))) => i32::from(status),
        _ => {
            io::flush();
            io::write_err(&format!("{}\n", str_of(err).as_str()));
            1
        }
    }
}

/// Whether a module of the program has run: `static SHAPES_LOADED: Loaded = Loaded::new("shapes");`.
pub struct Loaded {
    name: &'static str,
    state: Cell<u8>,
}

// Translated programs have one thread; see API.md.
unsafe impl Sync for Loaded {}

impl Loaded {
    pub const fn new(name: &'static str) -> Loaded {
        Loaded { name, state: Cell::new(0) }
    }

    /// Runs the module unless it has run or is running.
    pub fn once(&self, module: fn() -> PyResult<()>) -> PyResult<()> {
        if self.state.get() != 0 {
            return Ok(());
        }
        self.state.set(1);
        let result = module();
        self.state.set(if result.is_ok() { 2 } else { 0 });
        result
    }

    /// The same for an import inside a function, which must not see a module that is not complete.
    pub fn whole(&self, module: fn() -> PyResult<()>) -> PyResult<()> {
        if self.state.get() == 1 {
            limit(&format!("the module {} is imported while it runs", self.name))
        }
        self.once(module)
    }
}
