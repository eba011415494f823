//! What the error of a pattern knows of itself.

use crate::*;

/// The message, and where it says that the fault is.
fn parts_of(fault: &PyErr) -> (Str, Option<[i64; 3]>) {
    let text = str_of(fault);
    let found = text.as_str().rfind(" at position ").and_then(|at| {
        let mut numbers = text.as_str()[at..].split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok());
        let place: i64 = numbers.next()?;
        let (line, column) = (numbers.next().unwrap_or(1), numbers.next().unwrap_or(place + 1));
        Some((Str::from(&text.as_str()[..at]), Some([place, line, column])))
    });
    found.unwrap_or((text, None))
}

fn number(fault: &PyErr, which: usize) -> Option<Int> {
    parts_of(fault).1.map(|numbers| int(numbers[which]))
}

pub fn fault_msg(fault: &PyErr) -> Str {
    parts_of(fault).0
}

pub fn fault_place(fault: &PyErr) -> Option<Int> {
    number(fault, 0)
}

pub fn fault_line(fault: &PyErr) -> Option<Int> {
    number(fault, 1)
}

pub fn fault_column(fault: &PyErr) -> Option<Int> {
    number(fault, 2)
}
