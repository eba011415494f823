//! What numbers, None and optional values do.

use super::*;

impl<T: PyRepr + ?Sized> PyRepr for &T {
    fn repr_to(&self, out: &mut String) {
        (**self).repr_to(out)
    }
    fn str_to(&self, out: &mut String) {
        (**self).str_to(out)
    }
    fn type_name(&self) -> &'static str {
        (**self).type_name()
    }
    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        (**self).format_to(spec, out)
    }
    fn number(&self) -> Number {
        (**self).number()
    }
    fn to_value(&self) -> Option<Value> {
        (**self).to_value()
    }
}

pub(crate) fn push_digits(value: i64, out: &mut String) {
    let mut room = [0; 20];
    let mut at = room.len();
    let mut left = value.unsigned_abs();
    loop {
        at -= 1;
        room[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    if value < 0 {
        at -= 1;
        room[at] = b'-';
    }
    out.push_str(unsafe { std::str::from_utf8_unchecked(&room[at..]) });
}

impl PyRepr for Int {
    fn repr_to(&self, out: &mut String) {
        match self.as_small() {
            Some(value) => push_digits(value, out),
            None => out.push_str(&must(self.checked_digits())),
        }
    }
    fn type_name(&self) -> &'static str {
        "int"
    }
    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        fmt::format_int(self, spec, out)
    }
    fn number(&self) -> Number {
        Number::Int(self.clone())
    }
    fn to_value(&self) -> Option<Value> {
        Some(Value::Int(self.clone()))
    }
}

impl PyRepr for bool {
    fn repr_to(&self, out: &mut String) {
        out.push_str(if *self { "True" } else { "False" })
    }
    fn type_name(&self) -> &'static str {
        "bool"
    }
    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        if spec.is_empty() {
            self.repr_to(out);
            return Ok(());
        }
        fmt::format_whole(&Int::from_bool(*self), self.type_name(), spec, out)
    }
    fn number(&self) -> Number {
        Number::Int(Int::from_bool(*self))
    }
    fn to_value(&self) -> Option<Value> {
        Some(Value::Bool(*self))
    }
}

impl PyRepr for f64 {
    fn repr_to(&self, out: &mut String) {
        float::repr_to(*self, out)
    }
    fn type_name(&self) -> &'static str {
        "float"
    }
    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        fmt::format_float(*self, spec, out)
    }
    fn number(&self) -> Number {
        Number::Float(*self)
    }
    fn to_value(&self) -> Option<Value> {
        Some(Value::Float(*self))
    }
}

impl PyRepr for () {
    fn repr_to(&self, out: &mut String) {
        out.push_str("None")
    }
    fn type_name(&self) -> &'static str {
        "NoneType"
    }
    fn to_value(&self) -> Option<Value> {
        Some(Value::None)
    }
}

impl<T: PyRepr> PyRepr for Option<T> {
    fn repr_to(&self, out: &mut String) {
        match self {
            Some(value) => value.repr_to(out),
            None => out.push_str("None"),
        }
    }
    fn str_to(&self, out: &mut String) {
        match self {
            Some(value) => value.str_to(out),
            None => out.push_str("None"),
        }
    }
    fn type_name(&self) -> &'static str {
        self.as_ref().map_or("NoneType", |value| value.type_name())
    }
    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        match self {
            Some(value) => value.format_to(spec, out),
            None => ().format_to(spec, out),
        }
    }
    fn number(&self) -> Number {
        self.as_ref().map_or(Number::None, |value| value.number())
    }
    fn to_value(&self) -> Option<Value> {
        match self {
            Some(value) => value.to_value(),
            None => Some(Value::None),
        }
    }
}

macro_rules! equal {
    ($($a:ty, $b:ty, |$x:ident, $y:ident| $body:expr;)*) => {
        $(impl PyEq<$b> for $a {
            #[inline]
            fn py_eq(&self, other: &$b) -> bool {
                let ($x, $y) = (self, other);
                $body
            }
        })*
    };
}

equal! {
    Int, Int, |a, b| a == b;
    Int, bool, |a, b| *a == i64::from(*b);
    Int, f64, |a, b| a.compare_f64(*b) == Some(std::cmp::Ordering::Equal);
    f64, Int, |a, b| b.compare_f64(*a) == Some(std::cmp::Ordering::Equal);
    f64, bool, |a, b| *a == f64::from(u8::from(*b));
    bool, bool, |a, b| a == b;
    bool, Int, |a, b| *b == i64::from(*a);
    bool, f64, |a, b| *b == f64::from(u8::from(*a));
    (), (), |_a, _b| true;
}

impl PyEq for f64 {
    #[inline(always)]
    fn py_eq(&self, other: &f64) -> bool {
        self == other
    }
    #[inline]
    fn py_alike(&self, other: &f64) -> bool {
        self == other || (self.is_nan() && float::same_nan(*self, *other))
    }
}

impl<T: PyEq<U>, U: PyEq<T>> PyEq<Option<U>> for Option<T> {
    fn py_eq(&self, other: &Option<U>) -> bool {
        match (self, other) {
            (Some(a), Some(b)) => a.py_eq(b),
            (Some(a), None) => a.eq_none(),
            (None, Some(b)) => b.eq_none(),
            (None, None) => true,
        }
    }
    fn py_alike(&self, other: &Option<U>) -> bool {
        match (self, other) {
            (Some(a), Some(b)) => a.py_alike(b),
            (Some(a), None) => a.eq_none(),
            (None, Some(b)) => b.eq_none(),
            (None, None) => true,
        }
    }
}

macro_rules! optional_against_plain {
    ($($t:ty),*) => {
        $(impl<T: PyEq<$t>> PyEq<$t> for Option<T> {
            fn py_eq(&self, other: &$t) -> bool {
                self.as_ref().map_or(false, |value| value.py_eq(other))
            }
            fn py_alike(&self, other: &$t) -> bool {
                self.as_ref().map_or(false, |value| value.py_alike(other))
            }
        })*
    };
}
optional_against_plain!(Int, f64, bool, Str);

use std::cmp::Ordering;

impl PyOrd for Int {
    #[inline]
    fn py_lt(&self, other: &Int) -> bool {
        self < other
    }
    #[inline]
    fn py_le(&self, other: &Int) -> bool {
        self <= other
    }
    #[inline]
    fn py_gt(&self, other: &Int) -> bool {
        self > other
    }
    #[inline]
    fn py_ge(&self, other: &Int) -> bool {
        self >= other
    }
}

impl PyOrd for bool {
    fn py_lt(&self, other: &bool) -> bool {
        !*self && *other
    }
}

impl PyOrd for f64 {
    #[inline]
    fn py_lt(&self, other: &f64) -> bool {
        self < other
    }
    #[inline]
    fn py_le(&self, other: &f64) -> bool {
        self <= other
    }
    #[inline]
    fn py_ge(&self, other: &f64) -> bool {
        self >= other
    }
}

macro_rules! mixed_order {
    ($($a:ty, $b:ty, |$x:ident, $y:ident| $order:expr;)*) => {
        $(impl PyOrd<$b> for $a {
            fn py_lt(&self, other: &$b) -> bool {
                let ($x, $y) = (self, other);
                let order: Option<Ordering> = $order;
                order == Some(Ordering::Less)
            }
            fn py_le(&self, other: &$b) -> bool {
                let ($x, $y) = (self, other);
                let order: Option<Ordering> = $order;
                matches!(order, Some(Ordering::Less | Ordering::Equal))
            }
            fn py_gt(&self, other: &$b) -> bool {
                let ($x, $y) = (self, other);
                let order: Option<Ordering> = $order;
                order == Some(Ordering::Greater)
            }
            fn py_ge(&self, other: &$b) -> bool {
                let ($x, $y) = (self, other);
                let order: Option<Ordering> = $order;
                matches!(order, Some(Ordering::Greater | Ordering::Equal))
            }
        })*
    };
}

mixed_order! {
    Int, f64, |a, b| a.compare_f64(*b);
    f64, Int, |a, b| b.compare_f64(*a).map(Ordering::reverse);
    Int, bool, |a, b| Some(a.compare(&Int::from_bool(*b)));
    bool, Int, |a, b| Some(Int::from_bool(*a).compare(b));
    f64, bool, |a, b| a.partial_cmp(&f64::from(u8::from(*b)));
    bool, f64, |a, b| f64::from(u8::from(*a)).partial_cmp(b);
}

impl PyHash for bool {
    fn py_hash(&self) -> i64 {
        i64::from(*self)
    }
}

impl PyHash for () {
    fn py_hash(&self) -> i64 {
        0xfca8_6bbe
    }
}

impl PyHash for f64 {
    fn py_hash(&self) -> i64 {
        float::hash(*self)
    }
}

impl<T: PyHash> PyHash for Option<T> {
    fn py_hash(&self) -> i64 {
        self.as_ref().map_or_else(|| ().py_hash(), |value| value.py_hash())
    }
    #[inline]
    fn key_hash(&self) -> i64 {
        self.as_ref().map_or_else(|| ().py_hash(), |value| value.key_hash())
    }
}

impl PyTruthy for Int {
    #[inline]
    fn truthy(&self) -> bool {
        !self.is_zero()
    }
}

impl PyTruthy for bool {
    #[inline]
    fn truthy(&self) -> bool {
        *self
    }
}

impl PyTruthy for f64 {
    #[inline]
    fn truthy(&self) -> bool {
        *self != 0.0
    }
}

impl PyTruthy for () {
    fn truthy(&self) -> bool {
        false
    }
}

impl<T: PyTruthy> PyTruthy for Option<T> {
    fn truthy(&self) -> bool {
        self.as_ref().map_or(false, |value| value.truthy())
    }
}

macro_rules! tuples {
    ($($n:literal: $($a:ident $b:ident $i:tt)*;)*) => {
        $(
        impl<$($a: PyRepr),*> PyRepr for ($($a,)*) {
            fn repr_to(&self, out: &mut String) {
                out.push('(');
                $(
                    if $i > 0 {
                        out.push_str(", ");
                    }
                    self.$i.repr_to(out);
                )*
                out.push_str(if $n == 1 { ",)" } else { ")" });
            }
            fn type_name(&self) -> &'static str {
                "tuple"
            }
            fn to_value(&self) -> Option<Value> {
                Some(Value::Tuple(Tuple::from_vec(vec![$(self.$i.to_value()?),*])))
            }
        }
        impl<$($a: PyEq<$b>, $b),*> PyEq<($($b,)*)> for ($($a,)*) {
            fn py_eq(&self, other: &($($b,)*)) -> bool {
                $(self.$i.py_alike(&other.$i))&&*
            }
        }
        impl<$($a: PyEq + PyOrd),*> PyOrd for ($($a,)*) {
            #[allow(unused_assignments)]
            fn py_lt(&self, other: &($($a,)*)) -> bool {
                $(if !self.$i.py_alike(&other.$i) { return self.$i.py_lt(&other.$i); })*
                false
            }
            fn py_le(&self, other: &($($a,)*)) -> bool {
                $(if !self.$i.py_alike(&other.$i) { return self.$i.py_le(&other.$i); })*
                true
            }
            fn py_gt(&self, other: &($($a,)*)) -> bool {
                $(if !self.$i.py_alike(&other.$i) { return self.$i.py_gt(&other.$i); })*
                false
            }
            fn py_ge(&self, other: &($($a,)*)) -> bool {
                $(if !self.$i.py_alike(&other.$i) { return self.$i.py_ge(&other.$i); })*
                true
            }
        }
        impl<$($a: PyHash),*> PyHash for ($($a,)*) {
            fn py_hash(&self) -> i64 {
                hashing::of_tuple(&[$(self.$i.py_hash()),*])
            }
            #[inline]
            fn key_hash(&self) -> i64 {
                let mut hash = $n;
                $(hash = hashing::mixed(hash, self.$i.key_hash());)*
                hash
            }
        }
        impl<$($a),*> PyTruthy for ($($a,)*) {
            fn truthy(&self) -> bool {
                true
            }
        }
        impl<$($a),*> PyLen for ($($a,)*) {
            fn py_len(&self) -> usize {
                $n
            }
        }
        )*
    };
}

tuples! {
    1: A AA 0;
    2: A AA 0 B BB 1;
    3: A AA 0 B BB 1 C CC 2;
    4: A AA 0 B BB 1 C CC 2 D DD 3;
    5: A AA 0 B BB 1 C CC 2 D DD 3 E EE 4;
    6: A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5;
    7: A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6;
    8: A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6 H HH 7;
    9: A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6 H HH 7 I II 8;
    10: A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6 H HH 7 I II 8 J JJ 9;
    11: A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6 H HH 7 I II 8 J JJ 9 K KK 10;
    12: A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6 H HH 7 I II 8 J JJ 9 K KK 10 L LL 11;
}
