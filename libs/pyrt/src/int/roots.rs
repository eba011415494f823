//! Roots and common divisors.

use super::*;

impl Int {
    /// `math.isqrt` of a value that is not negative.
    pub fn isqrt(&self) -> Int {
        if let Some(value) = self.to_i64() {
            let mut root = (value as f64).sqrt() as i64;
            while root.checked_mul(root).map_or(true, |square| square > value) {
                root -= 1;
            }
            while (root + 1).checked_mul(root + 1).map_or(false, |square| square <= value) {
                root += 1;
            }
            return int(root);
        }
        let bits = big::bit_length(&self.magnitude());
        let mut root = Int::from_parts(false, big::shl(&[1], (bits + 1) / 2));
        loop {
            let next = (&root + &self.floordiv(&root).unwrap_or_else(|_| int(0))).shr(1).unwrap_or_else(|_| int(0));
            if next >= root {
                return root;
            }
            root = next;
        }
    }

    pub fn gcd(&self, other: &Int) -> Int {
        let (mut a, mut b) = (self.abs(), other.abs());
        while !b.is_zero() {
            if let (Some(x), Some(y)) = (a.as_small(), b.as_small()) {
                let (mut x, mut y) = (x, y);
                while y != 0 {
                    let rest = x % y;
                    x = y;
                    y = rest;
                }
                return int(x);
            }
            let rest = a.modulo(&b).unwrap_or_else(|_| int(0));
            a = b;
            b = rest;
        }
        a
    }
}
