//! Which function values are the same.

use crate::*;
use std::any::Any;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

#[derive(Default)]
struct Functions {
    known: bool,
    kept: HashMap<&'static str, Box<dyn Any>>,
    /// Places of those that are made anew wherever they are named, which stay theirs.
    anew: HashMap<usize, Anew>,
}

struct Anew {
    _held: Box<dyn Any>,
    method: Option<(usize, &'static str)>,
}

thread_local! {
    static FUNCTIONS: RefCell<Functions> = RefCell::default();
}

/// From here on functions are compared.
pub fn know_functions() {
    FUNCTIONS.with(|all| all.borrow_mut().known = true);
}

/// A function of which there is one, wherever it is named.
pub fn one_function<T: Clone + 'static>(key: &'static str, make: impl FnOnce() -> T) -> T {
    FUNCTIONS.with(|all| {
        let mut all = all.borrow_mut();
        let kept = all.kept.entry(key).or_insert_with(|| Box::new(make()));
        kept.downcast_ref::<T>().expect("one type for a key").clone()
    })
}

/// Notes a function value that is made anew wherever it is named; of a method of an object, which object and method.
pub fn made_anew<F: ?Sized + 'static>(function: &Rc<F>, method: Option<(usize, &'static str)>) {
    let made = Anew { _held: Box::new(function.clone()), method };
    FUNCTIONS.with(|all| all.borrow_mut().anew.insert(place_of(function), made));
}

pub(crate) fn place_of<F: ?Sized>(function: &Rc<F>) -> usize {
    Rc::as_ptr(function) as *const u8 as usize
}

/// `f is g`.
pub fn is_function<F: PyFunction>(one: &F, other: &F) -> bool {
    let places = (one.place(), other.place());
    places.0 == places.1 || methods(places.0, places.1, |_| false)
}

/// Are function values at two places equal?
pub(crate) fn alike(one: usize, other: usize) -> bool {
    one == other || methods(one, other, |same| same)
}

fn methods(one: usize, other: usize, answer: impl Fn(bool) -> bool) -> bool {
    FUNCTIONS.with(|all| {
        let all = all.borrow();
        match (all.anew.get(&one), all.anew.get(&other)) {
            _ if !all.known => limit("comparison of functions"),
            (Some(Anew { method: None, .. }), Some(Anew { method: None, .. })) => limit("comparison of functions"),
            (Some(one), Some(other)) => answer(one.method == other.method),
            _ => false,
        }
    })
}

pub(crate) fn hash(place: usize) -> i64 {
    FUNCTIONS.with(|all| {
        let all = all.borrow();
        match all.anew.get(&place) {
            Some(Anew { method: Some((object, _)), .. }) if all.known => (object >> 4) as i64,
            None if all.known => (place >> 4) as i64,
            _ => limit("a function as a key"),
        }
    })
}

/// A function value: one closure, or one for each way in which it is called.
pub trait PyFunction {
    fn place(&self) -> usize;
}

impl<F: ?Sized> PyFunction for Rc<F> {
    fn place(&self) -> usize {
        place_of(self)
    }
}

macro_rules! tuples {
    ($($rest:ident)+) => {
        impl<A: PyFunction, $($rest),+> PyFunction for (A, $($rest),+) {
            fn place(&self) -> usize {
                self.0.place()
            }
        }
    };
}
tuples!(B);
tuples!(B C);
tuples!(B C D);
tuples!(B C D E);
