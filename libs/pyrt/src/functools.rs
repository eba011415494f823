//! `functools`: `reduce`, and the memory of `cache` and `lru_cache`.

use crate::*;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// What a cached function remembers: `static FIB: Memo<Int, Int> = Memo::new();`
pub struct Memo<K, V> {
    inner: RefCell<Option<Remembered<K, V>>>,
    longest: Option<usize>,
}

struct Remembered<K, V> {
    dict: Dict<K, V>,
    hits: i64,
    misses: i64,
}

// Translated programs have one thread; see API.md.
unsafe impl<K, V> Sync for Memo<K, V> {}

impl<K, V> Memo<K, V> {
    /// Remembers every result: `cache`, `lru_cache(maxsize=None)`.
    pub const fn new() -> Self {
        Memo { inner: RefCell::new(None), longest: None }
    }

    /// Remembers at most `longest` results, the least lately used forgotten first: `lru_cache(longest)`.
    pub const fn bounded(longest: usize) -> Self {
        Memo { inner: RefCell::new(None), longest: Some(longest) }
    }
}

/// What a cached function that was made inside another remembers: a table for each version of it.
#[derive(Clone, Default)]
pub struct Memos(Rc<RefCell<Vec<Table>>>);

#[derive(Clone)]
struct Table {
    version: usize,
    memo: Rc<dyn Any>,
    info: fn(&dyn Any) -> Option<CacheInfo>,
}

impl Memos {
    pub fn new() -> Memos {
        Memos::default()
    }

    /// The table of a version, made by `make` where it is asked for first.
    pub fn of<K: Key, V: Clone + 'static>(&self, version: usize, make: fn() -> Memo<K, V>) -> Rc<Memo<K, V>> {
        let known = self.0.borrow().iter().find(|table| table.version == version).map(|table| table.memo.clone());
        let memo = known.unwrap_or_else(|| {
            let memo: Rc<dyn Any> = Rc::new(make());
            let info = |memo: &dyn Any| memo.downcast_ref::<Memo<K, V>>().map(Memo::cache_info);
            self.0.borrow_mut().push(Table { version, memo: memo.clone(), info });
            memo
        });
        match memo.downcast() {
            Ok(memo) => memo,
            Err(_) => limit("a cache of another function"),
        }
    }

    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    /// `f.cache_info()`: what the tables of all versions tell together.
    pub fn cache_info(&self, maxsize: Option<Int>) -> CacheInfo {
        let mut all = CacheInfo { hits: int(0), misses: int(0), maxsize, currsize: int(0) };
        for table in self.0.borrow().iter() {
            if let Some(info) = (table.info)(&*table.memo) {
                all.hits = &all.hits + &info.hits;
                all.misses = &all.misses + &info.misses;
                all.currsize = &all.currsize + &info.currsize;
            }
        }
        match &all.maxsize {
            Some(longest) if all.currsize > *longest => limit("a bounded cache of several versions"),
            _ => all,
        }
    }
}

impl<K: Key, V: Clone> Memo<K, V> {
    fn with<R>(&self, f: impl FnOnce(&mut Remembered<K, V>) -> R) -> R {
        let mut inner = self.inner.borrow_mut();
        f(inner.get_or_insert_with(|| Remembered { dict: Dict::new(), hits: 0, misses: 0 }))
    }

    /// The result for a key: remembered, or computed now. A result that raises is not remembered.
    pub fn get(&self, key: K, compute: impl FnOnce() -> PyResult<V>) -> PyResult<V> {
        let limited = self.longest.is_some();
        let known = self.with(|seen| {
            let value = seen.dict.get_opt(&key);
            match &value {
                Some(value) => {
                    seen.hits += 1;
                    if limited {
                        seen.dict.pop_opt(&key);
                        seen.dict.set(key.clone(), value.clone());
                    }
                }
                None => seen.misses += 1,
            }
            value
        });
        if let Some(value) = known {
            return Ok(value);
        }
        let value = compute()?;
        if self.longest != Some(0) {
            self.with(|seen| {
                seen.dict.set(key, value.clone());
                if self.longest.map_or(false, |longest| seen.dict.py_len() > longest) {
                    let _ = seen.dict.popitem_first();
                }
            });
        }
        Ok(value)
    }

    pub fn cache_clear(&self) {
        *self.inner.borrow_mut() = None;
    }

    /// `f.cache_info()` as `repr` shows it.
    pub fn cache_info(&self) -> CacheInfo {
        let longest = self.longest.map(|longest| int(longest as i64));
        self.with(|seen| CacheInfo {
            hits: int(seen.hits),
            misses: int(seen.misses),
            maxsize: longest,
            currsize: len(&seen.dict),
        })
    }
}

#[derive(Clone)]
pub struct CacheInfo {
    pub hits: Int,
    pub misses: Int,
    pub maxsize: Option<Int>,
    pub currsize: Int,
}

impl PyEq for CacheInfo {
    fn py_eq(&self, other: &CacheInfo) -> bool {
        repr(self).py_eq(&repr(other))
    }
}

impl PyTruthy for CacheInfo {
    fn truthy(&self) -> bool {
        true
    }
}

impl PyRepr for CacheInfo {
    fn repr_to(&self, out: &mut String) {
        out.push_str("CacheInfo(hits=");
        self.hits.repr_to(out);
        out.push_str(", misses=");
        self.misses.repr_to(out);
        out.push_str(", maxsize=");
        self.maxsize.repr_to(out);
        out.push_str(", currsize=");
        self.currsize.repr_to(out);
        out.push(')');
    }
}

/// What a comparison function may give: only its sign counts.
pub trait Sign {
    fn sign(&self) -> i8;
}

impl Sign for Int {
    fn sign(&self) -> i8 {
        (*self > 0) as i8 - (*self < 0) as i8
    }
}

impl Sign for f64 {
    fn sign(&self) -> i8 {
        (*self > 0.0) as i8 - (*self < 0.0) as i8
    }
}

impl Sign for bool {
    fn sign(&self) -> i8 {
        *self as i8
    }
}

type Comparison<T> = Rc<RefCell<dyn FnMut(T, T) -> PyResult<i8>>>;

/// A key of `functools.cmp_to_key`: the program's function compares it with another.
pub struct CmpKey<T> {
    item: T,
    compare: Comparison<T>,
}

impl<T: Clone> CmpKey<T> {
    pub fn new(item: T, compare: impl FnMut(T, T) -> PyResult<i8> + 'static) -> CmpKey<T> {
        CmpKey { item, compare: Rc::new(RefCell::new(compare)) }
    }

    fn with(&self, other: &CmpKey<T>) -> i8 {
        must((self.compare.borrow_mut())(self.item.clone(), other.item.clone()))
    }
}

impl<T: Clone> Clone for CmpKey<T> {
    fn clone(&self) -> Self {
        CmpKey { item: self.item.clone(), compare: self.compare.clone() }
    }
}

impl<T: Clone> PyEq for CmpKey<T> {
    fn py_eq(&self, other: &CmpKey<T>) -> bool {
        self.with(other) == 0
    }
}

impl<T: Clone> PyOrd for CmpKey<T> {
    fn py_lt(&self, other: &CmpKey<T>) -> bool {
        self.with(other) < 0
    }
    fn py_le(&self, other: &CmpKey<T>) -> bool {
        self.with(other) <= 0
    }
    fn py_gt(&self, other: &CmpKey<T>) -> bool {
        self.with(other) > 0
    }
    fn py_ge(&self, other: &CmpKey<T>) -> bool {
        self.with(other) >= 0
    }
}

impl<T> PyHash for CmpKey<T> {
    fn py_hash(&self) -> i64 {
        limit("a key of cmp_to_key is not hashable")
    }
}

impl<T> PyTruthy for CmpKey<T> {
    fn truthy(&self) -> bool {
        true
    }
}

impl<T> PyRepr for CmpKey<T> {
    fn repr_to(&self, _out: &mut String) {
        limit("the repr of a key of cmp_to_key holds its address")
    }
    fn type_name(&self) -> &'static str {
        "KeyWrapper"
    }
}

impl<T> PyIs for CmpKey<T> {
    fn id(&self) -> usize {
        Rc::as_ptr(&self.compare) as *const u8 as usize
    }
}

/// `reduce(f, it)`.
pub fn reduce<I: PyIterator>(mut f: impl FnMut(I::Item, I::Item) -> PyResult<I::Item>, mut it: I) -> PyResult<I::Item> {
    let first = it.next()?;
    let mut total =
        first.ok_or_else(|| exc::TYPE_ERROR.msg("reduce() of empty iterable with no initial value"))?;
    while let Some(item) = it.next()? {
        total = f(total, item)?;
    }
    Ok(total)
}

/// `reduce(f, it, start)`.
pub fn reduce_from<I: PyIterator, A>(mut f: impl FnMut(A, I::Item) -> PyResult<A>, mut it: I, start: A) -> PyResult<A> {
    let mut total = start;
    while let Some(item) = it.next()? {
        total = f(total, item)?;
    }
    Ok(total)
}
