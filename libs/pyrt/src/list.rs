//! `list` and `tuple[T, ...]`.

use crate::kept::Kept;
use crate::sort::{sort_keyed, sort_vec};
use crate::*;
use std::cell::RefCell;
use std::rc::Rc;

/// A Python list: clones share it.
pub struct List<T>(Kept<RefCell<Vec<T>>>);

impl<T> Clone for List<T> {
    #[inline]
    fn clone(&self) -> List<T> {
        List(self.0.clone())
    }
}

impl<T> Default for List<T> {
    fn default() -> List<T> {
        List::new()
    }
}

#[macro_export]
macro_rules! list {
    ($($item:expr),* $(,)?) => { $crate::List::from_vec(vec![$($item),*]) };
}

#[cold]
fn out_of_range(index: &(impl Index + ?Sized), what: &str) -> PyErr {
    index::outside(index.fits(), what)
}

#[cold]
fn in_change() -> ! {
    limit("a list was used while it was being changed")
}

impl<T> List<T> {
    pub fn new() -> List<T> {
        List::from_vec(Vec::new())
    }

    pub fn from_vec(items: Vec<T>) -> List<T> {
        List(Kept::new(RefCell::new(items)))
    }

    /// The items for as long as nothing runs that could change them: to clone one, or to count them.
    #[inline(always)]
    fn look(&self) -> &[T] {
        match unsafe { self.0.try_borrow_unguarded() } {
            Ok(items) => items,
            Err(_) => in_change(),
        }
    }

    /// The items to change, for as long as nothing else runs.
    #[inline(always)]
    #[allow(clippy::mut_from_ref)]
    fn hold(&self) -> &mut Vec<T> {
        match self.0.try_borrow_mut() {
            Ok(mut items) => {
                let items: *mut Vec<T> = &mut *items;
                unsafe { &mut *items }
            }
            Err(_) => in_change(),
        }
    }

    /// Looks at the items; the list must not be changed meanwhile.
    pub fn with<R>(&self, f: impl FnOnce(&[T]) -> R) -> R {
        f(&self.0.borrow())
    }

    pub fn with_mut<R>(&self, f: impl FnOnce(&mut Vec<T>) -> R) -> R {
        f(&mut self.0.borrow_mut())
    }

    #[inline(always)]
    pub fn append(&self, item: T) {
        self.hold().push(item);
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.look().is_empty()
    }

    pub fn insert(&self, index: impl Index, item: T) -> PyResult<()> {
        let index = crate::index::sized(&index)?;
        let mut items = self.0.borrow_mut();
        let len = items.len() as i64;
        let at = if index < 0 { index.saturating_add(len).max(0) } else { index.min(len) };
        items.insert(at as usize, item);
        Ok(())
    }

    #[inline]
    pub fn pop(&self) -> PyResult<T> {
        self.hold().pop().ok_or_else(|| exc::INDEX_ERROR.msg("pop from empty list"))
    }

    pub fn pop_at(&self, index: impl Index) -> PyResult<T> {
        let asked = crate::index::sized(&index)?;
        let mut items = self.0.borrow_mut();
        if items.is_empty() {
            return Err(exc::INDEX_ERROR.msg("pop from empty list"));
        }
        let at = place(asked, items.len()).ok_or_else(|| out_of_range(&index, "pop index"))?;
        Ok(items.remove(at))
    }

    pub fn reverse(&self) {
        self.0.borrow_mut().reverse();
    }

    pub fn clear(&self) {
        let items = std::mem::take(&mut *self.0.borrow_mut());
        drop(items);
    }

    #[inline(always)]
    pub fn set(&self, index: impl Index, item: T) -> PyResult<()> {
        let items = self.hold();
        let at = index.index();
        if (at as u64) < items.len() as u64 {
            let old = std::mem::replace(unsafe { items.get_unchecked_mut(at as usize) }, item);
            drop(old);
            return Ok(());
        }
        self.set_from_end(at, index.fits(), item)
    }

    #[cold]
    #[inline(never)]
    fn set_from_end(&self, index: i64, fits: bool, item: T) -> PyResult<()> {
        let items = self.hold();
        let at = place(index, items.len()).ok_or_else(|| index::outside(fits, "list assignment index"))?;
        let old = std::mem::replace(&mut items[at], item);
        drop(old);
        Ok(())
    }

    pub fn del(&self, index: impl Index) -> PyResult<()> {
        let mut items = self.0.borrow_mut();
        let at = place(index.index(), items.len()).ok_or_else(|| out_of_range(&index, "list assignment index"))?;
        items.remove(at);
        Ok(())
    }

    pub fn del_slice(&self, start: impl Bound, stop: impl Bound, step: impl Bound) -> PyResult<()> {
        let mut items = self.0.borrow_mut();
        let places = places(start, stop, step, items.len())?;
        if places.step == 1 {
            items.drain(places.start as usize..places.start as usize + places.count);
            return Ok(());
        }
        let gone: std::collections::HashSet<usize> = places.iter().collect();
        let mut at = 0;
        items.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
        Ok(())
    }

    /// Exchanges `xs[a]` and `xs[b]`.
    #[inline]
    pub fn swap(&self, a: impl Index, b: impl Index) -> PyResult<()> {
        let items = self.hold();
        let len = items.len();
        let a = place(a.index(), len).ok_or_else(|| out_of_range(&a, "list index"))?;
        let b = place(b.index(), len).ok_or_else(|| out_of_range(&b, "list index"))?;
        items.swap(a, b);
        Ok(())
    }
}

impl<T: Clone> List<T> {
    #[inline(always)]
    pub fn get(&self, index: impl Index) -> PyResult<T> {
        let items = self.look();
        let at = index.index();
        if (at as u64) < items.len() as u64 {
            return Ok(unsafe { items.get_unchecked(at as usize) }.clone());
        }
        match self.get_from_end(at) {
            Some(item) => Ok(item),
            None => Err(index::outside(index.fits(), "list index")),
        }
    }

    #[cold]
    #[inline(never)]
    fn get_from_end(&self, index: i64) -> Option<T> {
        let items = self.look();
        place(index, items.len()).map(|at| items[at].clone())
    }

    pub fn to_vec(&self) -> Vec<T> {
        self.0.borrow().clone()
    }

    pub fn copy(&self) -> List<T> {
        List::from_vec(self.to_vec())
    }

    #[inline(never)]
    pub fn extend(&self, mut items: impl PyIterator<Item = T>) -> PyResult<()> {
        while let Some(item) = items.next()? {
            self.append(item);
        }
        Ok(())
    }

    pub fn extend_list(&self, other: &List<T>) {
        if Rc::ptr_eq(&self.0, &other.0) {
            self.hold().extend_from_within(..);
        } else {
            self.hold().extend_from_slice(other.look());
        }
    }

    #[cfg_attr(not(shared), inline(always))]
    pub fn slice(&self, start: impl Bound, stop: impl Bound, step: impl Bound) -> PyResult<List<T>> {
        match step.bound() {
            None => Ok(self.part(start.bound().unwrap_or(0), stop.bound().unwrap_or(i64::MAX))),
            Some(-1) => Ok(self.part_back(start.bound().unwrap_or(i64::MAX), stop.bound())),
            step => self.slice_between(start.bound(), stop.bound(), step),
        }
    }

    /// `xs[start:stop:-1]`.
    #[inline(never)]
    fn part_back(&self, start: i64, stop: Option<i64>) -> List<T> {
        let items = self.look();
        let len = items.len() as i64;
        let clamp = |bound: i64| if bound < 0 { (bound.saturating_add(len)).max(-1) } else { bound.min(len - 1) };
        let (first, last) = (stop.map_or(0, |stop| clamp(stop) + 1), clamp(start) + 1);
        List::from_vec(items[first.min(last) as usize..last as usize].iter().rev().cloned().collect())
    }

    /// `xs[start:stop]`.
    #[inline(never)]
    fn part(&self, start: i64, stop: i64) -> List<T> {
        let items = self.look();
        let (start, count) = part_of(start, stop, items.len());
        List::from_vec(items[start..start + count].to_vec())
    }

    #[inline(never)]
    fn slice_between(&self, start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> PyResult<List<T>> {
        let items = self.look();
        Ok(List::from_vec(places_between(start, stop, step, items.len())?.taken(items)))
    }

    #[cfg_attr(not(shared), inline(always))]
    pub fn set_slice(&self, start: impl Bound, stop: impl Bound, values: List<T>) -> PyResult<()> {
        self.set_part(start.bound().unwrap_or(0), stop.bound().unwrap_or(i64::MAX), values);
        Ok(())
    }

    #[inline(never)]
    fn set_part(&self, start: i64, stop: i64, given: List<T>) {
        if Rc::ptr_eq(&self.0, &given.0) {
            return self.set_part(start, stop, given.copy());
        }
        let values = given.look();
        let items = self.hold();
        let (start, count) = part_of(start, stop, items.len());
        let is_mine = Rc::strong_count(&given.0) == 1;
        if is_mine && values.len() == count {
            items[start..start + count].swap_with_slice(given.hold());
        } else if values.len() == count {
            items[start..start + count].clone_from_slice(values);
        } else {
            items.splice(start..start + count, values.iter().cloned());
        }
    }

    pub fn set_slice_step(
        &self,
        start: impl Bound,
        stop: impl Bound,
        step: impl Bound,
        values: &List<T>,
    ) -> PyResult<()> {
        let step = step.bound();
        if step.unwrap_or(1) == 1 {
            return self.set_slice(start, stop, values.clone());
        }
        let values = values.to_vec();
        let items = self.hold();
        let places = places(start, stop, step, items.len())?;
        if values.len() != places.count {
            return Err(exc::VALUE_ERROR.msg(format!(
                "attempt to assign sequence of size {} to extended slice of size {}",
                values.len(),
                places.count
            )));
        }
        for (at, value) in places.iter().zip(values) {
            items[at] = value;
        }
        Ok(())
    }

    /// `xs + ys` of a list that was just made: where nobody else holds it, it is the one that grows.
    pub fn joined(self, other: &List<T>) -> List<T> {
        if Rc::strong_count(&self.0) != 1 {
            return self.concat(other);
        }
        self.hold().extend_from_slice(other.look());
        self
    }

    /// `[x, y] + ys`.
    pub fn headed<const N: usize>(head: [T; N], rest: &List<T>) -> List<T> {
        let rest = rest.look();
        let mut items = Vec::with_capacity(N + rest.len());
        items.extend(head);
        items.extend_from_slice(rest);
        List::from_vec(items)
    }

    pub fn concat(&self, other: &List<T>) -> List<T> {
        let (left, right) = (self.look(), other.look());
        let mut items = Vec::with_capacity(left.len() + right.len());
        items.extend_from_slice(left);
        items.extend_from_slice(right);
        List::from_vec(items)
    }

    pub fn repeat(&self, count: impl AsInt) -> PyResult<List<T>> {
        let count = count.with_int(times)?;
        repeated(&self.0.borrow(), count).map(List::from_vec)
    }

    pub fn repeat_in_place(&self, count: impl AsInt) -> PyResult<()> {
        let count = count.with_int(times)?;
        let items = repeated(&self.0.borrow(), count)?;
        *self.0.borrow_mut() = items;
        Ok(())
    }

    /// `xs[i] += value`.
    pub fn add<V>(&self, index: impl Index, value: V) -> PyResult<()>
    where
        T: std::ops::Add<V, Output = T>,
    {
        let index = index.index();
        let sum = self.get(index)? + value;
        self.set(index, sum)
    }

    pub fn to_tuple(&self) -> Tuple<T> {
        Tuple::from_vec(self.to_vec())
    }

    /// Sorts by a key; the keys are computed once, in order.
    #[inline(never)]
    pub fn sort_by<K: PyOrd>(&self, mut key: impl FnMut(T) -> PyResult<K>, reverse: bool) -> PyResult<()> {
        let items = std::mem::take(&mut *self.0.borrow_mut());
        let mut keyed = Vec::with_capacity(items.len());
        for item in &items {
            match key(item.clone()) {
                Ok(key) => keyed.push(key),
                Err(err) => {
                    *self.0.borrow_mut() = items;
                    return Err(err);
                }
            }
        }
        let mut items = items;
        sort_keyed(&mut items, keyed, reverse);
        self.put_back(items)
    }

    /// What was taken out to be sorted; while it was out, nobody may have put anything in its place.
    fn put_back(&self, items: Vec<T>) -> PyResult<()> {
        let meanwhile = std::mem::replace(&mut *self.0.borrow_mut(), items);
        ordered(())?;
        if std::mem::size_of::<T>() > 0 && meanwhile.capacity() > 0 {
            return Err(exc::VALUE_ERROR.msg("list modified during sort"));
        }
        Ok(())
    }
}

impl<T: Clone + PyOrd> List<T> {
    pub fn sort(&self) -> PyResult<()> {
        self.sort_in(false)
    }

    pub fn sort_rev(&self) -> PyResult<()> {
        self.sort_in(true)
    }

    pub fn sort_in(&self, reverse: bool) -> PyResult<()> {
        let mut items = std::mem::take(&mut *self.0.borrow_mut());
        sort_vec(&mut items, |a, b| a.py_lt(b), reverse);
        self.put_back(items)
    }
}

/// Lists of lists: items of a row, without holding the row.
impl<T: Clone> List<List<T>> {
    /// `rows[at][index]`.
    #[inline(always)]
    pub fn get_in(&self, at: impl Index, index: impl Index) -> PyResult<T> {
        self.row(at)?.get(index)
    }

    #[inline(always)]
    fn row(&self, index: impl Index) -> PyResult<&List<T>> {
        let rows = self.look();
        let at = index.index();
        if (at as u64) < rows.len() as u64 {
            return Ok(unsafe { rows.get_unchecked(at as usize) });
        }
        match self.row_from_end(at) {
            Some(row) => Ok(row),
            None => Err(index::outside(index.fits(), "list index")),
        }
    }

    #[cold]
    #[inline(never)]
    fn row_from_end(&self, index: i64) -> Option<&List<T>> {
        let rows = self.look();
        place(index, rows.len()).map(|at| &rows[at])
    }

    /// `rows[at][index] = item`.
    #[inline(always)]
    pub fn set_in(&self, at: impl Index, index: impl Index, item: T) -> PyResult<()> {
        self.row(at)?.set(index, item)
    }
}

impl<T: PyEq> List<T> {
    pub fn remove(&self, item: &T) -> PyResult<()> {
        let at = self.0.borrow().iter().position(|other| other.py_alike(item));
        match at {
            Some(at) => {
                self.0.borrow_mut().remove(at);
                Ok(())
            }
            None => Err(exc::VALUE_ERROR.msg("list.remove(x): x not in list")),
        }
    }

    pub fn count(&self, item: &T) -> Int {
        int(self.0.borrow().iter().filter(|other| other.py_alike(item)).count() as i64)
    }
}

impl<T: PyEq + PyRepr> List<T> {
    pub fn index(&self, item: &T) -> PyResult<Int> {
        self.index_in(item, (), ())
    }

    pub fn index_in(&self, item: &T, start: impl Bound, stop: impl Bound) -> PyResult<Int> {
        let items = self.0.borrow();
        let places = places(start, stop, (), items.len())?;
        for at in places.iter() {
            if items[at].py_alike(item) {
                return Ok(int(at as i64));
            }
        }
        Err(exc::VALUE_ERROR.msg(format!("{} is not in list", repr(item).as_str())))
    }
}

/// How often a sequence is repeated.
pub(crate) fn times(count: &Int) -> PyResult<usize> {
    match count.to_i64() {
        Some(count) => Ok(int::counted(count)),
        None => Err(exc::OVERFLOW_ERROR.msg("cannot fit 'int' into an index-sized integer")),
    }
}

fn repeated<T: Clone>(items: &[T], count: usize) -> PyResult<Vec<T>> {
    match items.len().checked_mul(count) {
        Some(total) if total < 1 << 28 => {}
        _ => return Err(exc::MEMORY_ERROR.empty()),
    }
    if let [only] = items {
        return Ok(vec![only.clone(); count]);
    }
    let mut out = Vec::with_capacity(items.len() * count);
    for _ in 0..count {
        out.extend_from_slice(items);
    }
    Ok(out)
}

fn repr_items<T: PyRepr>(items: &[T], out: &mut String) {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        item.repr_to(out);
    }
}

fn first_difference<T: PyEq>(a: &[T], b: &[T]) -> Option<usize> {
    a.iter().zip(b).position(|(x, y)| !x.py_alike(y))
}

impl<T: PyRepr> PyRepr for List<T> {
    fn repr_to(&self, out: &mut String) {
        let items = self.0.borrow();
        if items.is_empty() {
            return out.push_str("[]");
        }
        match Shown::enter(Rc::as_ptr(&self.0) as *const u8) {
            Some(_shown) => {
                out.push('[');
                repr_items(&items, out);
                out.push(']');
            }
            None => out.push_str("[...]"),
        }
    }
    fn type_name(&self) -> &'static str {
        "list"
    }
    fn to_value(&self) -> Option<Value> {
        self.with(|items| items.iter().map(|item| item.to_value()).collect::<Option<Vec<_>>>())
            .map(|items| Value::List(List::from_vec(items)))
    }
}

impl<T: PyEq<U>, U> PyEq<List<U>> for List<T> {
    fn py_eq(&self, other: &List<U>) -> bool {
        let (a, b) = (self.0.borrow(), other.0.borrow());
        same_place(&*a, &*b) || (a.len() == b.len() && a.iter().zip(b.iter()).all(|(x, y)| x.py_alike(y)))
    }
}

impl<T> PyTruthy for List<T> {
    fn truthy(&self) -> bool {
        !self.is_empty()
    }
}

impl<T> PyLen for List<T> {
    #[inline]
    fn py_len(&self) -> usize {
        self.look().len()
    }
}

impl<T> PyIs for List<T> {
    fn id(&self) -> usize {
        Rc::as_ptr(&self.0) as *const u8 as usize
    }
}

impl<T: PyEq<U>, U> PyContains<U> for List<T> {
    fn contains(&self, item: &U) -> bool {
        self.0.borrow().iter().any(|other| other.py_alike(item))
    }
}

macro_rules! lexicographic {
    ($name:ident) => {
        impl<T: PyEq + PyOrd> PyOrd for $name<T> {
            fn py_lt(&self, other: &$name<T>) -> bool {
                self.with(|a| other.with(|b| match first_difference(a, b) {
                    Some(i) => a[i].py_lt(&b[i]),
                    None => a.len() < b.len(),
                }))
            }
            fn py_le(&self, other: &$name<T>) -> bool {
                self.with(|a| other.with(|b| match first_difference(a, b) {
                    Some(i) => a[i].py_le(&b[i]),
                    None => a.len() <= b.len(),
                }))
            }
            fn py_gt(&self, other: &$name<T>) -> bool {
                self.with(|a| other.with(|b| match first_difference(a, b) {
                    Some(i) => a[i].py_gt(&b[i]),
                    None => a.len() > b.len(),
                }))
            }
            fn py_ge(&self, other: &$name<T>) -> bool {
                self.with(|a| other.with(|b| match first_difference(a, b) {
                    Some(i) => a[i].py_ge(&b[i]),
                    None => a.len() >= b.len(),
                }))
            }
        }
    };
}
lexicographic!(List);
lexicographic!(Tuple);

/// Live iteration: sees what is appended meanwhile, until its end was met once.
pub struct ListIter<T> {
    list: List<T>,
    at: usize,
}

/// The place of an iterator that has ended.
const ENDED: usize = usize::MAX;

impl<T: Clone> PyIterator for ListIter<T> {
    type Item = T;
    #[inline(always)]
    fn next(&mut self) -> PyResult<Option<T>> {
        let items = self.list.look();
        if self.at < items.len() {
            let item = items[self.at].clone();
            self.at += 1;
            return Ok(Some(item));
        }
        self.at = ENDED;
        Ok(None)
    }

    fn about(&self) -> usize {
        self.list.look().len().saturating_sub(self.at)
    }
}

impl<T: Clone> PyIter for List<T> {
    type Item = T;
    type Iter = ListIter<T>;
    fn iter(&self) -> ListIter<T> {
        ListIter { list: self.clone(), at: 0 }
    }
}

/// `reversed(xs)`, live as well.
pub struct ListRevIter<T> {
    list: List<T>,
    left: usize,
}

impl<T: Clone> PyIterator for ListRevIter<T> {
    type Item = T;
    fn next(&mut self) -> PyResult<Option<T>> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let item = self.list.with(|items| items.get(self.left).cloned());
        if item.is_none() {
            self.left = 0;
        }
        Ok(item)
    }
}

impl<T: Clone> PyReversed for List<T> {
    type Item = T;
    type Iter = ListRevIter<T>;
    fn iter_rev(&self) -> ListRevIter<T> {
        ListRevIter { list: self.clone(), left: self.py_len() }
    }
}

mod tuple;

pub use tuple::*;
