//! What objects without a value of their own have in common: each is equal to itself alone, and true.

/// Equality, hash and truth by identity, for types with `PyIs`.
macro_rules! by_identity {
    ($type:ty) => {
        impl $crate::PyEq for $type {
            fn py_eq(&self, other: &$type) -> bool {
                $crate::PyIs::id(self) == $crate::PyIs::id(other)
            }
        }

        impl $crate::PyHash for $type {
            fn py_hash(&self) -> i64 {
                $crate::PyIs::id(self) as i64 >> 4
            }
        }

        impl $crate::PyTruthy for $type {
            fn truthy(&self) -> bool {
                true
            }
        }
    };
}
