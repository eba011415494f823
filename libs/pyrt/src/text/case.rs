//! Cases of letters, and what a text consists of.

use super::*;

impl Str {
    pub fn upper(&self) -> Str {
        if self.is_ascii_text() {
            return Str::from(self.as_str().to_ascii_uppercase());
        }
        Str::from(self.as_str().to_uppercase())
    }

    pub fn lower(&self) -> Str {
        if self.is_ascii_text() {
            return Str::from(self.as_str().to_ascii_lowercase());
        }
        Str::from(self.as_str().to_lowercase())
    }

    /// The byte of a text that is one ASCII character.
    #[inline(always)]
    pub(crate) fn letter(&self) -> Option<u8> {
        match &self.0 {
            Repr::Inline(short) if short.kind == 1 => Some(short.bytes[0]),
            _ => None,
        }
    }

    pub fn casefold(&self) -> Str {
        let mut out = String::new();
        self.as_str().chars().for_each(|c| chars::push_folded(c, &mut out));
        Str::from(out)
    }

    pub fn capitalize(&self) -> Str {
        let text = self.as_str();
        let mut out = String::new();
        if let Some(first) = text.chars().next() {
            chars::push_title(first, &mut out);
            out.push_str(&lowered(text)[lowered_len(text, first)..]);
        }
        Str::from(out)
    }

    pub fn title(&self) -> Str {
        let text = self.as_str();
        let mut out = String::new();
        let mut inside = false;
        for (i, c) in text.char_indices() {
            if inside {
                push_lower(text, i, c, &mut out);
            } else {
                chars::push_title(c, &mut out);
            }
            inside = chars::is_cased(c);
        }
        Str::from(out)
    }

    pub fn swapcase(&self) -> Str {
        let text = self.as_str();
        let mut out = String::new();
        for (i, c) in text.char_indices() {
            if chars::is_upper(c) {
                push_lower(text, i, c, &mut out);
            } else if chars::is_lower(c) {
                out.extend(c.to_uppercase());
            } else {
                out.push(c);
            }
        }
        Str::from(out)
    }

    #[inline(never)]
    fn all_chars(&self, test: impl Fn(char) -> bool) -> bool {
        !self.is_empty() && self.as_str().chars().all(test)
    }

    #[inline]
    pub fn isdigit(&self) -> bool {
        match self.letter() {
            Some(byte) => byte.is_ascii_digit(),
            None => self.all_chars(chars::is_digit),
        }
    }

    pub fn isdecimal(&self) -> bool {
        self.all_chars(chars::is_decimal)
    }

    pub fn isnumeric(&self) -> bool {
        self.all_chars(chars::is_numeric)
    }

    #[inline]
    pub fn isalpha(&self) -> bool {
        match self.letter() {
            Some(byte) => byte.is_ascii_alphabetic(),
            None => self.all_chars(chars::is_alpha),
        }
    }

    #[inline]
    pub fn isalnum(&self) -> bool {
        match self.letter() {
            Some(byte) => byte.is_ascii_alphanumeric(),
            None => self.all_chars(chars::is_alnum),
        }
    }

    pub fn isspace(&self) -> bool {
        self.all_chars(chars::is_space)
    }

    pub fn isprintable(&self) -> bool {
        self.as_str().chars().all(chars::is_printable)
    }

    pub fn isascii(&self) -> bool {
        self.is_ascii_text()
    }

    #[inline]
    pub fn isupper(&self) -> bool {
        match self.letter() {
            Some(byte) => byte.is_ascii_uppercase(),
            None => self.isupper_all(),
        }
    }

    #[inline(never)]
    fn isupper_all(&self) -> bool {
        let mut cased = false;
        for c in self.as_str().chars() {
            if chars::is_lower(c) || chars::is_title(c) {
                return false;
            }
            cased = cased || chars::is_upper(c);
        }
        cased
    }

    #[inline]
    pub fn islower(&self) -> bool {
        match self.letter() {
            Some(byte) => byte.is_ascii_lowercase(),
            None => self.islower_all(),
        }
    }

    #[inline(never)]
    fn islower_all(&self) -> bool {
        let mut cased = false;
        for c in self.as_str().chars() {
            if chars::is_upper(c) || chars::is_title(c) {
                return false;
            }
            cased = cased || chars::is_lower(c);
        }
        cased
    }

    pub fn istitle(&self) -> bool {
        let (mut cased, mut inside) = (false, false);
        for c in self.as_str().chars() {
            if chars::is_upper(c) || chars::is_title(c) {
                if inside {
                    return false;
                }
                inside = true;
                cased = true;
            } else if chars::is_lower(c) {
                if !inside {
                    return false;
                }
                cased = true;
            } else {
                inside = false;
            }
        }
        cased
    }

    pub fn isidentifier(&self) -> bool {
        let mut it = self.as_str().chars();
        it.next().map_or(false, chars::is_id_start) && it.all(chars::is_id_continue)
    }
}

fn lowered(text: &str) -> String {
    text.to_lowercase()
}

fn lowered_len(text: &str, first: char) -> usize {
    let mut out = String::new();
    push_lower(text, 0, first, &mut out);
    out.len()
}

/// The lower case of a character in its context: a final sigma is another one.
fn push_lower(text: &str, at: usize, c: char, out: &mut String) {
    if c == 'Σ' {
        let before: String = text[..at].chars().collect();
        let lower = text.to_lowercase();
        out.extend(lower.chars().nth(before.to_lowercase().chars().count()));
    } else {
        out.extend(c.to_lowercase());
    }
}
