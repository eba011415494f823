//! Indices and slices as Python counts them.

use crate::*;

/// What may stand as an index.
pub trait Index {
    fn index(&self) -> i64;

    /// Whether it is one that a sequence could have at all.
    fn fits(&self) -> bool {
        true
    }
}

/// What an index that names no item raises.
#[cold]
#[inline(never)]
pub fn outside(fits: bool, what: &str) -> PyErr {
    if !fits {
        return exc::INDEX_ERROR.msg("cannot fit 'int' into an index-sized integer");
    }
    exc::INDEX_ERROR.msg(format!("{} out of range", what))
}

/// An index that a method takes as a number: one that no sequence could have is an error by itself.
#[inline]
pub fn sized(index: &impl Index) -> PyResult<i64> {
    if index.fits() {
        return Ok(index.index());
    }
    Err(exc::OVERFLOW_ERROR.msg("Python int too large to convert to C ssize_t"))
}

impl Index for i64 {
    #[inline]
    fn index(&self) -> i64 {
        *self
    }
}

/// The type of a bare literal.
impl Index for i32 {
    #[inline]
    fn index(&self) -> i64 {
        i64::from(*self)
    }
}

impl Index for usize {
    #[inline]
    fn index(&self) -> i64 {
        *self as i64
    }
}

impl Index for bool {
    fn index(&self) -> i64 {
        i64::from(*self)
    }
}

impl Index for Int {
    #[inline(always)]
    fn index(&self) -> i64 {
        self.clamp_i64()
    }

    #[inline(always)]
    fn fits(&self) -> bool {
        self.is_small() || self.to_i64().is_some()
    }
}

impl<T: Index + ?Sized> Index for &T {
    #[inline(always)]
    fn index(&self) -> i64 {
        (**self).index()
    }

    #[inline(always)]
    fn fits(&self) -> bool {
        (**self).fits()
    }
}

/// A bound of a slice; `()` is an absent one.
pub trait Bound {
    fn bound(&self) -> Option<i64>;
}

impl Bound for () {
    #[inline]
    fn bound(&self) -> Option<i64> {
        None
    }
}

impl Bound for i64 {
    #[inline]
    fn bound(&self) -> Option<i64> {
        Some(*self)
    }
}

impl Bound for i32 {
    #[inline]
    fn bound(&self) -> Option<i64> {
        Some(i64::from(*self))
    }
}

impl Bound for usize {
    #[inline]
    fn bound(&self) -> Option<i64> {
        Some(*self as i64)
    }
}

impl Bound for Int {
    #[inline(always)]
    fn bound(&self) -> Option<i64> {
        Some(self.clamp_i64())
    }
}

impl Bound for bool {
    #[inline]
    fn bound(&self) -> Option<i64> {
        Some(i64::from(*self))
    }
}

impl<T: Bound> Bound for Option<T> {
    #[inline]
    fn bound(&self) -> Option<i64> {
        self.as_ref().and_then(|bound| bound.bound())
    }
}

impl<T: Bound + ?Sized> Bound for &T {
    #[inline(always)]
    fn bound(&self) -> Option<i64> {
        (**self).bound()
    }
}

/// Place of an index in a sequence of `len`, None when it is outside.
#[inline]
pub fn place(index: i64, len: usize) -> Option<usize> {
    let at = if index < 0 { index + len as i64 } else { index };
    if at >= 0 && at < len as i64 {
        Some(at as usize)
    } else {
        None
    }
}

/// The places a slice takes.
#[derive(Clone, Copy)]
pub struct Places {
    pub start: i64,
    pub step: i64,
    pub count: usize,
}

impl Places {
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..self.count as i64).map(move |i| (self.start + i * self.step) as usize)
    }

    /// Copies of what stands there.
    pub fn taken<T: Clone>(self, items: &[T]) -> Vec<T> {
        if self.step == 1 {
            let start = self.start as usize;
            return items[start..start + self.count].to_vec();
        }
        if self.step == -1 {
            let last = self.start as usize + 1;
            return items[last - self.count..last].iter().rev().cloned().collect();
        }
        let mut out = Vec::with_capacity(self.count);
        let mut at = self.start;
        for _ in 0..self.count {
            out.push(items[at as usize].clone());
            at += self.step;
        }
        out
    }
}

/// Start and length of `[start:stop]` in a sequence of `len`.
#[inline]
pub(crate) fn part_of(start: i64, stop: i64, len: usize) -> (usize, usize) {
    let len = len as i64;
    let clamp = |bound: i64| if bound < 0 { (bound.saturating_add(len)).max(0) } else { bound.min(len) };
    let (start, stop) = (clamp(start), clamp(stop));
    (start as usize, (stop - start).max(0) as usize)
}

#[inline]
pub fn places(start: impl Bound, stop: impl Bound, step: impl Bound, len: usize) -> PyResult<Places> {
    places_between(start.bound(), stop.bound(), step.bound(), len)
}

pub(crate) fn places_between(start: Option<i64>, stop: Option<i64>, step: Option<i64>, len: usize) -> PyResult<Places> {
    let step = step.unwrap_or(1).max(-i64::MAX);
    if step == 0 {
        return Err(exc::VALUE_ERROR.msg("slice step cannot be zero"));
    }
    let len = len as i64;
    let (lowest, highest) = if step < 0 { (-1, len - 1) } else { (0, len) };
    let clamp = |bound: i64| if bound < 0 { (bound.saturating_add(len)).max(lowest) } else { bound.min(highest) };
    let start = start.map_or(if step < 0 { highest } else { lowest }, clamp);
    let stop = stop.map_or(if step < 0 { lowest } else { highest }, clamp);
    let count = if step < 0 {
        if stop < start { (start - stop - 1) / -step + 1 } else { 0 }
    } else if start < stop {
        (stop - start - 1) / step + 1
    } else {
        0
    };
    Ok(Places { start, step, count: count as usize })
}
