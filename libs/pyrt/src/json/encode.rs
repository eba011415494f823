//! Writing JSON. What cannot be written goes to `default`, or raises Python's TypeError.

use crate::*;
use std::any::Any;
use std::cmp::Ordering;

type Fallback<'a> = &'a dyn Fn(&dyn Any) -> PyResult<Box<dyn Encode>>;

/// The arguments of `json.dumps`.
pub struct Options<'a> {
    pub indent: Option<Str>,
    pub item_separator: Option<Str>,
    pub key_separator: Option<Str>,
    pub sort_keys: bool,
    pub ensure_ascii: bool,
    pub allow_nan: bool,
    pub skip_keys: bool,
    pub default: Option<Fallback<'a>>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            indent: None,
            item_separator: None,
            key_separator: None,
            sort_keys: false,
            ensure_ascii: true,
            allow_nan: true,
            skip_keys: false,
            default: None,
        }
    }
}

impl Options<'_> {
    /// `indent=` as a number of spaces.
    pub fn spaces(count: &Int) -> Option<Str> {
        Some(Str::from(" ".repeat(count.clamp_usize())))
    }
}

pub struct Writer<'a> {
    out: String,
    options: Options<'a>,
    depth: usize,
    /// What stands for other values, within each other.
    stood_for: usize,
}

/// Something that `json.dumps` is given.
pub trait Encode {
    fn encode(&self, w: &mut Writer) -> PyResult<()>;
}

/// What keys are sorted by.
pub enum Sorted {
    Text(Str),
    Int(Int),
    Float(f64),
    Other(&'static str),
}

/// A key of a dictionary.
pub trait EncodeKey {
    /// The key as text; none where it cannot be one.
    fn text(&self, w: &Writer) -> PyResult<Option<String>>;
    fn sorted(&self) -> Sorted;
    fn shown_type(&self) -> &'static str;
}

/// `json.dumps`.
pub fn dumps<T: Encode + ?Sized>(value: &T, options: Options) -> PyResult<Str> {
    let mut w = Writer { out: String::new(), options, depth: 0, stood_for: 0 };
    value.encode(&mut w)?;
    Ok(Str::from(w.out))
}

impl Writer<'_> {
    fn break_line(&mut self) {
        if let Some(indent) = &self.options.indent {
            self.out.push('\n');
            for _ in 0..self.depth {
                self.out.push_str(indent.as_str());
            }
        }
    }

    fn separate(&mut self) {
        match &self.options.item_separator {
            Some(text) => self.out.push_str(text.as_str()),
            None => self.out.push_str(if self.options.indent.is_some() { "," } else { ", " }),
        }
        self.break_line();
    }

    fn enter(&mut self) -> PyResult<()> {
        self.depth += 1;
        if self.depth + self.stood_for > 980 {
            return Err(exc::VALUE_ERROR.msg("Circular reference detected"));
        }
        Ok(())
    }

    /// A list of what can be written.
    pub fn list<T: Encode>(&mut self, items: &[T]) -> PyResult<()> {
        self.sequence(items.len(), |w, i| items[i].encode(w))
    }

    pub fn sequence(&mut self, count: usize, mut item: impl FnMut(&mut Self, usize) -> PyResult<()>) -> PyResult<()> {
        if count == 0 {
            self.out.push_str("[]");
            return Ok(());
        }
        self.out.push('[');
        self.enter()?;
        self.break_line();
        for i in 0..count {
            if i > 0 {
                self.separate();
            }
            item(self, i)?;
        }
        self.depth -= 1;
        self.break_line();
        self.out.push(']');
        Ok(())
    }

    pub fn object<K: EncodeKey, V: Encode>(&mut self, mut pairs: Vec<(K, V)>) -> PyResult<()> {
        if pairs.is_empty() {
            self.out.push_str("{}");
            return Ok(());
        }
        if self.options.sort_keys {
            sort(&mut pairs)?;
        }
        self.out.push('{');
        self.enter()?;
        let mut first = true;
        for (key, value) in &pairs {
            let text = match key.text(self)? {
                Some(text) => text,
                None if self.options.skip_keys => continue,
                None => {
                    let name = key.shown_type();
                    return Err(exc::TYPE_ERROR
                        .msg(format!("keys must be str, int, float, bool or None, not {}", name)));
                }
            };
            if first {
                self.break_line();
            } else {
                self.separate();
            }
            first = false;
            self.text(&text);
            match &self.options.key_separator {
                Some(text) => self.out.push_str(text.as_str()),
                None => self.out.push_str(": "),
            }
            value.encode(self)?;
        }
        self.depth -= 1;
        if !first {
            self.break_line();
        }
        self.out.push('}');
        Ok(())
    }

    pub fn text(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                '\x08' => self.out.push_str("\\b"),
                '\x0c' => self.out.push_str("\\f"),
                c if (c as u32) < 0x20 => self.out.push_str(&format!("\\u{:04x}", c as u32)),
                c if self.options.ensure_ascii && (!c.is_ascii() || c == '\x7f') => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        self.out.push_str(&format!("\\u{:04x}", unit));
                    }
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }

    fn float(&self, value: f64) -> PyResult<String> {
        if value.is_finite() {
            let mut out = String::new();
            float::repr_to(value, &mut out);
            return Ok(out);
        }
        if !self.options.allow_nan {
            return Err(exc::VALUE_ERROR.msg("Out of range float values are not JSON compliant"));
        }
        Ok(if value.is_nan() { "NaN" } else if value > 0.0 { "Infinity" } else { "-Infinity" }.to_string())
    }

    /// What JSON has no form for.
    pub fn unknown(&mut self, value: &dyn Any, name: &str) -> PyResult<()> {
        match self.options.default {
            Some(default) => {
                self.stood_for += 1;
                if self.depth + self.stood_for > 980 {
                    return Err(exc::VALUE_ERROR.msg("Circular reference detected"));
                }
                let other = default(value)?;
                other.encode(self)?;
                self.stood_for -= 1;
                Ok(())
            }
            None => Err(exc::TYPE_ERROR.msg(format!("Object of type {} is not JSON serializable", name))),
        }
    }
}

fn sort<K: EncodeKey, V>(pairs: &mut Vec<(K, V)>) -> PyResult<()> {
    let mut failed = None;
    let mut keyed: Vec<(Sorted, (K, V))> = pairs.drain(..).map(|pair| (pair.0.sorted(), pair)).collect();
    keyed.sort_by(|a, b| {
        let order = match (&a.0, &b.0) {
            (Sorted::Text(a), Sorted::Text(b)) => Some(a.as_str().chars().cmp(b.as_str().chars())),
            (Sorted::Int(a), Sorted::Int(b)) => Some(a.compare(b)),
            (Sorted::Int(a), Sorted::Float(b)) => a.compare_f64(*b),
            (Sorted::Float(a), Sorted::Int(b)) => b.compare_f64(*a).map(Ordering::reverse),
            (Sorted::Float(a), Sorted::Float(b)) => a.partial_cmp(b),
            _ => {
                failed = Some((b.1 .0.shown_type(), a.1 .0.shown_type()));
                None
            }
        };
        order.unwrap_or(Ordering::Equal)
    });
    if let Some((a, b)) = failed {
        return Err(exc::TYPE_ERROR.msg(format!("'<' not supported between instances of '{}' and '{}'", a, b)));
    }
    pairs.extend(keyed.into_iter().map(|(_, pair)| pair));
    Ok(())
}

impl Encode for () {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        w.out.push_str("null");
        Ok(())
    }
}

impl Encode for bool {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        w.out.push_str(if *self { "true" } else { "false" });
        Ok(())
    }
}

impl Encode for Int {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        w.out.push_str(&self.checked_digits()?);
        Ok(())
    }
}

impl Encode for f64 {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        let text = w.float(*self)?;
        w.out.push_str(&text);
        Ok(())
    }
}

impl Encode for Str {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        w.text(self.as_str());
        Ok(())
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        match self {
            Some(value) => value.encode(w),
            None => ().encode(w),
        }
    }
}

impl<T: Encode + Clone> Encode for List<T> {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        w.list(&self.to_vec())
    }
}

impl<T: Encode> Encode for Tuple<T> {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        w.list(self.as_slice())
    }
}

impl<K: EncodeKey + Key, V: Encode + Clone> Encode for Dict<K, V> {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        w.object(self.pairs())
    }
}

impl<K: EncodeKey + Key, V: Encode + Clone> Encode for DefaultDict<K, V> {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        w.object(self.pairs())
    }
}

impl<K: EncodeKey + Key, V: Encode + Clone> Encode for OrderedDict<K, V> {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        w.object(self.pairs())
    }
}

impl<K: EncodeKey + Key> Encode for Counter<K> {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        w.object(self.pairs())
    }
}

macro_rules! tuples {
    ($($n:literal: $($a:ident $i:tt)*;)*) => {
        $(impl<$($a: Encode),*> Encode for ($($a,)*) {
            fn encode(&self, w: &mut Writer) -> PyResult<()> {
                let items: [&dyn Encode; $n] = [$(&self.$i),*];
                w.sequence($n, |w, i| items[i].encode(w))
            }
        })*
    };
}

tuples! {
    1: A 0;
    2: A 0 B 1;
    3: A 0 B 1 C 2;
    4: A 0 B 1 C 2 D 3;
    5: A 0 B 1 C 2 D 3 E 4;
    6: A 0 B 1 C 2 D 3 E 4 F 5;
    7: A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
}

macro_rules! without_form {
    ($($t:ty, $name:literal;)*) => {
        $(impl Encode for $t {
            fn encode(&self, w: &mut Writer) -> PyResult<()> {
                w.unknown(self, $name)
            }
        })*
    };
}

without_form! {
    Bytes, "bytes";
    ByteArray, "bytearray";
    Range, "range";
}

impl<T: 'static> Encode for Set<T> {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        w.unknown(self, "set")
    }
}

impl<T: 'static> Encode for FrozenSet<T> {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        w.unknown(self, "frozenset")
    }
}

impl<T: 'static> Encode for Deque<T> {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        w.unknown(self, "deque")
    }
}

impl<T: 'static> Encode for Iter<T> {
    fn encode(&self, w: &mut Writer) -> PyResult<()> {
        w.unknown(self, "generator")
    }
}

impl EncodeKey for Str {
    fn text(&self, _: &Writer) -> PyResult<Option<String>> {
        Ok(Some(self.as_str().to_string()))
    }
    fn sorted(&self) -> Sorted {
        Sorted::Text(self.clone())
    }
    fn shown_type(&self) -> &'static str {
        "str"
    }
}

impl EncodeKey for Int {
    fn text(&self, _: &Writer) -> PyResult<Option<String>> {
        Ok(Some(self.checked_digits()?))
    }
    fn sorted(&self) -> Sorted {
        Sorted::Int(self.clone())
    }
    fn shown_type(&self) -> &'static str {
        "int"
    }
}

impl EncodeKey for bool {
    fn text(&self, _: &Writer) -> PyResult<Option<String>> {
        Ok(Some(if *self { "true" } else { "false" }.to_string()))
    }
    fn sorted(&self) -> Sorted {
        Sorted::Int(Int::from_bool(*self))
    }
    fn shown_type(&self) -> &'static str {
        "bool"
    }
}

impl EncodeKey for f64 {
    fn text(&self, w: &Writer) -> PyResult<Option<String>> {
        Ok(Some(w.float(*self)?))
    }
    fn sorted(&self) -> Sorted {
        Sorted::Float(*self)
    }
    fn shown_type(&self) -> &'static str {
        "float"
    }
}

impl EncodeKey for () {
    fn text(&self, _: &Writer) -> PyResult<Option<String>> {
        Ok(Some("null".to_string()))
    }
    fn sorted(&self) -> Sorted {
        Sorted::Other("NoneType")
    }
    fn shown_type(&self) -> &'static str {
        "NoneType"
    }
}

impl<T: EncodeKey> EncodeKey for Option<T> {
    fn text(&self, w: &Writer) -> PyResult<Option<String>> {
        match self {
            Some(key) => key.text(w),
            None => ().text(w),
        }
    }
    fn sorted(&self) -> Sorted {
        self.as_ref().map_or_else(|| ().sorted(), |key| key.sorted())
    }
    fn shown_type(&self) -> &'static str {
        self.as_ref().map_or("NoneType", |key| key.shown_type())
    }
}

macro_rules! no_keys {
    ($($n:literal: $($a:ident)*;)*) => {
        $(impl<$($a),*> EncodeKey for ($($a,)*) {
            fn text(&self, _: &Writer) -> PyResult<Option<String>> {
                Ok(None)
            }
            fn sorted(&self) -> Sorted {
                limit("keys that are tuples, sorted for JSON")
            }
            fn shown_type(&self) -> &'static str {
                "tuple"
            }
        })*
    };
}
no_keys! { 1: A; 2: A B; 3: A B C; 4: A B C D; }

impl<T> EncodeKey for Tuple<T> {
    fn text(&self, _: &Writer) -> PyResult<Option<String>> {
        Ok(None)
    }
    fn sorted(&self) -> Sorted {
        limit("keys that are tuples, sorted for JSON")
    }
    fn shown_type(&self) -> &'static str {
        "tuple"
    }
}

/// What a type of the runtime's own library needs beside its own work: JSON has no form for it, a copy is itself.
#[macro_export]
macro_rules! opaque {
    ($($t:ty, $name:literal;)*) => {
        $(
        impl $crate::json::Encode for $t {
            fn encode(&self, w: &mut $crate::json::Writer) -> $crate::PyResult<()> {
                w.unknown(self, $name)
            }
        }
        impl $crate::json::EncodeKey for $t {
            fn text(&self, _: &$crate::json::Writer) -> $crate::PyResult<Option<String>> {
                Ok(None)
            }
            fn sorted(&self) -> $crate::json::Sorted {
                $crate::limit("these keys sorted for JSON")
            }
            fn shown_type(&self) -> &'static str {
                $name
            }
        }
        impl $crate::DeepCopy for $t {
            fn deep_copy(&self, _done: &$crate::Copies) -> Self {
                self.clone()
            }
        }
        )*
    };
}
