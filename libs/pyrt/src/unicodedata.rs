//! `unicodedata`: categories, combining classes and normal forms.

use crate::unicode_forms::{CATEGORIES, CLASSES, FORMS};
use crate::*;
use std::collections::HashMap;

const SURROGATES: u32 = 0x800;

/// The one character of a text.
fn one(text: &Str, function: &str) -> PyResult<char> {
    let mut chars = text.as_str().chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Ok(c),
        _ => Err(exc::TYPE_ERROR.msg(format!("{}() argument must be a unicode character, not str", function))),
    }
}

/// Its place among all characters, surrogates left out.
fn place(c: char) -> u32 {
    let code = c as u32;
    if code < 0xd800 { code } else { code - SURROGATES }
}

/// Runs of characters that have something in common: where each ends, and what it is.
type Runs<T> = Vec<(u32, T)>;

fn runs<T>(pairs: impl Iterator<Item = (&'static str, T)>) -> Runs<T> {
    let mut end = 0;
    let ended = pairs.map(|(count, of)| {
        end += u32::from_str_radix(count, 16).unwrap_or(0);
        (end, of)
    });
    ended.collect()
}

fn found<T: Copy>(runs: &Runs<T>, c: char) -> Option<T> {
    runs.get(runs.partition_point(|(end, _)| *end <= place(c))).map(|(_, of)| *of)
}

thread_local! {
    static CATEGORY_RUNS: Runs<&'static str> = {
        let mut rest = CATEGORIES;
        runs(std::iter::from_fn(move || {
            let at = rest.find(|c: char| c.is_ascii_uppercase())?;
            let (count, of) = rest.split_at(at);
            rest = &of[2..];
            Some((count, &of[..2]))
        }))
    };
    static CLASS_RUNS: Runs<u8> =
        runs(CLASSES.split_terminator(';').filter_map(|run| run.split_once(',')).map(|(count, of)| (count, of.parse().unwrap_or(0))));
}

pub fn category(text: &Str) -> PyResult<Str> {
    let c = one(text, "category")?;
    Ok(CATEGORY_RUNS.with(|runs| Str::from(found(runs, c).unwrap_or("Cn"))))
}

fn class(c: char) -> u8 {
    if (c as u32) < 0x300 {
        return 0;
    }
    CLASS_RUNS.with(|runs| found(runs, c).unwrap_or(0))
}

pub fn combining(text: &Str) -> PyResult<Int> {
    Ok(int(i64::from(class(one(text, "combining")?))))
}

/// What characters are taken apart into and made of.
#[derive(Default)]
struct Forms {
    apart: HashMap<char, (bool, Vec<char>)>,
    together: HashMap<(char, char), char>,
}

thread_local! {
    static KNOWN: Forms = read();
}

fn read() -> Forms {
    let mut forms = Forms::default();
    let mut code = 0;
    for entry in FORMS.split_terminator(';') {
        let at = entry.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(0);
        code += u32::from_str_radix(&entry[..at], 16).unwrap_or(0);
        let hex = |text: &str| u32::from_str_radix(text, 16).ok().and_then(char::from_u32);
        let parts: Vec<char> = entry[at + 1..].split('.').filter_map(hex).collect();
        let whole = char::from_u32(code).unwrap_or('\0');
        if entry[at..].starts_with('=') {
            forms.together.insert((parts[0], parts[1]), whole);
        }
        forms.apart.insert(whole, (entry[at..].starts_with('~'), parts));
    }
    forms
}

const SYLLABLES: u32 = 0xac00;
const LEADS: u32 = 0x1100;
const VOWELS: u32 = 0x1161;
const TAILS: u32 = 0x11a7;
const LEAD_COUNT: u32 = 19;
const VOWEL_COUNT: u32 = 21;
const TAIL_COUNT: u32 = 28;

impl Forms {
    fn push_apart(&self, c: char, by_likeness: bool, out: &mut Vec<char>) {
        let code = (c as u32).wrapping_sub(SYLLABLES);
        if code < LEAD_COUNT * VOWEL_COUNT * TAIL_COUNT {
            let jamo = [LEADS + code / (VOWEL_COUNT * TAIL_COUNT), VOWELS + code / TAIL_COUNT % VOWEL_COUNT, TAILS + code % TAIL_COUNT];
            out.extend(jamo.iter().filter(|code| **code != TAILS).filter_map(|code| char::from_u32(*code)));
            return;
        }
        match self.apart.get(&c) {
            Some((is_likeness, parts)) if by_likeness || !is_likeness => {
                for part in parts {
                    self.push_apart(*part, by_likeness, out);
                }
            }
            _ => out.push(c),
        }
    }

    /// Taken apart, marks in the order of their classes.
    fn apart(&self, text: &str, by_likeness: bool) -> Vec<char> {
        let mut out = Vec::new();
        for c in text.chars() {
            self.push_apart(c, by_likeness, &mut out);
        }
        let classes: Vec<u8> = out.iter().map(|c| class(*c)).collect();
        let mut marked: Vec<(u8, char)> = classes.into_iter().zip(out).collect();
        for run in marked.split_mut(|(class, _)| *class == 0) {
            run.sort_by_key(|(class, _)| *class);
        }
        marked.into_iter().map(|(_, c)| c).collect()
    }

    fn joined(&self, a: char, b: char) -> Option<char> {
        let (lead, vowel) = ((a as u32).wrapping_sub(LEADS), (b as u32).wrapping_sub(VOWELS));
        if lead < LEAD_COUNT && vowel < VOWEL_COUNT {
            return char::from_u32(SYLLABLES + (lead * VOWEL_COUNT + vowel) * TAIL_COUNT);
        }
        let (syllable, tail) = ((a as u32).wrapping_sub(SYLLABLES), (b as u32).wrapping_sub(TAILS));
        if syllable < LEAD_COUNT * VOWEL_COUNT * TAIL_COUNT && syllable % TAIL_COUNT == 0 && (1..TAIL_COUNT).contains(&tail) {
            return char::from_u32(a as u32 + tail);
        }
        self.together.get(&(a, b)).copied()
    }

    /// Put together again: a mark joins its base where none of its class, or of none, stands between them.
    fn together(&self, apart: Vec<char>) -> Vec<char> {
        let mut out: Vec<char> = Vec::new();
        let mut base: Option<usize> = None;
        let mut last = 0;
        for c in apart {
            let class = class(c);
            if let Some(at) = base {
                let is_next = at + 1 == out.len();
                if is_next || (last < class && last != 0) {
                    if let Some(joined) = self.joined(out[at], c) {
                        out[at] = joined;
                        continue;
                    }
                }
            }
            if class == 0 {
                base = Some(out.len());
            }
            last = class;
            out.push(c);
        }
        out
    }
}

/// `unicodedata.normalize(form, text)`.
pub fn normalize(form: &Str, text: &Str) -> PyResult<Str> {
    let (by_likeness, is_together) = match form.as_str() {
        "NFD" => (false, false),
        "NFC" => (false, true),
        "NFKD" => (true, false),
        "NFKC" => (true, true),
        _ => return Err(exc::VALUE_ERROR.msg("invalid normalization form")),
    };
    if text.is_ascii_text() {
        return Ok(text.clone());
    }
    KNOWN.with(|forms| {
        let apart = forms.apart(text.as_str(), by_likeness);
        let chars = if is_together { forms.together(apart) } else { apart };
        Ok(Str::from(chars.into_iter().collect::<String>()))
    })
}

pub fn is_normalized(form: &Str, text: &Str) -> PyResult<bool> {
    Ok(normalize(form, text)?.as_str() == text.as_str())
}
