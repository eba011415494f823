//! An order that cannot be, and values that cannot be shown.
//!
//! 1. Comparisons answer with a bool and cannot raise: one that is impossible notes its exception and answers no. What
//!    is shown notes so what its `__str__` or `__repr__` raises.
//! 2. Whoever asked for the comparison takes the exception (`ordered`, `showing`) and raises it; nothing is compared or
//!    asked for its text in between.
//! 3. An exception that nobody took ends the program before it writes or compares anything else: never a wrong answer.

use crate::*;
use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

enum Noted {
    Kinds(&'static str, &'static str, &'static str),
    Raised(PyErr),
}

static IS_NOTED: AtomicBool = AtomicBool::new(false);
thread_local! {
    static NOTED: RefCell<Option<Noted>> = RefCell::new(None);
}

#[inline]
pub fn is_noted() -> bool {
    IS_NOTED.load(Relaxed)
}

#[cold]
fn keep(what: Noted) {
    if !IS_NOTED.swap(true, Relaxed) {
        NOTED.with(|noted| *noted.borrow_mut() = Some(what));
    }
}

static IS_ASKED: AtomicBool = AtomicBool::new(false);

/// A key that may have no hash, which is found out before anything is looked up or put.
pub fn hashed<K: PyHash>(key: K) -> PyResult<K> {
    let outer = IS_ASKED.swap(true, Relaxed);
    key.py_hash();
    IS_ASKED.store(outer, Relaxed);
    ordered(key)
}

/// The hash of what has none.
#[cold]
pub fn unhashable(name: &str) -> i64 {
    if !IS_ASKED.load(Relaxed) {
        limit("an unhashable value as a key");
    }
    keep(Noted::Raised(exc::TYPE_ERROR.msg(format!("unhashable type: '{}'", name))));
    0
}

/// What `__hash__` gave: what it raised is noted for whoever asks for a key.
#[inline]
pub fn hash_given(answer: PyResult<Int>) -> i64 {
    match answer {
        Ok(said) => special::hashed(&said).clamp_i64(),
        Err(error) if IS_ASKED.load(Relaxed) => {
            keep(Noted::Raised(error));
            0
        }
        error => must(error.map(|_| 0)),
    }
}

static IS_PARTIAL: AtomicBool = AtomicBool::new(false);

/// Two sets, neither of which holds the other: where they end up depends on which questions a sort asks.
#[cold]
pub fn without_order() -> bool {
    IS_PARTIAL.store(true, Relaxed);
    false
}

/// Sorts with other questions than CPython's: only what is ordered throughout comes out the same.
pub fn ordered_throughout<R>(sort: impl FnOnce() -> R) -> R {
    IS_PARTIAL.store(false, Relaxed);
    let sorted = sort();
    if IS_PARTIAL.load(Relaxed) {
        limit("many sets in order, of which some do not hold one another");
    }
    sorted
}

/// Two values that Python does not order.
#[cold]
pub fn unordered(sign: &'static str, left: &'static str, right: &'static str) -> bool {
    keep(Noted::Kinds(sign, left, right));
    false
}

/// The answer of a method that may have raised.
#[inline]
pub fn noting<T>(answer: PyResult<T>, otherwise: T) -> T {
    match answer {
        Ok(value) => value,
        Err(err) => {
            keep(Noted::Raised(err));
            otherwise
        }
    }
}

static IS_SHOWN: AtomicBool = AtomicBool::new(false);

/// What is shown, or what a `__str__` or `__repr__` raised meanwhile.
pub fn showing<T>(show: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    let outer = IS_SHOWN.swap(true, Relaxed);
    let shown = show();
    IS_SHOWN.store(outer, Relaxed);
    ordered(())?;
    shown
}

/// Adds what `__str__` or `__repr__` gives: what it raises is noted for whoever shows the value, and nothing more is asked.
pub fn said(ask: impl FnOnce() -> PyResult<Str>, out: &mut String) {
    if is_noted() {
        return;
    }
    let outer = IS_SHOWN.swap(false, Relaxed);
    let answer = ask();
    IS_SHOWN.store(outer, Relaxed);
    match answer {
        Ok(text) => out.push_str(text.as_str()),
        Err(error) if outer => keep(Noted::Raised(error)),
        error => drop(must(error)),
    }
}

/// `a > b` asked as `b < a`: what is noted says it as the program does.
#[inline]
pub fn turned(sign: &'static str, ask: impl FnOnce() -> bool) -> bool {
    let before = is_noted();
    let answer = ask();
    if is_noted() && !before {
        turn(sign);
    }
    answer
}

#[cold]
fn turn(sign: &'static str) {
    NOTED.with(|noted| {
        if let Some(Noted::Kinds(said, left, right)) = &mut *noted.borrow_mut() {
            std::mem::swap(left, right);
            *said = sign;
        }
    });
}

/// Raises what was noted while a value was worked out.
#[inline]
pub fn ordered<T>(value: T) -> PyResult<T> {
    if is_noted() {
        return Err(taken());
    }
    Ok(value)
}

#[cold]
fn taken() -> PyErr {
    IS_NOTED.store(false, Relaxed);
    match NOTED.with(|noted| noted.borrow_mut().take()) {
        Some(Noted::Raised(err)) => err,
        Some(Noted::Kinds(sign, left, right)) => exc::TYPE_ERROR.msg(format!(
            "'{}' not supported between instances of '{}' and '{}'",
            sign, left, right
        )),
        None => limit("an exception of a comparison was lost"),
    }
}

/// Ends the program where an exception was noted and not raised.
#[inline]
pub fn nothing_noted() {
    if is_noted() {
        limit("an exception in a comparison that cannot raise here");
    }
}
