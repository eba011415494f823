//! `tempfile`: names that nobody else has.

use super::*;
use std::cell::Cell;

const LETTERS: &[u8; 37] = b"abcdefghijklmnopqrstuvwxyz0123456789_";
/// Coprime to the number of names, so that each comes once.
const STEP: u64 = 2_654_435_761;

thread_local! {
    static MADE: Cell<u64> = const { Cell::new(1) };
}

fn fresh(suffix: Option<Str>, prefix: Option<Str>, folder: Option<Str>) -> Place {
    let mut left = MADE.with(|made| made.replace(made.get() + 1)).wrapping_mul(STEP);
    let mut name = prefix.map_or("tmp".to_string(), |prefix| prefix.as_str().to_string());
    for _ in 0..8 {
        name.push(LETTERS[(left % 37) as usize] as char);
        left /= 37;
    }
    name.push_str(suffix.as_ref().map_or("", |suffix| suffix.as_str()));
    Place(ospath::join(&[&folder.unwrap_or_else(gettempdir), &Str::from(name)]))
}

pub fn gettempdir() -> Str {
    lit(TEMPORARY)
}

pub fn mkdtemp(suffix: Option<Str>, prefix: Option<Str>, folder: Option<Str>) -> PyResult<Str> {
    let place = fresh(suffix, prefix, folder);
    mkdir(&place)?;
    Ok(place.name().clone())
}

/// `tempfile.NamedTemporaryFile(mode, …)` of a text.
pub fn named_temporary(
    mode: &'static str,
    encoding: Option<Str>,
    newline: Option<Str>,
    suffix: Option<Str>,
    prefix: Option<Str>,
    folder: Option<Str>,
    passes: bool,
) -> PyResult<Out> {
    text::opened(&fresh(suffix, prefix, folder), mode, encoding, None, newline, passes)
}

/// The same of a file of bytes.
pub fn temporary_bytes(
    mode: &'static str,
    suffix: Option<Str>,
    prefix: Option<Str>,
    folder: Option<Str>,
    passes: bool,
) -> PyResult<BinaryFile> {
    binary::passing(&fresh(suffix, prefix, folder), mode, passes)
}
