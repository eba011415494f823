//! Escapes and sets of characters.

use super::*;

impl Parser {
    pub(super) fn hex(&mut self, digits: usize, at: usize) -> Parse<u32> {
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

    pub(super) fn code(&self, code: u32, at: usize) -> Parse<char> {
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
    pub(super) fn simple_escape(&mut self, c: char, at: usize) -> Parse<Option<char>> {
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

    pub(super) fn category(&self, c: char) -> Option<Set> {
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

    pub(super) fn escape(&mut self, at: usize) -> Parse<Node> {
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

    pub(super) fn set(&mut self, open: usize) -> Parse<Node> {
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

    pub(super) fn set_escape(&mut self, at: usize) -> Parse<Item> {
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
}
