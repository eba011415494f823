//! Types as values: what `type(x)` gives and what a class is where it is looked at.

use crate::*;

/// A type by its module and qualified name; `of_many` tells it from others of that name.
#[derive(Clone, Copy)]
pub struct PyType {
    module: &'static str,
    name: &'static str,
    of_many: &'static str,
    error: Option<&'static ExcClass>,
}

impl PyType {
    pub const fn of(module: &'static str, name: &'static str) -> PyType {
        PyType { module, name, of_many: "", error: None }
    }

    /// One of several classes of a name.
    pub const fn one_of(self, of_many: &'static str) -> PyType {
        PyType { of_many, ..self }
    }

    /// One of Python's own.
    pub const fn plain(name: &'static str) -> PyType {
        PyType::of("builtins", name)
    }

    /// An enumeration: `<enum 'Color'>`.
    pub const fn enumeration(name: &'static str) -> PyType {
        PyType::of("", name)
    }

    /// An enumeration of flags: `<flag 'Access'>`.
    pub const fn flags(name: &'static str) -> PyType {
        PyType::of("<flag>", name)
    }

    pub fn of_error(err: &PyErr) -> PyType {
        PyType::error(err.class())
    }

    /// A class of exceptions.
    pub const fn error(class: &'static ExcClass) -> PyType {
        PyType { error: Some(class), ..PyType::of(class.module, class.qualified) }
    }

    /// `issubclass(self, classes)`, of classes of exceptions.
    pub fn is_any(&self, classes: &[&ExcClass]) -> bool {
        self.error.map_or(false, |own| classes.iter().any(|class| own.is_subclass(class)))
    }

    /// `__bases__` of a class of exceptions.
    pub fn bases(&self) -> Vec<PyType> {
        let own = self.error.map_or(&[][..], |own| own.bases);
        match own.is_empty() {
            true => vec![PyType::plain("object")],
            false => own.iter().map(|base| PyType::error(base)).collect(),
        }
    }

    /// `__mro__` of a class of exceptions.
    pub fn mro(&self) -> Vec<PyType> {
        match &self.bases()[..] {
            [base] if base.error.is_some() => std::iter::once(*self).chain(base.mro()).collect(),
            [object] => vec![*self, *object],
            _ => limit("the __mro__ of an exception with several bases"),
        }
    }

    pub fn name(&self) -> Str {
        Str::from(self.name.rsplit('.').next().unwrap_or(self.name))
    }
}

impl PyRepr for PyType {
    fn repr_to(&self, out: &mut String) {
        match self.module {
            "" => out.push_str(&format!("<enum '{}'>", self.name().as_str())),
            "<flag>" => out.push_str(&format!("<flag '{}'>", self.name().as_str())),
            "builtins" if self.name == "function" => limit("the repr of a function: its address"),
            "builtins" => out.push_str(&format!("<class '{}'>", self.name)),
            module => out.push_str(&format!("<class '{}.{}'>", module, self.name)),
        }
    }

    fn type_name(&self) -> &'static str {
        "type"
    }
}

impl PyEq for PyType {
    fn py_eq(&self, other: &PyType) -> bool {
        match (self.error, other.error) {
            (Some(own), Some(theirs)) => std::ptr::eq(own, theirs),
            _ => self.module == other.module && self.name == other.name && self.of_many == other.of_many,
        }
    }
}

impl PyHash for PyType {
    fn py_hash(&self) -> i64 {
        Str::from(self.name).py_hash()
    }
}

impl PyTruthy for PyType {
    fn truthy(&self) -> bool {
        true
    }
}

impl PyOrd for PyType {
    fn py_lt(&self, _other: &PyType) -> bool {
        unordered("<", "type", "type")
    }
}

impl DeepCopy for PyType {
    fn deep_copy(&self, _done: &Copies) -> Self {
        *self
    }
}

/// `a is b` of floats, which nearly every operation makes anew.
pub fn same_float(a: f64, b: f64) -> bool {
    if a == b || (a.is_nan() && b.is_nan()) {
        limit("whether equal floats are one object (compare with ==)");
    }
    false
}
