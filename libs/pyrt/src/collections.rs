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
            (None, None) => Err(exc::KEY_ERROR.new(&[&err::Missing(key)])),
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
        if self.shown.is_empty() {
            limit("the repr of a defaultdict whose factory is worked out")
        }
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

mod counter;
mod deque;

pub use counter::*;
pub use deque::*;
