//! `bisect`.

use crate::*;

fn search<T: Clone>(
    xs: &List<T>,
    low: impl Bound,
    high: impl Bound,
    before: impl Fn(&T) -> PyResult<bool>,
) -> PyResult<Int> {
    let mut low = low.bound().unwrap_or(0);
    if low < 0 {
        return Err(exc::VALUE_ERROR.msg("lo must be non-negative"));
    }
    let mut high = high.bound().unwrap_or(xs.py_len() as i64);
    while low < high {
        let middle = (low + high) / 2;
        if ordered(before(&xs.get(middle)?)?)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(int(low))
}

pub fn bisect_left<T: PyOrd + Clone>(xs: &List<T>, x: &T, low: impl Bound, high: impl Bound) -> PyResult<Int> {
    search(xs, low, high, |item| Ok(item.py_lt(x)))
}

pub fn bisect_right<T: PyOrd + Clone>(xs: &List<T>, x: &T, low: impl Bound, high: impl Bound) -> PyResult<Int> {
    search(xs, low, high, |item| Ok(!x.py_lt(item)))
}

/// `bisect.bisect`.
pub fn bisect<T: PyOrd + Clone>(xs: &List<T>, x: &T, low: impl Bound, high: impl Bound) -> PyResult<Int> {
    bisect_right(xs, x, low, high)
}

/// `bisect_left(xs, x, key=key)`.
pub fn bisect_left_by<T: Clone, K: PyOrd>(xs: &List<T>, x: &K, key: impl Fn(T) -> PyResult<K>) -> PyResult<Int> {
    search(xs, (), (), |item| Ok(key(item.clone())?.py_lt(x)))
}

/// `bisect_right(xs, x, key=key)`.
pub fn bisect_right_by<T: Clone, K: PyOrd>(xs: &List<T>, x: &K, key: impl Fn(T) -> PyResult<K>) -> PyResult<Int> {
    search(xs, (), (), |item| Ok(!x.py_lt(&key(item.clone())?)))
}

pub fn insort_left<T: PyOrd + Clone>(xs: &List<T>, x: T) -> PyResult<()> {
    let at = bisect_left(xs, &x, (), ())?;
    xs.insert(at, x)
}

pub fn insort_right<T: PyOrd + Clone>(xs: &List<T>, x: T) -> PyResult<()> {
    let at = bisect_right(xs, &x, (), ())?;
    xs.insert(at, x)
}

/// `bisect.insort`.
pub fn insort<T: PyOrd + Clone>(xs: &List<T>, x: T) -> PyResult<()> {
    insort_right(xs, x)
}

/// `insort_left(xs, x, key=key)`.
pub fn insort_left_by<T: Clone, K: PyOrd>(xs: &List<T>, x: T, key: impl Fn(T) -> PyResult<K>) -> PyResult<()> {
    let rank = key(x.clone())?;
    let at = bisect_left_by(xs, &rank, key)?;
    xs.insert(at, x)
}

/// `insort(xs, x, key=key)`.
pub fn insort_right_by<T: Clone, K: PyOrd>(xs: &List<T>, x: T, key: impl Fn(T) -> PyResult<K>) -> PyResult<()> {
    let rank = key(x.clone())?;
    let at = bisect_right_by(xs, &rank, key)?;
    xs.insert(at, x)
}
