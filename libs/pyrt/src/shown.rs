//! Which containers are being shown: one that holds itself is shown as `[...]` within itself.

use std::cell::UnsafeCell;

struct Open(UnsafeCell<Vec<*const u8>>);

// Translated programs have one thread; see API.md.
unsafe impl Sync for Open {}

static OPEN: Open = Open(UnsafeCell::new(Vec::new()));

/// A container that is being shown, until this is dropped.
pub struct Shown(());

impl Shown {
    /// Nothing if the container is being shown already.
    pub fn enter(container: *const u8) -> Option<Shown> {
        let open = unsafe { &mut *OPEN.0.get() };
        if open.contains(&container) {
            return None;
        }
        open.push(container);
        Some(Shown(()))
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        unsafe { &mut *OPEN.0.get() }.pop();
    }
}
