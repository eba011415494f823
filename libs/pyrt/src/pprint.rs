//! `pprint`: values laid out in lines of a given width.
//!
//! 1. What is laid out is read from the value's `repr`: lists, tuples, dictionaries, sets and what stands alone.
//! 2. What fits in the rest of a line stays in it; what does not is opened, an item a line.
//! 3. Keys and items of sets are in order, where Python orders them: texts or numbers.

use crate::*;
use std::cell::Cell;
use std::cmp::Ordering;

const BEGIN: char = '\u{10fffe}';
const END: char = '\u{10ffff}';

thread_local! {
    static MARKS: Cell<bool> = Cell::new(false);
}

/// What an object says of itself: marked where a value is being read, for it may look like anything.
pub fn object(out: &mut String, say: impl FnOnce(&mut String)) {
    if !MARKS.with(|marks| marks.replace(false)) {
        return say(out);
    }
    out.push(BEGIN);
    say(out);
    out.push(END);
    MARKS.with(|marks| marks.set(true));
}

/// The `repr` of a value, in which objects are marked.
fn marked(value: &impl PyRepr) -> Str {
    let before = MARKS.with(|marks| marks.replace(true));
    let text = repr(value);
    MARKS.with(|marks| marks.set(before));
    text
}

#[derive(Clone)]
enum Node {
    Atom(String),
    Object(String),
    Text(String),
    List(Vec<Node>),
    Tuple(Vec<Node>),
    Set(&'static str, Vec<Node>),
    Dict(Vec<(Node, Node)>),
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn take(&mut self, what: &str) -> bool {
        let found = self.rest().starts_with(what);
        if found {
            self.at += what.len();
        }
        found
    }

    fn node(&mut self) -> Node {
        if self.take("\u{10fffe}") {
            let end = self.rest().find(END).unwrap_or(self.rest().len());
            let said = self.rest()[..end].to_string();
            self.at += end + END.len_utf8();
            return Node::Object(said);
        }
        if self.take("[") {
            return Node::List(self.items("]"));
        }
        if self.take("(") {
            return Node::Tuple(self.items(")"));
        }
        if self.take("frozenset({") {
            let items = self.items("}");
            self.take(")");
            return Node::Set("frozenset", items);
        }
        if self.rest().starts_with("set()") || self.rest().starts_with("frozenset()") {
            let end = self.rest().find(')').map_or(0, |at| at + 1);
            self.at += end;
            return Node::Atom(self.text[self.at - end..self.at].to_string());
        }
        if self.take("{") {
            return self.braced();
        }
        if self.rest().starts_with('\'') || self.rest().starts_with('"') {
            return self.quoted();
        }
        let end = self.rest().find(|c| matches!(c, ',' | ']' | ')' | '}' | ':')).unwrap_or(self.rest().len());
        self.at += end;
        Node::Atom(self.text[self.at - end..self.at].to_string())
    }

    fn items(&mut self, close: &str) -> Vec<Node> {
        let mut items = Vec::new();
        while !self.take(close) {
            items.push(self.node());
            self.take(", ");
            self.take(",");
        }
        items
    }

    fn braced(&mut self) -> Node {
        let (mut pairs, mut items) = (Vec::new(), Vec::new());
        while !self.take("}") {
            let first = self.node();
            if self.take(": ") {
                pairs.push((first, self.node()));
            } else {
                items.push(first);
            }
            self.take(", ");
        }
        if items.is_empty() { Node::Dict(pairs) } else { Node::Set("set", items) }
    }

    fn quoted(&mut self) -> Node {
        let quote = self.rest().chars().next();
        let mut escaped = false;
        let end = self.rest().char_indices().skip(1).find(|(_, c)| {
            let closes = !escaped && Some(*c) == quote;
            escaped = !escaped && *c == '\\';
            closes
        });
        let end = end.map_or(self.rest().len(), |(at, _)| at + 1);
        self.at += end;
        Node::Text(unescaped(&self.text[self.at - end + 1..self.at - 1]))
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let digits = match chars.next() {
            Some('n') => {
                out.push('\n');
                continue;
            }
            Some('r') => {
                out.push('\r');
                continue;
            }
            Some('t') => {
                out.push('\t');
                continue;
            }
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            other => {
                out.extend(other);
                continue;
            }
        };
        let code: String = chars.by_ref().take(digits).collect();
        let made = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
        out.push(made.unwrap_or_else(|| limit("pprint of a surrogate")));
    }
    out
}

fn shown_text(text: &str) -> String {
    repr(&Str::from(text)).as_str().to_string()
}

fn ordered_as(a: &Node, b: &Node) -> Ordering {
    match (a, b) {
        (Node::Text(a), Node::Text(b)) => a.cmp(b),
        (Node::Atom(a), Node::Atom(b)) => number(a).partial_cmp(&number(b)).unwrap_or(Ordering::Equal),
        (Node::Tuple(a), Node::Tuple(b)) => {
            let differing = a.iter().zip(b).map(|(x, y)| ordered_as(x, y)).find(|order| *order != Ordering::Equal);
            differing.unwrap_or_else(|| a.len().cmp(&b.len()))
        }
        _ => limit("pprint of keys that Python does not order"),
    }
}

fn number(text: &str) -> f64 {
    match text {
        "True" => 1.0,
        "False" => 0.0,
        _ => match text.parse() {
            Ok(value) if text.len() < 16 => value,
            _ => limit("pprint of keys that are no small numbers"),
        },
    }
}

fn counted(text: &str) -> i64 {
    text.chars().count() as i64
}

struct Printer {
    out: String,
    indent: i64,
    width: i64,
}

impl Printer {
    fn spaces(&mut self, count: i64) {
        self.out.extend(std::iter::repeat(' ').take(count.max(0) as usize));
    }

    fn node(&mut self, node: &Node, indent: i64, allowance: i64, level: i64) {
        let flat = flat(node);
        if counted(&flat) <= self.width - indent - allowance {
            self.out.push_str(&flat);
            return;
        }
        match node {
            Node::Atom(_) | Node::Object(_) => self.out.push_str(&flat),
            Node::Text(text) => self.text(text, indent, allowance, level + 1),
            Node::List(items) => self.group("[", "]", items, indent, allowance, level + 1),
            Node::Tuple(items) => {
                let close = if items.len() == 1 { ",)" } else { ")" };
                self.group("(", close, items, indent, allowance, level + 1);
            }
            Node::Set(name, items) => {
                let mut items = items.clone();
                items.sort_by(ordered_as);
                if *name == "set" {
                    return self.group("{", "}", &items, indent, allowance, level + 1);
                }
                self.out.push_str(name);
                self.group("({", "})", &items, indent + counted(name) + 1, allowance, level + 1);
            }
            Node::Dict(pairs) => self.dict(pairs, indent, allowance, level + 1),
        }
    }

    fn group(&mut self, open: &str, close: &str, items: &[Node], indent: i64, allowance: i64, level: i64) {
        self.out.push_str(open);
        let inner = indent + self.indent;
        self.spaces(self.indent - 1);
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.out.push_str(",\n");
                self.spaces(inner);
            }
            let after = if i + 1 == items.len() { allowance + counted(close) } else { 1 };
            self.node(item, inner, after, level);
        }
        self.out.push_str(close);
    }

    fn dict(&mut self, pairs: &[(Node, Node)], indent: i64, allowance: i64, level: i64) {
        self.out.push('{');
        self.spaces(self.indent - 1);
        let inner = indent + self.indent;
        for (i, (key, value)) in pairs.iter().enumerate() {
            if i > 0 {
                self.out.push_str(",\n");
                self.spaces(inner);
            }
            let shown = flat(key);
            self.out.push_str(&shown);
            self.out.push_str(": ");
            let after = if i + 1 == pairs.len() { allowance + 1 } else { 1 };
            self.node(value, inner + counted(&shown) + 2, after, level);
        }
        self.out.push('}');
    }

    fn text(&mut self, text: &str, indent: i64, allowance: i64, level: i64) {
        let outer = i64::from(level == 1);
        let (indent, allowance) = (indent + outer, allowance + outer);
        let chunks = self.chunks(text, self.width - indent, allowance);
        if chunks.len() == 1 {
            self.out.push_str(&chunks[0]);
            return;
        }
        if level == 1 {
            self.out.push('(');
        }
        for (i, chunk) in chunks.iter().enumerate() {
            if i > 0 {
                self.out.push('\n');
                self.spaces(indent);
            }
            self.out.push_str(chunk);
        }
        if level == 1 {
            self.out.push(')');
        }
    }

    fn chunks(&self, text: &str, width: i64, allowance: i64) -> Vec<String> {
        let lines = Str::from(text).splitlines(true).to_vec();
        let mut chunks = Vec::new();
        for (i, line) in lines.iter().enumerate() {
            let last = i + 1 == lines.len();
            let whole = shown_text(line.as_str());
            if counted(&whole) <= width - if last { allowance } else { 0 } {
                chunks.push(whole);
                continue;
            }
            let parts = words(line.as_str());
            let mut current = String::new();
            for (j, part) in parts.iter().enumerate() {
                let room = width - if last && j + 1 == parts.len() { allowance } else { 0 };
                let candidate = format!("{}{}", current, part);
                if counted(&shown_text(&candidate)) <= room {
                    current = candidate;
                    continue;
                }
                if !current.is_empty() {
                    chunks.push(shown_text(&current));
                }
                current = part.clone();
            }
            if !current.is_empty() {
                chunks.push(shown_text(&current));
            }
        }
        chunks
    }
}

/// Words, each with the space behind it.
fn words(line: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut spaced = true;
    for c in line.chars() {
        let space = Str::from(c).isspace();
        if out.is_empty() || (spaced && !space) {
            out.push(String::new());
        }
        spaced = space;
        if let Some(word) = out.last_mut() {
            word.push(c);
        }
    }
    out
}

/// A value in one line.
fn flat(node: &Node) -> String {
    let joined = |items: &[Node]| items.iter().map(flat).collect::<Vec<_>>().join(", ");
    match node {
        Node::Atom(text) | Node::Object(text) => text.clone(),
        Node::Text(text) => shown_text(text),
        Node::List(items) => format!("[{}]", joined(items)),
        Node::Tuple(items) if items.len() == 1 => format!("({},)", joined(items)),
        Node::Tuple(items) => format!("({})", joined(items)),
        Node::Set("set", items) => format!("{{{}}}", joined(items)),
        Node::Set(name, items) => format!("{}({{{}}})", name, joined(items)),
        Node::Dict(pairs) => {
            let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{}: {}", flat(key), flat(value))).collect();
            format!("{{{}}}", pairs.join(", "))
        }
    }
}

/// Dictionaries by their keys.
fn sorted_in(node: &mut Node) {
    match node {
        Node::List(items) | Node::Tuple(items) | Node::Set(_, items) => items.iter_mut().for_each(sorted_in),
        Node::Dict(pairs) => {
            if pairs.len() > 1 {
                pairs.sort_by(|(a, _), (b, _)| ordered_as(a, b));
            }
            pairs.iter_mut().for_each(|(_, value)| sorted_in(value));
        }
        _ => {}
    }
}

/// `pprint.pformat(object, indent, width, sort_dicts=…)`.
pub fn pformat<T: PyRepr>(value: &T, indent: &Int, width: &Int, sort_dicts: bool) -> PyResult<Str> {
    let (indent, width) = (indent.clamp_i64(), width.clamp_i64());
    if indent < 0 {
        return Err(exc::VALUE_ERROR.msg("indent must be >= 0"));
    }
    if width == 0 {
        return Err(exc::VALUE_ERROR.msg("width must be != 0"));
    }
    let text = marked(value);
    let mut node = Reader { text: text.as_str(), at: 0 }.node();
    if sort_dicts {
        sorted_in(&mut node);
    }
    let mut printer = Printer { out: String::new(), indent, width };
    printer.node(&node, 0, 0, 0);
    Ok(Str::from(printer.out))
}

/// `pprint.pprint(object, …)`.
pub fn pprint<T: PyRepr>(value: &T, indent: &Int, width: &Int, sort_dicts: bool) -> PyResult<()> {
    let text = pformat(value, indent, width, sort_dicts)?;
    print(&[&text]);
    Ok(())
}
