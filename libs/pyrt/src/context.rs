//! What is being handled: the `__context__` of what is raised meanwhile. Kept only where a program asks for it.

use crate::PyErr;
use std::cell::RefCell;

thread_local! {
    static HANDLED: RefCell<Vec<PyErr>> = RefCell::new(Vec::new());
}

/// An exception is handled for as long as this is alive.
pub struct Handling(());

impl Drop for Handling {
    fn drop(&mut self) {
        HANDLED.with(|handled| handled.borrow_mut().pop());
    }
}

pub fn handling(error: &PyErr) -> Handling {
    HANDLED.with(|handled| handled.borrow_mut().push(error.clone()));
    Handling(())
}

/// The exception that is being handled.
pub fn handled() -> Option<PyErr> {
    HANDLED.with(|handled| handled.borrow().last().cloned())
}

/// Tells standard error what is being handled.
pub fn report() {
    match handled() {
        Some(error) => error.report(),
        None => crate::io::write_err("NoneType: None\n"),
    }
}

impl PyErr {
    /// Made, but not raised.
    pub fn unraised(self) -> PyErr {
        self.set_context(None);
        self
    }

    /// `raise`: takes note of what is being handled, and leaves no ring of contexts.
    pub fn raised(self) -> PyErr {
        let handled = match handled() {
            Some(handled) if !handled.same(&self) => handled,
            _ => return self,
        };
        let mut at = handled.clone();
        while let Some(next) = at.context() {
            if next.same(&self) {
                at.set_context(None);
                break;
            }
            at = next;
        }
        self.set_context(Some(handled));
        self
    }
}
