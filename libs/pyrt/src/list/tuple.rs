//! Tuples of one type.

use super::*;

/// A tuple of any length whose items have one type.
pub struct Tuple<T>(Rc<[T]>);

impl<T> Clone for Tuple<T> {
    fn clone(&self) -> Tuple<T> {
        Tuple(self.0.clone())
    }
}

impl<T> Tuple<T> {
    pub fn new() -> Tuple<T> {
        Tuple::from_vec(Vec::new())
    }

    pub fn from_vec(items: Vec<T>) -> Tuple<T> {
        Tuple(items.into())
    }

    pub fn with<R>(&self, f: impl FnOnce(&[T]) -> R) -> R {
        f(&self.0)
    }

    pub fn as_slice(&self) -> &[T] {
        &self.0
    }
}

impl<T> Default for Tuple<T> {
    fn default() -> Tuple<T> {
        Tuple::new()
    }
}

impl<T: Clone> Tuple<T> {
    #[inline]
    pub fn get(&self, index: impl Index) -> PyResult<T> {
        match place(index.index(), self.0.len()) {
            Some(at) => Ok(self.0[at].clone()),
            None => Err(out_of_range(&index, "tuple index")),
        }
    }

    pub fn slice(&self, start: impl Bound, stop: impl Bound, step: impl Bound) -> PyResult<Tuple<T>> {
        Ok(Tuple::from_vec(places(start, stop, step, self.0.len())?.taken(&self.0)))
    }

    pub fn concat(&self, other: &Tuple<T>) -> Tuple<T> {
        Tuple::from_vec(self.0.iter().chain(other.0.iter()).cloned().collect())
    }

    pub fn repeat(&self, count: impl AsInt) -> PyResult<Tuple<T>> {
        repeated(&self.0, count.with_int(times)?).map(Tuple::from_vec)
    }

    pub fn to_vec(&self) -> Vec<T> {
        self.0.to_vec()
    }

    pub fn to_list(&self) -> List<T> {
        List::from_vec(self.to_vec())
    }
}

impl<T: PyEq> Tuple<T> {
    pub fn index(&self, item: &T) -> PyResult<Int> {
        match self.0.iter().position(|other| other.py_alike(item)) {
            Some(at) => Ok(int(at as i64)),
            None => Err(exc::VALUE_ERROR.msg("tuple.index(x): x not in tuple")),
        }
    }

    pub fn count(&self, item: &T) -> Int {
        int(self.0.iter().filter(|other| other.py_alike(item)).count() as i64)
    }
}

impl<T: PyRepr> PyRepr for Tuple<T> {
    fn repr_to(&self, out: &mut String) {
        out.push('(');
        repr_items(&self.0, out);
        out.push_str(if self.0.len() == 1 { ",)" } else { ")" });
    }
    fn type_name(&self) -> &'static str {
        "tuple"
    }
    fn to_value(&self) -> Option<Value> {
        let items = self.0.iter().map(|item| item.to_value()).collect::<Option<Vec<_>>>()?;
        Some(Value::Tuple(Tuple::from_vec(items)))
    }
}

impl<T: PyEq<U>, U> PyEq<Tuple<U>> for Tuple<T> {
    fn py_eq(&self, other: &Tuple<U>) -> bool {
        self.0.len() == other.0.len()
            && (same_place(self.0.as_ptr(), other.0.as_ptr())
                || self.0.iter().zip(other.0.iter()).all(|(x, y)| x.py_alike(y)))
    }
}

impl<T: PyHash> PyHash for Tuple<T> {
    fn py_hash(&self) -> i64 {
        let hashes: Vec<i64> = self.0.iter().map(|item| item.py_hash()).collect();
        hashing::of_tuple(&hashes)
    }
}

impl<T> PyTruthy for Tuple<T> {
    fn truthy(&self) -> bool {
        !self.0.is_empty()
    }
}

impl<T> PyLen for Tuple<T> {
    fn py_len(&self) -> usize {
        self.0.len()
    }
}

impl<T: PyEq<U>, U> PyContains<U> for Tuple<T> {
    fn contains(&self, item: &U) -> bool {
        self.0.iter().any(|other| other.py_alike(item))
    }
}

pub struct TupleIter<T> {
    items: Tuple<T>,
    at: usize,
}

impl<T: Clone> PyIterator for TupleIter<T> {
    type Item = T;
    #[inline(always)]
    fn next(&mut self) -> PyResult<Option<T>> {
        let item = self.items.0.get(self.at).cloned();
        self.at += 1;
        Ok(item)
    }
}

impl<T: Clone> PyIter for Tuple<T> {
    type Item = T;
    type Iter = TupleIter<T>;
    fn iter(&self) -> TupleIter<T> {
        TupleIter { items: self.clone(), at: 0 }
    }
}

impl<T: Clone> PyReversed for Tuple<T> {
    type Item = T;
    type Iter = VecIter<T>;
    fn iter_rev(&self) -> VecIter<T> {
        let mut items = self.to_vec();
        items.reverse();
        VecIter::new(items)
    }
}

macro_rules! even_tuples {
    ($($n:literal: $($t:ident $i:tt)*;)*) => {
        $(
        impl<T: Clone> PyIter for ($($t,)*) {
            type Item = T;
            type Iter = VecIter<T>;
            fn iter(&self) -> VecIter<T> {
                VecIter::new(vec![$(self.$i.clone()),*])
            }
        }
        impl<T: Clone> PyReversed for ($($t,)*) {
            type Item = T;
            type Iter = VecIter<T>;
            fn iter_rev(&self) -> VecIter<T> {
                let mut items = vec![$(self.$i.clone()),*];
                items.reverse();
                VecIter::new(items)
            }
        }
        impl<T: PyEq<U>, U> PyContains<U> for ($($t,)*) {
            fn contains(&self, item: &U) -> bool {
                $(self.$i.py_alike(item))||*
            }
        }
        impl<T: Clone> From<($($t,)*)> for Tuple<T> {
            fn from(items: ($($t,)*)) -> Tuple<T> {
                Tuple::from_vec(vec![$(items.$i.clone()),*])
            }
        }
        )*
    };
}

even_tuples! {
    1: T 0;
    2: T 0 T 1;
    3: T 0 T 1 T 2;
    4: T 0 T 1 T 2 T 3;
    5: T 0 T 1 T 2 T 3 T 4;
    6: T 0 T 1 T 2 T 3 T 4 T 5;
    7: T 0 T 1 T 2 T 3 T 4 T 5 T 6;
    8: T 0 T 1 T 2 T 3 T 4 T 5 T 6 T 7;
    9: T 0 T 1 T 2 T 3 T 4 T 5 T 6 T 7 T 8;
    10: T 0 T 1 T 2 T 3 T 4 T 5 T 6 T 7 T 8 T 9;
    11: T 0 T 1 T 2 T 3 T 4 T 5 T 6 T 7 T 8 T 9 T 10;
    12: T 0 T 1 T 2 T 3 T 4 T 5 T 6 T 7 T 8 T 9 T 10 T 11;
}
