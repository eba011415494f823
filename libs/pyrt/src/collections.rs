//! `collections`: `defaultdict`, `Counter`, `deque`; `OrderedDict` is `Dict`.

use crate::kept::Kept;
use crate::*;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::ops::Deref;
use std::rc::Rc;

type Maker<V> = Rc<dyn Fn() -> PyResult<V>>;

/// A dict that makes what is missing; everything but `get` and `add` is `Dict`'s.
pub struct DefaultDict<K, V> {
    dict: Dict<K, V>,
    make: Option<Maker<V>>,
    /// How `repr` shows the maker.
    shown: &'static str,
}

impl<K, V> Clone for DefaultDict<K, V> {
    fn clone(&self) -> Self {
        DefaultDict { dict: self.dict.clone(), make: self.make.clone(), shown: self.shown }
    }
}

impl<K, V> Deref for DefaultDict<K, V> {
    type Target = Dict<K, V>;
    fn deref(&self) -> &Dict<K, V> {
        &self.dict
    }
}

impl<K: Key, V: Clone> DefaultDict<K, V> {
    /// `defaultdict(make)`; `shown` is the maker's repr, such as `<class 'int'>`.
    pub fn new(shown: &'static str, make: impl Fn() -> PyResult<V> + 'static) -> Self {
        DefaultDict { dict: Dict::new(), make: Some(Rc::new(make)), shown }
    }

    pub fn with(shown: &'static str, make: impl Fn() -> PyResult<V> + 'static, dict: Dict<K, V>) -> Self {
        DefaultDict { dict, make: Some(Rc::new(make)), shown }
    }

    /// `d[key]`, made and kept where it is missing.
    pub fn get(&self, key: &K) -> PyResult<V> {
        match (self.dict.get_opt(key), &self.make) {
            (Some(value), _) => Ok(value),
            (None, Some(make)) => {
                let value = make()?;
                self.dict.set(key.clone(), value.clone());
                Ok(value)
            }
            (None, None) => Err(exc::KEY_ERROR.new(&[key])),
        }
    }

    /// `d[key] += value`.
    pub fn add<D>(&self, key: &K, value: D) -> PyResult<()>
    where
        V: std::ops::Add<D, Output = V>,
    {
        let hash = key.key_hash();
        if let Some((at, old)) = self.dict.found(hash, key) {
            self.dict.put_at(at, hash, key, old + value);
            return Ok(());
        }
        let sum = self.get(key)? + value;
        self.dict.set(key.clone(), sum);
        Ok(())
    }

    pub fn copy(&self) -> Self {
        DefaultDict { dict: self.dict.copy(), make: self.make.clone(), shown: self.shown }
    }

    pub fn to_dict(&self) -> Dict<K, V> {
        self.dict.clone()
    }
}

impl<K: PyRepr, V: PyRepr> PyRepr for DefaultDict<K, V> {
    fn repr_to(&self, out: &mut String) {
        out.push_str("defaultdict(");
        out.push_str(self.shown);
        out.push_str(", ");
        self.dict.repr_to(out);
        out.push(')');
    }
    fn type_name(&self) -> &'static str {
        "collections.defaultdict"
    }
}

macro_rules! like_a_dict {
    ($name:ident<$k:ident $(, $v:ident)?>, $value:ty) => {
        impl<$k $(, $v)?> PyTruthy for $name<$k $(, $v)?> {
            fn truthy(&self) -> bool {
                self.dict.py_len() != 0
            }
        }
        impl<$k $(, $v)?> PyLen for $name<$k $(, $v)?> {
            fn py_len(&self) -> usize {
                self.dict.py_len()
            }
        }
        impl<$k $(, $v)?> PyIs for $name<$k $(, $v)?> {
            fn id(&self) -> usize {
                self.dict.id()
            }
        }
        impl<$k: Key $(, $v: Clone)?> PyContains<$k> for $name<$k $(, $v)?> {
            fn contains(&self, key: &$k) -> bool {
                self.dict.contains(key)
            }
        }
        impl<$k: Clone $(, $v: Clone)?> PyIter for $name<$k $(, $v)?> {
            type Item = $k;
            type Iter = dict::KeysIter<$k, $value>;
            fn iter(&self) -> Self::Iter {
                self.dict.iter()
            }
        }
    };
}

like_a_dict!(DefaultDict<K, V>, V);
like_a_dict!(Counter<K>, Int);

impl<K: Key, V: Clone + PyEq> PyEq for DefaultDict<K, V> {
    fn py_eq(&self, other: &Self) -> bool {
        self.dict.py_eq(&other.dict)
    }
}

impl<K: Key, V: Clone + PyEq> PyEq<Dict<K, V>> for DefaultDict<K, V> {
    fn py_eq(&self, other: &Dict<K, V>) -> bool {
        self.dict.py_eq(other)
    }
}

/// Counts of keys; a missing key counts zero. Everything else is `Dict`'s.
pub struct Counter<K> {
    dict: Dict<K, Int>,
}

impl<K> Clone for Counter<K> {
    fn clone(&self) -> Self {
        Counter { dict: self.dict.clone() }
    }
}

impl<K> Default for Counter<K> {
    fn default() -> Self {
        Counter { dict: Dict::new() }
    }
}

impl<K> Deref for Counter<K> {
    type Target = Dict<K, Int>;
    fn deref(&self) -> &Dict<K, Int> {
        &self.dict
    }
}

impl<K: Key> Counter<K> {
    pub fn new() -> Self {
        Counter::default()
    }

    /// `Counter(iterable)`.
    pub fn from_iter(items: impl PyIterator<Item = K>) -> PyResult<Self> {
        let counter = Counter::new();
        counter.update(items)?;
        Ok(counter)
    }

    pub fn from_dict(dict: &Dict<K, Int>) -> Self {
        Counter { dict: dict.copy() }
    }

    /// `c[key]`.
    pub fn get(&self, key: &K) -> PyResult<Int> {
        Ok(self.count_of(key))
    }

    pub fn count_of(&self, key: &K) -> Int {
        self.dict.get_or(key, int(0))
    }

    /// `c[key] += count`.
    pub fn add(&self, key: &K, count: impl Into<Int>) -> PyResult<()> {
        self.dict.add_or(key, int(0), count.into());
        Ok(())
    }

    /// `c.update(iterable)`.
    pub fn update(&self, mut items: impl PyIterator<Item = K>) -> PyResult<()> {
        while let Some(key) = items.next()? {
            self.add(&key, 1)?;
        }
        Ok(())
    }

    pub fn update_counts(&self, other: &Dict<K, Int>) {
        for (key, count) in other.pairs() {
            self.dict.set(key.clone(), self.count_of(&key) + count);
        }
    }

    pub fn subtract(&self, mut items: impl PyIterator<Item = K>) -> PyResult<()> {
        while let Some(key) = items.next()? {
            self.add(&key, -1)?;
        }
        Ok(())
    }

    pub fn subtract_counts(&self, other: &Dict<K, Int>) {
        for (key, count) in other.pairs() {
            self.dict.set(key.clone(), self.count_of(&key) - count);
        }
    }

    /// The commonest first; equal counts in the order they were met.
    pub fn most_common(&self, n: Option<Int>) -> List<(K, Int)> {
        let mut pairs = self.dict.pairs();
        crate::sort::sort_vec(&mut pairs, |a, b| a.1 < b.1, true);
        if let Some(n) = n {
            pairs.truncate(n.clamp_i64().max(0) as usize);
        }
        List::from_vec(pairs)
    }

    pub fn elements(&self) -> Iter<K> {
        let mut pairs = self.dict.pairs().into_iter();
        let mut left: Option<(K, Int)> = None;
        Iter::from_fn(move || loop {
            if let Some((key, count)) = &mut left {
                if *count > 0 {
                    *count -= 1;
                    return Ok(Some(key.clone()));
                }
            }
            left = match pairs.next() {
                Some(pair) => Some(pair),
                None => return Ok(None),
            };
        })
    }

    pub fn total(&self) -> Int {
        self.dict.pairs().into_iter().fold(int(0), |total, (_, count)| total + count)
    }

    pub fn copy(&self) -> Self {
        Counter { dict: self.dict.copy() }
    }

    fn combined(&self, other: &Self, count: impl Fn(&Int, &Int) -> Int, both: bool) -> Self {
        let out = Counter::new();
        let keep = |key: K, count: Int| {
            if count > 0 {
                out.dict.set(key, count);
            }
        };
        for (key, mine) in self.dict.pairs() {
            let theirs = other.count_of(&key);
            keep(key, count(&mine, &theirs));
        }
        if both {
            for (key, theirs) in other.dict.pairs() {
                if !self.dict.contains(&key) {
                    keep(key, count(&int(0), &theirs));
                }
            }
        }
        out
    }

    fn keep_positive(&self) {
        for (key, count) in self.dict.pairs() {
            if count <= 0 {
                self.dict.pop_opt(&key);
            }
        }
    }

    /// `a += b`.
    pub fn plus_in_place(&self, other: &Self) {
        self.update_counts(&other.dict);
        self.keep_positive();
    }

    /// `a -= b`.
    pub fn minus_in_place(&self, other: &Self) {
        self.subtract_counts(&other.dict);
        self.keep_positive();
    }

    /// `a |= b`.
    pub fn union_in_place(&self, other: &Self) {
        for (key, count) in other.dict.pairs() {
            if count > self.count_of(&key) {
                self.dict.set(key, count);
            }
        }
        self.keep_positive();
    }

    /// `a &= b`.
    pub fn intersection_in_place(&self, other: &Self) {
        for (key, count) in self.dict.pairs() {
            let theirs = other.count_of(&key);
            if theirs < count {
                self.dict.set(key, theirs);
            }
        }
        self.keep_positive();
    }

    /// `a + b`.
    pub fn plus(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a + b, true)
    }

    /// `a - b`.
    pub fn minus(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a - b, true)
    }

    /// `a & b`.
    pub fn intersection(&self, other: &Self) -> Self {
        self.combined(other, |a, b| min2(a.clone(), b.clone()), false)
    }

    /// `a | b`.
    pub fn union(&self, other: &Self) -> Self {
        self.combined(other, |a, b| max2(a.clone(), b.clone()), true)
    }
}

impl<K: Key> PyRepr for Counter<K> {
    fn repr_to(&self, out: &mut String) {
        out.push_str("Counter(");
        if self.py_len() > 0 {
            Dict::from_pairs(self.most_common(None).to_vec()).repr_to(out);
        }
        out.push(')');
    }
    fn type_name(&self) -> &'static str {
        "Counter"
    }
}

impl<K: Key> PyEq for Counter<K> {
    fn py_eq(&self, other: &Self) -> bool {
        self.dict.pairs().iter().all(|(key, count)| other.count_of(key) == *count)
            && other.dict.pairs().iter().all(|(key, count)| self.count_of(key) == *count)
    }
}

/// `deque`: clones share it.
pub struct Deque<T>(Kept<RefCell<Line<T>>>);

struct Line<T> {
    items: VecDeque<T>,
    longest: Option<usize>,
    /// Counts changes of the size, which end an iteration.
    changes: u64,
}

impl<T> Clone for Deque<T> {
    fn clone(&self) -> Self {
        Deque(self.0.clone())
    }
}

impl<T> Default for Deque<T> {
    fn default() -> Self {
        Deque::bounded(None)
    }
}

impl<T> Deque<T> {
    /// An empty deque; a bound that is negative ends the program: `with_maxlen` raises instead.
    pub fn new(maxlen: Option<Int>) -> Self {
        must(Deque::with_maxlen(maxlen))
    }

    fn bounded(longest: Option<usize>) -> Self {
        Deque(Kept::new(RefCell::new(Line { items: VecDeque::new(), longest, changes: 0 })))
    }

    pub fn with_maxlen(maxlen: Option<Int>) -> PyResult<Self> {
        match maxlen {
            Some(longest) if longest.is_negative() => Err(exc::VALUE_ERROR.msg("maxlen must be non-negative")),
            Some(longest) => Ok(Deque::bounded(Some(longest.to_usize()?))),
            None => Ok(Deque::bounded(None)),
        }
    }

    pub fn from_vec(items: Vec<T>) -> Self {
        let deque = Deque::bounded(None);
        deque.0.borrow_mut().items = items.into();
        deque
    }

    /// `deque(iterable)`.
    pub fn from_iter(items: impl PyIterator<Item = T>) -> PyResult<Self> {
        to_vec(items).map(Deque::from_vec)
    }

    /// `deque(iterable, maxlen)`.
    pub fn from_iter_maxlen(items: impl PyIterator<Item = T>, maxlen: Option<Int>) -> PyResult<Self> {
        let deque = Deque::with_maxlen(maxlen)?;
        deque.extend(items)?;
        Ok(deque)
    }

    pub fn maxlen(&self) -> Option<Int> {
        self.0.borrow().longest.map(|longest| int(longest as i64))
    }

    pub fn append(&self, item: T) {
        let mut line = self.0.borrow_mut();
        line.items.push_back(item);
        line.changes += 1;
        if line.longest.map_or(false, |longest| line.items.len() > longest) {
            line.items.pop_front();
        }
    }

    pub fn appendleft(&self, item: T) {
        let mut line = self.0.borrow_mut();
        line.items.push_front(item);
        line.changes += 1;
        if line.longest.map_or(false, |longest| line.items.len() > longest) {
            line.items.pop_back();
        }
    }

    pub fn pop(&self) -> PyResult<T> {
        let mut line = self.0.borrow_mut();
        line.changes += 1;
        line.items.pop_back().ok_or_else(|| exc::INDEX_ERROR.msg("pop from an empty deque"))
    }

    pub fn popleft(&self) -> PyResult<T> {
        let mut line = self.0.borrow_mut();
        line.changes += 1;
        line.items.pop_front().ok_or_else(|| exc::INDEX_ERROR.msg("pop from an empty deque"))
    }

    pub fn extend(&self, mut items: impl PyIterator<Item = T>) -> PyResult<()> {
        while let Some(item) = items.next()? {
            self.append(item);
        }
        Ok(())
    }

    pub fn extendleft(&self, mut items: impl PyIterator<Item = T>) -> PyResult<()> {
        while let Some(item) = items.next()? {
            self.appendleft(item);
        }
        Ok(())
    }

    pub fn clear(&self) {
        let mut line = self.0.borrow_mut();
        line.changes += 1;
        line.items.clear();
    }

    pub fn rotate(&self, steps: impl AsInt) {
        let mut line = self.0.borrow_mut();
        let len = line.items.len() as i64;
        if len > 0 {
            let steps = steps.with_int(|steps| steps.clamp_i64()).rem_euclid(len);
            line.items.rotate_right(steps as usize);
        }
    }

    pub fn reverse(&self) {
        self.0.borrow_mut().items.make_contiguous().reverse();
    }

    pub fn set(&self, index: impl Index, item: T) -> PyResult<()> {
        let mut line = self.0.borrow_mut();
        let at = place(index.index(), line.items.len()).ok_or_else(outside)?;
        line.items[at] = item;
        Ok(())
    }

    pub fn del(&self, index: impl Index) -> PyResult<()> {
        let mut line = self.0.borrow_mut();
        let at = place(index.index(), line.items.len()).ok_or_else(outside)?;
        line.changes += 1;
        line.items.remove(at);
        Ok(())
    }

    pub fn insert(&self, index: impl Index, item: T) -> PyResult<()> {
        let mut line = self.0.borrow_mut();
        if line.longest.map_or(false, |longest| line.items.len() >= longest) {
            return Err(exc::INDEX_ERROR.msg("deque already at its maximum size"));
        }
        let len = line.items.len() as i64;
        let index = index.index();
        let at = if index < 0 { (index + len).max(0) } else { index.min(len) };
        line.changes += 1;
        line.items.insert(at as usize, item);
        Ok(())
    }
}

fn outside() -> PyErr {
    exc::INDEX_ERROR.msg("deque index out of range")
}

impl<T: Clone> Deque<T> {
    pub fn get(&self, index: impl Index) -> PyResult<T> {
        let line = self.0.borrow();
        place(index.index(), line.items.len()).map(|at| line.items[at].clone()).ok_or_else(outside)
    }

    pub fn to_vec(&self) -> Vec<T> {
        self.0.borrow().items.iter().cloned().collect()
    }

    pub fn copy(&self) -> Self {
        let deque = Deque::bounded(self.0.borrow().longest);
        deque.0.borrow_mut().items = self.0.borrow().items.clone();
        deque
    }
}

impl<T: Clone> Deque<T> {
    /// `deque * n`.
    pub fn repeated(&self, count: impl AsInt) -> PyResult<Deque<T>> {
        let made = self.copy();
        made.0.borrow_mut().items.clear();
        for _ in 0..count.with_int(|count| count.clamp_i64()).max(0) {
            made.extend(self.iter())?;
        }
        Ok(made)
    }
}

impl<T: PyEq> Deque<T> {
    pub fn count(&self, item: &T) -> Int {
        int(self.0.borrow().items.iter().filter(|other| other.py_eq(item)).count() as i64)
    }
}

impl<T: Clone> Deque<T> {
    fn as_tuple(&self) -> Tuple<T> {
        Tuple::from_vec(self.0.borrow().items.iter().cloned().collect())
    }
}

impl<T: PyEq + PyOrd + Clone> PyOrd for Deque<T> {
    fn py_lt(&self, other: &Deque<T>) -> bool {
        self.as_tuple().py_lt(&other.as_tuple())
    }
    fn py_le(&self, other: &Deque<T>) -> bool {
        self.as_tuple().py_le(&other.as_tuple())
    }
    fn py_gt(&self, other: &Deque<T>) -> bool {
        self.as_tuple().py_gt(&other.as_tuple())
    }
    fn py_ge(&self, other: &Deque<T>) -> bool {
        self.as_tuple().py_ge(&other.as_tuple())
    }
}

impl<T: PyEq + PyRepr> Deque<T> {
    pub fn remove(&self, item: &T) -> PyResult<()> {
        let at = self.0.borrow().items.iter().position(|other| other.py_eq(item));
        match at {
            Some(at) => self.del(at),
            None => Err(exc::VALUE_ERROR.msg(format!("{} is not in deque", repr(item).as_str()))),
        }
    }

    pub fn index(&self, item: &T) -> PyResult<Int> {
        match self.0.borrow().items.iter().position(|other| other.py_eq(item)) {
            Some(at) => Ok(int(at as i64)),
            None => Err(exc::VALUE_ERROR.msg(format!("{} is not in deque", repr(item).as_str()))),
        }
    }
}

impl<T: PyRepr> PyRepr for Deque<T> {
    fn repr_to(&self, out: &mut String) {
        let line = self.0.borrow();
        out.push_str("deque([");
        for (i, item) in line.items.iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            item.repr_to(out);
        }
        out.push(']');
        if let Some(longest) = line.longest {
            out.push_str(&format!(", maxlen={}", longest));
        }
        out.push(')');
    }
    fn type_name(&self) -> &'static str {
        "collections.deque"
    }
}

impl<T: PyEq> PyEq for Deque<T> {
    fn py_eq(&self, other: &Self) -> bool {
        let (a, b) = (self.0.borrow(), other.0.borrow());
        a.items.len() == b.items.len() && a.items.iter().zip(&b.items).all(|(x, y)| x.py_eq(y))
    }
}

impl<T> PyTruthy for Deque<T> {
    fn truthy(&self) -> bool {
        !self.0.borrow().items.is_empty()
    }
}

impl<T> PyLen for Deque<T> {
    fn py_len(&self) -> usize {
        self.0.borrow().items.len()
    }
}

impl<T> PyIs for Deque<T> {
    fn id(&self) -> usize {
        Rc::as_ptr(&self.0) as *const u8 as usize
    }
}

impl<T: PyEq<U>, U> PyContains<U> for Deque<T> {
    fn contains(&self, item: &U) -> bool {
        self.0.borrow().items.iter().any(|other| other.py_eq(item))
    }
}

/// Raises when the deque changes on the way.
pub struct DequeIter<T> {
    deque: Deque<T>,
    at: usize,
    changes: u64,
}

impl<T: Clone> PyIterator for DequeIter<T> {
    type Item = T;
    fn next(&mut self) -> PyResult<Option<T>> {
        let line = self.deque.0.borrow();
        if line.changes != self.changes {
            return Err(exc::RUNTIME_ERROR.msg("deque mutated during iteration"));
        }
        let item = line.items.get(self.at).cloned();
        self.at += 1;
        Ok(item)
    }
}

impl<T: Clone> PyIter for Deque<T> {
    type Item = T;
    type Iter = DequeIter<T>;
    fn iter(&self) -> DequeIter<T> {
        DequeIter { deque: self.clone(), at: 0, changes: self.0.borrow().changes }
    }
}

impl<T: Clone> PyReversed for Deque<T> {
    type Item = T;
    type Iter = VecIter<T>;
    fn iter_rev(&self) -> VecIter<T> {
        let mut items = self.to_vec();
        items.reverse();
        VecIter::new(items)
    }
}
