//! `string`.

use crate::*;

pub const ASCII_LOWERCASE: Str = lit("abcdefghijklmnopqrstuvwxyz");
pub const ASCII_UPPERCASE: Str = lit("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
pub const ASCII_LETTERS: Str = lit("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
pub const DIGITS: Str = lit("0123456789");
pub const HEXDIGITS: Str = lit("0123456789abcdefABCDEF");
pub const OCTDIGITS: Str = lit("01234567");
pub const PUNCTUATION: Str = lit("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
pub const WHITESPACE: Str = lit(" \t\n\r\x0b\x0c");
pub const PRINTABLE: Str = lit(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\x0b\x0c",
);

/// `string.capwords(text)`.
pub fn capwords(text: &Str) -> Str {
    let words: Vec<String> =
        text.split().to_vec().iter().map(|word| word.capitalize().as_str().to_string()).collect();
    Str::from(words.join(" "))
}
