//! Sets of characters, with and without case.

use crate::chars;

#[derive(Debug, Clone)]
pub enum Item {
    Char(char),
    Range(char, char),
    Category(Category, bool, bool),
}

#[derive(Debug, Clone, Copy)]
pub enum Category {
    Digit,
    Space,
    Word,
}

#[derive(Debug, Clone)]
pub struct Set {
    pub items: Vec<Item>,
    negative: bool,
    ignore: bool,
    ascii_case: bool,
    /// What it says of the first 128 characters.
    low: u128,
}

pub fn in_category(category: Category, ascii: bool, c: char) -> bool {
    match (category, ascii) {
        (Category::Digit, true) => c.is_ascii_digit(),
        (Category::Digit, false) => chars::is_decimal(c),
        (Category::Space, true) => matches!(c, ' ' | '\t'..='\r'),
        (Category::Space, false) => chars::is_space(c),
        (Category::Word, true) => c == '_' || c.is_ascii_alphanumeric(),
        (Category::Word, false) => c == '_' || chars::is_alnum(c),
    }
}

impl Set {
    pub fn new(negative: bool, items: Vec<Item>, ignore: bool, ascii_case: bool) -> Set {
        let mut set = Set { items, negative, ignore, ascii_case, low: 0 };
        let mut low = 0;
        for code in 0..128u8 {
            if set.slow(char::from(code)) {
                low |= 1 << code;
            }
        }
        set.low = low;
        set
    }

    #[inline]
    pub fn has(&self, c: char) -> bool {
        if c.is_ascii() { self.low >> (c as u32) & 1 == 1 } else { self.slow(c) }
    }

    fn slow(&self, c: char) -> bool {
        let found = if self.ignore {
            let lower = lower(c, self.ascii_case);
            self.items.iter().any(|item| match item {
                Item::Char(own) => same_letter(lower, *own, self.ascii_case),
                Item::Range(a, b) => relatives(lower, self.ascii_case).iter().any(|c| a <= c && c <= b),
                Item::Category(category, negative, ascii) => in_category(*category, *ascii, lower) != *negative,
            })
        } else {
            self.items.iter().any(|item| match item {
                Item::Char(own) => *own == c,
                Item::Range(a, b) => *a <= c && c <= *b,
                Item::Category(category, negative, ascii) => in_category(*category, *ascii, c) != *negative,
            })
        };
        found != self.negative
    }
}

/// The one small letter of a character.
pub fn lower(c: char, ascii: bool) -> char {
    if c.is_ascii() || ascii {
        return c.to_ascii_lowercase();
    }
    if c == 'İ' {
        return 'i';
    }
    let mut all = c.to_lowercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn upper(c: char) -> char {
    let mut all = c.to_uppercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// Small letters that Python takes for each other although none is the other's.
const EQUIVALENT: &[&[char]] = &[
    &['i', 'ı'],
    &['s', 'ſ'],
    &['µ', 'μ'],
    &['\u{345}', 'ι', '\u{1fbe}'],
    &['\u{390}', '\u{1fd3}'],
    &['\u{3b0}', '\u{1fe3}'],
    &['β', 'ϐ'],
    &['ε', 'ϵ'],
    &['θ', 'ϑ'],
    &['κ', 'ϰ'],
    &['π', 'ϖ'],
    &['ρ', 'ϱ'],
    &['ς', 'σ'],
    &['φ', 'ϕ'],
    &['ṡ', 'ẛ'],
    &['в', 'ᲀ'],
    &['д', 'ᲁ'],
    &['о', 'ᲂ'],
    &['с', 'ᲃ'],
    &['т', 'ᲄ', 'ᲅ'],
    &['ъ', 'ᲆ'],
    &['ѣ', 'ᲇ'],
    &['\u{a64b}', '\u{1c88}'],
    &['ﬅ', 'ﬆ'],
];

fn equivalents(c: char) -> &'static [char] {
    EQUIVALENT.iter().find(|set| set.contains(&c)).copied().unwrap_or(&[])
}

/// Is `own` of the pattern the letter whose small form in the text is `small`?
pub fn same_letter(small: char, own: char, ascii: bool) -> bool {
    let own = lower(own, ascii);
    own == small || (!ascii && equivalents(own).contains(&small))
}

/// Every character whose small letter counts as `small`.
fn relatives(small: char, ascii: bool) -> Vec<char> {
    if ascii {
        return vec![small, small.to_ascii_uppercase()];
    }
    let mut out = Vec::new();
    let all = equivalents(small);
    for c in all.iter().copied().chain(std::iter::once(small)) {
        out.push(c);
        out.push(upper(c));
        match c {
            'i' => out.push('İ'),
            'k' => out.push('\u{212a}'),
            'å' => out.push('\u{212b}'),
            'ω' => out.push('\u{2126}'),
            'ß' => out.push('ẞ'),
            'ǆ' => out.push('ǅ'),
            'ǉ' => out.push('ǈ'),
            'ǌ' => out.push('ǋ'),
            'ǳ' => out.push('ǲ'),
            _ => {}
        }
    }
    out
}
