//! Python's regular expressions as a tree.
//!
//! 1. What Python 3.11 refuses is refused with its message and place.
//! 2. A node knows the flags of the place where it stands: case and ASCII are settled here.

use super::charset::{Category, Item, Set};
use super::node::{captures, width, At, Kind, Node};
use crate::*;

mod escape;
mod group;

pub const IGNORECASE: u32 = 2;
pub const LOCALE: u32 = 4;
pub const MULTILINE: u32 = 8;
pub const DOTALL: u32 = 16;
pub const UNICODE: u32 = 32;
pub const VERBOSE: u32 = 64;
pub const ASCII: u32 = 256;

pub const FOREVER: u32 = u32::MAX;

pub struct Parsed {
    pub node: Node,
    pub flags: u32,
    pub groups: usize,
    pub names: Vec<(String, usize)>,
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    flags: u32,
    groups: usize,
    closed: Vec<bool>,
    widths: Vec<Option<(u64, u64)>>,
    names: Vec<(String, usize)>,
    conditions: Vec<(usize, usize)>,
    lookbehind: Option<usize>,
    /// A look-behind may take texts of different lengths: said when all else is well.
    uneven: bool,
}

pub static ERROR: ExcClass = ExcClass::declare_in("re", "error", &[&exc::EXCEPTION]);

type Parse<T> = PyResult<T>;

pub fn error_at(pattern: &[char], text: &str, at: usize) -> PyErr {
    let mut message = format!("{} at position {}", text, at);
    if pattern.contains(&'\n') {
        let before = &pattern[..at.min(pattern.len())];
        let line = before.iter().filter(|c| **c == '\n').count() + 1;
        let column = at - before.iter().rposition(|c| *c == '\n').map_or(0, |i| i + 1) + 1;
        message.push_str(&format!(" (line {}, column {})", line, column));
    }
    ERROR.msg(message)
}

pub fn parse(pattern: &str, flags: u32) -> PyResult<Parsed> {
    let chars: Vec<char> = pattern.chars().collect();
    if flags & LOCALE != 0 {
        return Err(exc::VALUE_ERROR.msg("cannot use LOCALE flag with a str pattern"));
    }
    let mut parser = Parser::new(chars, flags);
    let verbose_before = flags & VERBOSE != 0;
    let mut node = parser.alternatives(verbose_before, true);
    if parser.flags & VERBOSE != 0 && !verbose_before {
        // The pattern turned verbose on at its start: it is read again as such.
        let flags = parser.flags;
        parser = Parser::new(parser.chars, flags);
        node = parser.alternatives(true, true);
    }
    let node = node?;
    if parser.at < parser.chars.len() {
        return Err(parser.error("unbalanced parenthesis", parser.at));
    }
    for (group, at) in &parser.conditions {
        if *group > parser.groups {
            return Err(parser.error(&format!("invalid group reference {}", group), *at));
        }
    }
    if parser.uneven {
        return Err(ERROR.msg("look-behind requires fixed-width pattern"));
    }
    let mut flags = parser.flags;
    if flags & ASCII == 0 {
        flags |= UNICODE;
    } else if flags & UNICODE != 0 {
        return Err(exc::VALUE_ERROR.msg("ASCII and UNICODE flags are incompatible"));
    }
    Ok(Parsed { node, flags, groups: parser.groups, names: parser.names })
}

impl Parser {
    fn new(chars: Vec<char>, flags: u32) -> Parser {
        Parser {
            chars,
            at: 0,
            flags,
            groups: 0,
            closed: vec![true],
            widths: vec![None],
            names: Vec::new(),
            conditions: Vec::new(),
            lookbehind: None,
            uneven: false,
        }
    }

    fn error(&self, text: &str, at: usize) -> PyErr {
        error_at(&self.chars, text, at)
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.at += 1;
        }
        found
    }

    fn ascii(&self) -> bool {
        self.flags & ASCII != 0
    }

    fn alternatives(&mut self, verbose: bool, first: bool) -> Parse<Node> {
        let mut all = Vec::new();
        let start = self.at;
        loop {
            let is_first = first && all.is_empty();
            all.push(self.sequence(verbose, is_first, start)?);
            if !self.eat('|') {
                break;
            }
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Node::Alt(all) })
    }

    fn sequence(&mut self, verbose: bool, first: bool, start: usize) -> Parse<Node> {
        let mut items: Vec<Node> = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let at = self.at;
            self.at += 1;
            if verbose {
                if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c') {
                    continue;
                }
                if c == '#' {
                    while let Some(next) = self.peek() {
                        self.at += 1;
                        if next == '\n' {
                            break;
                        }
                    }
                    continue;
                }
            }
            let ignore = self.flags & IGNORECASE != 0;
            let node = match c {
                '\\' => self.escape(at)?,
                '.' => Node::Any(self.flags & DOTALL != 0),
                '^' => Node::At(if self.flags & MULTILINE != 0 { At::LineStart } else { At::Start }),
                '$' => Node::At(if self.flags & MULTILINE != 0 { At::LineEnd } else { At::End }),
                '[' => self.set(at)?,
                '*' | '+' | '?' | '{' => match self.repeat(c, at, &mut items)? {
                    Some(literal) => literal,
                    None => continue,
                },
                '(' => {
                    let only_flags = first && items.is_empty();
                    match self.group(at, verbose, only_flags)? {
                        Some(node) => node,
                        None => continue,
                    }
                }
                _ => Node::Char(c, ignore, self.ascii()),
            };
            items.push(node);
        }
        Ok(if items.len() == 1 { items.remove(0) } else { Node::Seq(items) })
    }

    fn repeat(&mut self, c: char, at: usize, items: &mut Vec<Node>) -> Parse<Option<Node>> {
        let (min, max) = match c {
            '?' => (0, 1),
            '*' => (0, FOREVER),
            '+' => (1, FOREVER),
            _ => {
                if self.peek() == Some('}') {
                    return Ok(Some(Node::Char('{', false, self.ascii())));
                }
                let back = self.at;
                let number = |this: &mut Parser| {
                    let from = this.at;
                    while this.peek().map_or(false, |c| c.is_ascii_digit()) {
                        this.at += 1;
                    }
                    this.chars[from..this.at].iter().collect::<String>()
                };
                let low = number(self);
                let high = if self.eat(',') { number(self) } else { low.clone() };
                if !self.eat('}') {
                    self.at = back;
                    return Ok(Some(Node::Char('{', false, self.ascii())));
                }
                let read = |text: &str| -> PyResult<Option<u32>> {
                    if text.is_empty() {
                        return Ok(None);
                    }
                    match text.parse::<u64>() {
                        Ok(value) if value < u64::from(FOREVER) => Ok(Some(value as u32)),
                        _ => Err(exc::OVERFLOW_ERROR.msg("the repetition number is too large")),
                    }
                };
                let min = read(&low)?.unwrap_or(0);
                let max = read(&high)?.unwrap_or(FOREVER);
                if max < min {
                    return Err(self.error("min repeat greater than max repeat", at + 1));
                }
                (min, max)
            }
        };
        if matches!(items.last(), None | Some(Node::At(_))) {
            return Err(self.error("nothing to repeat", at));
        }
        if matches!(items.last(), Some(Node::Repeat { .. })) {
            return Err(self.error("multiple repeat", at));
        }
        let kind = if self.eat('?') {
            Kind::Lazy
        } else if self.eat('+') {
            Kind::Possessive
        } else {
            Kind::Greedy
        };
        if let Some(item) = items.pop() {
            let node = match item {
                // A group that is no capture stands for what it holds; a repeat inside it may be repeated.
                Node::Seq(inner) if inner.len() == 1 => inner.into_iter().next().unwrap_or(Node::Seq(Vec::new())),
                other => other,
            };
            if kind == Kind::Possessive && captures(&node) {
                limit("a possessive repeat of a group that captures");
            }
            items.push(Node::Repeat { node: Box::new(node), min, max, kind });
        }
        Ok(None)
    }

    /// The least and greatest number of characters a node takes.
    fn width(&self, node: &Node) -> (u64, u64) {
        width(node, &self.widths)
    }
}
