//! What a UnicodeDecodeError or a UnicodeEncodeError knows: its codec, the object, the place in that and the reason.

use crate::*;

const ODD: &str = "an error of an encoding that was made with something else";

fn part(error: &PyErr, i: usize) -> Value {
    match error.args_len() {
        5 => error.arg(i).unwrap_or_else(|| limit(ODD)),
        _ => limit(ODD),
    }
}

fn text(error: &PyErr, i: usize) -> Str {
    match part(error, i) {
        Value::Str(text) => text,
        _ => limit(ODD),
    }
}

fn place(error: &PyErr, i: usize) -> Int {
    match part(error, i) {
        Value::Int(at) => at,
        _ => limit(ODD),
    }
}

/// `error.encoding`.
pub fn encoding(error: &PyErr) -> Str {
    text(error, 0)
}

/// `error.reason`.
pub fn reason(error: &PyErr) -> Str {
    text(error, 4)
}

/// `error.start`: what the error was made with, even where that is no place in the object.
pub fn start(error: &PyErr) -> Int {
    place(error, 2)
}

/// `error.end`, likewise.
pub fn end(error: &PyErr) -> Int {
    place(error, 3)
}

/// `error.object` where it is bytes.
pub fn object_bytes(error: &PyErr) -> Bytes {
    match part(error, 1) {
        Value::Bytes(bytes) => bytes,
        _ => limit(ODD),
    }
}

/// `error.object` where it is text.
pub fn object_str(error: &PyErr) -> Str {
    text(error, 1)
}
