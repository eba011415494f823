//! Python's regular expressions as a tree.
//!
//! 1. What Python 3.11 refuses is refused with its message and place.
//! 2. A node knows the flags of the place where it stands: case and ASCII are settled here.

use super::charset::{Category, Item, Set};
use crate::*;

pub const IGNORECASE: u32 = 2;
pub const LOCALE: u32 = 4;
pub const MULTILINE: u32 = 8;
pub const DOTALL: u32 = 16;
pub const UNICODE: u32 = 32;
pub const VERBOSE: u32 = 64;
pub const ASCII: u32 = 256;

pub const FOREVER: u32 = u32::MAX;

#[derive(Debug, Clone)]
pub enum Node {
    Char(char, bool, bool),
    Any(bool),
    Set(Set),
    Seq(Vec<Node>),
    Alt(Vec<Node>),
    Repeat { node: Box<Node>, min: u32, max: u32, kind: Kind },
    Group(usize, Box<Node>),
    Back(usize, bool, bool),
    Look { node: Box<Node>, ahead: bool, negative: bool },
    Atomic(Box<Node>),
    Cond(usize, Box<Node>, Box<Node>),
    At(At),
}

/// Whether a capturing group is within. CPython 3.11 keeps what alternatives that failed marked in a possessive repeat.
fn captures(node: &Node) -> bool {
    match node {
        Node::Group(..) => true,
        Node::Seq(nodes) | Node::Alt(nodes) => nodes.iter().any(captures),
        Node::Repeat { node, .. } | Node::Look { node, .. } | Node::Atomic(node) => captures(node),
        Node::Cond(_, yes, no) => captures(yes) || captures(no),
        Node::Char(..) | Node::Any(_) | Node::Set(_) | Node::Back(..) | Node::At(_) => false,
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    Greedy,
    Lazy,
    Possessive,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum At {
    Start,
    LineStart,
    TextStart,
    End,
    LineEnd,
    TextEnd,
    Word(bool),
    NotWord(bool),
}

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
                    match self.group(at, verbose, only_flags, start)? {
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

    fn name(&mut self, end: char, what: &str) -> Parse<(String, usize)> {
        let start = self.at;
        let mut name = String::new();
        loop {
            match self.peek() {
                Some(c) if c == end => {
                    if name.is_empty() {
                        return Err(self.error(&format!("missing {}", what), self.at));
                    }
                    self.at += 1;
                    return Ok((name, start));
                }
                Some(c) => {
                    name.push(c);
                    self.at += 1;
                }
                None if name.is_empty() => return Err(self.error(&format!("missing {}", what), start)),
                None => return Err(self.error(&format!("missing {}, unterminated name", end), start)),
            }
        }
    }

    fn checked(&self, name: &str, at: usize) -> Parse<()> {
        if !Str::from(name).isidentifier() {
            return Err(self.error(&format!("bad character in group name {}", repr(&Str::from(name)).as_str()), at));
        }
        Ok(())
    }

    fn group(&mut self, open: usize, verbose: bool, only_flags: bool, _start: usize) -> Parse<Option<Node>> {
        let mut capture: Option<Option<String>> = Some(None);
        let mut atomic = false;
        let mut scoped: Option<(u32, u32)> = None;
        if self.eat('?') {
            let c = match self.peek() {
                Some(c) => c,
                None => return Err(self.error("unexpected end of pattern", self.at)),
            };
            self.at += 1;
            match c {
                'P' => {
                    if self.eat('<') {
                        let (name, at) = self.name('>', "group name")?;
                        self.checked(&name, at)?;
                        capture = Some(Some(name));
                    } else if self.eat('=') {
                        let (name, at) = self.name(')', "group name")?;
                        self.checked(&name, at)?;
                        let group = self.names.iter().find(|entry| entry.0 == name).map(|entry| entry.1);
                        let group = match group {
                            Some(group) => group,
                            None => {
                                let shown = repr(&Str::from(name.as_str()));
                                return Err(self.error(&format!("unknown group name {}", shown.as_str()), at));
                            }
                        };
                        self.check_closed(group, at)?;
                        return Ok(Some(Node::Back(group, self.flags & IGNORECASE != 0, self.ascii())));
                    } else {
                        return match self.peek() {
                            None => Err(self.error("unexpected end of pattern", self.at)),
                            Some(c) => Err(self.error(&format!("unknown extension ?P{}", c), self.at - 2)),
                        };
                    }
                }
                ':' => capture = None,
                '#' => loop {
                    match self.peek() {
                        None => return Err(self.error("missing ), unterminated comment", open)),
                        Some(')') => {
                            self.at += 1;
                            return Ok(None);
                        }
                        Some(_) => self.at += 1,
                    }
                },
                '=' | '!' | '<' => {
                    let mut ahead = true;
                    let mut sign = c;
                    if c == '<' {
                        sign = match self.peek() {
                            None => return Err(self.error("unexpected end of pattern", self.at)),
                            Some(c @ ('=' | '!')) => c,
                            Some(c) => return Err(self.error(&format!("unknown extension ?<{}", c), self.at - 2)),
                        };
                        self.at += 1;
                        ahead = false;
                    }
                    let outer = self.lookbehind;
                    if !ahead && outer.is_none() {
                        self.lookbehind = Some(self.groups);
                    }
                    let node = self.alternatives(verbose, false)?;
                    if !ahead && outer.is_none() {
                        self.lookbehind = None;
                    }
                    if !self.eat(')') {
                        return Err(self.error("missing ), unterminated subpattern", open));
                    }
                    if !ahead {
                        let (low, high) = self.width(&node);
                        self.uneven |= low != high;
                    }
                    return Ok(Some(Node::Look { node: Box::new(node), ahead, negative: sign == '!' }));
                }
                '(' => {
                    let (name, at) = self.name(')', "group name")?;
                    let group = if Str::from(name.as_str()).isidentifier() {
                        match self.names.iter().find(|entry| entry.0 == name) {
                            Some(entry) => entry.1,
                            None => {
                                let shown = repr(&Str::from(name.as_str()));
                                return Err(self.error(&format!("unknown group name {}", shown.as_str()), at));
                            }
                        }
                    } else {
                        match name.parse::<usize>() {
                            Ok(0) => return Err(self.error("bad group number", at)),
                            Ok(group) if group < 1 << 30 => {
                                self.conditions.push((group, at));
                                group
                            }
                            Ok(group) => return Err(self.error(&format!("invalid group reference {}", group), at)),
                            Err(_) => {
                                let shown = repr(&Str::from(name.as_str()));
                                return Err(self.error(&format!("bad character in group name {}", shown.as_str()), at));
                            }
                        }
                    };
                    let start = self.at;
                    let yes = self.sequence(verbose, false, start)?;
                    let no = if self.eat('|') {
                        let start = self.at;
                        let no = self.sequence(verbose, false, start)?;
                        if self.peek() == Some('|') {
                            return Err(self.error("conditional backref with more than two branches", self.at));
                        }
                        no
                    } else {
                        Node::Seq(Vec::new())
                    };
                    if !self.eat(')') {
                        return Err(self.error("missing ), unterminated subpattern", open));
                    }
                    return Ok(Some(Node::Cond(group, Box::new(yes), Box::new(no))));
                }
                '>' => {
                    capture = None;
                    atomic = true;
                }
                'a' | 'i' | 'L' | 'm' | 's' | 'u' | 'x' | '-' => match self.inline_flags(c, open, only_flags)? {
                    None => return Ok(None),
                    Some(flags) => {
                        scoped = Some(flags);
                        capture = None;
                    }
                },
                c => return Err(self.error(&format!("unknown extension ?{}", c), self.at - 2)),
            }
        }
        let group = match &capture {
            Some(name) => {
                self.groups += 1;
                self.closed.push(false);
                self.widths.push(None);
                let group = self.groups;
                if let Some(name) = name {
                    if let Some((_, other)) = self.names.iter().find(|entry| entry.0 == *name) {
                        let shown = repr(&Str::from(name.as_str()));
                        let at = self.at - name.chars().count() - 1;
                        return Err(self.error(
                            &format!("redefinition of group name {} as group {}; was group {}", shown.as_str(), group, other),
                            at,
                        ));
                    }
                    self.names.push((name.clone(), group));
                }
                Some(group)
            }
            None => None,
        };
        let outer = self.flags;
        let mut inner_verbose = verbose;
        if let Some((on, off)) = scoped {
            if on & (ASCII | UNICODE) != 0 {
                self.flags &= !(ASCII | UNICODE);
            }
            self.flags = (self.flags | on) & !off;
            inner_verbose = (verbose || on & VERBOSE != 0) && off & VERBOSE == 0;
        }
        let node = self.alternatives(inner_verbose, false)?;
        if scoped.is_some() {
            self.flags = outer;
        }
        if !self.eat(')') {
            return Err(self.error("missing ), unterminated subpattern", open));
        }
        if let Some(group) = group {
            self.closed[group] = true;
            self.widths[group] = Some(self.width(&node));
            return Ok(Some(Node::Group(group, Box::new(node))));
        }
        if atomic {
            return Ok(Some(Node::Atomic(Box::new(node))));
        }
        Ok(Some(match node {
            Node::Seq(items) => Node::Seq(items),
            other => Node::Seq(vec![other]),
        }))
    }

    /// `(?i)` for the whole pattern: none; `(?i-s:` for a group: what it turns on and off.
    fn inline_flags(&mut self, first: char, open: usize, only_flags: bool) -> Parse<Option<(u32, u32)>> {
        let bit = |c: char| match c {
            'i' => Some(IGNORECASE),
            'L' => Some(LOCALE),
            'm' => Some(MULTILINE),
            's' => Some(DOTALL),
            'x' => Some(VERBOSE),
            'a' => Some(ASCII),
            'u' => Some(UNICODE),
            _ => None,
        };
        let types = ASCII | LOCALE | UNICODE;
        let (mut on, mut off) = (0, 0);
        let mut c = first;
        if c != '-' {
            loop {
                let flag = bit(c).unwrap_or(0);
                if c == 'L' {
                    return Err(self.error("bad inline flags: cannot use 'L' flag with a str pattern", self.at));
                }
                on |= flag;
                if flag & types != 0 && on & types != flag {
                    return Err(self.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible", self.at));
                }
                c = match self.peek() {
                    Some(c) => c,
                    None => return Err(self.error("missing -, : or )", self.at)),
                };
                self.at += 1;
                if matches!(c, ')' | '-' | ':') {
                    break;
                }
                if bit(c).is_none() {
                    let text = if c.is_alphabetic() { "unknown flag" } else { "missing -, : or )" };
                    return Err(self.error(text, self.at - 1));
                }
            }
        }
        if c == ')' {
            if !only_flags {
                return Err(self.error("global flags not at the start of the expression", open));
            }
            self.flags |= on;
            return Ok(None);
        }
        if on & VERBOSE != 0 && c == ')' {
            return Ok(None);
        }
        if c == '-' {
            let mut c = match self.peek() {
                Some(c) => c,
                None => return Err(self.error("missing flag", self.at)),
            };
            self.at += 1;
            if bit(c).is_none() {
                let text = if c.is_alphabetic() { "unknown flag" } else { "missing flag" };
                return Err(self.error(text, self.at - 1));
            }
            loop {
                let flag = bit(c).unwrap_or(0);
                if flag & types != 0 {
                    let text = "bad inline flags: cannot turn off flags 'a', 'u' and 'L'";
                    return Err(self.error(text, self.at));
                }
                off |= flag;
                c = match self.peek() {
                    Some(c) => c,
                    None => return Err(self.error("missing :", self.at)),
                };
                self.at += 1;
                if c == ':' {
                    break;
                }
                if bit(c).is_none() {
                    let text = if c.is_alphabetic() { "unknown flag" } else { "missing :" };
                    return Err(self.error(text, self.at - 1));
                }
            }
        }
        if on & off != 0 {
            return Err(self.error("bad inline flags: flag turned on and off", self.at - 1));
        }
        Ok(Some((on, off)))
    }

    fn check_closed(&self, group: usize, at: usize) -> Parse<()> {
        if !self.closed.get(group).copied().unwrap_or(false) {
            return Err(self.error("cannot refer to an open group", at));
        }
        if let Some(known) = self.lookbehind {
            if group > known {
                return Err(self.error("cannot refer to group defined in the same lookbehind subpattern", at));
            }
        }
        Ok(())
    }

    fn hex(&mut self, digits: usize, at: usize) -> Parse<u32> {
        let from = self.at;
        while self.at - from < digits && self.peek().map_or(false, |c| c.is_ascii_hexdigit()) {
            self.at += 1;
        }
        let text: String = self.chars[from..self.at].iter().collect();
        if text.len() != digits {
            let shown: String = self.chars[at..self.at].iter().collect();
            return Err(self.error(&format!("incomplete escape {}", shown), at));
        }
        Ok(u32::from_str_radix(&text, 16).unwrap_or(0))
    }

    fn code(&self, code: u32, at: usize) -> Parse<char> {
        match char::from_u32(code) {
            Some(c) => Ok(c),
            None if code <= 0x10ffff => limit("a lone surrogate in a pattern"),
            None => {
                let shown: String = self.chars[at..self.at].iter().collect();
                Err(self.error(&format!("bad escape {}", shown), at))
            }
        }
    }

    /// Escapes that mean the same in a set and outside.
    fn simple_escape(&mut self, c: char, at: usize) -> Parse<Option<char>> {
        Ok(Some(match c {
            'a' => '\x07',
            'f' => '\x0c',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\x0b',
            '\\' => '\\',
            'x' => {
                let code = self.hex(2, at)?;
                self.code(code, at)?
            }
            'u' => {
                let code = self.hex(4, at)?;
                self.code(code, at)?
            }
            'U' => {
                let code = self.hex(8, at)?;
                self.code(code, at)?
            }
            'N' => limit("a character by its name in a pattern"),
            _ => return Ok(None),
        }))
    }

    fn category(&self, c: char) -> Option<Set> {
        let ascii = self.ascii();
        let (category, negative) = match c {
            'd' => (Category::Digit, false),
            'D' => (Category::Digit, true),
            's' => (Category::Space, false),
            'S' => (Category::Space, true),
            'w' => (Category::Word, false),
            'W' => (Category::Word, true),
            _ => return None,
        };
        Some(Set::new(false, vec![Item::Category(category, negative, ascii)], false, ascii))
    }

    fn escape(&mut self, at: usize) -> Parse<Node> {
        let c = match self.peek() {
            Some(c) => c,
            None => return Err(self.error("bad escape (end of pattern)", at)),
        };
        self.at += 1;
        let ascii = self.ascii();
        let ignore = self.flags & IGNORECASE != 0;
        if let Some(set) = self.category(c) {
            return Ok(Node::Set(set));
        }
        match c {
            'A' => return Ok(Node::At(At::TextStart)),
            'Z' => return Ok(Node::At(At::TextEnd)),
            'b' => return Ok(Node::At(At::Word(ascii))),
            'B' => return Ok(Node::At(At::NotWord(ascii))),
            _ => {}
        }
        if let Some(found) = self.simple_escape(c, at)? {
            return Ok(Node::Char(found, ignore, ascii));
        }
        if c == '0' {
            let mut value = 0;
            for _ in 0..2 {
                if let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) {
                    value = value * 8 + digit;
                    self.at += 1;
                }
            }
            return Ok(Node::Char(char::from_u32(value).unwrap_or('\0'), ignore, ascii));
        }
        if let Some(digit) = c.to_digit(10) {
            let mut group = digit as usize;
            if let Some(next) = self.peek().and_then(|c| c.to_digit(10)) {
                let third = self.chars.get(self.at + 1).and_then(|c| c.to_digit(8));
                if digit < 8 && next < 8 {
                    if let Some(third) = third {
                        self.at += 2;
                        let value = digit * 64 + next * 8 + third;
                        if value > 0o377 {
                            let shown: String = self.chars[at..self.at].iter().collect();
                            let text = format!("octal escape value {} outside of range 0-0o377", shown);
                            return Err(self.error(&text, at));
                        }
                        return Ok(Node::Char(char::from_u32(value).unwrap_or('\0'), ignore, ascii));
                    }
                }
                self.at += 1;
                group = group * 10 + next as usize;
            }
            if group <= self.groups {
                self.check_closed(group, at)?;
                return Ok(Node::Back(group, ignore, ascii));
            }
            return Err(self.error(&format!("invalid group reference {}", group), at + 1));
        }
        if c.is_ascii_alphabetic() {
            return Err(self.error(&format!("bad escape \\{}", c), at));
        }
        Ok(Node::Char(c, ignore, ascii))
    }

    fn set(&mut self, open: usize) -> Parse<Node> {
        let (ascii, ignore) = (self.ascii(), self.flags & IGNORECASE != 0);
        let negative = self.eat('^');
        let mut items = Vec::new();
        let first = self.at;
        loop {
            let at = self.at;
            let c = match self.peek() {
                Some(c) => c,
                None => return Err(self.error("unterminated character set", open)),
            };
            self.at += 1;
            if c == ']' && at != first {
                break;
            }
            let low = if c == '\\' { self.set_escape(at)? } else { Item::Char(c) };
            if self.peek() == Some('-') {
                let dash = self.at;
                self.at += 1;
                let next = match self.peek() {
                    Some(next) => next,
                    None => return Err(self.error("unterminated character set", open)),
                };
                if next == ']' {
                    self.at += 1;
                    items.push(low);
                    items.push(Item::Char('-'));
                    break;
                }
                let here = self.at;
                self.at += 1;
                let _ = dash;
                let high = if next == '\\' { self.set_escape(here)? } else { Item::Char(next) };
                let shown: String = self.chars[at..self.at].iter().collect();
                match (low, high) {
                    (Item::Char(a), Item::Char(b)) if a <= b => items.push(Item::Range(a, b)),
                    _ => return Err(self.error(&format!("bad character range {}", shown), at)),
                }
            } else {
                items.push(low);
            }
        }
        Ok(Node::Set(Set::new(negative, items, ignore, ascii)))
    }

    fn set_escape(&mut self, at: usize) -> Parse<Item> {
        let c = match self.peek() {
            Some(c) => c,
            None => return Err(self.error("bad escape (end of pattern)", at)),
        };
        self.at += 1;
        if let Some(set) = self.category(c) {
            return Ok(set.items[0].clone());
        }
        if c == 'b' {
            return Ok(Item::Char('\x08'));
        }
        if let Some(found) = self.simple_escape(c, at)? {
            return Ok(Item::Char(found));
        }
        if let Some(digit) = c.to_digit(8) {
            let mut value = digit;
            for _ in 0..2 {
                if let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) {
                    value = value * 8 + digit;
                    self.at += 1;
                }
            }
            if value > 0o377 {
                let shown: String = self.chars[at..self.at].iter().collect();
                return Err(self.error(&format!("octal escape value {} outside of range 0-0o377", shown), at));
            }
            return Ok(Item::Char(char::from_u32(value).unwrap_or('\0')));
        }
        if c.is_ascii_alphanumeric() {
            return Err(self.error(&format!("bad escape \\{}", c), at));
        }
        Ok(Item::Char(c))
    }

    /// The least and greatest number of characters a node takes.
    fn width(&self, node: &Node) -> (u64, u64) {
        width(node, &self.widths)
    }
}

pub fn width(node: &Node, groups: &[Option<(u64, u64)>]) -> (u64, u64) {
    const MOST: u64 = 1 << 40;
    match node {
        Node::Char(..) | Node::Any(_) | Node::Set(_) => (1, 1),
        Node::Seq(items) => items.iter().fold((0, 0), |(low, high), item| {
            let (a, b) = width(item, groups);
            ((low + a).min(MOST), (high + b).min(MOST))
        }),
        Node::Alt(items) => {
            let all: Vec<(u64, u64)> = items.iter().map(|item| width(item, groups)).collect();
            (all.iter().map(|w| w.0).min().unwrap_or(0), all.iter().map(|w| w.1).max().unwrap_or(0))
        }
        Node::Repeat { node, min, max, .. } => {
            let (low, high) = width(node, groups);
            let most = if *max == FOREVER { MOST } else { u64::from(*max) };
            ((low * u64::from(*min)).min(MOST), if high == 0 { 0 } else { (high.saturating_mul(most)).min(MOST) })
        }
        Node::Group(_, node) | Node::Atomic(node) => width(node, groups),
        Node::Back(group, ..) => groups.get(*group).copied().flatten().unwrap_or((0, MOST)),
        Node::Look { .. } | Node::At(_) => (0, 0),
        Node::Cond(_, yes, no) => {
            let (a, b) = (width(yes, groups), width(no, groups));
            (a.0.min(b.0), a.1.max(b.1))
        }
    }
}
