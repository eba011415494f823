//! `re.RegexFlag`.

use crate::*;

const NAMES: [(i64, &str); 7] = [
    (256, "ASCII"),
    (2, "IGNORECASE"),
    (4, "LOCALE"),
    (32, "UNICODE"),
    (8, "MULTILINE"),
    (16, "DOTALL"),
    (64, "VERBOSE"),
];

/// Flags of a pattern, as one number.
#[derive(Clone, Copy, PartialEq)]
pub struct Flag(pub i64);

impl Flag {
    pub fn value(self) -> Int {
        int(self.0)
    }

    pub fn or(self, other: &Flag) -> Flag {
        Flag(self.0 | other.0)
    }

    pub fn and(self, other: &Flag) -> Flag {
        Flag(self.0 & other.0)
    }

    pub fn xor(self, other: &Flag) -> Flag {
        Flag(self.0 ^ other.0)
    }

    pub fn or_int(self, other: &Int) -> Flag {
        self.or(&Flag(other.clamp_i64()))
    }

    pub fn and_int(self, other: &Int) -> Flag {
        self.and(&Flag(other.clamp_i64()))
    }
}

impl PyRepr for Flag {
    fn repr_to(&self, out: &mut String) {
        let known: i64 = NAMES.iter().map(|(bit, _)| bit).sum();
        if self.0 & !known != 0 {
            limit("flags of re that have no name");
        }
        let names: Vec<String> =
            NAMES.iter().filter(|(bit, _)| self.0 & bit != 0).map(|(_, name)| format!("re.{}", name)).collect();
        out.push_str(&if names.is_empty() { "re.NOFLAG".to_string() } else { names.join("|") });
    }
    fn type_name(&self) -> &'static str {
        "RegexFlag"
    }
}

impl PyEq for Flag {
    fn py_eq(&self, other: &Flag) -> bool {
        self.0 == other.0
    }
}

impl PyHash for Flag {
    fn py_hash(&self) -> i64 {
        self.value().py_hash()
    }
}

impl PyTruthy for Flag {
    fn truthy(&self) -> bool {
        self.0 != 0
    }
}

impl PyIs for Flag {
    fn id(&self) -> usize {
        self.0 as usize
    }
}

opaque! {
    Flag, "RegexFlag";
}
