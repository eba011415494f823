//! Properties of characters as Python 3.11 has them.

use crate::unicode;

fn within(table: &[(u32, u32)], c: char) -> bool {
    let c = c as u32;
    table.binary_search_by(|(first, last)| {
        if *last < c {
            std::cmp::Ordering::Less
        } else if *first > c {
            std::cmp::Ordering::Greater
        } else {
            std::cmp::Ordering::Equal
        }
    }).is_ok()
}

pub fn is_alpha(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { within(unicode::ALPHA, c) }
}

pub fn decimal_value(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).map(|d| d as u8);
    }
    let code = c as u32;
    match unicode::ZEROS.binary_search(&code) {
        Ok(_) => Some(0),
        Err(0) => None,
        Err(i) if code - unicode::ZEROS[i - 1] < 10 => Some((code - unicode::ZEROS[i - 1]) as u8),
        Err(_) => None,
    }
}

pub fn is_decimal(c: char) -> bool {
    decimal_value(c).is_some()
}

pub fn is_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { within(unicode::DIGIT, c) }
}

pub fn is_numeric(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { within(unicode::NUMERIC, c) }
}

pub fn is_alnum(c: char) -> bool {
    is_alpha(c) || is_decimal(c) || is_digit(c) || is_numeric(c)
}

pub fn is_upper(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { within(unicode::UPPER, c) }
}

pub fn is_lower(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_lowercase() } else { within(unicode::LOWER, c) }
}

pub fn is_title(c: char) -> bool {
    !c.is_ascii() && within(unicode::TITLE, c)
}

pub fn is_cased(c: char) -> bool {
    is_upper(c) || is_lower(c) || is_title(c)
}

pub fn is_printable(c: char) -> bool {
    if c.is_ascii() { (' '..='~').contains(&c) } else { !within(unicode::UNPRINTABLE, c) }
}

pub fn is_id_start(c: char) -> bool {
    if c.is_ascii() { c == '_' || c.is_ascii_alphabetic() } else { within(unicode::ID_START, c) }
}

pub fn is_id_continue(c: char) -> bool {
    if c.is_ascii() { c == '_' || c.is_ascii_alphanumeric() } else { within(unicode::ID_CONTINUE, c) }
}

pub fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\x1c'..='\x1f' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}'
        | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Whether `str.splitlines` breaks at it.
pub fn is_line_break(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn special(table: &[(u32, &'static str)], c: char) -> Option<&'static str> {
    table.binary_search_by_key(&(c as u32), |entry| entry.0).ok().map(|i| table[i].1)
}

pub fn push_title(c: char, out: &mut String) {
    match special(unicode::TITLE_CASE, c) {
        Some(text) if !c.is_ascii() => out.push_str(text),
        _ => out.extend(c.to_uppercase()),
    }
}

pub fn push_folded(c: char, out: &mut String) {
    match special(unicode::CASE_FOLD, c) {
        Some(text) if !c.is_ascii() => out.push_str(text),
        _ => out.extend(c.to_lowercase()),
    }
}
