//! Groups, their names and flags.

use super::*;

impl Parser {
    pub(super) fn name(&mut self, end: char, what: &str) -> Parse<(String, usize)> {
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

    pub(super) fn checked(&self, name: &str, at: usize) -> Parse<()> {
        if !Str::from(name).isidentifier() {
            return Err(self.error(&format!("bad character in group name {}", repr(&Str::from(name)).as_str()), at));
        }
        Ok(())
    }

    pub(super) fn group(&mut self, open: usize, verbose: bool, only_flags: bool) -> Parse<Option<Node>> {
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
    pub(super) fn inline_flags(&mut self, first: char, open: usize, only_flags: bool) -> Parse<Option<(u32, u32)>> {
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

    pub(super) fn check_closed(&self, group: usize, at: usize) -> Parse<()> {
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
}
