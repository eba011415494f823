//! `textwrap`: paragraphs in lines of a width.

use crate::*;

/// The options of `wrap`.
pub struct Wrapper {
    pub width: i64,
    pub initial_indent: Str,
    pub subsequent_indent: Str,
    pub expand_tabs: bool,
    pub replace_whitespace: bool,
    pub drop_whitespace: bool,
    pub break_long_words: bool,
    pub break_on_hyphens: bool,
    pub max_lines: Option<Int>,
    pub placeholder: Str,
    pub tabsize: i64,
}

impl Default for Wrapper {
    fn default() -> Wrapper {
        Wrapper {
            width: 70,
            initial_indent: lit(""),
            subsequent_indent: lit(""),
            expand_tabs: true,
            replace_whitespace: true,
            drop_whitespace: true,
            break_long_words: true,
            break_on_hyphens: true,
            max_lines: None,
            placeholder: lit(" [...]"),
            tabsize: 8,
        }
    }
}

const SPACE: &str = "[\\t\\n\\x0b\\x0c\\r ]";

/// The text in pieces that may stand on lines of their own: blanks, words, parts of hyphenated words, dashes.
fn pieces(text: &Str, hyphens: bool) -> PyResult<Vec<Str>> {
    let pattern = if hyphens {
        let (word, letter) = ("[\\w!\"'&.,?]", "[^\\d\\W]");
        format!(
            "({s}+|(?<={w})-{{2,}}(?=\\w)|[^{b}+?(?:-(?:(?<={l}{{2}}-)|(?<={l}-{l}-))(?={l}-?{l})|(?={s}|\\Z)|(?<={w})(?=-{{2,}}\\w)))",
            s = SPACE,
            b = &SPACE[1..],
            w = word,
            l = letter
        )
    } else {
        format!("({}+)", SPACE)
    };
    let parts = re::compile(&Str::from(pattern), &int(0))?.split_all(text, &int(0))?;
    Ok(parts.to_vec().into_iter().filter(|part| !part.is_empty()).collect())
}

fn is_blank(text: &Str) -> bool {
    text.strip().is_empty()
}

impl Wrapper {
    pub fn wrap(&self, text: &Str) -> PyResult<List<Str>> {
        if self.width <= 0 {
            return Err(exc::VALUE_ERROR.msg(format!("invalid width {} (must be > 0)", self.width)));
        }
        let mut text = if self.expand_tabs { text.expandtabs(self.tabsize) } else { text.clone() };
        if self.replace_whitespace {
            let blank = |c| if matches!(c, '\t'..='\r') { ' ' } else { c };
            text = Str::from(text.as_str().chars().map(blank).collect::<String>());
        }
        let most = self.max_lines.as_ref().map(|most| most.clamp_usize());
        if let Some(most) = most {
            let indent = if most > 1 { &self.subsequent_indent } else { &self.initial_indent };
            let least = indent.chars_len() + self.placeholder.lstrip().chars_len();
            if least as i64 > self.width {
                return Err(exc::VALUE_ERROR.msg("placeholder too large for max width"));
            }
        }
        let mut chunks = pieces(&text, self.break_on_hyphens)?;
        chunks.reverse();
        let lines: List<Str> = List::new();
        while !chunks.is_empty() {
            let first = lines.is_empty();
            let indent = if first { &self.initial_indent } else { &self.subsequent_indent };
            let width = self.width - indent.chars_len() as i64;
            if self.drop_whitespace && !first && chunks.last().map_or(false, is_blank) {
                chunks.pop();
            }
            let mut line: Vec<Str> = Vec::new();
            let mut length = 0;
            while let Some(chunk) = chunks.last() {
                let size = chunk.chars_len() as i64;
                if length + size > width {
                    break;
                }
                length += size;
                line.extend(chunks.pop());
            }
            if chunks.last().map_or(false, |chunk| chunk.chars_len() as i64 > width) {
                self.long_word(&mut chunks, &mut line, length, width)?;
                length = line.iter().map(|part| part.chars_len() as i64).sum();
            }
            if self.drop_whitespace && line.last().map_or(false, is_blank) {
                length -= line.pop().map_or(0, |part| part.chars_len() as i64);
            }
            if line.is_empty() {
                continue;
            }
            let joined = |parts: &[Str]| parts.iter().map(|part| part.as_str()).collect::<String>();
            let fits = match most {
                None => true,
                Some(most) => {
                    (lines.py_len() + 1) < most
                        || ((chunks.is_empty()
                            || self.drop_whitespace && chunks.len() == 1 && is_blank(&chunks[0]))
                            && length <= width)
                }
            };
            if fits {
                lines.append(Str::from(format!("{}{}", indent.as_str(), joined(&line))));
                continue;
            }
            let mark = self.placeholder.chars_len() as i64;
            let mut done = false;
            while let Some(last) = line.last() {
                if !is_blank(last) && length + mark <= width {
                    line.push(self.placeholder.clone());
                    lines.append(Str::from(format!("{}{}", indent.as_str(), joined(&line))));
                    done = true;
                    break;
                }
                length -= last.chars_len() as i64;
                line.pop();
            }
            if !done {
                if !lines.is_empty() {
                    let previous = lines.pop()?.rstrip();
                    if previous.chars_len() as i64 + mark <= self.width {
                        lines.append(previous + self.placeholder.clone());
                        break;
                    }
                    lines.append(previous);
                }
                lines.append(indent.clone() + self.placeholder.lstrip());
            }
            break;
        }
        Ok(lines)
    }

    fn long_word(&self, chunks: &mut Vec<Str>, line: &mut Vec<Str>, length: i64, width: i64) -> PyResult<()> {
        let space = if width < 1 { 1 } else { width - length };
        if self.break_long_words {
            if let Some(chunk) = chunks.pop() {
                let mut end = space.max(0);
                if self.break_on_hyphens && chunk.chars_len() as i64 > space {
                    let hyphen = chunk.rfind_in(&lit("-"), 0, space).clamp_i64();
                    let before: Vec<char> = chunk.as_str().chars().take(hyphen.max(0) as usize).collect();
                    if hyphen > 0 && before.iter().any(|c| *c != '-') {
                        end = hyphen + 1;
                    }
                }
                line.push(chunk.slice((), end, ())?);
                chunks.push(chunk.slice(end, (), ())?);
            }
        } else if line.is_empty() {
            line.extend(chunks.pop());
        }
        Ok(())
    }

    pub fn fill(&self, text: &Str) -> PyResult<Str> {
        lit("\n").join(self.wrap(text)?.iter())
    }

    pub fn shorten(mut self, text: &Str) -> PyResult<Str> {
        self.max_lines = Some(int(1));
        self.fill(&lit(" ").join(text.strip().split().iter())?)
    }
}

/// `textwrap.dedent`.
pub fn dedent(text: &Str) -> PyResult<Str> {
    let bare = re::compile(&lit("(?m)^[ \\t]+$"), &int(0))?.sub(&lit(""), text, &int(0))?;
    let mut margin: Option<String> = None;
    for line in bare.as_str().split('\n') {
        let indent: String = line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
        if indent.len() == line.len() {
            continue;
        }
        margin = Some(match margin {
            None => indent,
            Some(known) => {
                let shared = known.chars().zip(indent.chars()).take_while(|(a, b)| a == b).count();
                known[..shared].to_string()
            }
        });
    }
    let margin = margin.unwrap_or_default();
    let lines: Vec<&str> = bare.as_str().split('\n').map(|line| line.strip_prefix(margin.as_str()).unwrap_or(line)).collect();
    Ok(Str::from(lines.join("\n")))
}

/// `textwrap.indent`: every line that is not blank.
pub fn indent(text: &Str, prefix: &Str) -> Str {
    let mut out = String::new();
    for line in text.splitlines(true).to_vec() {
        if !is_blank(&line) {
            out.push_str(prefix.as_str());
        }
        out.push_str(line.as_str());
    }
    Str::from(out)
}
