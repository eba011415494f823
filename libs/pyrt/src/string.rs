//! `string`.

use crate::*;

pub const ASCII_LOWERCASE: Str = lit("abcdefghijklmnopqrstuvwxyz");
pub const ASCII_UPPERCASE: Str = lit("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
pub const ASCII_LETTERS: Str = lit("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
pub const DIGITS: Str = lit("0123456789");
pub const HEXDIGITS: Str = lit("0123456789abcdefABCDEF");
pub const OCTDIGITS: Str = lit("01234567");
pub const PUNCTUATION: Str = lit("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
pub const WHITESPACE: Str = lit(" \t\n\r\x0b\x0c");
pub const PRINTABLE: Str = lit(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\x0b\x0c",
);

/// `string.capwords(text)`.
pub fn capwords(text: &Str) -> Str {
    let words: Vec<String> =
        text.split().to_vec().iter().map(|word| word.capitalize().as_str().to_string()).collect();
    Str::from(words.join(" "))
}

/// `string.capwords(text, sep)`.
pub fn capwords_by(text: &Str, sep: &Str) -> PyResult<Str> {
    let words: Vec<String> =
        text.split_sep(sep)?.to_vec().iter().map(|word| word.capitalize().as_str().to_string()).collect();
    Ok(Str::from(words.join(sep.as_str())))
}

/// `string.capwords(text, None)`.
pub fn capwords_none(text: &Str, _: &()) -> PyResult<Str> {
    Ok(capwords(text))
}

/// `string.Template`.
#[derive(Clone)]
pub struct Template(Rc<Str>);

impl Template {
    pub fn new(template: &Str) -> Template {
        Template(Rc::new(template.clone()))
    }

    pub fn template(&self) -> Str {
        (*self.0).clone()
    }

    /// `substitute`: the last of several pairs of one name counts.
    pub fn substitute(&self, pairs: Vec<(Str, Str)>) -> PyResult<Str> {
        self.filled(pairs, false)
    }

    /// `safe_substitute`: what is not known stays as it is.
    pub fn safe_substitute(&self, pairs: Vec<(Str, Str)>) -> PyResult<Str> {
        self.filled(pairs, true)
    }

    fn filled(&self, pairs: Vec<(Str, Str)>, safe: bool) -> PyResult<Str> {
        let text = self.0.as_str();
        let mut out = String::new();
        let mut at = 0;
        while let Some(found) = text[at..].find('$') {
            let from = at + found;
            out.push_str(&text[at..from]);
            let rest = &text[from + 1..];
            let is_start = |c: char| c == '_' || c.is_ascii_alphabetic();
            let name_length = |s: &str| s.find(|c: char| !(is_start(c) || c.is_ascii_digit())).unwrap_or(s.len());
            let (name, taken) = if rest.starts_with('$') {
                out.push('$');
                at = from + 2;
                continue;
            } else if rest.starts_with(is_start) {
                let length = name_length(rest);
                (&rest[..length], length + 1)
            } else if rest.starts_with('{') && rest[1..].starts_with(is_start) && rest[1 + name_length(&rest[1..])..].starts_with('}') {
                let length = name_length(&rest[1..]);
                (&rest[1..1 + length], length + 3)
            } else if safe {
                out.push('$');
                at = from + 1;
                continue;
            } else {
                return Err(misplaced(&text[..from]));
            };
            match pairs.iter().rev().find(|(key, _)| key.as_str() == name) {
                Some((_, value)) => out.push_str(value.as_str()),
                None if safe => out.push_str(&text[from..from + taken]),
                None => return Err(exc::KEY_ERROR.msg(name)),
            }
            at = from + taken;
        }
        out.push_str(&text[at..]);
        Ok(Str::from(out))
    }
}

fn misplaced(before: &str) -> PyErr {
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    exc::VALUE_ERROR.msg(format!("Invalid placeholder in string: line {}, col {}", line, column))
}

impl PyRepr for Template {
    fn repr_to(&self, _out: &mut String) {
        limit("the repr of a Template holds its address")
    }
    fn type_name(&self) -> &'static str {
        "Template"
    }
}

impl PyIs for Template {
    fn id(&self) -> usize {
        Rc::as_ptr(&self.0) as *const u8 as usize
    }
}

by_identity!(Template);
opaque! {
    Template, "Template";
}
