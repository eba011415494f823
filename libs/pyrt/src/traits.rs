//! What a value can be asked. Generated classes implement these.

use crate::*;

/// A number inside a value, for `%d` and the like.
pub enum Number {
    None,
    Int(Int),
    Float(f64),
}

impl Number {
    /// What a number is as a float; a value that is none counts as 0.
    pub fn to_f64(&self) -> PyResult<f64> {
        match self {
            Number::None => Ok(0.0),
            Number::Int(v) => v.to_f64(),
            Number::Float(v) => Ok(*v),
        }
    }
}

/// `repr`, `str` and `format`.
pub trait PyRepr {
    fn repr_to(&self, out: &mut String);

    fn str_to(&self, out: &mut String) {
        self.repr_to(out)
    }

    fn type_name(&self) -> &'static str {
        "object"
    }

    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        if !spec.is_empty() {
            return Err(exc::TYPE_ERROR
                .msg(format!("unsupported format string passed to {}.__format__", self.type_name())));
        }
        self.str_to(out);
        Ok(())
    }

    fn number(&self) -> Number {
        Number::None
    }

    /// As a value whose type is known at run time, where it has one.
    fn to_value(&self) -> Option<Value> {
        None
    }
}

/// `==`.
pub trait PyEq<Rhs: ?Sized = Self> {
    fn py_eq(&self, other: &Rhs) -> bool;

    /// One object or equal ones: how containers tell what they hold.
    #[inline(always)]
    fn py_alike(&self, other: &Rhs) -> bool {
        self.py_eq(other)
    }

    /// What an object says of None, where containers hold both.
    #[inline(always)]
    fn eq_none(&self) -> bool {
        false
    }
}

/// `<` and its like.
pub trait PyOrd<Rhs: ?Sized = Self> {
    fn py_lt(&self, other: &Rhs) -> bool;

    fn py_gt(&self, other: &Rhs) -> bool
    where
        Rhs: PyOrd<Self>,
    {
        turned(">", || other.py_lt(self))
    }

    fn py_le(&self, other: &Rhs) -> bool
    where
        Rhs: PyOrd<Self>,
    {
        !turned("<=", || other.py_lt(self))
    }

    fn py_ge(&self, other: &Rhs) -> bool
    where
        Rhs: PyOrd<Self>,
    {
        !turned(">=", || turned("<", || self.py_lt(other)))
    }
}

/// `hash`, with CPython's values.
pub trait PyHash {
    fn py_hash(&self) -> i64;

    /// A hash that no program sees: what a dictionary finds its keys by. Equal values have equal ones.
    #[inline]
    fn key_hash(&self) -> i64 {
        self.py_hash()
    }
}

/// `bool`.
pub trait PyTruthy {
    fn truthy(&self) -> bool;
}

/// `len`.
pub trait PyLen {
    fn py_len(&self) -> usize;
}

/// `is`.
pub trait PyIs {
    fn id(&self) -> usize;
}

/// `in`.
pub trait PyContains<T: ?Sized> {
    fn contains(&self, item: &T) -> bool;
}

/// A key of a dict, an element of a set.
pub trait Key: PyHash + PyEq + PyRepr + Clone + 'static {}
impl<T: PyHash + PyEq + PyRepr + Clone + 'static> Key for T {}

/// What `print` asks of a value: less than `PyRepr`, so that a program links only what it shows.
pub trait PyShow {
    fn show_to(&self, out: &mut String);
}

impl<T: PyRepr + ?Sized> PyShow for T {
    #[inline]
    fn show_to(&self, out: &mut String) {
        self.str_to(out)
    }
}

pub fn repr<T: PyRepr + ?Sized>(value: &T) -> Str {
    let mut out = String::new();
    value.repr_to(&mut out);
    Str::from(out)
}

pub fn str_of<T: PyRepr + ?Sized>(value: &T) -> Str {
    let mut out = String::with_capacity(24);
    value.str_to(&mut out);
    Str::from(out)
}

/// `ascii(x)`.
pub fn ascii<T: PyRepr + ?Sized>(value: &T) -> Str {
    let mut out = String::new();
    for c in repr(value).as_str().chars() {
        match c as u32 {
            0..=127 => out.push(c),
            code @ 128..=255 => out.push_str(&format!("\\x{:02x}", code)),
            code @ 256..=65535 => out.push_str(&format!("\\u{:04x}", code)),
            code => out.push_str(&format!("\\U{:08x}", code)),
        }
    }
    Str::from(out)
}

/// `str(x)` of what may raise as it is shown.
pub fn try_str_of<T: PyRepr + ?Sized>(value: &T) -> PyResult<Str> {
    showing(|| Ok(str_of(value)))
}

/// `repr(x)` of what may raise as it is shown.
pub fn try_repr<T: PyRepr + ?Sized>(value: &T) -> PyResult<Str> {
    showing(|| Ok(repr(value)))
}

/// `ascii(x)` of what may raise as it is shown.
pub fn try_ascii<T: PyRepr + ?Sized>(value: &T) -> PyResult<Str> {
    showing(|| Ok(ascii(value)))
}

pub fn format<T: PyRepr + ?Sized>(value: &T, spec: &str) -> PyResult<Str> {
    showing(|| {
        let mut out = String::new();
        value.format_to(spec, &mut out)?;
        Ok(Str::from(out))
    })
}

#[inline(always)]
pub fn len<T: PyLen + ?Sized>(value: &T) -> Int {
    int(value.py_len() as i64)
}

#[inline]
pub fn truthy<T: PyTruthy + ?Sized>(value: &T) -> bool {
    value.truthy()
}

pub fn hash<T: PyHash + ?Sized>(value: &T) -> Int {
    int(value.py_hash())
}

#[inline(always)]
pub fn eq<A: PyEq<B> + ?Sized, B: ?Sized>(a: &A, b: &B) -> bool {
    a.py_eq(b)
}

#[inline(always)]
pub fn alike<A: PyEq<B> + ?Sized, B: ?Sized>(a: &A, b: &B) -> bool {
    a.py_alike(b)
}

#[inline(always)]
pub fn lt<A: PyOrd<B> + ?Sized, B: ?Sized>(a: &A, b: &B) -> bool {
    a.py_lt(b)
}

#[inline(always)]
pub fn gt<A: PyOrd<B> + ?Sized, B: PyOrd<A> + ?Sized>(a: &A, b: &B) -> bool {
    a.py_gt(b)
}

#[inline(always)]
pub fn le<A: PyOrd<B> + ?Sized, B: PyOrd<A> + ?Sized>(a: &A, b: &B) -> bool {
    a.py_le(b)
}

#[inline(always)]
pub fn ge<A: PyOrd<B> + ?Sized, B: PyOrd<A> + ?Sized>(a: &A, b: &B) -> bool {
    a.py_ge(b)
}

/// Is it one container, whose items are then one by one the same objects?
#[inline]
pub(crate) fn same_place<A, B>(a: *const A, b: *const B) -> bool {
    a as *const u8 == b as *const u8
}

pub fn same<A: PyIs + ?Sized, B: PyIs + ?Sized>(a: &A, b: &B) -> bool {
    a.id() == b.id()
}

/// `is` of numbers and texts: different values are different objects, and what CPython keeps once is one.
pub trait PyKept: PyEq {
    fn is_kept_once(&self) -> bool;
}

impl PyKept for Int {
    fn is_kept_once(&self) -> bool {
        self.to_i64().map_or(false, |value| (-5..=256).contains(&value))
    }
}

impl PyKept for Str {
    fn is_kept_once(&self) -> bool {
        let mut chars = self.as_str().chars();
        chars.next().map_or(true, |c| (c as u32) < 256 && chars.next().is_none())
    }
}

/// Whether equal values are one object depends on where they were made, but for those that are kept once.
pub fn same_value<T: PyKept>(a: &T, b: &T) -> bool {
    if !a.py_eq(b) {
        return false;
    }
    if !a.is_kept_once() {
        limit("is between equal values, which may be one object or two: compare with ==");
    }
    true
}

mod basics;
pub(crate) use basics::push_digits;
