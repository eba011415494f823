//! What `sub` puts in a match's place: text with references to groups.

use super::parse::{error_at, ERROR};
use super::{Match, Pattern};
use crate::*;

enum Piece {
    Text(String),
    Group(usize),
}

pub struct Template(Vec<Piece>);

impl Template {
    pub fn parse(template: &Str, pattern: &Pattern) -> PyResult<Template> {
        let chars: Vec<char> = template.as_str().chars().collect();
        let groups = pattern.0.program.groups;
        let mut pieces = Vec::new();
        let mut text = String::new();
        let mut at = 0;
        let group = |number: usize, place: usize| {
            if number > groups {
                return Err(error_at(&chars, &format!("invalid group reference {}", number), place));
            }
            Ok(Piece::Group(number))
        };
        while at < chars.len() {
            let c = chars[at];
            if c != '\\' {
                text.push(c);
                at += 1;
                continue;
            }
            let next = match chars.get(at + 1) {
                Some(next) => *next,
                None => return Err(ERROR.msg(format!("bad escape (end of pattern) at position {}", at))),
            };
            let open = at;
            at += 2;
            let mut push = |piece: Piece, text: &mut String| {
                pieces.push(Piece::Text(std::mem::take(text)));
                pieces.push(piece);
            };
            match next {
                'g' => {
                    if chars.get(at) != Some(&'<') {
                        return Err(error_at(&chars, "missing <", at));
                    }
                    at += 1;
                    let start = at;
                    while at < chars.len() && chars[at] != '>' {
                        at += 1;
                    }
                    let name: String = chars[start..at].iter().collect();
                    if name.is_empty() {
                        return Err(error_at(&chars, "missing group name", start));
                    }
                    if at >= chars.len() {
                        return Err(error_at(&chars, "missing >, unterminated name", start));
                    }
                    at += 1;
                    let shown = Str::from(name.as_str());
                    if shown.isidentifier() {
                        let number = pattern.named(&name).ok_or_else(|| {
                            exc::INDEX_ERROR.msg(format!("unknown group name {}", repr(&shown).as_str()))
                        })?;
                        push(Piece::Group(number), &mut text);
                    } else {
                        let number = name.parse::<usize>().map_err(|_| {
                            let text = format!("bad character in group name {}", repr(&shown).as_str());
                            error_at(&chars, &text, start)
                        })?;
                        push(group(number, start)?, &mut text);
                    }
                }
                '0' => {
                    let mut value = 0;
                    for _ in 0..2 {
                        if let Some(digit) = chars.get(at).and_then(|c| c.to_digit(8)) {
                            value = value * 8 + digit;
                            at += 1;
                        }
                    }
                    text.push(char::from_u32(value & 0xff).unwrap_or('\0'));
                }
                '1'..='9' => {
                    let first = next.to_digit(10).unwrap_or(0);
                    let mut number = first as usize;
                    if let Some(second) = chars.get(at).and_then(|c| c.to_digit(10)) {
                        at += 1;
                        let third = chars.get(at).and_then(|c| c.to_digit(8));
                        if let (true, true, Some(third)) = (first < 8, second < 8, third) {
                            at += 1;
                            let value = first * 64 + second * 8 + third;
                            if value > 0o377 {
                                let shown: String = chars[open..at].iter().collect();
                                let why = format!("octal escape value {} outside of range 0-0o377", shown);
                                return Err(error_at(&chars, &why, open));
                            }
                            text.push(char::from_u32(value).unwrap_or('\0'));
                            continue;
                        }
                        number = number * 10 + second as usize;
                    }
                    push(group(number, open + 1)?, &mut text);
                }
                'a' => text.push('\x07'),
                'b' => text.push('\x08'),
                'f' => text.push('\x0c'),
                'n' => text.push('\n'),
                'r' => text.push('\r'),
                't' => text.push('\t'),
                'v' => text.push('\x0b'),
                '\\' => text.push('\\'),
                c if c.is_ascii_alphabetic() => {
                    return Err(error_at(&chars, &format!("bad escape \\{}", c), open));
                }
                c => {
                    text.push('\\');
                    text.push(c);
                }
            }
        }
        pieces.push(Piece::Text(text));
        Ok(Template(pieces))
    }

    pub fn expand(&self, found: &Match, out: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Group(group) => out.push_str(found.text_or_empty(*group).as_str()),
            }
        }
    }
}
