//! What the system says of files.

use super::Place;
use crate::*;

/// The path that an error is about.
pub(crate) struct OfPath {
    pub(crate) shown: Str,
    given: Str,
}

fn fault(class: &'static ExcClass, number: i64, said: &'static str, place: &Place, shown: String) -> PyErr {
    let of = OfPath { shown: Str::from(shown), given: place.name().clone() };
    class.new(&[&int(number), &lit(said)]).payload(Rc::new(of))
}

fn about(class: &'static ExcClass, number: i64, said: &'static str, place: &Place) -> PyErr {
    fault(class, number, said, place, repr(place.name()).as_str().to_string())
}

pub(super) fn not_found(place: &Place) -> PyErr {
    about(&exc::FILE_NOT_FOUND_ERROR, 2, "No such file or directory", place)
}

pub(super) fn exists_already(place: &Place) -> PyErr {
    about(&exc::FILE_EXISTS_ERROR, 17, "File exists", place)
}

pub(super) fn no_folder(place: &Place) -> PyErr {
    about(&exc::NOT_A_DIRECTORY_ERROR, 20, "Not a directory", place)
}

pub(super) fn is_folder(place: &Place) -> PyErr {
    about(&exc::IS_A_DIRECTORY_ERROR, 21, "Is a directory", place)
}

pub(super) fn not_empty(place: &Place) -> PyErr {
    about(&exc::OS_ERROR, 39, "Directory not empty", place)
}

/// The same of two paths: `'a' -> 'b'`.
pub(super) fn of_both(error: PyErr, from: &Place, to: &Place) -> PyErr {
    let shown = Str::from(format!("{} -> {}", repr(from.name()).as_str(), repr(to.name()).as_str()));
    error.class().with_args_of(&error).payload(Rc::new(OfPath { shown, given: from.name().clone() }))
}

pub(super) fn invalid() -> PyErr {
    exc::OS_ERROR.new(&[&int(22), &lit("Invalid argument")])
}

pub(super) fn unsupported(what: &str) -> PyErr {
    io::UNSUPPORTED_OPERATION.msg(what)
}

/// `error.errno`: none where it was made without.
pub fn errno(error: &PyErr) -> Option<Int> {
    match (error.args_len(), error.arg(0)) {
        (2, Some(Value::Int(number))) => Some(number),
        (2, _) => limit("the number of an error that was made with something else"),
        (0 | 1, _) => None,
        _ => limit("the number of an error with more arguments"),
    }
}

/// `error.strerror`.
pub fn strerror(error: &PyErr) -> Option<Str> {
    match (error.args_len(), error.arg(1)) {
        (2, Some(Value::Str(text))) => Some(text),
        (2, _) => limit("the text of an error that was made with something else"),
        (0 | 1, _) => None,
        _ => limit("the text of an error with more arguments"),
    }
}

/// `error.filename`.
pub fn filename(error: &PyErr) -> Option<Str> {
    if let Some(path) = error.path_args().first() {
        return match path.value() {
            Some(Value::Str(path)) => Some(path.clone()),
            _ => limit("the file name of an error that is no text"),
        };
    }
    if error.args_len() > 2 {
        limit("the file name of an error with more arguments");
    }
    error.payload_of::<OfPath>().map(|of| of.given.clone())
}
