//! `heapq`, with CPython's own moves, so that a heap printed looks the same.

use crate::*;

fn sift_down<T: PyOrd>(heap: &mut [T], start: usize, from: usize) {
    let mut at = from;
    while at > start {
        let parent = (at - 1) >> 1;
        if !heap[at].py_lt(&heap[parent]) {
            break;
        }
        heap.swap(at, parent);
        at = parent;
    }
}

fn sift_up<T: PyOrd>(heap: &mut [T], from: usize) {
    let end = heap.len();
    let mut at = from;
    let mut child = 2 * at + 1;
    while child < end {
        let right = child + 1;
        if right < end && !heap[child].py_lt(&heap[right]) {
            child = right;
        }
        heap.swap(at, child);
        at = child;
        child = 2 * at + 1;
    }
    sift_down(heap, from, at);
}

fn empty() -> PyErr {
    exc::INDEX_ERROR.msg("index out of range")
}

pub fn heappush<T: PyOrd>(heap: &List<T>, item: T) -> PyResult<()> {
    heap.with_mut(|items| {
        items.push(item);
        let last = items.len() - 1;
        sift_down(items, 0, last);
    });
    ordered(())
}

pub fn heappop<T: PyOrd>(heap: &List<T>) -> PyResult<T> {
    heap.with_mut(|items| {
        let last = items.pop().ok_or_else(empty)?;
        if items.is_empty() {
            return Ok(last);
        }
        let first = std::mem::replace(&mut items[0], last);
        sift_up(items, 0);
        nothing_noted();
        Ok(first)
    })
}

pub fn heapreplace<T: PyOrd>(heap: &List<T>, item: T) -> PyResult<T> {
    heap.with_mut(|items| {
        if items.is_empty() {
            return Err(empty());
        }
        let first = std::mem::replace(&mut items[0], item);
        sift_up(items, 0);
        nothing_noted();
        Ok(first)
    })
}

pub fn heappushpop<T: PyOrd>(heap: &List<T>, item: T) -> T {
    heap.with_mut(|items| match items.first() {
        Some(first) if first.py_lt(&item) => {
            let first = std::mem::replace(&mut items[0], item);
            sift_up(items, 0);
            nothing_noted();
            first
        }
        _ => {
            nothing_noted();
            item
        }
    })
}

pub fn heapify<T: PyOrd>(heap: &List<T>) {
    heap.with_mut(|items| {
        for at in (0..items.len() / 2).rev() {
            sift_up(items, at);
        }
        nothing_noted();
    })
}

/// Sorted items; what cannot be ordered is met in another order than CPython's, so nothing is said of it.
fn surely<T>(all: List<T>, sort: impl Fn(&List<T>) -> PyResult<()>) -> PyResult<List<T>> {
    if order::ordered_throughout(|| sort(&all)).is_err() {
        limit("items of a heap that cannot be ordered");
    }
    Ok(all)
}

fn first<T: Clone>(n: impl AsInt, sorted: List<T>) -> PyResult<List<T>> {
    let n = n.with_int(|n| n.clamp_i64()).max(0);
    sorted.slice((), n, ())
}

pub fn nlargest<I: PyIterator>(n: impl AsInt, it: I) -> PyResult<List<I::Item>>
where
    I::Item: PyOrd + Clone,
{
    first(n, surely(to_list(it)?, |all| all.sort_rev())?)
}

pub fn nsmallest<I: PyIterator>(n: impl AsInt, it: I) -> PyResult<List<I::Item>>
where
    I::Item: PyOrd + Clone,
{
    first(n, surely(to_list(it)?, |all| all.sort())?)
}

pub fn nlargest_by<I: PyIterator, K: PyOrd>(
    n: impl AsInt,
    it: I,
    key: impl FnMut(I::Item) -> PyResult<K>,
) -> PyResult<List<I::Item>>
where
    I::Item: Clone,
{
    first(n, sorted_by(it, key, true)?)
}

pub fn nsmallest_by<I: PyIterator, K: PyOrd>(
    n: impl AsInt,
    it: I,
    key: impl FnMut(I::Item) -> PyResult<K>,
) -> PyResult<List<I::Item>>
where
    I::Item: Clone,
{
    first(n, sorted_by(it, key, false)?)
}

/// `heapq.merge`: lazily, the earlier source first where items are equal.
pub fn merge<T: Clone + 'static, K: PyOrd + 'static>(
    mut sources: Vec<Iter<T>>,
    mut key: impl FnMut(T) -> PyResult<K> + 'static,
    reverse: bool,
) -> Iter<T> {
    let mut heads: Vec<Option<(K, T)>> = Vec::new();
    let mut last: Option<usize> = None;
    Iter::from_fn(move || {
        let first = heads.is_empty();
        if first {
            heads.resize_with(sources.len(), || None);
        }
        for (i, source) in sources.iter_mut().enumerate() {
            if first || last == Some(i) {
                heads[i] = match source.next()? {
                    Some(item) => Some((key(item.clone())?, item)),
                    None => None,
                };
            }
        }
        let mut best: Option<usize> = None;
        for (i, head) in heads.iter().enumerate() {
            if let Some((rank, _)) = head {
                let better = match best.and_then(|at| heads[at].as_ref()) {
                    Some((least, _)) if reverse => least.py_lt(rank),
                    Some((least, _)) => rank.py_lt(least),
                    None => true,
                };
                nothing_noted();
                if better {
                    best = Some(i);
                }
            }
        }
        last = best;
        Ok(best.and_then(|at| heads[at].take()).map(|(_, item)| item))
    })
}
