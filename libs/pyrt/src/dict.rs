//! `dict`: insertion order over an index of open addressing; equality and hash are Python's.

use crate::kept::Kept;
use crate::*;
use std::cell::{RefCell, RefMut};
use std::rc::Rc;

/// A Python dict: clones share it.
pub struct Dict<K, V>(Kept<RefCell<Table<K, V>>>);

const FREE: u32 = u32::MAX;
const GONE: u32 = u32::MAX - 1;

struct Entry<K, V> {
    hash: i64,
    pair: Option<(K, V)>,
}

struct Table<K, V> {
    entries: Vec<Entry<K, V>>,
    slots: Vec<u32>,
    used: usize,
    filled: usize,
    /// No live entry stands before this place.
    first: usize,
    /// An object's attributes: only what sets those changes it.
    sealed: bool,
    /// An `OrderedDict`'s.
    ordered: bool,
    /// Counts the keys that came and went.
    turns: u64,
}

impl<K, V> Table<K, V> {
    fn new() -> Table<K, V> {
        Table { entries: Vec::new(), slots: Vec::new(), used: 0, filled: 0, first: 0, sealed: false, ordered: false, turns: 0 }
    }

    #[inline]
    fn start(hash: i64, mask: usize) -> usize {
        let mixed = (hash as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 32) as usize & mask
    }

    /// Drops dead entries and makes room in the index.
    fn rebuild(&mut self) {
        self.entries.retain(|entry| entry.pair.is_some());
        self.first = 0;
        let size = ((self.used + 1) * 3).next_power_of_two().max(8);
        self.slots.clear();
        self.slots.resize(size, FREE);
        for (at, entry) in self.entries.iter().enumerate() {
            let mut slot = Self::start(entry.hash, size - 1);
            while self.slots[slot] != FREE {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = at as u32;
        }
        self.filled = self.used;
    }
}

impl<K: PyEq, V> Table<K, V> {
    /// Slot and place of a key.
    #[inline]
    fn find(&self, hash: i64, key: &K) -> Option<(usize, usize)> {
        if self.used == 0 {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut slot = Self::start(hash, mask);
        loop {
            let at = self.slots[slot];
            if at == FREE {
                return None;
            }
            if at != GONE {
                let entry = &self.entries[at as usize];
                if entry.hash == hash {
                    if let Some((other, _)) = &entry.pair {
                        if other.py_alike(key) {
                            return Some((slot, at as usize));
                        }
                    }
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    fn insert_new(&mut self, hash: i64, key: K, value: V) {
        if (self.filled + 1) * 3 > self.slots.len() * 2 || self.entries.len() > self.used * 2 + 32 {
            self.rebuild();
        }
        let mask = self.slots.len() - 1;
        let mut slot = Self::start(hash, mask);
        while self.slots[slot] != FREE && self.slots[slot] != GONE {
            slot = (slot + 1) & mask;
        }
        if self.slots[slot] == FREE {
            self.filled += 1;
        }
        self.slots[slot] = self.entries.len() as u32;
        self.entries.push(Entry { hash, pair: Some((key, value)) });
        self.used += 1;
        self.turns += 1;
    }

    fn take(&mut self, slot: usize, at: usize) -> Option<(K, V)> {
        self.slots[slot] = GONE;
        self.used -= 1;
        self.turns += 1;
        let pair = self.entries[at].pair.take();
        while self.first < self.entries.len() && self.entries[self.first].pair.is_none() {
            self.first += 1;
        }
        while matches!(self.entries.last(), Some(last) if last.pair.is_none()) {
            self.entries.pop();
        }
        self.first = self.first.min(self.entries.len());
        pair
    }
}

impl<K, V> Clone for Dict<K, V> {
    fn clone(&self) -> Dict<K, V> {
        Dict(self.0.clone())
    }
}

impl<K, V> Default for Dict<K, V> {
    fn default() -> Dict<K, V> {
        Dict::new()
    }
}

#[macro_export]
macro_rules! dict {
    ($($key:expr => $value:expr),* $(,)?) => {{
        let dict = $crate::Dict::new();
        $(dict.set($key, $value);)*
        dict
    }};
}

impl<K, V> Dict<K, V> {
    pub fn new() -> Dict<K, V> {
        Dict(Kept::new(RefCell::new(Table::new())))
    }

    pub fn clear(&self) {
        let mut table = self.change();
        let empty = Table { ordered: table.ordered, turns: table.turns + 1, ..Table::new() };
        let old = std::mem::replace(&mut *table, empty);
        drop(table);
        drop(old);
    }

    pub fn is_empty(&self) -> bool {
        self.py_len() == 0
    }

    /// The `__dict__` of an object: it follows the object's attributes.
    pub fn sealed() -> Dict<K, V> {
        let dict = Dict::new();
        dict.0.borrow_mut().sealed = true;
        dict
    }

    /// Makes it an `OrderedDict`'s.
    pub(crate) fn ordered(self) -> Dict<K, V> {
        self.0.borrow_mut().ordered = true;
        self
    }

    #[inline]
    fn change(&self) -> RefMut<'_, Table<K, V>> {
        let table = self.0.borrow_mut();
        if table.sealed {
            limit("an object's __dict__ is changed as a dictionary")
        }
        table
    }

    fn unsealed<R>(&self, work: impl FnOnce() -> R) -> R {
        self.0.borrow_mut().sealed = false;
        let result = work();
        self.0.borrow_mut().sealed = true;
        result
    }
}

impl<K: Key, V: Clone> Dict<K, V> {
    pub fn from_pairs(pairs: Vec<(K, V)>) -> Dict<K, V> {
        let dict = Dict::new();
        for (key, value) in pairs {
            dict.set(key, value);
        }
        dict
    }

    #[inline]
    pub fn get_opt(&self, key: &K) -> Option<V> {
        let table = self.0.borrow();
        let (_, at) = table.find(key.key_hash(), key)?;
        table.entries[at].pair.as_ref().map(|pair| pair.1.clone())
    }

    /// `d[key]`.
    #[inline]
    pub fn get(&self, key: &K) -> PyResult<V> {
        self.get_opt(key).ok_or_else(|| exc::KEY_ERROR.new(&[&err::Missing(key)]))
    }

    /// `d.get(key, default)`.
    pub fn get_or(&self, key: &K, default: V) -> V {
        self.get_opt(key).unwrap_or(default)
    }

    pub fn set(&self, key: K, value: V) {
        self.set_hashed(key.key_hash(), key, value);
    }

    /// Sets a key whose hash is known, and not asked for again.
    fn set_hashed(&self, hash: i64, key: K, value: V) {
        let mut table = self.change();
        match table.find(hash, &key) {
            Some((_, at)) => {
                let old = table.entries[at].pair.as_mut().map(|pair| std::mem::replace(&mut pair.1, value));
                drop(table);
                drop(old);
            }
            None => table.insert_new(hash, key, value),
        }
    }

    /// `d[key] += value`.
    pub fn add<D>(&self, key: &K, value: D) -> PyResult<()>
    where
        V: std::ops::Add<D, Output = V>,
    {
        let hash = key.key_hash();
        match self.found(hash, key) {
            Some((at, old)) => {
                self.put_at(at, hash, key, old + value);
                Ok(())
            }
            None => Err(exc::KEY_ERROR.new(&[&err::Missing(key)])),
        }
    }

    /// `d[key] = d.get(key, default) + value`.
    pub fn add_or<D>(&self, key: &K, default: V, value: D)
    where
        V: std::ops::Add<D, Output = V>,
    {
        let hash = key.key_hash();
        match self.found(hash, key) {
            Some((at, old)) => self.put_at(at, hash, key, old + value),
            None => self.set(key.clone(), default + value),
        }
    }

    /// Place and value of a key.
    #[inline]
    pub(crate) fn found(&self, hash: i64, key: &K) -> Option<(usize, V)> {
        let table = self.0.borrow();
        let (_, at) = table.find(hash, key)?;
        table.entries[at].pair.as_ref().map(|pair| (at, pair.1.clone()))
    }

    /// Sets a key that was found at a place, unless what was done meanwhile moved it.
    #[inline]
    pub(crate) fn put_at(&self, at: usize, hash: i64, key: &K, value: V) {
        let mut table = self.change();
        match table.entries.get_mut(at) {
            Some(Entry { hash: other, pair: Some((there, kept)) }) if *other == hash && there.py_alike(key) => {
                let old = std::mem::replace(kept, value);
                drop(table);
                drop(old);
            }
            _ => {
                drop(table);
                self.set(key.clone(), value);
            }
        }
    }

    /// Notes an object's attribute in its `__dict__`.
    pub fn keep(&self, key: K, value: V) {
        self.unsealed(|| self.set(key, value));
    }

    /// Notes that an object lost an attribute.
    pub fn lose(&self, key: &K) {
        drop(self.unsealed(|| self.pop_opt(key)));
    }

    pub fn del(&self, key: &K) -> PyResult<()> {
        self.pop(key).map(|_| ())
    }

    pub fn pop_opt(&self, key: &K) -> Option<V> {
        let mut table = self.change();
        let (slot, at) = table.find(key.key_hash(), key)?;
        table.take(slot, at).map(|pair| pair.1)
    }

    pub fn pop(&self, key: &K) -> PyResult<V> {
        self.pop_opt(key).ok_or_else(|| exc::KEY_ERROR.new(&[&err::Missing(key)]))
    }

    pub fn pop_or(&self, key: &K, default: V) -> V {
        self.pop_opt(key).unwrap_or(default)
    }

    pub fn popitem(&self) -> PyResult<(K, V)> {
        let last = self.last_key();
        self.take_key(last)
    }

    fn last_key(&self) -> Option<K> {
        self.0.borrow().entries.iter().rev().find_map(|entry| entry.pair.as_ref().map(|pair| pair.0.clone()))
    }

    /// `OrderedDict.popitem(last=False)`.
    pub fn popitem_first(&self) -> PyResult<(K, V)> {
        let first = self.first_key();
        self.take_key(first)
    }

    fn first_key(&self) -> Option<K> {
        let table = self.0.borrow();
        table.entries[table.first..].iter().find_map(|entry| entry.pair.as_ref().map(|pair| pair.0.clone()))
    }

    fn take_key(&self, key: Option<K>) -> PyResult<(K, V)> {
        match key {
            Some(key) => self.pop(&key).map(|value| (key, value)),
            None => Err(exc::KEY_ERROR.msg("popitem(): dictionary is empty")),
        }
    }

    /// `OrderedDict.move_to_end(key, last)`.
    pub fn move_to_end(&self, key: &K, last: bool) -> PyResult<()> {
        let there = if last { self.last_key() } else { self.first_key() };
        if there.map_or(false, |there| there.py_alike(key)) {
            return Ok(());
        }
        let value = self.pop(key)?;
        if last {
            self.set(key.clone(), value);
            return Ok(());
        }
        let entries = self.hashed();
        self.clear();
        self.set(key.clone(), value);
        for (hash, key, value) in entries {
            self.set_hashed(hash, key, value);
        }
        Ok(())
    }

    pub fn setdefault(&self, key: K, default: V) -> V {
        let hash = key.key_hash();
        let mut table = self.change();
        if let Some((_, at)) = table.find(hash, &key) {
            if let Some((_, value)) = &table.entries[at].pair {
                return value.clone();
            }
        }
        table.insert_new(hash, key, default.clone());
        default
    }

    pub fn update(&self, other: &Dict<K, V>) {
        let fresh = self.is_empty();
        for (hash, key, value) in other.hashed() {
            if fresh {
                self.change().insert_new(hash, key, value);
            } else {
                self.set_hashed(hash, key, value);
            }
        }
    }

    /// `d.update(pairs)`.
    pub fn update_pairs(&self, mut pairs: impl PyIterator<Item = (K, V)>) -> PyResult<()> {
        while let Some((key, value)) = pairs.next()? {
            self.set(key, value);
        }
        Ok(())
    }

    /// `a | b`.
    pub fn merged(&self, other: &Dict<K, V>) -> Dict<K, V> {
        let out = self.copy();
        out.update(other);
        out
    }

    pub fn copy(&self) -> Dict<K, V> {
        let out = Dict::new();
        out.update(self);
        out
    }

    fn hashed(&self) -> Vec<(i64, K, V)> {
        let table = self.0.borrow();
        let live = |entry: &Entry<K, V>| entry.pair.clone().map(|(key, value)| (entry.hash, key, value));
        table.entries.iter().filter_map(live).collect()
    }

    pub fn pairs(&self) -> Vec<(K, V)> {
        self.0.borrow().entries.iter().filter_map(|entry| entry.pair.clone()).collect()
    }

    pub fn items_list(&self) -> List<(K, V)> {
        List::from_vec(self.pairs())
    }

    pub fn fromkeys(mut keys: impl PyIterator<Item = K>, value: V) -> PyResult<Dict<K, V>> {
        let dict = Dict::new();
        while let Some(key) = keys.next()? {
            dict.set(key, value.clone());
        }
        Ok(dict)
    }

    pub fn keys(&self) -> Keys<K, V> {
        Keys(self.clone())
    }

    pub fn values(&self) -> Values<K, V> {
        Values(self.clone())
    }

    pub fn items(&self) -> Items<K, V> {
        Items(self.clone())
    }
}

/// Walks the entries, perhaps from the end; raises when the size changes on the way.
struct Walk<K, V> {
    dict: Dict<K, V>,
    /// How many entries are passed, dead ones among them.
    passed: usize,
    size: usize,
    left: usize,
    turns: u64,
    back: bool,
    done: bool,
}

impl<K: Clone, V: Clone> Walk<K, V> {
    fn new(dict: &Dict<K, V>, back: bool) -> Walk<K, V> {
        let table = dict.0.borrow();
        let passed = if back { 0 } else { table.first };
        Walk { dict: dict.clone(), passed, size: table.used, left: table.used, turns: table.turns, back, done: false }
    }

    #[inline]
    fn step<R>(&mut self, pick: impl Fn(&K, &V) -> R) -> PyResult<Option<R>> {
        if self.done {
            return Ok(None);
        }
        let table = self.dict.0.borrow();
        if table.turns != self.turns {
            drop(table);
            return self.disturbed();
        }
        let count = table.entries.len();
        while self.passed < count {
            let at = if self.back { count - 1 - self.passed } else { self.passed };
            self.passed += 1;
            if let Some((key, value)) = &table.entries[at].pair {
                self.left -= 1;
                return Ok(Some(pick(key, value)));
            }
        }
        self.done = true;
        Ok(None)
    }

    /// What comes next where keys came or went.
    fn disturbed<R>(&mut self) -> PyResult<Option<R>> {
        let (ordered, used) = (self.dict.0.borrow().ordered, self.dict.py_len());
        let said = match (ordered, used != self.size) {
            (true, _) if self.left == 0 => return Ok(None),
            (true, _) => "OrderedDict mutated during iteration",
            (false, true) => "dictionary changed size during iteration",
            // What CPython shows then depends on how much room its table had.
            (false, false) => limit("a dictionary whose keys are replaced while it is gone through"),
        };
        self.done = true;
        Err(exc::RUNTIME_ERROR.msg(said))
    }
}

macro_rules! views {
    ($($view:ident $iter:ident $item:ty, $name:literal, |$k:ident, $v:ident| $pick:expr;)*) => {
        $(
        pub struct $view<K, V>(Dict<K, V>);
        impl<K, V> Clone for $view<K, V> {
            fn clone(&self) -> Self {
                $view(self.0.clone())
            }
        }
        pub struct $iter<K, V>(Walk<K, V>);
        impl<K: Clone, V: Clone> PyIterator for $iter<K, V> {
            type Item = $item;
            #[inline]
            fn next(&mut self) -> PyResult<Option<$item>> {
                self.0.step(|$k, $v| $pick)
            }
        }
        impl<K: Clone, V: Clone> PyIter for $view<K, V> {
            type Item = $item;
            type Iter = $iter<K, V>;
            fn iter(&self) -> $iter<K, V> {
                $iter(Walk::new(&self.0, false))
            }
        }
        impl<K: Clone, V: Clone> PyReversed for $view<K, V> {
            type Item = $item;
            type Iter = $iter<K, V>;
            fn iter_rev(&self) -> $iter<K, V> {
                $iter(Walk::new(&self.0, true))
            }
        }
        impl<K, V> PyLen for $view<K, V> {
            fn py_len(&self) -> usize {
                self.0.py_len()
            }
        }
        impl<K, V> PyTruthy for $view<K, V> {
            fn truthy(&self) -> bool {
                self.0.py_len() != 0
            }
        }
        impl<K: Clone, V: Clone> PyRepr for $view<K, V> where $item: PyRepr {
            fn repr_to(&self, out: &mut String) {
                out.push_str(concat!($name, "("));
                let table = self.0 .0.borrow();
                let pairs = table.entries.iter().filter_map(|entry| entry.pair.as_ref());
                List::from_vec(pairs.map(|($k, $v)| $pick).collect()).repr_to(out);
                out.push(')');
            }
            fn type_name(&self) -> &'static str {
                $name
            }
        }
        impl<K, V> PyHash for $view<K, V> {
            fn py_hash(&self) -> i64 {
                limit("the hash of a view of a dictionary")
            }
        }
        impl<K, V> PyOrd for $view<K, V> {
            fn py_lt(&self, _other: &Self) -> bool {
                limit("the order of views of dictionaries")
            }
        }
        impl<K, V> $view<K, V> {
            /// The dictionary that it shows.
            pub fn dict(&self) -> Dict<K, V> {
                self.0.clone()
            }
        }
        )*
    };
}

views! {
    Keys KeysIter K, "dict_keys", |k, _v| k.clone();
    Values ValuesIter V, "dict_values", |_k, v| v.clone();
    Items ItemsIter (K, V), "dict_items", |k, v| (k.clone(), v.clone());
}

impl<K: Key, V: Clone> PyContains<K> for Keys<K, V> {
    fn contains(&self, key: &K) -> bool {
        self.0.contains(key)
    }
}

impl<K: Key, V: Clone> Keys<K, V> {
    pub fn to_set(&self) -> Set<K> {
        let set = Set::new();
        for (key, _) in self.0.pairs() {
            set.add(key);
        }
        set
    }
}

impl<K: Key, V: Clone> PyEq<Keys<K, V>> for Keys<K, V> {
    fn py_eq(&self, other: &Keys<K, V>) -> bool {
        self.0.py_len() == other.0.py_len() && self.0.pairs().iter().all(|(key, _)| other.0.contains(key))
    }
}

impl<K, V> PyEq for Values<K, V> {
    fn py_eq(&self, _other: &Values<K, V>) -> bool {
        limit("values of dictionaries compared: whether they are one object")
    }
}

impl<K: Key, V: Clone + PyEq> PyEq for Items<K, V> {
    fn py_eq(&self, other: &Items<K, V>) -> bool {
        self.0.py_len() == other.0.py_len() && self.0.pairs().iter().all(|pair| other.contains(pair))
    }
}

impl<K: Clone, V: PyEq<U>, U> PyContains<U> for Values<K, V> {
    fn contains(&self, item: &U) -> bool {
        let table = self.0 .0.borrow();
        table.entries.iter().filter_map(|entry| entry.pair.as_ref()).any(|pair| pair.1.py_alike(item))
    }
}

impl<K: Key, V: Clone + PyEq> PyContains<(K, V)> for Items<K, V> {
    fn contains(&self, item: &(K, V)) -> bool {
        self.0.get_opt(&item.0).map_or(false, |value| value.py_alike(&item.1))
    }
}

impl<K: Clone, V: Clone> PyIter for Dict<K, V> {
    type Item = K;
    type Iter = KeysIter<K, V>;
    fn iter(&self) -> KeysIter<K, V> {
        KeysIter(Walk::new(self, false))
    }
}

impl<K: Clone, V: Clone> PyReversed for Dict<K, V> {
    type Item = K;
    type Iter = KeysIter<K, V>;
    fn iter_rev(&self) -> KeysIter<K, V> {
        KeysIter(Walk::new(self, true))
    }
}

impl<K: Key, V: Clone> PyContains<K> for Dict<K, V> {
    #[inline]
    fn contains(&self, key: &K) -> bool {
        self.0.borrow().find(key.key_hash(), key).is_some()
    }
}

impl<K: PyRepr, V: PyRepr> PyRepr for Dict<K, V> {
    fn repr_to(&self, out: &mut String) {
        let table = self.0.borrow();
        let _shown = match Shown::enter(Rc::as_ptr(&self.0) as *const u8) {
            Some(shown) => shown,
            None => return out.push_str("{...}"),
        };
        out.push('{');
        for (i, (key, value)) in table.entries.iter().filter_map(|entry| entry.pair.as_ref()).enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            key.repr_to(out);
            out.push_str(": ");
            value.repr_to(out);
        }
        out.push('}');
    }
    fn type_name(&self) -> &'static str {
        "dict"
    }
    fn to_value(&self) -> Option<Value> {
        let dict = Dict::new();
        for entry in &self.0.borrow().entries {
            if let Some((key, value)) = &entry.pair {
                dict.set(key.to_value()?, value.to_value()?);
            }
        }
        Some(Value::Dict(dict))
    }
}

impl<K: Key, V: PyEq<U>, U: Clone> PyEq<Dict<K, U>> for Dict<K, V> {
    fn py_eq(&self, other: &Dict<K, U>) -> bool {
        same_place(&*self.0.borrow(), &*other.0.borrow())
            || self.py_len() == other.py_len()
            && self.0.borrow().entries.iter().all(|entry| match &entry.pair {
                Some((key, value)) => other.found(entry.hash, key).map_or(false, |(_, theirs)| value.py_alike(&theirs)),
                None => true,
            })
    }
}

impl<K, V> PyTruthy for Dict<K, V> {
    fn truthy(&self) -> bool {
        !self.is_empty()
    }
}

impl<K, V> PyLen for Dict<K, V> {
    #[inline]
    fn py_len(&self) -> usize {
        self.0.borrow().used
    }
}

impl<K, V> PyIs for Dict<K, V> {
    fn id(&self) -> usize {
        Rc::as_ptr(&self.0) as *const u8 as usize
    }
}
