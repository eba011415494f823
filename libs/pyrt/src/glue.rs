//! What only generated code needs: fields, unpacking, the passing on of exceptions, deep copies.

use crate::*;
use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;

/// `?` inside a translated `try`: the exception goes to the label's handler.
#[macro_export]
macro_rules! tri {
    ($label:lifetime, $result:expr) => {
        match $result {
            Ok(value) => value,
            Err(error) => break $label error,
        }
    };
}

/// `dataclasses.FrozenInstanceError`.
pub static FROZEN_INSTANCE_ERROR: ExcClass =
    ExcClass::declare_in("dataclasses", "FrozenInstanceError", &[&exc::ATTRIBUTE_ERROR]);

/// An object's attribute: set by whoever assigns it first.
pub struct Field<T> {
    class: &'static str,
    name: &'static str,
    value: RefCell<Option<T>>,
}

impl<T> Field<T> {
    pub const fn unset(class: &'static str, name: &'static str) -> Field<T> {
        Field { class, name, value: RefCell::new(None) }
    }

    #[inline]
    pub fn set(&self, value: T) {
        let old = self.value.replace(Some(value));
        drop(old);
    }

    pub fn is_set(&self) -> bool {
        self.value.borrow().is_some()
    }

    pub fn delete(&self) -> PyResult<()> {
        match self.value.take() {
            Some(_) => Ok(()),
            None => Err(self.missing()),
        }
    }

    #[cold]
    fn missing(&self) -> PyErr {
        exc::ATTRIBUTE_ERROR.msg(format!("'{}' object has no attribute '{}'", self.class, self.name))
    }
}

impl<T: Clone> Field<T> {
    #[inline]
    pub fn get(&self) -> PyResult<T> {
        match &*self.value.borrow() {
            Some(value) => Ok(value.clone()),
            None => Err(self.missing()),
        }
    }
}

/// A module's variable that nothing else can see, read before it is bound.
pub fn bound_global<T: Clone>(value: &Option<T>, name: &str) -> PyResult<T> {
    value.clone().ok_or_else(|| crate::state::unknown(name))
}

/// `a, b = items`: exactly `count` of them.
/// What is said of a row that is no pair, where a dictionary is made.
pub fn pair_fault(place: usize, length: usize) -> PyErr {
    let text = format!("dictionary update sequence element #{} has length {}; 2 is required", place, length);
    exc::VALUE_ERROR.msg(text)
}

/// A row of a dictionary that is made of rows.
pub fn pair_of<I: PyIterator>(mut items: I, place: usize) -> PyResult<(I::Item, I::Item)> {
    let mut row = Vec::with_capacity(2);
    while let Some(item) = items.next()? {
        row.push(item);
    }
    let length = row.len();
    let mut row = row.into_iter();
    match (row.next(), row.next(), row.next()) {
        (Some(key), Some(value), None) => Ok((key, value)),
        _ => Err(pair_fault(place, length)),
    }
}

/// Items turned into others, each with its place among them.
pub fn numbered<I: PyIterator, T>(
    items: I,
    mut turn: impl FnMut(I::Item, usize) -> PyResult<T>,
) -> impl PyIterator<Item = T> {
    let mut place = 0;
    map_iter(items, move |item| {
        place += 1;
        turn(item, place - 1)
    })
}

pub fn unpack<I: PyIterator>(mut items: I, count: usize) -> PyResult<Vec<I::Item>> {
    let mut out = Vec::with_capacity(count);
    while let Some(item) = items.next()? {
        if out.len() == count {
            return Err(exc::VALUE_ERROR.msg(format!("too many values to unpack (expected {})", count)));
        }
        out.push(item);
    }
    if out.len() < count {
        let message = format!("not enough values to unpack (expected {}, got {})", count, out.len());
        return Err(exc::VALUE_ERROR.msg(message));
    }
    Ok(out)
}

/// `a, *rest, b = items`: at least as many as stand before and after the star.
pub fn unpack_star<I: PyIterator>(items: I, before: usize, after: usize) -> PyResult<Vec<I::Item>> {
    let out = to_vec(items)?;
    if out.len() < before + after {
        let message =
            format!("not enough values to unpack (expected at least {}, got {})", before + after, out.len());
        return Err(exc::VALUE_ERROR.msg(message));
    }
    Ok(out)
}

/// Tells Rust a closure's types where it stands.
pub fn hint2<A, B, R, F: FnMut(A, B) -> PyResult<R>>(function: F) -> F {
    function
}

/// The same for one argument.
pub fn hint1<A, R, F: FnMut(A) -> PyResult<R>>(function: F) -> F {
    function
}

/// The same for three.
pub fn hint3<A, B, C, R, F: FnMut(A, B, C) -> PyResult<R>>(function: F) -> F {
    function
}

/// The same for four.
pub fn hint4<A, B, C, D, R, F: FnMut(A, B, C, D) -> PyResult<R>>(function: F) -> F {
    function
}

/// What a `copy.deepcopy` has copied so far, by where it was: what is reached twice is copied once.
#[derive(Default)]
pub struct Copies(RefCell<HashMap<(usize, TypeId), Box<dyn Any>>>);

impl Copies {
    /// The copy of the object at `id`: the one there is, or a blank one that is known before it is filled.
    pub fn of<T: Clone + 'static>(&self, id: usize, blank: impl FnOnce() -> T, fill: impl FnOnce(&T)) -> T {
        let key = (id, TypeId::of::<T>());
        if let Some(known) = self.0.borrow().get(&key).and_then(|copy| copy.downcast_ref::<T>()) {
            return known.clone();
        }
        let made = blank();
        self.0.borrow_mut().insert(key, Box::new(made.clone()));
        fill(&made);
        made
    }
}

/// `copy.deepcopy`: what a value holds is copied too, with the aliases among it.
pub trait DeepCopy {
    fn deep_copy(&self, done: &Copies) -> Self;
}

pub fn deep_copy<T: DeepCopy>(value: &T) -> T {
    value.deep_copy(&Copies::default())
}

macro_rules! plain {
    ($($t:ty),*) => {
        $(impl DeepCopy for $t {
            fn deep_copy(&self, _done: &Copies) -> Self {
                self.clone()
            }
        })*
    };
}
plain!(Int, Str, Bytes, f64, bool, (), Range);

impl<F: ?Sized> DeepCopy for Rc<F> {
    fn deep_copy(&self, _done: &Copies) -> Self {
        self.clone()
    }
}

impl<T: DeepCopy> DeepCopy for Option<T> {
    fn deep_copy(&self, done: &Copies) -> Self {
        self.as_ref().map(|value| value.deep_copy(done))
    }
}

impl<T: DeepCopy + Clone + 'static> DeepCopy for List<T> {
    fn deep_copy(&self, done: &Copies) -> Self {
        done.of(self.id(), List::new, |made| {
            for item in self.to_vec() {
                made.append(item.deep_copy(done));
            }
        })
    }
}

impl<T: DeepCopy + Clone> DeepCopy for Tuple<T> {
    fn deep_copy(&self, done: &Copies) -> Self {
        Tuple::from_vec(self.with(|items| items.iter().map(|item| item.deep_copy(done)).collect()))
    }
}

impl<K: Key, V: DeepCopy + Clone + 'static> DeepCopy for Dict<K, V> {
    fn deep_copy(&self, done: &Copies) -> Self {
        done.of(self.id(), Dict::new, |made| {
            for (key, value) in self.pairs() {
                made.set(key, value.deep_copy(done));
            }
        })
    }
}

/// Containers of what cannot change: as copied alone.
macro_rules! shallow {
    ($($t:ty, [$($g:tt)*];)*) => {
        $(impl<$($g)*> DeepCopy for $t {
            fn deep_copy(&self, done: &Copies) -> Self {
                done.of(self.id(), || self.copy(), |_| ())
            }
        })*
    };
}
shallow! {
    Counter<K>, [K: Key];
}

/// Python makes a list of the elements, and a set of that.
impl<T: Key> DeepCopy for Set<T> {
    fn deep_copy(&self, done: &Copies) -> Self {
        done.of(self.id(), || Set::from_vec(self.to_vec()), |_| ())
    }
}

impl<T: Clone> DeepCopy for FrozenSet<T> {
    fn deep_copy(&self, _done: &Copies) -> Self {
        self.clone()
    }
}

impl<K: Key, V: DeepCopy + Clone + 'static> DeepCopy for DefaultDict<K, V> {
    fn deep_copy(&self, done: &Copies) -> Self {
        done.of(self.id(), || self.copy(), |made| {
            for (key, value) in self.pairs() {
                made.set(key, value.deep_copy(done));
            }
        })
    }
}

impl<K: Key, V: DeepCopy + Clone + 'static> DeepCopy for OrderedDict<K, V> {
    fn deep_copy(&self, done: &Copies) -> Self {
        OrderedDict::of(self.0.deep_copy(done))
    }
}

impl<T: DeepCopy + Clone + 'static> DeepCopy for Deque<T> {
    fn deep_copy(&self, done: &Copies) -> Self {
        done.of(self.id(), || self.copy(), |made| {
            for _ in 0..made.py_len() {
                if let Ok(item) = made.popleft() {
                    made.append(item.deep_copy(done));
                }
            }
        })
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        impl<$($name: DeepCopy),+> DeepCopy for ($($name,)+) {
            #[allow(non_snake_case)]
            fn deep_copy(&self, done: &Copies) -> Self {
                let ($($name,)+) = self;
                ($($name.deep_copy(done),)+)
            }
        }
    };
}
tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);

/// Function values are the same where they are at one place. Those of which there is one are kept; of those that are made
/// anew wherever they are named it is not known which are the same. A program that never asks keeps and notes none.
impl<F: ?Sized> PyEq for Rc<F> {
    fn py_eq(&self, other: &Rc<F>) -> bool {
        functions::alike(functions::place_of(self), functions::place_of(other))
    }
}

impl<F: ?Sized> PyHash for Rc<F> {
    fn py_hash(&self) -> i64 {
        functions::hash(functions::place_of(self))
    }
}

/// What may change has no hash: whoever asks for a key hears so.
macro_rules! changeable {
    ($($t:ident [$($g:ident),*] $name:literal;)*) => {
        $(impl<$($g),*> PyHash for $t<$($g),*> {
            fn py_hash(&self) -> i64 {
                unhashable($name)
            }
        })*
    };
}
changeable! {
    List [T] "list";
    Dict [K, V] "dict";
    Set [T] "set";
    Deque [T] "collections.deque";
    DefaultDict [K, V] "collections.defaultdict";
    OrderedDict [K, V] "collections.OrderedDict";
    Counter [K] "Counter";
    ByteArray [] "bytearray";
}

impl<F: ?Sized> PyTruthy for Rc<F> {
    fn truthy(&self) -> bool {
        true
    }
}

impl<F: ?Sized> PyOrd for Rc<F> {
    fn py_lt(&self, _other: &Rc<F>) -> bool {
        limit("an error that names the types of functions")
    }
}

impl<F: ?Sized> PyRepr for Rc<F> {
    fn repr_to(&self, _out: &mut String) {
        limit("the repr of a function: its address")
    }

    /// Only errors ask: a built-in, a method or a type is kept like any function.
    fn type_name(&self) -> &'static str {
        limit("an error that names the type of a function")
    }
}

/// Iterators are themselves and nothing else.
macro_rules! iterators {
    ($($t:ident [$($g:ident),*] $name:expr;)*) => {
        $(impl<$($g),*> PyEq for $t<$($g),*> {
            fn py_eq(&self, other: &Self) -> bool {
                same(self, other)
            }
        }

        impl<$($g),*> PyHash for $t<$($g),*> {
            fn py_hash(&self) -> i64 {
                (self.id() >> 4) as i64
            }
        }

        impl<$($g),*> PyOrd for $t<$($g),*> {
            fn py_lt(&self, _other: &Self) -> bool {
                limit("the order of iterators")
            }
        }

        impl<$($g),*> PyRepr for $t<$($g),*> {
            fn repr_to(&self, _out: &mut String) {
                limit("the repr of an iterator: its address")
            }

            fn type_name(&self) -> &'static str {
                $name
            }
        })*
    };
}
iterators! {
    Iter [T] limit("an error that names the type of an iterator");
    Coroutine [Out, In, R] "generator";
}

impl PyOrd for () {
    fn py_lt(&self, _other: &()) -> bool {
        unordered("<", "NoneType", "NoneType")
    }
}

impl<T: PyOrd + PyRepr> PyOrd for Option<T> {
    fn py_lt(&self, other: &Option<T>) -> bool {
        match (self, other) {
            (Some(a), Some(b)) => a.py_lt(b),
            _ => unordered("<", self.type_name(), other.type_name()),
        }
    }

    fn py_le(&self, other: &Option<T>) -> bool {
        match (self, other) {
            (Some(a), Some(b)) => a.py_le(b),
            _ => unordered("<=", self.type_name(), other.type_name()),
        }
    }

    fn py_ge(&self, other: &Option<T>) -> bool {
        turned(">=", || other.py_le(self))
    }
}

/// Containers that Python cannot order, inside what it can: reached only where the rest is equal.
macro_rules! unordered {
    ($($t:ty, [$($g:tt)*], $name:literal;)*) => {
        $(impl<$($g)*> PyOrd for $t {
            fn py_lt(&self, _other: &Self) -> bool {
                unordered("<", $name, $name)
            }
        })*
    };
}
unordered! {
    Dict<K, V>, [K, V], "dict";
    DefaultDict<K, V>, [K, V], "collections.defaultdict";
    Counter<K>, [K], "Counter";
}

/// Sets are ordered by what they hold: partly, as in Python.
macro_rules! ordered_sets {
    ($($t:ident, $lent:ident;)*) => {
        $(impl<T: Key> PyOrd for $t<T> {
            fn py_lt(&self, other: &Self) -> bool {
                let other = other.$lent();
                self.is_proper_subset(&other) || (!self.issuperset(&other) && order::without_order())
            }

            fn py_le(&self, other: &Self) -> bool {
                self.issubset(&other.$lent())
            }

            fn py_ge(&self, other: &Self) -> bool {
                self.issuperset(&other.$lent())
            }
        })*
    };
}
ordered_sets! {
    Set, clone;
    FrozenSet, thawed;
}

/// `OrderedDict`: a dictionary that shows itself as one and whose equality minds the order.
pub struct OrderedDict<K, V>(Dict<K, V>);

impl<K, V> OrderedDict<K, V> {
    pub fn of(dict: Dict<K, V>) -> OrderedDict<K, V> {
        OrderedDict(dict.ordered())
    }
}

impl<K, V> Clone for OrderedDict<K, V> {
    fn clone(&self) -> Self {
        OrderedDict(self.0.clone())
    }
}

impl<K, V> std::ops::Deref for OrderedDict<K, V> {
    type Target = Dict<K, V>;
    fn deref(&self) -> &Dict<K, V> {
        &self.0
    }
}

impl<K: Key, V: Clone> OrderedDict<K, V> {
    pub fn popitem(&self) -> PyResult<(K, V)> {
        self.filled()?.popitem()
    }

    pub fn popitem_first(&self) -> PyResult<(K, V)> {
        self.filled()?.popitem_first()
    }

    fn filled(&self) -> PyResult<&Dict<K, V>> {
        if self.0.is_empty() {
            return Err(exc::KEY_ERROR.msg("dictionary is empty"));
        }
        Ok(&self.0)
    }
}

impl<K: Key, V: PyRepr + Clone> PyRepr for OrderedDict<K, V> {
    fn repr_to(&self, out: &mut String) {
        out.push_str("OrderedDict(");
        if !self.0.is_empty() {
            List::from_vec(self.0.pairs()).repr_to(out);
        }
        out.push(')');
    }
    fn type_name(&self) -> &'static str {
        "OrderedDict"
    }
}

impl<K: Key, V: PyEq + Clone> PyEq for OrderedDict<K, V> {
    fn py_eq(&self, other: &Self) -> bool {
        let (a, b) = (self.0.pairs(), other.0.pairs());
        a.len() == b.len() && a.iter().zip(b.iter()).all(|(x, y)| x.0.py_alike(&y.0) && x.1.py_alike(&y.1))
    }
}

impl<K, V> PyTruthy for OrderedDict<K, V> {
    fn truthy(&self) -> bool {
        !self.0.is_empty()
    }
}

impl<K, V> PyLen for OrderedDict<K, V> {
    fn py_len(&self) -> usize {
        self.0.py_len()
    }
}

impl<K, V> PyIs for OrderedDict<K, V> {
    fn id(&self) -> usize {
        self.0.id()
    }
}

/// The error of a call about parameters that no argument is given for.
fn missing(name: &str, names: &[&str], kind: &str) -> PyErr {
    let quoted: Vec<String> = names.iter().map(|each| format!("'{}'", each)).collect();
    let list = match quoted.as_slice() {
        [one] => one.clone(),
        [one, two] => format!("{} and {}", one, two),
        [most @ .., last] => format!("{}, and {}", most.join(", "), last),
        [] => String::new(),
    };
    let plural = if names.len() == 1 { "" } else { "s" };
    exc::TYPE_ERROR.msg(format!("{}() missing {} required {} argument{}: {}", name, names.len(), kind, plural, list))
}

/// Names that a call has given already are not given again by the next dictionary of arguments.
pub fn named_once<V: Clone>(name: &str, given: &Dict<Str, V>, more: &Dict<Str, V>) -> PyResult<()> {
    match more.pairs().into_iter().find(|(key, _)| given.contains(key)) {
        Some((key, _)) => {
            Err(exc::TYPE_ERROR.msg(format!("{}() got multiple values for keyword argument '{}'", name, key.as_str())))
        }
        None => Ok(()),
    }
}

/// Whether `count` starred arguments after `before` others fit: `required` are the parameters they must fill.
pub fn spread_check(
    name: &str,
    before: usize,
    count: usize,
    required: &[&str],
    least: usize,
    most: Option<usize>,
) -> PyResult<()> {
    let given = before + count;
    if let Some(most) = most.filter(|most| given > *most) {
        let range = if least == most { most.to_string() } else { format!("from {} to {}", least, most) };
        let (plural, were) = (if range == "1" { "" } else { "s" }, if given == 1 { "was" } else { "were" });
        return Err(exc::TYPE_ERROR
            .msg(format!("{}() takes {} positional argument{} but {} {} given", name, range, plural, given, were)));
    }
    if count < required.len() {
        return Err(missing(name, &required[count..], "positional"));
    }
    Ok(())
}

/// Whether the keys of a dictionary given by `**` fit: `given` parameters have an argument already.
pub fn named_check(
    name: &str,
    keys: &[Str],
    given: &[&str],
    by_name: &[&str],
    spelled: &str,
    required: &[&str],
    required_named: &[&str],
    known: &[&str],
    open: bool,
) -> PyResult<()> {
    if let Some(key) = keys.iter().find(|key| by_name.contains(&key.as_str())) {
        if spelled.is_empty() {
            limit("an argument by name that is in a dictionary of arguments too")
        }
        let said = format!("{}() got multiple values for keyword argument '{}'", spelled, key.as_str());
        return Err(exc::TYPE_ERROR.msg(said));
    }
    for key in keys {
        let key = key.as_str();
        if given.contains(&key) {
            return Err(exc::TYPE_ERROR.msg(format!("{}() got multiple values for argument '{}'", name, key)));
        }
        if !open && !known.contains(&key) {
            return Err(exc::TYPE_ERROR.msg(format!("{}() got an unexpected keyword argument '{}'", name, key)));
        }
    }
    for (wanted, kind) in [(required, "positional"), (required_named, "keyword-only")] {
        let absent: Vec<&str> =
            wanted.iter().copied().filter(|each| !given.contains(each) && !by_name.contains(each) && !keys.iter().any(|key| key.as_str() == *each)).collect();
        if !absent.is_empty() {
            return Err(missing(name, &absent, kind));
        }
    }
    Ok(())
}


/// Whether a dictionary of arguments holds the names that its function was called with, and no others.
pub fn kept_names<K: Key, V: Clone>(given: &Dict<K, V>, names: &[K]) {
    let keys = given.keys();
    let mut at = keys.iter();
    for name in names {
        match at.next() {
            Ok(Some(key)) if key.py_eq(name) => (),
            _ => limit("arguments by name that were changed by another are passed on"),
        }
    }
    if let Ok(Some(_)) = at.next() {
        limit("arguments by name that were changed by another are passed on")
    }
}
