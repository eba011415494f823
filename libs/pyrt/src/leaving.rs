//! Generators that nobody holds any more. Python closes them in an order of its own, which a program shows where
//! statements run as they are closed; what is not known to be in that order ends with a reason.

use crate::{limit, PyIterator, PyResult};
use std::cell::Cell;

thread_local! {
    /// The statements that were begun.
    static STEPS: Cell<usize> = Cell::new(0);
    /// Where the last generator was closed.
    static CLOSED: Cell<usize> = Cell::new(usize::MAX);
    /// The exceptions that there are, and how many there were when the statement was begun.
    static ERRORS: Cell<usize> = Cell::new(0);
    static KNOWN: Cell<usize> = Cell::new(0);
    /// Is what a loop goes through left?
    static IN_LOOP: Cell<bool> = Cell::new(false);
    /// Was one closed that Python keeps for as long as the exception's traceback?
    static TOO_SOON: Cell<bool> = Cell::new(false);
}

/// A statement begins.
#[inline]
pub fn stepped() {
    if TOO_SOON.with(|cell| cell.get()) {
        limit("a generator closed by an exception, whose traceback holds it in Python")
    }
    STEPS.with(|steps| steps.set(steps.get() + 1));
    know();
}

/// The exceptions that there are by now are on their way nowhere.
pub fn know() {
    KNOWN.with(|known| known.set(ERRORS.with(|errors| errors.get())));
}

pub(crate) fn error_made() {
    ERRORS.with(|errors| errors.set(errors.get() + 1));
}

pub(crate) fn error_gone() {
    ERRORS.with(|errors| errors.set(errors.get() - 1));
}

/// Closes a generator that nobody holds any more.
pub(crate) fn closing(close: impl FnOnce()) {
    let begun = STEPS.with(|steps| steps.get());
    let is_raised = ERRORS.with(|errors| errors.get()) > KNOWN.with(|known| known.get());
    let in_loop = IN_LOOP.with(|cell| cell.replace(false));
    close();
    IN_LOOP.with(|cell| cell.set(in_loop));
    if STEPS.with(|steps| steps.get()) == begun {
        return;
    }
    if is_raised && !in_loop {
        TOO_SOON.with(|cell| cell.set(true));
    }
    if CLOSED.with(|closed| closed.replace(STEPS.with(|steps| steps.get()))) == begun {
        limit("generators that are closed at once, in an order of Python's own")
    }
}

/// An iterator that nobody but its loop holds. That of a comprehension's first `for` is a variable to Python.
pub struct Leaving<I>(Option<I>, bool);

pub fn leaving<I: PyIterator>(iterator: I, in_loop: bool) -> Leaving<I> {
    Leaving(Some(iterator), in_loop)
}

impl<I: PyIterator> PyIterator for Leaving<I> {
    type Item = I::Item;
    fn next(&mut self) -> PyResult<Option<I::Item>> {
        match &mut self.0 {
            Some(iterator) => iterator.next(),
            None => Ok(None),
        }
    }
}

impl<I> Drop for Leaving<I> {
    fn drop(&mut self) {
        let outer = IN_LOOP.with(|cell| cell.replace(self.1));
        self.0 = None;
        IN_LOOP.with(|cell| cell.set(outer));
        STEPS.with(|steps| steps.set(steps.get() + 1));
    }
}
