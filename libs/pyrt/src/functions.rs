//! What function values can be asked for in containers: nothing that depends on their identity.

use crate::*;
use std::rc::Rc;

macro_rules! functions {
    ($(($($arg:ident),*))*) => {
        $(
        impl<$($arg,)* R> PyRepr for Rc<dyn Fn($($arg),*) -> PyResult<R>> {
            fn repr_to(&self, _out: &mut String) {
                limit("the repr of a function: its address")
            }
            fn type_name(&self) -> &'static str {
                "function"
            }
        }
        impl<$($arg,)* R> PyEq for Rc<dyn Fn($($arg),*) -> PyResult<R>> {
            fn py_eq(&self, other: &Self) -> bool {
                Rc::ptr_eq(self, other) || limit("comparison of functions")
            }
        }
        impl<$($arg,)* R> PyOrd for Rc<dyn Fn($($arg),*) -> PyResult<R>> {
            fn py_lt(&self, _other: &Self) -> bool {
                limit("the order of functions")
            }
        }
        impl<$($arg,)* R> PyHash for Rc<dyn Fn($($arg),*) -> PyResult<R>> {
            fn py_hash(&self) -> i64 {
                limit("the hash of a function")
            }
        }
        impl<$($arg,)* R> PyTruthy for Rc<dyn Fn($($arg),*) -> PyResult<R>> {
            fn truthy(&self) -> bool {
                true
            }
        }
        )*
    };
}

functions! { () (A) (A, B) (A, B, C) (A, B, C, D) (A, B, C, D, E) (A, B, C, D, E, F) }
