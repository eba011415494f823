//! What takes an iterator to one value.

use super::*;

/// What `sum` adds without a start.
pub trait PySum: Sized {
    fn total(it: impl PyIterator<Item = Self>) -> PyResult<Self::Total>;
    type Total;
}

impl PySum for Int {
    type Total = Int;
    #[inline]
    fn total(mut it: impl PyIterator<Item = Int>) -> PyResult<Int> {
        let mut total = int(0);
        while let Some(item) = it.next()? {
            total += item;
        }
        Ok(total)
    }
}

impl PySum for bool {
    type Total = Int;
    #[inline]
    fn total(mut it: impl PyIterator<Item = bool>) -> PyResult<Int> {
        let mut total = int(0);
        while let Some(item) = it.next()? {
            total += i64::from(item);
        }
        Ok(total)
    }
}

impl PySum for f64 {
    type Total = f64;
    #[inline]
    fn total(mut it: impl PyIterator<Item = f64>) -> PyResult<f64> {
        let mut total = match it.next()? {
            Some(first) => 0.0 + first,
            None => limit("the sum of no floats is the int 0"),
        };
        while let Some(item) = it.next()? {
            total += item;
        }
        Ok(total)
    }
}

/// `sum(xs)`; of no floats it ends the program with `limit`, since Python gives the int 0 there.
#[inline(never)]
pub fn sum<I: PyIterator>(it: I) -> PyResult<<I::Item as PySum>::Total>
where
    I::Item: PySum,
{
    I::Item::total(it)
}

/// `sum` of floats where an empty one may be 0.0: its result is only compared or computed with.
pub fn sum_float(it: impl PyIterator<Item = f64>) -> PyResult<f64> {
    sum_from(it, 0.0)
}

/// `sum(xs, start)`.
pub fn sum_from<I: PyIterator, S: std::ops::Add<I::Item, Output = S>>(mut it: I, start: S) -> PyResult<S> {
    let mut total = start;
    while let Some(item) = it.next()? {
        total = total + item;
    }
    Ok(total)
}

pub fn any<I: PyIterator>(mut it: I) -> PyResult<bool>
where
    I::Item: PyTruthy,
{
    while let Some(item) = it.next()? {
        if item.truthy() {
            return Ok(true);
        }
    }
    Ok(false)
}

pub fn all<I: PyIterator>(mut it: I) -> PyResult<bool>
where
    I::Item: PyTruthy,
{
    while let Some(item) = it.next()? {
        if !item.truthy() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn best<I: PyIterator, K>(
    mut it: I,
    mut key: impl FnMut(&I::Item) -> PyResult<K>,
    better: impl Fn(&K, &K) -> bool,
) -> PyResult<Option<I::Item>> {
    let mut found = match it.next()? {
        Some(first) => (key(&first)?, first),
        None => return Ok(None),
    };
    while let Some(item) = it.next()? {
        let rank = key(&item)?;
        let is_better = better(&rank, &found.0);
        ordered(())?;
        if is_better {
            found = (rank, item);
        }
    }
    Ok(Some(found.1))
}

/// The first of the least or the greatest of items that come one by one.
pub struct Best<T> {
    best: Option<T>,
    better: fn(&T, &T) -> bool,
}

impl<T: PyOrd> Best<T> {
    pub fn min() -> Best<T> {
        Best { best: None, better: |a, b| a.py_lt(b) }
    }

    pub fn max() -> Best<T> {
        Best { best: None, better: |a, b| a.py_gt(b) }
    }

    pub fn offer(&mut self, item: T) -> PyResult<()> {
        let is_better = self.best.as_ref().map_or(true, |best| (self.better)(&item, best));
        ordered(())?;
        if is_better {
            self.best = Some(item);
        }
        Ok(())
    }

    pub fn found(self, name: &str) -> PyResult<T> {
        self.best.ok_or_else(|| empty(name))
    }
}

pub(super) fn empty(name: &str) -> PyErr {
    exc::VALUE_ERROR.msg(format!("{}() arg is an empty sequence", name))
}

#[inline(never)]
pub fn min_of<I: PyIterator>(it: I) -> PyResult<I::Item>
where
    I::Item: PyOrd + Clone,
{
    best(it, |item| Ok(item.clone()), |a, b| a.py_lt(b))?.ok_or_else(|| empty("min"))
}

#[inline(never)]
pub fn max_of<I: PyIterator>(it: I) -> PyResult<I::Item>
where
    I::Item: PyOrd + Clone,
{
    best(it, |item| Ok(item.clone()), |a, b| a.py_gt(b))?.ok_or_else(|| empty("max"))
}

pub fn min_default<I: PyIterator>(it: I, default: I::Item) -> PyResult<I::Item>
where
    I::Item: PyOrd + Clone,
{
    Ok(best(it, |item| Ok(item.clone()), |a, b| a.py_lt(b))?.unwrap_or(default))
}

pub fn max_default<I: PyIterator>(it: I, default: I::Item) -> PyResult<I::Item>
where
    I::Item: PyOrd + Clone,
{
    Ok(best(it, |item| Ok(item.clone()), |a, b| a.py_gt(b))?.unwrap_or(default))
}

#[inline(never)]
pub fn min_by<I: PyIterator, K: PyOrd>(it: I, mut key: impl FnMut(I::Item) -> PyResult<K>) -> PyResult<I::Item>
where
    I::Item: Clone,
{
    best(it, |item| key(item.clone()), |a, b| a.py_lt(b))?.ok_or_else(|| empty("min"))
}

#[inline(never)]
pub fn max_by<I: PyIterator, K: PyOrd>(it: I, mut key: impl FnMut(I::Item) -> PyResult<K>) -> PyResult<I::Item>
where
    I::Item: Clone,
{
    best(it, |item| key(item.clone()), |a, b| a.py_gt(b))?.ok_or_else(|| empty("max"))
}

pub fn min_by_default<I: PyIterator, K: PyOrd>(
    it: I,
    mut key: impl FnMut(I::Item) -> PyResult<K>,
    default: I::Item,
) -> PyResult<I::Item>
where
    I::Item: Clone,
{
    Ok(best(it, |item| key(item.clone()), |a, b| a.py_lt(b))?.unwrap_or(default))
}

pub fn max_by_default<I: PyIterator, K: PyOrd>(
    it: I,
    mut key: impl FnMut(I::Item) -> PyResult<K>,
    default: I::Item,
) -> PyResult<I::Item>
where
    I::Item: Clone,
{
    Ok(best(it, |item| key(item.clone()), |a, b| a.py_gt(b))?.unwrap_or(default))
}

/// `min(a, b)`.
#[inline]
pub fn min2<T: PyOrd>(a: T, b: T) -> T {
    if b.py_lt(&a) { b } else { a }
}

/// `max(a, b)`.
#[inline]
pub fn max2<T: PyOrd>(a: T, b: T) -> T {
    if b.py_gt(&a) { b } else { a }
}

pub fn sorted<I: PyIterator>(it: I) -> PyResult<List<I::Item>>
where
    I::Item: PyOrd + Clone,
{
    let out = to_list(it)?;
    out.sort()?;
    Ok(out)
}

pub fn sorted_rev<I: PyIterator>(it: I) -> PyResult<List<I::Item>>
where
    I::Item: PyOrd + Clone,
{
    let out = to_list(it)?;
    out.sort_rev()?;
    Ok(out)
}

pub fn sorted_in<I: PyIterator>(it: I, reverse: bool) -> PyResult<List<I::Item>>
where
    I::Item: PyOrd + Clone,
{
    let out = to_list(it)?;
    out.sort_in(reverse)?;
    Ok(out)
}

pub fn sorted_by<I: PyIterator, K: PyOrd>(
    it: I,
    key: impl FnMut(I::Item) -> PyResult<K>,
    reverse: bool,
) -> PyResult<List<I::Item>>
where
    I::Item: Clone,
{
    let out = to_list(it)?;
    out.sort_by(key, reverse)?;
    Ok(out)
}
