//! What can be asked of any value.

use super::*;

impl PyRepr for Str {
    fn repr_to(&self, out: &mut String) {
        quote(self.as_str(), out);
    }
    fn str_to(&self, out: &mut String) {
        out.push_str(self.as_str());
    }
    fn type_name(&self) -> &'static str {
        "str"
    }
    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        fmt::format_str(self.as_str(), spec, out)
    }
    fn to_value(&self) -> Option<Value> {
        Some(Value::Str(self.clone()))
    }
}

impl PyRepr for str {
    fn repr_to(&self, out: &mut String) {
        quote(self, out);
    }
    fn str_to(&self, out: &mut String) {
        out.push_str(self);
    }
    fn type_name(&self) -> &'static str {
        "str"
    }
    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        fmt::format_str(self, spec, out)
    }
}

impl std::fmt::Debug for Str {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(self.as_str(), f)
    }
}

impl PartialEq for Str {
    #[inline(always)]
    fn eq(&self, other: &Str) -> bool {
        match (&self.0, &other.0) {
            (Repr::Inline(a), Repr::Inline(b)) => a.words() == b.words(),
            (Repr::Inline(_), _) | (_, Repr::Inline(_)) => false,
            _ => same_text(self, other),
        }
    }
}

#[inline(never)]
fn same_text(a: &Str, b: &Str) -> bool {
    match (&a.0, &b.0) {
        (Repr::Heap(x), Repr::Heap(y)) if Rc::ptr_eq(x, y) => true,
        _ => a.as_str() == b.as_str(),
    }
}

impl Eq for Str {}

impl PartialEq<str> for Str {
    #[inline]
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Str {
    #[inline]
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialOrd for Str {
    fn partial_cmp(&self, other: &Str) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// UTF-8 keeps the order of code points.
impl Ord for Str {
    #[inline(always)]
    fn cmp(&self, other: &Str) -> Ordering {
        if let (Repr::Inline(a), Repr::Inline(b)) = (&self.0, &other.0) {
            // An empty text begins with a zero: only a difference is believed.
            if a.bytes[0] != b.bytes[0] {
                return a.bytes[0].cmp(&b.bytes[0]);
            }
            if a.kind == 1 && b.kind == 1 {
                return Ordering::Equal;
            }
        }
        compare_texts(self, other)
    }
}

#[inline(never)]
fn compare_texts(a: &Str, b: &Str) -> Ordering {
    a.as_str().cmp(b.as_str())
}

impl PyEq for Str {
    #[inline(always)]
    fn py_eq(&self, other: &Str) -> bool {
        self == other
    }
}

impl PyOrd for Str {
    #[inline(always)]
    fn py_lt(&self, other: &Str) -> bool {
        self.cmp(other) == Ordering::Less
    }
    #[inline(always)]
    fn py_le(&self, other: &Str) -> bool {
        self.cmp(other) != Ordering::Greater
    }
    #[inline(always)]
    fn py_ge(&self, other: &Str) -> bool {
        self.cmp(other) != Ordering::Less
    }
}

impl PyHash for Str {
    fn py_hash(&self) -> i64 {
        match &self.0 {
            Repr::Heap(heap) => match heap.hash.get() {
                Some(hash) => hash,
                None => {
                    let hash = hashing::of_text(&heap.text);
                    heap.hash.set(Some(hash));
                    hash
                }
            },
            _ => hashing::of_text(self.as_str()),
        }
    }

    #[inline]
    fn key_hash(&self) -> i64 {
        match &self.0 {
            Repr::Inline(short) => {
                let (first, second) = short.words();
                hashing::mixed(first as i64, second as i64)
            }
            Repr::Static(text, _) => hashing::quick(text.as_bytes()),
            Repr::Heap(heap) => hashing::quick(heap.text.as_bytes()),
        }
    }
}

impl PyTruthy for Str {
    fn truthy(&self) -> bool {
        !self.is_empty()
    }
}

impl PyLen for Str {
    #[inline]
    fn py_len(&self) -> usize {
        self.chars_len()
    }
}

impl PyContains<Str> for Str {
    fn contains(&self, item: &Str) -> bool {
        match item.as_str().as_bytes() {
            [byte] => self.as_str().as_bytes().contains(byte),
            _ => self.as_str().contains(item.as_str()),
        }
    }
}
