//! What Python looks at in what a program's own special methods give.

use crate::*;

/// What `__len__` gave, for `len` and for a truth value.
#[inline]
pub fn length(said: Int) -> PyResult<Int> {
    if said.is_negative() {
        return Err(exc::VALUE_ERROR.msg("__len__() should return >= 0"));
    }
    match said.to_i64() {
        Some(_) => Ok(said),
        None => Err(exc::OVERFLOW_ERROR.msg("cannot fit 'int' into an index-sized integer")),
    }
}

/// What `__hash__` gave: itself where it has 64 bits, its own hash beyond.
#[inline]
pub fn hashed(said: &Int) -> Int {
    match said.to_i64() {
        Some(-1) => int(-2),
        Some(_) => said.clone(),
        None => int(said.py_hash()),
    }
}
