//! A counted value: `Rc` whose last owner lets go out of line, so that handles stay in registers around it.

use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

pub struct Kept<T>(ManuallyDrop<Rc<T>>);

impl<T> Kept<T> {
    #[inline]
    pub fn new(value: T) -> Kept<T> {
        Kept(ManuallyDrop::new(Rc::new(value)))
    }
}

impl<T> Clone for Kept<T> {
    #[cfg_attr(not(shared), inline(always))]
    fn clone(&self) -> Kept<T> {
        Kept(self.0.clone())
    }
}

impl<T> Deref for Kept<T> {
    type Target = Rc<T>;
    #[inline(always)]
    fn deref(&self) -> &Rc<T> {
        &self.0
    }
}

impl<T> DerefMut for Kept<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Rc<T> {
        &mut self.0
    }
}

impl<T> Drop for Kept<T> {
    #[cfg_attr(not(shared), inline(always))]
    fn drop(&mut self) {
        let value = Rc::as_ptr(&self.0);
        if Rc::strong_count(&self.0) == 1 {
            release(value);
        } else {
            unsafe { Rc::decrement_strong_count(value) }
        }
    }
}

#[inline(never)]
fn release<T>(value: *const T) {
    drop(unsafe { Rc::from_raw(value) });
}
