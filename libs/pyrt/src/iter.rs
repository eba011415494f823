//! Iterators whose step may raise, and the built-in functions over them.

use crate::*;
use std::cell::RefCell;
use std::rc::Rc;

/// One step at a time; a step may raise.
pub trait PyIterator {
    type Item;
    fn next(&mut self) -> PyResult<Option<Self::Item>>;

    /// About how many items are left: what a new list makes room for.
    fn about(&self) -> usize {
        0
    }

    /// How many items are left, where that is known without taking them.
    fn items_left(&self) -> Option<Int> {
        None
    }
}

/// What `for` takes.
pub trait PyIter {
    type Item;
    type Iter: PyIterator<Item = Self::Item>;
    fn iter(&self) -> Self::Iter;
}

/// What `reversed` takes.
pub trait PyReversed {
    type Item;
    type Iter: PyIterator<Item = Self::Item>;
    fn iter_rev(&self) -> Self::Iter;
}

pub fn iter_of<T: PyIter + ?Sized>(value: &T) -> T::Iter {
    value.iter()
}

pub fn reversed<T: PyReversed + ?Sized>(value: &T) -> T::Iter {
    value.iter_rev()
}

/// An iterator as a value: clones share its position.
pub struct Iter<T>(Rc<RefCell<dyn PyIterator<Item = T>>>);

impl<T> Clone for Iter<T> {
    fn clone(&self) -> Iter<T> {
        Iter(self.0.clone())
    }
}

impl<T> Iter<T> {
    pub fn new(it: impl PyIterator<Item = T> + 'static) -> Iter<T> {
        Iter(Rc::new(RefCell::new(it)))
    }

    pub fn from_fn(step: impl FnMut() -> PyResult<Option<T>> + 'static) -> Iter<T> {
        Iter::new(FromFn(step))
    }

    pub fn empty() -> Iter<T>
    where
        T: 'static,
    {
        Iter::new(VecIter::new(Vec::new()))
    }

    pub fn step(&self) -> PyResult<Option<T>> {
        match self.0.try_borrow_mut() {
            Ok(mut it) => it.next(),
            Err(_) => Err(exc::VALUE_ERROR.msg("generator already executing")),
        }
    }
}

impl<T> PyIterator for Iter<T> {
    type Item = T;
    fn next(&mut self) -> PyResult<Option<T>> {
        self.step()
    }
}

impl<T> PyIter for Iter<T> {
    type Item = T;
    type Iter = Iter<T>;
    fn iter(&self) -> Iter<T> {
        self.clone()
    }
}

impl<T> PyIs for Iter<T> {
    fn id(&self) -> usize {
        Rc::as_ptr(&self.0) as *const u8 as usize
    }
}

impl<T> PyTruthy for Iter<T> {
    fn truthy(&self) -> bool {
        true
    }
}

pub struct FromFn<F>(F);

impl<T, F: FnMut() -> PyResult<Option<T>>> PyIterator for FromFn<F> {
    type Item = T;
    fn next(&mut self) -> PyResult<Option<T>> {
        (self.0)()
    }
}

pub struct VecIter<T>(std::vec::IntoIter<T>);

impl<T> VecIter<T> {
    pub fn new(items: Vec<T>) -> VecIter<T> {
        VecIter(items.into_iter())
    }
}

impl<T> PyIterator for VecIter<T> {
    type Item = T;
    #[inline(always)]
    fn next(&mut self) -> PyResult<Option<T>> {
        Ok(self.0.next())
    }

    fn about(&self) -> usize {
        self.0.len()
    }
}

/// The items of a tuple that is only walked through.
pub struct Walked<T, const N: usize>(std::array::IntoIter<T, N>);

pub fn in_order<T, const N: usize>(items: [T; N]) -> Walked<T, N> {
    Walked(items.into_iter())
}

impl<T, const N: usize> PyIterator for Walked<T, N> {
    type Item = T;
    #[inline(always)]
    fn next(&mut self) -> PyResult<Option<T>> {
        Ok(self.0.next())
    }

    fn about(&self) -> usize {
        self.0.len()
    }
}

pub fn next_of<I: PyIterator>(it: &mut I) -> PyResult<I::Item> {
    it.next()?.ok_or_else(|| exc::STOP_ITERATION.empty())
}

pub fn next_default<I: PyIterator>(it: &mut I, default: I::Item) -> PyResult<I::Item> {
    Ok(it.next()?.unwrap_or(default))
}

#[inline(never)]
pub fn to_vec<I: PyIterator>(mut it: I) -> PyResult<Vec<I::Item>> {
    let mut out = Vec::with_capacity(room_for(it.about(), it.items_left())?);
    while let Some(item) = it.next()? {
        out.push(item);
    }
    Ok(out)
}

/// The arguments of `max(*items)`; `one` says what comes of a single one.
pub fn several<I: PyIterator>(it: I, name: &str, one: impl FnOnce() -> PyErr) -> PyResult<VecIter<I::Item>> {
    let items = to_vec(it)?;
    match items.len() {
        0 => Err(exc::TYPE_ERROR.msg(Str::from(format!("{} expected at least 1 argument, got 0", name)))),
        1 => Err(one()),
        _ => Ok(VecIter::new(items)),
    }
}

/// How many items to make room for.
fn room_for(about: usize, left: Option<Int>) -> PyResult<usize> {
    let left = match left {
        Some(left) => left,
        None => return Ok(about),
    };
    if left.to_i64().is_none() {
        return Err(exc::OVERFLOW_ERROR.msg("Python int too large to convert to C ssize_t"));
    }
    if left > 1i64 << 59 {
        return Err(exc::MEMORY_ERROR.empty());
    }
    Ok(about.max(left.clamp_i64().min(1 << 16) as usize))
}

pub fn to_list<I: PyIterator>(it: I) -> PyResult<List<I::Item>> {
    to_vec(it).map(List::from_vec)
}

pub fn to_tuple<I: PyIterator>(it: I) -> PyResult<Tuple<I::Item>> {
    to_vec(it).map(Tuple::from_vec)
}

#[inline(never)]
pub fn to_set<I: PyIterator>(mut it: I) -> PyResult<Set<I::Item>>
where
    I::Item: Key,
{
    let set = Set::new();
    while let Some(item) = it.next()? {
        set.add(item);
    }
    Ok(set)
}

#[inline(never)]
pub fn to_dict<K: Key, V: Clone>(mut it: impl PyIterator<Item = (K, V)>) -> PyResult<Dict<K, V>> {
    let dict = Dict::new();
    while let Some((key, value)) = it.next()? {
        dict.set(key, value);
    }
    Ok(dict)
}

mod range;
mod adapters;
mod reduce;

pub use range::*;
pub use adapters::*;
pub use reduce::*;
