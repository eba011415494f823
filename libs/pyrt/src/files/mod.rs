//! Files of the program's own: kept in memory and gone with it. What is on the disk is neither read nor changed.

mod binary;
mod faults;
mod handle;
mod paths;
mod temporary;
mod text;

pub use binary::{open_bytes, BinaryFile};
pub use faults::{errno, filename, strerror};
pub use handle::mode_of;
pub use paths::*;
pub use temporary::*;
pub use text::open_text;

pub(crate) use faults::OfPath;

use crate::*;
use faults::*;
use handle::Node;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A path as the program gives it.
#[derive(Clone)]
pub struct Place(Str);

impl Place {
    pub fn of(text: &Str) -> PyResult<Place> {
        Ok(Place(text.clone()))
    }

    pub fn of_path(path: &ospath::PurePath) -> PyResult<Place> {
        Ok(Place(path.shown()))
    }

    pub(crate) fn name(&self) -> &Str {
        &self.0
    }
}

#[derive(Clone)]
enum Entry {
    Folder,
    File(Rc<Node>),
}

/// The folder that a program begins in, and the one for what is not to last.
const HERE: &str = ".";
const TEMPORARY: &str = "/tmp";

thread_local! {
    static DISK: RefCell<BTreeMap<String, Entry>> =
        RefCell::new([HERE, TEMPORARY].map(|root| (root.to_string(), Entry::Folder)).into());
}

fn entry(key: &str) -> Option<Entry> {
    DISK.with(|disk| disk.borrow().get(key).cloned())
}

fn put(key: String, made: Entry) {
    refuse_root(&key);
    DISK.with(|disk| disk.borrow_mut().insert(key, made));
}

fn take(key: &str) -> Option<Entry> {
    DISK.with(|disk| disk.borrow_mut().remove(key))
}

/// Everything below a folder, with the folder itself.
fn below(key: &str) -> Vec<String> {
    let inner = format!("{}/", key);
    DISK.with(|disk| disk.borrow().keys().filter(|each| *each == key || each.starts_with(&inner)).cloned().collect())
}

/// Does the name of a folder of the disk's root say itself that there is none? Any other might be on somebody's disk.
fn is_absent(name: &str) -> bool {
    let word = name.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    matches!(word, "no" | "non" | "nonexistent" | "nonexisting" | "nosuch" | "nope" | "nowhere" | "does" | "doesnt" | "missing")
}

/// What would be made in the disk's root ends the program.
fn refuse_root(key: &str) {
    if key.starts_with('/') && key != TEMPORARY && !key.starts_with("/tmp/") {
        limit("a file outside the program's own folder and /tmp");
    }
}

/// The key of a path whose folder is there. What leads out of the program's folders ends the program.
fn key_of(place: &Place) -> PyResult<String> {
    let text = place.name().as_str();
    if text.contains('\0') {
        return Err(exc::VALUE_ERROR.msg("embedded null byte"));
    }
    if text.is_empty() {
        return Err(not_found(place));
    }
    let mut steps = text.split('/').filter(|step| !step.is_empty() && *step != ".").peekable();
    let mut key = HERE.to_string();
    if text.starts_with('/') {
        match steps.next() {
            Some("tmp") => key = TEMPORARY.to_string(),
            Some(first) if is_absent(first) => match steps.peek() {
                Some(_) => return Err(not_found(place)),
                None => return Ok(format!("/{}", first)),
            },
            _ => limit("a file outside the program's own folder and /tmp"),
        }
    }
    while let Some(step) = steps.next() {
        if step == ".." {
            match key.rfind('/') {
                Some(at) if at > 0 => key.truncate(at),
                _ => limit("a file outside the program's own folder and /tmp"),
            }
        } else {
            key = format!("{}/{}", key, step);
        }
        match entry(&key) {
            Some(Entry::Folder) => {}
            Some(Entry::File(_)) if steps.peek().is_some() || text.ends_with('/') => return Err(no_folder(place)),
            None if steps.peek().is_some() => return Err(not_found(place)),
            _ => {}
        }
    }
    Ok(key)
}

fn found(place: &Place) -> PyResult<(String, Entry)> {
    let key = key_of(place)?;
    match entry(&key) {
        Some(found) => Ok((key, found)),
        None => Err(not_found(place)),
    }
}
