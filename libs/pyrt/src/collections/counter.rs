//! collections.Counter.

use super::*;

/// Counts of keys; a missing key counts zero. Everything else is `Dict`'s.
pub struct Counter<K> {
    pub(super) dict: Dict<K, Int>,
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

    /// `self <= other`: no key counts more.
    pub fn within(&self, other: &Self) -> bool {
        let at_most = |counts: &Self| counts.dict.pairs().iter().all(|(key, _)| self.count_of(key) <= other.count_of(key));
        at_most(self) && at_most(other)
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
            pairs.truncate(n.clamp_usize());
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
