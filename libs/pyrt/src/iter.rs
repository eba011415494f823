//! Iterators whose step may raise, and the built-in functions over them.

use crate::*;
use std::cell::RefCell;
use std::rc::Rc;

/// One step at a time; a step may raise.
pub trait PyIterator {
    type Item;
    fn next(&mut self) -> PyResult<Option<Self::Item>>;

    /// About how many items are left: what a new list makes room for.
    fn about(&self) -> usize {
        0
    }

    /// How many items are left, where that is known without taking them.
    fn items_left(&self) -> Option<Int> {
        None
    }
}

/// What `for` takes.
pub trait PyIter {
    type Item;
    type Iter: PyIterator<Item = Self::Item>;
    fn iter(&self) -> Self::Iter;
}

/// What `reversed` takes.
pub trait PyReversed {
    type Item;
    type Iter: PyIterator<Item = Self::Item>;
    fn iter_rev(&self) -> Self::Iter;
}

pub fn iter_of<T: PyIter + ?Sized>(value: &T) -> T::Iter {
    value.iter()
}

pub fn reversed<T: PyReversed + ?Sized>(value: &T) -> T::Iter {
    value.iter_rev()
}

/// An iterator as a value: clones share its position.
pub struct Iter<T>(Rc<RefCell<dyn PyIterator<Item = T>>>);

impl<T> Clone for Iter<T> {
    fn clone(&self) -> Iter<T> {
        Iter(self.0.clone())
    }
}

impl<T> Iter<T> {
    pub fn new(it: impl PyIterator<Item = T> + 'static) -> Iter<T> {
        Iter(Rc::new(RefCell::new(it)))
    }

    pub fn from_fn(step: impl FnMut() -> PyResult<Option<T>> + 'static) -> Iter<T> {
        Iter::new(FromFn(step))
    }

    pub fn empty() -> Iter<T>
    where
        T: 'static,
    {
        Iter::new(VecIter::new(Vec::new()))
    }

    pub fn step(&self) -> PyResult<Option<T>> {
        match self.0.try_borrow_mut() {
            Ok(mut it) => it.next(),
            Err(_) => Err(exc::VALUE_ERROR.msg("generator already executing")),
        }
    }
}

impl<T> PyIterator for Iter<T> {
    type Item = T;
    fn next(&mut self) -> PyResult<Option<T>> {
        self.step()
    }
}

impl<T> PyIter for Iter<T> {
    type Item = T;
    type Iter = Iter<T>;
    fn iter(&self) -> Iter<T> {
        self.clone()
    }
}

impl<T> PyIs for Iter<T> {
    fn id(&self) -> usize {
        Rc::as_ptr(&self.0) as *const u8 as usize
    }
}

impl<T> PyTruthy for Iter<T> {
    fn truthy(&self) -> bool {
        true
    }
}

pub struct FromFn<F>(F);

impl<T, F: FnMut() -> PyResult<Option<T>>> PyIterator for FromFn<F> {
    type Item = T;
    fn next(&mut self) -> PyResult<Option<T>> {
        (self.0)()
    }
}

pub struct VecIter<T>(std::vec::IntoIter<T>);

impl<T: Clone> VecIter<Tuple<T>> {
    /// `zip(*rows)`: what stands at one place of each row, as far as the shortest goes.
    pub fn columns(rows: Vec<Vec<T>>) -> VecIter<Tuple<T>> {
        let mut made = Vec::new();
        let mut at = 0;
        while !rows.is_empty() {
            let mut column = Vec::with_capacity(rows.len());
            for row in &rows {
                match row.get(at) {
                    Some(item) => column.push(item.clone()),
                    None => return VecIter::new(made),
                }
            }
            made.push(Tuple::from_vec(column));
            at += 1;
        }
        VecIter::new(made)
    }
}

impl<T> VecIter<T> {
    pub fn new(items: Vec<T>) -> VecIter<T> {
        VecIter(items.into_iter())
    }
}

impl<T> PyIterator for VecIter<T> {
    type Item = T;
    #[inline(always)]
    fn next(&mut self) -> PyResult<Option<T>> {
        Ok(self.0.next())
    }

    fn about(&self) -> usize {
        self.0.len()
    }
}

/// The items of a tuple that is only walked through.
pub struct Walked<T, const N: usize>(std::array::IntoIter<T, N>);

pub fn in_order<T, const N: usize>(items: [T; N]) -> Walked<T, N> {
    Walked(items.into_iter())
}

impl<T, const N: usize> PyIterator for Walked<T, N> {
    type Item = T;
    #[inline(always)]
    fn next(&mut self) -> PyResult<Option<T>> {
        Ok(self.0.next())
    }

    fn about(&self) -> usize {
        self.0.len()
    }
}

/// `range`.
#[derive(Clone)]
pub struct Range {
    pub start: Int,
    pub stop: Int,
    pub step: Int,
}

#[inline]
pub fn range(stop: impl Into<Int>) -> Range {
    Range { start: int(0), stop: stop.into(), step: int(1) }
}

#[inline]
pub fn range2(start: impl Into<Int>, stop: impl Into<Int>) -> Range {
    Range { start: start.into(), stop: stop.into(), step: int(1) }
}

pub fn range3(start: impl Into<Int>, stop: impl Into<Int>, step: impl Into<Int>) -> PyResult<Range> {
    let step = step.into();
    if step.is_zero() {
        return Err(exc::VALUE_ERROR.msg("range() arg 3 must not be zero"));
    }
    Ok(Range { start: start.into(), stop: stop.into(), step })
}

impl From<&Int> for Int {
    #[inline(always)]
    fn from(value: &Int) -> Int {
        value.clone()
    }
}

impl Range {
    pub fn count_of(&self) -> Int {
        let (low, high, step) = if self.step.is_negative() {
            (&self.stop, &self.start, -&self.step)
        } else {
            (&self.start, &self.stop, self.step.clone())
        };
        if low >= high {
            return int(0);
        }
        must((high - low - 1).floordiv(&step)) + 1
    }

    pub fn get(&self, index: impl AsInt) -> PyResult<Int> {
        let count = self.count_of();
        let at = index.with_int(|index| if index.is_negative() { index + &count } else { index.clone() });
        if at.is_negative() || at >= count {
            return Err(exc::INDEX_ERROR.msg("range object index out of range"));
        }
        Ok(&self.start + at * &self.step)
    }

    pub fn slice(&self, start: impl Bound, stop: impl Bound, step: impl Bound) -> PyResult<Range> {
        let places = places(start, stop, step, self.count_of().to_usize()?)?;
        let at = |i: i64| &self.start + int(i) * &self.step;
        range3(at(places.start), at(places.start + places.count as i64 * places.step), &self.step * places.step)
    }

    pub fn index(&self, item: &Int) -> PyResult<Int> {
        if self.contains(item) {
            (item - &self.start).floordiv(&self.step)
        } else {
            Err(exc::VALUE_ERROR.msg(format!("{} is not in range", item.digits())))
        }
    }

    pub fn count(&self, item: &Int) -> Int {
        Int::from_bool(self.contains(item))
    }
}

impl PyContains<Int> for Range {
    fn contains(&self, item: &Int) -> bool {
        let inside = if self.step.is_negative() {
            *item <= self.start && *item > self.stop
        } else {
            *item >= self.start && *item < self.stop
        };
        inside && must((item - &self.start).modulo(&self.step)).is_zero()
    }
}

impl PyRepr for Range {
    fn repr_to(&self, out: &mut String) {
        out.push_str(&format!("range({}, {}", self.start.digits(), self.stop.digits()));
        if self.step != 1 {
            out.push_str(&format!(", {}", self.step.digits()));
        }
        out.push(')');
    }
    fn type_name(&self) -> &'static str {
        "range"
    }
}

impl PyEq for Range {
    fn py_eq(&self, other: &Range) -> bool {
        let count = self.count_of();
        count == other.count_of()
            && (count.is_zero() || (self.start == other.start && (count == 1 || self.step == other.step)))
    }
}

impl PyHash for Range {
    fn py_hash(&self) -> i64 {
        let count = self.count_of();
        let none = ().py_hash();
        let start = if count.is_zero() { none } else { self.start.py_hash() };
        let step = if count.is_zero() || count == 1 { none } else { self.step.py_hash() };
        hashing::of_tuple(&[count.py_hash(), start, step])
    }
}

impl PyTruthy for Range {
    fn truthy(&self) -> bool {
        !self.count_of().is_zero()
    }
}

impl PyLen for Range {
    fn py_len(&self) -> usize {
        must(self.count_of().to_usize())
    }
}

/// Steps of a range: machine words as long as they last.
pub struct RangeIter {
    at: i64,
    left: u64,
    step: i64,
    large: Beyond,
}

/// What comes once no steps of machine words are left, which is mostly nothing.
struct Beyond(*mut LargeSteps);

impl Drop for Beyond {
    #[inline(always)]
    fn drop(&mut self) {
        if !self.0.is_null() {
            forget_beyond(self.0);
        }
    }
}

#[cold]
#[inline(never)]
fn forget_beyond(steps: *mut LargeSteps) {
    drop(unsafe { Box::from_raw(steps) });
}

/// Steps of a range whose bounds are past a word.
struct LargeSteps {
    at: Int,
    left: Int,
    step: Int,
}

impl LargeSteps {
    #[cold]
    #[inline(never)]
    fn next(&mut self) -> Option<Int> {
        if self.left.is_zero() {
            return None;
        }
        self.left -= 1;
        let next = &self.at + &self.step;
        Some(std::mem::replace(&mut self.at, next))
    }
}

impl PyIterator for RangeIter {
    type Item = Int;
    #[inline(always)]
    fn next(&mut self) -> PyResult<Option<Int>> {
        if self.left != 0 {
            self.left -= 1;
            let item = self.at;
            self.at = item.wrapping_add(self.step);
            return Ok(Some(Int::small(item)));
        }
        match unsafe { self.large.0.as_mut() } {
            None => Ok(None),
            Some(steps) => Ok(steps.next()),
        }
    }

    fn items_left(&self) -> Option<Int> {
        Some(match unsafe { self.large.0.as_ref() } {
            None => Int::from_i128(i128::from(self.left)),
            Some(steps) => steps.left.clone(),
        })
    }
}

impl PyIter for Range {
    type Item = Int;
    type Iter = RangeIter;
    #[inline]
    fn iter(&self) -> RangeIter {
        if let (Some(start), Some(stop), Some(step)) = (self.start.as_small(), self.stop.as_small(), self.step.as_small()) {
            let (far, each) = if step > 0 { (stop - start, step as u64) } else { (start - stop, step.unsigned_abs()) };
            let left = if far <= 0 { 0 } else if each == 1 { far as u64 } else { (far as u64 - 1) / each + 1 };
            return RangeIter { at: start, left, step, large: Beyond(std::ptr::null_mut()) };
        }
        self.iter_large()
    }
}

impl Range {
    #[cold]
    #[inline(never)]
    fn iter_large(&self) -> RangeIter {
        let steps = LargeSteps { at: self.start.clone(), left: self.count_of(), step: self.step.clone() };
        RangeIter { at: 0, left: 0, step: 0, large: Beyond(Box::into_raw(Box::new(steps))) }
    }
}

impl PyReversed for Range {
    type Item = Int;
    type Iter = RangeIter;
    fn iter_rev(&self) -> RangeIter {
        let count = self.count_of();
        let last = &self.start + (&count - 1) * &self.step;
        let stop = &last - &count * &self.step;
        Range { start: last, stop, step: -&self.step }.iter()
    }
}

/// A plain Rust counter, for steps known to stay in a machine word.
pub fn range_i64(start: i64, stop: i64, step: i64) -> impl Iterator<Item = i64> {
    let mut at = start;
    std::iter::from_fn(move || {
        if (step > 0 && at < stop) || (step < 0 && at > stop) {
            let item = at;
            at = at.saturating_add(step);
            Some(item)
        } else {
            None
        }
    })
}

macro_rules! adapter {
    ($function:ident, $name:ident<$($g:ident),*> { $($field:ident: $t:ty = $init:expr),* } ($($arg:ident: $at:ty),*)
        where [$($bound:tt)*] -> $item:ty, |$this:ident| $step:block) => {
        pub struct $name<$($g),*> { $($field: $t),* }
        pub fn $function<$($bound)*>($($arg: $at),*) -> $name<$($g),*> {
            $name { $($field: $init),* }
        }
        impl<$($bound)*> PyIterator for $name<$($g),*> {
            type Item = $item;
            #[inline(always)]
            fn next(&mut self) -> PyResult<Option<$item>> {
                let $this = self;
                $step
            }
        }
    };
}

adapter!(enumerate, Enumerate<I> { it: I = it, at: Int = start } (it: I, start: Int)
    where [I: PyIterator] -> (Int, I::Item), |this| {
        Ok(this.it.next()?.map(|item| {
            let at = this.at.clone();
            this.at += 1;
            (at, item)
        }))
    });

adapter!(chain, Chain<A, B> { a: A = a, b: B = b, second: bool = false } (a: A, b: B)
    where [A: PyIterator, B: PyIterator<Item = A::Item>] -> A::Item, |this| {
        if !this.second {
            if let Some(item) = this.a.next()? {
                return Ok(Some(item));
            }
            this.second = true;
        }
        this.b.next()
    });

macro_rules! zips {
    ($($function:ident $name:ident $($g:ident $f:ident)*;)*) => {
        $(
        pub struct $name<$($g),*> { $($f: $g),* }
        pub fn $function<$($g: PyIterator),*>($($f: $g),*) -> $name<$($g),*> {
            $name { $($f),* }
        }
        impl<$($g: PyIterator),*> PyIterator for $name<$($g),*> {
            type Item = ($($g::Item,)*);
            #[inline(always)]
            fn next(&mut self) -> PyResult<Option<Self::Item>> {
                $(let $f = match self.$f.next()? {
                    Some(item) => item,
                    None => return Ok(None),
                };)*
                Ok(Some(($($f,)*)))
            }
        }
        )*
    };
}

zips! {
    zip1 Zip1 A a;
    zip2 Zip2 A a B b;
    zip3 Zip3 A a B b C c;
    zip4 Zip4 A a B b C c D d;
    zip5 Zip5 A a B b C c D d E e;
}

/// `zip(a, b, strict=True)`.
pub fn zip2_strict<A, B>(mut a: A, mut b: B) -> impl PyIterator<Item = (A::Item, B::Item)>
where
    A: PyIterator,
    B: PyIterator,
{
    FromFn(move || match (a.next()?, b.next()?) {
        (Some(x), Some(y)) => Ok(Some((x, y))),
        (None, None) => Ok(None),
        (None, Some(_)) => Err(exc::VALUE_ERROR.msg("zip() argument 2 is longer than argument 1")),
        (Some(_), None) => Err(exc::VALUE_ERROR.msg("zip() argument 2 is shorter than argument 1")),
    })
}

pub struct MapIter<I, F>(I, F);

pub fn map_iter<I: PyIterator, R, F: FnMut(I::Item) -> PyResult<R>>(it: I, f: F) -> MapIter<I, F> {
    MapIter(it, f)
}

impl<I: PyIterator, R, F: FnMut(I::Item) -> PyResult<R>> PyIterator for MapIter<I, F> {
    type Item = R;
    #[inline(always)]
    fn next(&mut self) -> PyResult<Option<R>> {
        match self.0.next()? {
            Some(item) => (self.1)(item).map(Some),
            None => Ok(None),
        }
    }

    fn about(&self) -> usize {
        self.0.about()
    }
}

pub fn map2<A: PyIterator, B: PyIterator, R>(
    a: A,
    b: B,
    mut f: impl FnMut(A::Item, B::Item) -> PyResult<R>,
) -> impl PyIterator<Item = R> {
    map_iter(zip2(a, b), move |(x, y)| f(x, y))
}

pub fn map3<A: PyIterator, B: PyIterator, C: PyIterator, R>(
    a: A,
    b: B,
    c: C,
    mut f: impl FnMut(A::Item, B::Item, C::Item) -> PyResult<R>,
) -> impl PyIterator<Item = R> {
    map_iter(zip3(a, b, c), move |(x, y, z)| f(x, y, z))
}

pub struct FilterIter<I, F>(I, F);

pub fn filter_iter<I: PyIterator, F: FnMut(&I::Item) -> PyResult<bool>>(it: I, f: F) -> FilterIter<I, F> {
    FilterIter(it, f)
}

impl<I: PyIterator, F: FnMut(&I::Item) -> PyResult<bool>> PyIterator for FilterIter<I, F> {
    type Item = I::Item;
    #[inline]
    fn next(&mut self) -> PyResult<Option<I::Item>> {
        while let Some(item) = self.0.next()? {
            if (self.1)(&item)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }
}

/// `iter(call, sentinel)`.
pub fn iter_until<T: PyEq + 'static>(mut call: impl FnMut() -> PyResult<T> + 'static, sentinel: T) -> Iter<T> {
    let mut done = false;
    Iter::from_fn(move || {
        if done {
            return Ok(None);
        }
        let item = call()?;
        done = item.py_eq(&sentinel);
        Ok(if done { None } else { Some(item) })
    })
}

pub fn next_of<I: PyIterator>(it: &mut I) -> PyResult<I::Item> {
    it.next()?.ok_or_else(|| exc::STOP_ITERATION.empty())
}

pub fn next_default<I: PyIterator>(it: &mut I, default: I::Item) -> PyResult<I::Item> {
    Ok(it.next()?.unwrap_or(default))
}

#[inline(never)]
pub fn to_vec<I: PyIterator>(mut it: I) -> PyResult<Vec<I::Item>> {
    let mut out = Vec::with_capacity(room_for(it.about(), it.items_left())?);
    while let Some(item) = it.next()? {
        out.push(item);
    }
    Ok(out)
}

/// How many items to make room for.
fn room_for(about: usize, left: Option<Int>) -> PyResult<usize> {
    let left = match left {
        Some(left) => left,
        None => return Ok(about),
    };
    if left.to_i64().is_none() {
        return Err(exc::OVERFLOW_ERROR.msg("Python int too large to convert to C ssize_t"));
    }
    if left > 1i64 << 59 {
        return Err(exc::MEMORY_ERROR.empty());
    }
    Ok(about.max(left.clamp_i64().min(1 << 16) as usize))
}

pub fn to_list<I: PyIterator>(it: I) -> PyResult<List<I::Item>> {
    to_vec(it).map(List::from_vec)
}

pub fn to_tuple<I: PyIterator>(it: I) -> PyResult<Tuple<I::Item>> {
    to_vec(it).map(Tuple::from_vec)
}

#[inline(never)]
pub fn to_set<I: PyIterator>(mut it: I) -> PyResult<Set<I::Item>>
where
    I::Item: Key,
{
    let set = Set::new();
    while let Some(item) = it.next()? {
        set.add(item);
    }
    Ok(set)
}

#[inline(never)]
pub fn to_dict<K: Key, V: Clone>(mut it: impl PyIterator<Item = (K, V)>) -> PyResult<Dict<K, V>> {
    let dict = Dict::new();
    while let Some((key, value)) = it.next()? {
        dict.set(key, value);
    }
    Ok(dict)
}

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

fn empty(name: &str) -> PyErr {
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
