//! collections.deque.

use super::*;

/// `deque`: clones share it.
pub struct Deque<T>(Kept<RefCell<Line<T>>>);

struct Line<T> {
    items: VecDeque<T>,
    longest: Option<usize>,
    /// Counts what moves items, which ends an iteration.
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
        self.taken(|items| items.pop_back())
    }

    pub fn popleft(&self) -> PyResult<T> {
        self.taken(|items| items.pop_front())
    }

    fn taken(&self, take: impl Fn(&mut VecDeque<T>) -> Option<T>) -> PyResult<T> {
        let mut line = self.0.borrow_mut();
        let item = take(&mut line.items).ok_or_else(|| exc::INDEX_ERROR.msg("pop from an empty deque"))?;
        line.changes += 1;
        Ok(item)
    }

    pub fn extend(&self, mut items: impl PyIterator<Item = T>) -> PyResult<()> {
        while let Some(item) = items.next()? {
            self.append(item);
        }
        Ok(())
    }

    /// `extend` of a deque, which may be this one.
    pub fn extend_list(&self, other: &Deque<T>)
    where
        T: Clone,
    {
        let items: Vec<T> = other.0.borrow().items.iter().cloned().collect();
        items.into_iter().for_each(|item| self.append(item));
    }

    pub fn extendleft(&self, mut items: impl PyIterator<Item = T>) -> PyResult<()> {
        while let Some(item) = items.next()? {
            self.appendleft(item);
        }
        Ok(())
    }

    pub fn clear(&self) {
        let mut line = self.0.borrow_mut();
        if !line.items.is_empty() {
            line.changes += 1;
        }
        line.items.clear();
    }

    pub fn rotate(&self, steps: impl AsInt) -> PyResult<()> {
        let steps = steps.with_int(|steps| crate::index::sized(steps))?;
        let mut line = self.0.borrow_mut();
        let len = line.items.len() as i64;
        if len > 1 {
            line.changes += 1;
            line.items.rotate_right(steps.rem_euclid(len) as usize);
        }
        Ok(())
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
        let index = crate::index::sized(&index)?;
        let mut line = self.0.borrow_mut();
        if line.longest.map_or(false, |longest| line.items.len() >= longest) {
            return Err(exc::INDEX_ERROR.msg("deque already at its maximum size"));
        }
        let len = line.items.len() as i64;
        let at = if index < 0 { index.saturating_add(len).max(0) } else { index.min(len) };
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
    /// `deque *= n`.
    pub fn repeat_in_place(&self, count: impl AsInt) -> PyResult<()> {
        let made = self.repeated(count)?;
        self.clear();
        self.extend(made.iter())
    }

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
        int(self.0.borrow().items.iter().filter(|other| other.py_alike(item)).count() as i64)
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
        let at = self.0.borrow().items.iter().position(|other| other.py_alike(item));
        match at {
            Some(at) => self.del(at),
            None => Err(exc::VALUE_ERROR.msg(format!("{} is not in deque", repr(item).as_str()))),
        }
    }

    pub fn index(&self, item: &T) -> PyResult<Int> {
        match self.0.borrow().items.iter().position(|other| other.py_alike(item)) {
            Some(at) => Ok(int(at as i64)),
            None => Err(exc::VALUE_ERROR.msg(format!("{} is not in deque", repr(item).as_str()))),
        }
    }
}

impl<T: PyRepr> PyRepr for Deque<T> {
    fn repr_to(&self, out: &mut String) {
        let line = self.0.borrow();
        let _shown = match Shown::enter(Rc::as_ptr(&self.0) as *const u8) {
            Some(shown) => shown,
            None => return out.push_str("[...]"),
        };
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
        a.items.len() == b.items.len() && a.items.iter().zip(&b.items).all(|(x, y)| x.py_alike(y))
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
        self.0.borrow().items.iter().any(|other| other.py_alike(item))
    }
}

/// Raises when the deque changes on the way, which may be from its end.
pub struct DequeIter<T> {
    deque: Deque<T>,
    passed: usize,
    changes: u64,
    back: bool,
}

impl<T> DequeIter<T> {
    fn new(deque: &Deque<T>, back: bool) -> DequeIter<T> {
        DequeIter { deque: deque.clone(), passed: 0, changes: deque.0.borrow().changes, back }
    }
}

impl<T: Clone> PyIterator for DequeIter<T> {
    type Item = T;
    fn next(&mut self) -> PyResult<Option<T>> {
        let line = self.deque.0.borrow();
        if line.changes != self.changes {
            return Err(exc::RUNTIME_ERROR.msg("deque mutated during iteration"));
        }
        let count = line.items.len();
        if self.passed == count {
            return Ok(None);
        }
        let at = if self.back { count - 1 - self.passed } else { self.passed };
        self.passed += 1;
        Ok(line.items.get(at).cloned())
    }
}

impl<T: Clone> PyIter for Deque<T> {
    type Item = T;
    type Iter = DequeIter<T>;
    fn iter(&self) -> DequeIter<T> {
        DequeIter::new(self, false)
    }
}

impl<T: Clone> PyReversed for Deque<T> {
    type Item = T;
    type Iter = DequeIter<T>;
    fn iter_rev(&self) -> DequeIter<T> {
        DequeIter::new(self, true)
    }
}
