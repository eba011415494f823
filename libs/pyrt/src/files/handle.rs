//! What a file holds, and who has it open.

use super::faults::*;
use super::*;
use std::cell::{Cell, Ref};

/// As much as Python reads and writes at once.
const PIECE: usize = 8192;

/// What a file holds.
#[derive(Default)]
pub(super) struct Node {
    bytes: RefCell<Vec<u8>>,
    /// How often it was changed.
    changes: Cell<u64>,
    /// Who has written what others may not see yet; 0 when nobody has.
    writer: Cell<usize>,
}

impl Node {
    /// What everybody sees. Ends the program where somebody's bytes may still be on their way.
    pub(super) fn seen(&self) -> Ref<'_, Vec<u8>> {
        self.seen_by(0)
    }

    fn seen_by(&self, own: usize) -> Ref<'_, Vec<u8>> {
        let writer = self.writer.get();
        if writer != 0 && writer != own {
            limit("a file that is open elsewhere, with something written that was not flushed");
        }
        self.bytes.borrow()
    }
}

/// How a file is opened.
#[derive(Clone, Copy)]
pub(super) struct Mode {
    pub(super) text: &'static str,
    pub(super) reads: bool,
    pub(super) writes: bool,
    appends: bool,
}

const MODES: [&str; 16] =
    ["r", "w", "a", "x", "rt", "wt", "at", "xt", "r+", "w+", "a+", "x+", "rt+", "wt+", "at+", "xt+"];

/// The mode of a text that was worked out.
pub fn mode_of(text: &Str) -> PyResult<&'static str> {
    match MODES.iter().find(|mode| **mode == text.as_str()) {
        Some(mode) => Ok(mode),
        None => limit("a file whose mode is worked out and is no usual one of texts"),
    }
}

impl Mode {
    pub(super) fn of(text: &'static str) -> Mode {
        let has = |letter: char| text.contains(letter);
        Mode { text, reads: has('r') || has('+'), writes: !has('r') || has('+'), appends: has('a') }
    }
}

/// A file that is open, and the place in it.
pub(super) struct Handle {
    node: Rc<Node>,
    pub(super) name: Str,
    pub(super) mode: Mode,
    at: Cell<usize>,
    seen: Cell<u64>,
    closed: Cell<bool>,
    /// It is removed once it is closed.
    pub(super) passes: Cell<bool>,
    id: usize,
}

thread_local! {
    static OPENED: Cell<usize> = const { Cell::new(0) };
}

impl Handle {
    pub(super) fn open(place: &Place, mode: &'static str) -> PyResult<Handle> {
        let (key, how) = (key_of(place)?, Mode::of(mode));
        let is_new = mode.contains('x');
        let node = match entry(&key) {
            Some(_) if is_new => return Err(exists_already(place)),
            Some(Entry::Folder) => return Err(is_folder(place)),
            Some(Entry::File(node)) => node,
            None if mode.contains('r') => return Err(not_found(place)),
            None if place.name().as_str().ends_with('/') => return Err(is_folder(place)),
            None => {
                let node = Rc::new(Node::default());
                put(key, Entry::File(node.clone()));
                node
            }
        };
        drop(node.seen());
        if mode.contains('w') {
            node.bytes.borrow_mut().clear();
            node.changes.set(node.changes.get() + 1);
        }
        let id = OPENED.with(|opened| {
            opened.set(opened.get() + 1);
            opened.get()
        });
        let at = if how.appends { node.bytes.borrow().len() } else { 0 };
        let seen = node.changes.get();
        Ok(Handle { node, name: place.name().clone(), mode: how, at: Cell::new(at), seen: Cell::new(seen), closed: Cell::new(false), passes: Cell::new(false), id })
    }

    pub(super) fn closed(&self) -> bool {
        self.closed.get()
    }

    pub(super) fn id(&self) -> usize {
        self.id
    }

    pub(super) fn at(&self) -> usize {
        self.at.get()
    }

    /// Looks at what is there from the place on.
    pub(super) fn peek<R>(&self, look: impl FnOnce(&[u8]) -> R) -> R {
        let bytes = self.node.seen_by(self.id);
        self.seen.set(self.node.changes.get());
        look(bytes.get(self.at.get()..).unwrap_or_default())
    }

    /// Whether there is what was not there when it was read; of a part that was read and not taken Python still knows.
    pub(super) fn has_changed(&self) -> bool {
        drop(self.node.seen_by(self.id));
        self.seen.get() != self.node.changes.get()
    }

    pub(super) fn is_small(&self) -> bool {
        self.node.bytes.borrow().len() <= PIECE
    }

    pub(super) fn go(&self, at: usize) {
        self.at.set(at);
    }

    pub(super) fn size(&self) -> usize {
        self.node.seen_by(self.id).len()
    }

    pub(super) fn put(&self, more: &[u8]) {
        drop(self.node.seen_by(self.id));
        if more.is_empty() {
            return;
        }
        let mut bytes = self.node.bytes.borrow_mut();
        let at = if self.mode.appends { bytes.len() } else { self.at.get() };
        let end = at + more.len();
        if bytes.len() < end {
            bytes.resize(end, 0);
        }
        bytes[at..end].copy_from_slice(more);
        self.at.set(end);
        self.changed();
        self.node.writer.set(self.id);
    }

    fn changed(&self) {
        self.node.changes.set(self.node.changes.get() + 1);
        self.seen.set(self.node.changes.get());
    }

    pub(super) fn resize(&self, size: usize) {
        self.flush();
        drop(self.node.seen_by(self.id));
        self.node.bytes.borrow_mut().resize(size, 0);
        self.changed();
    }

    pub(super) fn flush(&self) {
        if self.node.writer.get() == self.id {
            self.node.writer.set(0);
        }
    }

    pub(super) fn close(&self) {
        self.flush();
        self.closed.set(true);
        if self.passes.replace(false) {
            let _ = remove(&Place(self.name.clone()));
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.close();
    }
}
