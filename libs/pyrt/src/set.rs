//! `set` and `frozenset`, in CPython 3.11's own order.
//!
//! 1. The table is CPython's (`Objects/setobject.c`): power-of-two size, nine linear probes, then a perturbed step.
//! 2. Iteration goes through the table from its start, so order depends on hashes, size and history alone.
//! 3. Growth: when `fill * 5 >= mask * 3`, to the power of two above four times the number of elements
//!    (twice past 50,000).

use crate::kept::Kept;
use crate::*;
use std::cell::RefCell;
use std::rc::Rc;

const LINEAR_PROBES: usize = 9;
const SMALLEST: usize = 8;

enum Slot<T> {
    Free,
    Dummy,
    Full(i64, T),
}

struct Table<T> {
    slots: Vec<Slot<T>>,
    fill: usize,
    used: usize,
    finger: usize,
}

impl<T> Table<T> {
    fn new() -> Table<T> {
        Table { slots: free(SMALLEST), fill: 0, used: 0, finger: 0 }
    }

    fn mask(&self) -> usize {
        self.slots.len() - 1
    }

    /// Visits the places of a hash in CPython's order until `stop` says so.
    fn probe<R>(&self, hash: i64, mut stop: impl FnMut(usize, &Slot<T>) -> Option<R>) -> R {
        let mask = self.mask();
        let mut perturb = hash as u64;
        let mut i = hash as usize & mask;
        loop {
            let probes = if i + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
            for at in i..=i + probes {
                if let Some(found) = stop(at, &self.slots[at]) {
                    return found;
                }
            }
            perturb >>= 5;
            i = ((i as u64).wrapping_mul(5).wrapping_add(1).wrapping_add(perturb)) as usize & mask;
        }
    }

    fn insert_clean(&mut self, hash: i64, item: T) {
        let at = self.probe(hash, |at, slot| if matches!(slot, Slot::Free) { Some(at) } else { None });
        self.slots[at] = Slot::Full(hash, item);
    }

    fn resize(&mut self, wanted: usize) {
        let mut size = SMALLEST;
        while size <= wanted {
            size <<= 1;
        }
        let old = std::mem::replace(&mut self.slots, free(size));
        for slot in old {
            if let Slot::Full(hash, item) = slot {
                self.insert_clean(hash, item);
            }
        }
        self.fill = self.used;
    }

    fn grown(&self) -> usize {
        if self.used > 50_000 { self.used * 2 } else { self.used * 4 }
    }

    fn reserve_for(&mut self, more: usize) {
        if (self.fill + more) * 5 >= self.mask() * 3 {
            self.resize((self.used + more) * 2);
        }
    }
}

fn free<T>(size: usize) -> Vec<Slot<T>> {
    let mut slots = Vec::with_capacity(size);
    slots.resize_with(size, || Slot::Free);
    slots
}

impl<T: PyEq> Table<T> {
    fn find(&self, hash: i64, item: &T) -> Option<usize> {
        self.probe(hash, |at, slot| match slot {
            Slot::Free => Some(None),
            Slot::Full(other_hash, other) if *other_hash == hash && other.py_alike(item) => Some(Some(at)),
            _ => None,
        })
    }

    fn add(&mut self, hash: i64, item: T) {
        let mut dummy = None;
        let at = self.probe(hash, |at, slot| match slot {
            Slot::Free => Some(Some(at)),
            Slot::Full(other_hash, other) if *other_hash == hash && other.py_alike(&item) => Some(None),
            Slot::Dummy => {
                dummy = Some(at);
                None
            }
            _ => None,
        });
        match (at, dummy) {
            (None, _) => {}
            (Some(_), Some(at)) => {
                self.slots[at] = Slot::Full(hash, item);
                self.used += 1;
            }
            (Some(at), None) => {
                self.slots[at] = Slot::Full(hash, item);
                self.fill += 1;
                self.used += 1;
                if self.fill * 5 >= self.mask() * 3 {
                    let wanted = self.grown();
                    self.resize(wanted);
                }
            }
        }
    }

    fn discard(&mut self, hash: i64, item: &T) -> bool {
        match self.find(hash, item) {
            Some(at) => {
                self.slots[at] = Slot::Dummy;
                self.used -= 1;
                true
            }
            None => false,
        }
    }
}

impl<T: Key> Table<T> {
    /// Takes every element of another set in (`set_merge`).
    fn merge(&mut self, other: &Table<T>) {
        if other.used == 0 {
            return;
        }
        self.reserve_for(other.used);
        if self.fill == 0 && self.mask() == other.mask() && other.fill == other.used {
            for (at, slot) in other.slots.iter().enumerate() {
                if let Slot::Full(hash, item) = slot {
                    self.slots[at] = Slot::Full(*hash, item.clone());
                }
            }
            self.fill = other.fill;
            self.used = other.used;
            return;
        }
        let clean = self.fill == 0;
        for slot in &other.slots {
            if let Slot::Full(hash, item) = slot {
                if clean {
                    self.insert_clean(*hash, item.clone());
                } else {
                    self.add(*hash, item.clone());
                }
            }
        }
        if clean {
            self.fill = other.used;
            self.used = other.used;
        }
    }

    fn copy(&self) -> Table<T> {
        let mut out = Table::new();
        out.merge(self);
        out
    }

    fn entries(&self) -> Vec<(i64, T)> {
        let full = |slot: &Slot<T>| match slot {
            Slot::Full(hash, item) => Some((*hash, item.clone())),
            _ => None,
        };
        self.slots.iter().filter_map(full).collect()
    }

    fn remove_all(&mut self, other: &Table<T>) {
        for (hash, item) in other.entries() {
            self.discard(hash, &item);
        }
        self.tidy();
    }

    /// Removes what another set holds and this one has, and adds the rest.
    fn toggle(&mut self, other: &Table<T>) {
        for (hash, item) in other.entries() {
            if !self.discard(hash, &item) {
                self.add(hash, item);
            }
        }
    }

    /// Resizes away what was removed, where that is more than a quarter.
    fn tidy(&mut self) {
        if self.fill - self.used > self.mask() / 4 {
            let wanted = self.grown();
            self.resize(wanted);
        }
    }

    fn add_keys<K: Key, V: Clone>(&mut self, dict: &Dict<K, V>, each: impl Fn(K) -> T) {
        self.reserve_for(dict.py_len());
        for (key, _) in dict.pairs() {
            let item = each(key);
            self.add(item.py_hash(), item);
        }
    }

    fn common(&self, other: &Table<T>) -> Table<T> {
        let (walked, asked) = if other.used > self.used { (self, other) } else { (other, self) };
        let mut out = Table::new();
        for (hash, item) in walked.entries() {
            if asked.find(hash, &item).is_some() {
                out.add(hash, item);
            }
        }
        out
    }

    fn without(&self, other: &Table<T>) -> Table<T> {
        if self.used >> 2 > other.used {
            let mut out = self.copy();
            out.remove_all(other);
            return out;
        }
        let mut out = Table::new();
        for (hash, item) in self.entries() {
            if other.find(hash, &item).is_none() {
                out.add(hash, item);
            }
        }
        out
    }
}

/// A set display of expressions, added one by one.
#[macro_export]
macro_rules! set {
    ($($item:expr),* $(,)?) => {{
        let set = $crate::Set::new();
        $(set.add($item);)*
        set
    }};
}

macro_rules! set_types {
    ($($name:ident $py:literal;)*) => {
        $(
        pub struct $name<T>(Kept<RefCell<Table<T>>>);

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                $name(self.0.clone())
            }
        }

        impl<T> Default for $name<T> {
            fn default() -> Self {
                $name::new()
            }
        }

        impl<T> $name<T> {
            pub fn new() -> Self {
                Self::of(Table::new())
            }

            fn of(table: Table<T>) -> Self {
                $name(Kept::new(RefCell::new(table)))
            }

            pub fn is_empty(&self) -> bool {
                self.py_len() == 0
            }
        }

        impl<T: Key> $name<T> {
            pub fn to_vec(&self) -> Vec<T> {
                self.0.borrow().entries().into_iter().map(|entry| entry.1).collect()
            }

            pub fn copy(&self) -> Self {
                Self::of(self.0.borrow().copy())
            }

            /// With itself, as CPython does it, the copy alone: to merge anything is to lay the table out anew.
            pub fn union(&self, other: &Set<T>) -> Self {
                let mut out = self.0.borrow().copy();
                if !Rc::ptr_eq(&self.0, &other.0) {
                    out.merge(&other.0.borrow());
                }
                Self::of(out)
            }

            pub fn intersection(&self, other: &Set<T>) -> Self {
                if Rc::ptr_eq(&self.0, &other.0) {
                    return self.copy();
                }
                Self::of(self.0.borrow().common(&other.0.borrow()))
            }

            pub fn difference(&self, other: &Set<T>) -> Self {
                Self::of(self.0.borrow().without(&other.0.borrow()))
            }

            pub fn symmetric_difference(&self, other: &Set<T>) -> Self {
                let mut out = other.0.borrow().copy();
                out.toggle(&self.0.borrow());
                Self::of(out)
            }

            /// `s.symmetric_difference(iterable)`.
            pub fn symmetric_difference_iter(&self, mut items: impl PyIterator<Item = T>) -> PyResult<Self> {
                let mut out = Table::new();
                while let Some(item) = items.next()? {
                    out.add(item.py_hash(), item);
                }
                out.toggle(&self.0.borrow());
                Ok(Self::of(out))
            }

            /// `s.union(iterable)`.
            pub fn union_iter(&self, mut items: impl PyIterator<Item = T>) -> PyResult<Self> {
                let mut out = self.0.borrow().copy();
                while let Some(item) = items.next()? {
                    out.add(item.py_hash(), item);
                }
                Ok(Self::of(out))
            }

            /// `s.union(dict)`: room is made for all of its keys first.
            pub fn union_keys<K: Key, V: Clone>(&self, dict: &Dict<K, V>, each: impl Fn(K) -> T) -> Self {
                let mut out = self.0.borrow().copy();
                out.add_keys(dict, each);
                Self::of(out)
            }

            /// `s.intersection(iterable)`.
            pub fn intersection_iter(&self, mut items: impl PyIterator<Item = T>) -> PyResult<Self> {
                let mut out = Table::new();
                while let Some(item) = items.next()? {
                    let hash = item.py_hash();
                    if self.0.borrow().find(hash, &item).is_some() {
                        out.add(hash, item);
                    }
                }
                Ok(Self::of(out))
            }

            /// `s.difference(iterable)`.
            pub fn difference_iter(&self, mut items: impl PyIterator<Item = T>) -> PyResult<Self> {
                let mut out = self.0.borrow().copy();
                while let Some(item) = items.next()? {
                    out.discard(item.py_hash(), &item);
                }
                out.tidy();
                Ok(Self::of(out))
            }

            pub fn issubset(&self, other: &Set<T>) -> bool {
                let other = other.0.borrow();
                self.py_len() <= other.used
                    && self.0.borrow().entries().iter().all(|(hash, item)| other.find(*hash, item).is_some())
            }

            pub fn issuperset(&self, other: &Set<T>) -> bool {
                let mine = self.0.borrow();
                mine.used >= other.py_len()
                    && other.0.borrow().entries().iter().all(|(hash, item)| mine.find(*hash, item).is_some())
            }

            pub fn is_proper_subset(&self, other: &Set<T>) -> bool {
                self.py_len() < other.py_len() && self.issubset(other)
            }

            pub fn is_proper_superset(&self, other: &Set<T>) -> bool {
                self.py_len() > other.py_len() && self.issuperset(other)
            }

            pub fn isdisjoint(&self, other: &Set<T>) -> bool {
                let other = other.0.borrow();
                !self.0.borrow().entries().iter().any(|(hash, item)| other.find(*hash, item).is_some())
            }
        }

        impl<T: PyRepr> PyRepr for $name<T> {
            fn repr_to(&self, out: &mut String) {
                let table = self.0.borrow();
                if table.used == 0 {
                    out.push_str(concat!($py, "()"));
                    return;
                }
                out.push_str(if $py == "set" { "{" } else { concat!($py, "({") });
                let mut first = true;
                for slot in &table.slots {
                    if let Slot::Full(_, item) = slot {
                        if !first {
                            out.push_str(", ");
                        }
                        first = false;
                        item.repr_to(out);
                    }
                }
                out.push_str(if $py == "set" { "}" } else { "})" });
            }
            fn type_name(&self) -> &'static str {
                $py
            }
            fn to_value(&self) -> Option<Value> {
                let set = Set::new();
                for slot in &self.0.borrow().slots {
                    if let Slot::Full(_, item) = slot {
                        set.add(item.to_value()?);
                    }
                }
                Some(Value::Set(set))
            }
        }

        impl<T> PyTruthy for $name<T> {
            fn truthy(&self) -> bool {
                !self.is_empty()
            }
        }

        impl<T> PyLen for $name<T> {
            fn py_len(&self) -> usize {
                self.0.borrow().used
            }
        }

        impl<T> PyIs for $name<T> {
            fn id(&self) -> usize {
                Rc::as_ptr(&self.0) as *const u8 as usize
            }
        }

        impl<T: Key> PyContains<T> for $name<T> {
            fn contains(&self, item: &T) -> bool {
                self.0.borrow().find(item.py_hash(), item).is_some()
            }
        }

        impl<T: Clone> PyIter for $name<T> {
            type Item = T;
            type Iter = SetIter<T>;
            fn iter(&self) -> SetIter<T> {
                SetIter { table: self.0.clone(), at: 0, size: self.py_len(), done: false }
            }
        }
        )*
    };
}

set_types! {
    Set "set";
    FrozenSet "frozenset";
}

macro_rules! set_equality {
    ($($a:ident $b:ident;)*) => {
        $(impl<T: Key> PyEq<$b<T>> for $a<T> {
            fn py_eq(&self, other: &$b<T>) -> bool {
                let theirs = other.0.borrow();
                self.py_len() == theirs.used
                    && self.0.borrow().entries().iter().all(|(hash, item)| theirs.find(*hash, item).is_some())
            }
        })*
    };
}
set_equality! { Set Set; Set FrozenSet; FrozenSet Set; FrozenSet FrozenSet; }

impl<T: Key> Set<T> {
    pub fn from_vec(items: Vec<T>) -> Set<T> {
        let set = Set::new();
        for item in items {
            set.add(item);
        }
        set
    }

    /// A display of constants: CPython makes a frozenset of them, makes it anew from itself, and fills a set with it.
    pub fn of_constants(items: Vec<T>) -> Set<T> {
        if items.len() < 3 {
            return Set::from_vec(items);
        }
        let set = Set::new();
        set.update(&Set::folded(items));
        set
    }

    /// A display of constants that a loop goes through: the frozenset itself.
    pub fn folded(items: Vec<T>) -> Set<T> {
        Set::from_vec(Set::from_vec(items).to_vec())
    }

    /// `set(dict)`.
    pub fn of_keys<K: Key, V: Clone>(dict: &Dict<K, V>, each: impl Fn(K) -> T) -> Set<T> {
        let set = Set::new();
        set.update_keys(dict, each);
        set
    }

    /// `view & other` of what a view and the other hold, in their order.
    pub fn common_of(view: Vec<T>, other: Vec<T>, is_set: bool) -> Set<T> {
        let (walked, asked) = if is_set && view.len() <= other.len() { (view, other) } else { (other, view) };
        let asked = Set::from_vec(asked);
        let set = Set::new();
        for item in walked {
            if asked.contains(&item) {
                set.add(item);
            }
        }
        set
    }

    /// `a.items() ^ b.items()`: what is new in the second, and then what is left of the first.
    pub fn differing(first: Vec<T>, second: Vec<T>) -> Set<T> {
        let (had, has) = (Set::from_vec(first.clone()), Set::from_vec(second.clone()));
        let set = Set::new();
        for item in second.into_iter().filter(|item| !had.contains(item)) {
            set.add(item);
        }
        for item in first.into_iter().filter(|item| !has.contains(item)) {
            set.add(item);
        }
        set
    }

    pub fn add(&self, item: T) {
        let hash = item.py_hash();
        self.0.borrow_mut().add(hash, item);
    }

    pub fn discard(&self, item: &T) {
        self.0.borrow_mut().discard(item.py_hash(), item);
    }

    pub fn remove(&self, item: &T) -> PyResult<()> {
        if self.0.borrow_mut().discard(item.py_hash(), item) {
            Ok(())
        } else {
            Err(exc::KEY_ERROR.new(&[&err::Missing(item)]))
        }
    }

    pub fn pop(&self) -> PyResult<T> {
        let mut table = self.0.borrow_mut();
        if table.used == 0 {
            return Err(exc::KEY_ERROR.msg("pop from an empty set"));
        }
        let mask = table.mask();
        let mut at = table.finger & mask;
        while !matches!(table.slots[at], Slot::Full(..)) {
            at = if at == mask { 0 } else { at + 1 };
        }
        table.used -= 1;
        table.finger = at + 1;
        match std::mem::replace(&mut table.slots[at], Slot::Dummy) {
            Slot::Full(_, item) => Ok(item),
            _ => limit("a set lost its element"),
        }
    }

    pub fn clear(&self) {
        let old = std::mem::replace(&mut *self.0.borrow_mut(), Table::new());
        drop(old);
    }

    /// `s |= other`, `s.update(set)`.
    pub fn update(&self, other: &Set<T>) {
        if !Rc::ptr_eq(&self.0, &other.0) {
            self.0.borrow_mut().merge(&other.0.borrow());
        }
    }

    /// `s.update(iterable)`.
    pub fn update_iter(&self, mut items: impl PyIterator<Item = T>) -> PyResult<()> {
        while let Some(item) = items.next()? {
            self.add(item);
        }
        Ok(())
    }

    /// `s.update(dict)`.
    pub fn update_keys<K: Key, V: Clone>(&self, dict: &Dict<K, V>, each: impl Fn(K) -> T) {
        self.0.borrow_mut().add_keys(dict, each);
    }

    /// `s.intersection_update(iterable)`.
    pub fn intersection_update_iter(&self, items: impl PyIterator<Item = T>) -> PyResult<()> {
        let common = self.intersection_iter(items)?;
        self.0.swap(&common.0);
        Ok(())
    }

    /// `s.difference_update(iterable)`.
    pub fn difference_update_iter(&self, mut items: impl PyIterator<Item = T>) -> PyResult<()> {
        while let Some(item) = items.next()? {
            self.discard(&item);
        }
        self.0.borrow_mut().tidy();
        Ok(())
    }

    pub fn intersection_update(&self, other: &Set<T>) {
        self.0.swap(&self.intersection(other).0);
    }

    pub fn difference_update(&self, other: &Set<T>) {
        if Rc::ptr_eq(&self.0, &other.0) {
            self.clear();
            return;
        }
        self.0.borrow_mut().remove_all(&other.0.borrow());
    }

    pub fn symmetric_difference_update(&self, other: &Set<T>) {
        if Rc::ptr_eq(&self.0, &other.0) {
            self.clear();
            return;
        }
        self.0.borrow_mut().toggle(&other.0.borrow());
    }

    /// `frozenset(s)`.
    pub fn frozen(&self) -> FrozenSet<T> {
        FrozenSet::of(self.0.borrow().copy())
    }

    /// A set that nobody else holds, as a frozenset.
    pub fn into_frozen(self) -> FrozenSet<T> {
        FrozenSet(self.0)
    }
}

impl<T: Key> FrozenSet<T> {
    /// Lends a frozenset to what only reads a set.
    pub fn thawed(&self) -> Set<T> {
        Set(self.0.clone())
    }

    pub fn from_iter(items: impl PyIterator<Item = T>) -> PyResult<FrozenSet<T>> {
        let set = to_set(items)?;
        Ok(FrozenSet(set.0))
    }
}

impl<T: PyHash> PyHash for FrozenSet<T> {
    fn py_hash(&self) -> i64 {
        let table = self.0.borrow();
        let hashes = table.slots.iter().filter_map(|slot| match slot {
            Slot::Full(hash, _) => Some(*hash),
            _ => None,
        });
        hashing::of_set(hashes)
    }
}

/// Iteration in table order; raises when the size changes on the way.
pub struct SetIter<T> {
    table: Kept<RefCell<Table<T>>>,
    at: usize,
    size: usize,
    done: bool,
}

impl<T: Clone> PyIterator for SetIter<T> {
    type Item = T;
    fn next(&mut self) -> PyResult<Option<T>> {
        if self.done {
            return Ok(None);
        }
        let table = self.table.borrow();
        if table.used != self.size {
            self.done = true;
            return Err(exc::RUNTIME_ERROR.msg("Set changed size during iteration"));
        }
        while let Some(slot) = table.slots.get(self.at) {
            self.at += 1;
            if let Slot::Full(_, item) = slot {
                return Ok(Some(item.clone()));
            }
        }
        self.done = true;
        Ok(None)
    }
}
