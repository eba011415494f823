//! A value whose type is known at run time alone: what `json` reads, and mixed containers.

use crate::*;

#[derive(Clone)]
pub enum Value {
    None,
    Bool(bool),
    Int(Int),
    Float(f64),
    Str(Str),
    Bytes(Bytes),
    List(List<Value>),
    Tuple(Tuple<Value>),
    Dict(Dict<Value, Value>),
    Set(Set<Value>),
}

macro_rules! conversions {
    ($($variant:ident $t:ty, $as:ident, $py:literal;)*) => {
        $(
        impl From<$t> for Value {
            fn from(value: $t) -> Value {
                Value::$variant(value)
            }
        }
        impl Value {
            /// The value, where it has this type.
            pub fn $as(&self) -> Option<$t> {
                match self {
                    Value::$variant(value) => Some(value.clone()),
                    _ => None,
                }
            }
        }
        )*
    };
}

conversions! {
    Bool bool, as_bool, "bool";
    Int Int, as_int, "int";
    Float f64, as_float, "float";
    Str Str, as_text, "str";
    Bytes Bytes, as_bytes, "bytes";
    List List<Value>, as_list, "list";
    Tuple Tuple<Value>, as_tuple, "tuple";
    Dict Dict<Value, Value>, as_dict, "dict";
    Set Set<Value>, as_set, "set";
}

impl From<()> for Value {
    fn from(_: ()) -> Value {
        Value::None
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::None, Into::into)
    }
}

impl Value {
    pub fn is_none(&self) -> bool {
        matches!(self, Value::None)
    }

    fn inner(&self) -> &dyn PyRepr {
        match self {
            Value::None => &(),
            Value::Bool(value) => value,
            Value::Int(value) => value,
            Value::Float(value) => value,
            Value::Str(value) => value,
            Value::Bytes(value) => value,
            Value::List(value) => value,
            Value::Tuple(value) => value,
            Value::Dict(value) => value,
            Value::Set(value) => value,
        }
    }
}

impl PyRepr for Value {
    fn repr_to(&self, out: &mut String) {
        self.inner().repr_to(out)
    }
    fn str_to(&self, out: &mut String) {
        self.inner().str_to(out)
    }
    fn type_name(&self) -> &'static str {
        self.inner().type_name()
    }
    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        self.inner().format_to(spec, out)
    }
    fn number(&self) -> Number {
        self.inner().number()
    }
    fn to_value(&self) -> Option<Value> {
        Some(self.clone())
    }
}

impl PyEq for Value {
    fn py_eq(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::None, Value::None) => true,
            (Value::Str(a), Value::Str(b)) => a == b,
            (Value::Bytes(a), Value::Bytes(b)) => a == b,
            (Value::List(a), Value::List(b)) => a.py_eq(b),
            (Value::Tuple(a), Value::Tuple(b)) => a.py_eq(b),
            (Value::Dict(a), Value::Dict(b)) => a.py_eq(b),
            (Value::Set(a), Value::Set(b)) => a.py_eq(b),
            _ => match (self.number(), other.number()) {
                (Number::Int(a), Number::Int(b)) => a == b,
                (Number::Int(a), Number::Float(b)) => a.py_eq(&b),
                (Number::Float(a), Number::Int(b)) => a.py_eq(&b),
                (Number::Float(a), Number::Float(b)) => a == b,
                _ => false,
            },
        }
    }
    fn py_alike(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::List(a), Value::List(b)) => a.py_alike(b),
            (Value::Dict(a), Value::Dict(b)) => a.py_alike(b),
            (Value::Float(a), Value::Float(b)) => a.py_alike(b),
            _ => self.py_eq(other),
        }
    }
}

impl PyHash for Value {
    fn py_hash(&self) -> i64 {
        match self {
            Value::None => ().py_hash(),
            Value::Bool(value) => value.py_hash(),
            Value::Int(value) => value.py_hash(),
            Value::Float(value) => value.py_hash(),
            Value::Str(value) => value.py_hash(),
            Value::Bytes(value) => value.py_hash(),
            Value::Tuple(value) => value.py_hash(),
            other => unhashable(other.type_name()),
        }
    }
}

impl PyTruthy for Value {
    fn truthy(&self) -> bool {
        match self {
            Value::None => false,
            Value::Bool(value) => *value,
            Value::Int(value) => value.truthy(),
            Value::Float(value) => value.truthy(),
            Value::Str(value) => value.truthy(),
            Value::Bytes(value) => value.truthy(),
            Value::List(value) => value.truthy(),
            Value::Tuple(value) => value.truthy(),
            Value::Dict(value) => value.truthy(),
            Value::Set(value) => value.truthy(),
        }
    }
}
