//! Reading JSON: the same values, errors and places as Python's decoder.

use crate::*;

pub static DECODE_ERROR: ExcClass = ExcClass::declare_in("json.decoder", "JSONDecodeError", &[&exc::VALUE_ERROR]);

/// The parts of a fault's text: what is wrong, its line, its column and its place.
fn parts_of(fault: &PyErr) -> (Str, Int, Int, Int) {
    let text = str_of(fault);
    let found = text.as_str().rfind(": line ").and_then(|at| {
        let mut numbers = text.as_str()[at..].split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok());
        Some((Str::from(&text.as_str()[..at]), int(numbers.next()?), int(numbers.next()?), int(numbers.next()?)))
    });
    found.unwrap_or_else(|| limit("a JSONDecodeError that no reader made"))
}

pub fn fault_msg(fault: &PyErr) -> Str {
    parts_of(fault).0
}

pub fn fault_line(fault: &PyErr) -> Int {
    parts_of(fault).1
}

pub fn fault_column(fault: &PyErr) -> Int {
    parts_of(fault).2
}

pub fn fault_place(fault: &PyErr) -> Int {
    parts_of(fault).3
}

/// What a text held; the program turns it into its own type.
pub enum Node {
    Null,
    Bool(bool),
    Int(Int),
    Float(f64),
    Str(Str),
    List(Vec<Node>),
    Object(Vec<(Str, Node)>),
}

/// What was read last, its items turned into the program's type already.
pub enum Made<T> {
    Null,
    Bool(bool),
    Int(Int),
    Float(f64),
    Str(Str),
    List(Vec<T>),
    Object(Vec<(Str, T)>),
}

struct Reader<'a, T> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    depth: usize,
    build: &'a mut dyn FnMut(Made<T>) -> PyResult<T>,
}

/// `json.loads`.
pub fn loads(text: &Str) -> PyResult<Node> {
    loads_with(text, &mut |made| {
        Ok(match made {
            Made::Null => Node::Null,
            Made::Bool(v) => Node::Bool(v),
            Made::Int(v) => Node::Int(v),
            Made::Float(v) => Node::Float(v),
            Made::Str(v) => Node::Str(v),
            Made::List(items) => Node::List(items),
            Made::Object(pairs) => Node::Object(pairs),
        })
    })
}

/// `json.loads` where each value is turned into the program's type as soon as it is read.
pub fn loads_with<T>(text: &Str, build: &mut dyn FnMut(Made<T>) -> PyResult<T>) -> PyResult<T> {
    let text = text.as_str();
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, depth: 0, build };
    if text.starts_with('\u{feff}') {
        return Err(reader.error("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0));
    }
    reader.space();
    let value = reader.value()?;
    reader.space();
    if reader.at != reader.bytes.len() {
        return Err(reader.error("Extra data", reader.at));
    }
    Ok(value)
}

impl<T> Reader<'_, T> {
    fn error(&self, what: &str, at: usize) -> PyErr {
        let before = &self.text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        let place = before.chars().count();
        DECODE_ERROR.msg(format!("{}: line {} column {} (char {})", what, line, column, place))
    }

    fn space(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &str) -> bool {
        let found = self.text[self.at..].starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    fn value(&mut self) -> PyResult<T> {
        self.depth += 1;
        if self.depth > 980 {
            return Err(exc::RECURSION_ERROR.msg("maximum recursion depth exceeded while decoding a JSON object"));
        }
        let made = self.any()?;
        self.depth -= 1;
        (self.build)(made)
    }

    fn any(&mut self) -> PyResult<Made<T>> {
        let start = self.at;
        match self.bytes.get(start) {
            Some(b'"') => {
                self.at += 1;
                Ok(Made::Str(self.string()?))
            }
            Some(b'{') => self.object(),
            Some(b'[') => self.list(),
            Some(b'n') if self.word("null") => Ok(Made::Null),
            Some(b't') if self.word("true") => Ok(Made::Bool(true)),
            Some(b'f') if self.word("false") => Ok(Made::Bool(false)),
            Some(b'N') if self.word("NaN") => Ok(Made::Float(f64::NAN)),
            Some(b'I') if self.word("Infinity") => Ok(Made::Float(f64::INFINITY)),
            Some(b'-') if self.word("-Infinity") => Ok(Made::Float(f64::NEG_INFINITY)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => Err(self.error("Expecting value", start)),
        }
    }

    fn digits(&mut self) -> usize {
        let from = self.at;
        while self.bytes.get(self.at).map_or(false, |c| c.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - from
    }

    fn number(&mut self) -> PyResult<Made<T>> {
        let start = self.at;
        if self.bytes[self.at] == b'-' {
            self.at += 1;
        }
        if self.bytes.get(self.at) == Some(&b'0') {
            self.at += 1;
        } else if self.digits() == 0 {
            return Err(self.error("Expecting value", start));
        }
        let mut is_float = false;
        let end = self.at;
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            if self.digits() == 0 {
                self.at = end;
            } else {
                is_float = true;
            }
        }
        let end = self.at;
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.bytes.get(self.at), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if self.digits() == 0 {
                self.at = end;
            } else {
                is_float = true;
            }
        }
        let text = Str::from(&self.text[start..self.at]);
        Ok(if is_float { Made::Float(float::parse(&text)?) } else { Made::Int(Int::parse(&text)?) })
    }

    fn unicode(&mut self, escape: usize) -> PyResult<u32> {
        let digits = self.bytes.get(self.at..self.at + 4).filter(|four| four.iter().all(|c| c.is_ascii_hexdigit()));
        let code = digits.and_then(|four| std::str::from_utf8(four).ok()).and_then(|four| u32::from_str_radix(four, 16).ok());
        match code {
            Some(code) => {
                self.at += 4;
                Ok(code)
            }
            None => Err(self.error("Invalid \\uXXXX escape", escape)),
        }
    }

    /// After the opening quote.
    fn string(&mut self) -> PyResult<Str> {
        let open = self.at - 1;
        let mut out = String::new();
        loop {
            let from = self.at;
            while self.bytes.get(self.at).map_or(false, |c| *c != b'"' && *c != b'\\' && *c >= 0x20) {
                self.at += 1;
            }
            out.push_str(&self.text[from..self.at]);
            match self.bytes.get(self.at) {
                None => return Err(self.error("Unterminated string starting at", open)),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Str::from(out));
                }
                Some(b'\\') => {
                    let escape = self.at;
                    self.at += 1;
                    let c = match self.bytes.get(self.at) {
                        None => return Err(self.error("Unterminated string starting at", open)),
                        Some(c) => *c,
                    };
                    self.at += 1;
                    match c {
                        b'"' | b'\\' | b'/' => out.push(char::from(c)),
                        b'b' => out.push('\x08'),
                        b'f' => out.push('\x0c'),
                        b'n' => out.push('\n'),
                        b'r' => out.push('\r'),
                        b't' => out.push('\t'),
                        b'u' => out.push(self.escaped(escape + 1)?),
                        _ => return Err(self.error("Invalid \\escape", escape)),
                    }
                }
                Some(_) => return Err(self.error("Invalid control character at", self.at)),
            }
        }
    }

    fn escaped(&mut self, escape: usize) -> PyResult<char> {
        let code = self.unicode(escape)?;
        if (0xd800..0xdc00).contains(&code) && self.text[self.at..].starts_with("\\u") {
            let back = self.at;
            self.at += 2;
            let low = self.unicode(back + 1)?;
            if (0xdc00..0xe000).contains(&low) {
                return Ok(char::from_u32(0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)).unwrap_or('\u{fffd}'));
            }
        }
        match char::from_u32(code) {
            Some(c) => Ok(c),
            None => limit("a lone surrogate in JSON"),
        }
    }

    fn list(&mut self) -> PyResult<Made<T>> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.bytes.get(self.at) == Some(&b']') {
            self.at += 1;
            return Ok(Made::List(items));
        }
        loop {
            items.push(self.value()?);
            self.space();
            match self.bytes.get(self.at) {
                Some(b']') => {
                    self.at += 1;
                    return Ok(Made::List(items));
                }
                Some(b',') => self.at += 1,
                _ => return Err(self.error("Expecting ',' delimiter", self.at)),
            }
            self.space();
        }
    }

    fn object(&mut self) -> PyResult<Made<T>> {
        self.at += 1;
        let mut entries = Vec::new();
        self.space();
        if self.bytes.get(self.at) == Some(&b'}') {
            self.at += 1;
            return Ok(Made::Object(entries));
        }
        loop {
            if self.bytes.get(self.at) != Some(&b'"') {
                return Err(self.error("Expecting property name enclosed in double quotes", self.at));
            }
            self.at += 1;
            let key = self.string()?;
            self.space();
            if self.bytes.get(self.at) != Some(&b':') {
                return Err(self.error("Expecting ':' delimiter", self.at));
            }
            self.at += 1;
            self.space();
            let value = self.value()?;
            entries.push((key, value));
            self.space();
            match self.bytes.get(self.at) {
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Made::Object(entries));
                }
                Some(b',') => self.at += 1,
                _ => return Err(self.error("Expecting ',' delimiter", self.at)),
            }
            self.space();
        }
    }
}
