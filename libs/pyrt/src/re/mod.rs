//! `re`: Python's regular expressions, with an engine of their own.

mod charset;
mod engine;
mod fault;
mod flags;
mod node;
mod parse;
mod template;

pub use fault::{fault_column, fault_line, fault_msg, fault_place};
pub use flags::Flag;
use crate::*;
use engine::{Matcher, Program, Spans, Text};
pub use parse::ERROR;
use std::cell::RefCell;
use template::Template;

struct Compiled {
    pattern: Str,
    flags: u32,
    program: Program,
    names: Vec<(String, usize)>,
}

/// A compiled pattern.
#[derive(Clone)]
pub struct Pattern(Rc<Compiled>);

/// What a pattern found.
#[derive(Clone)]
pub struct Match(Rc<Found>);

struct Found {
    pattern: Pattern,
    text: Str,
    pos: usize,
    endpos: usize,
    spans: Spans,
}

thread_local! {
    static KNOWN: RefCell<Vec<Pattern>> = const { RefCell::new(Vec::new()) };
}

const KEPT: usize = 64;

/// `re.compile`: patterns are remembered, as in Python.
pub fn compile(pattern: &Str, flags: &Int) -> PyResult<Pattern> {
    let wanted = flags.clamp_i64() as u32 & !512;
    let known = KNOWN.with(|known| {
        let mut known = known.borrow_mut();
        let at = known.iter().position(|one| one.0.pattern == *pattern && one.0.flags & !parse::UNICODE == wanted & !parse::UNICODE)?;
        let found = known.remove(at);
        known.push(found.clone());
        Some(found)
    });
    if let Some(found) = known {
        return Ok(found);
    }
    let parsed = parse::parse(pattern.as_str(), wanted)?;
    let program = engine::compile(&parsed.node, parsed.groups);
    let made =
        Pattern(Rc::new(Compiled { pattern: pattern.clone(), flags: parsed.flags, program, names: parsed.names }));
    KNOWN.with(|known| {
        let mut known = known.borrow_mut();
        if known.len() >= KEPT {
            known.remove(0);
        }
        known.push(made.clone());
    });
    Ok(made)
}

fn text_of(text: &Str) -> Text<'_> {
    if text.is_ascii_text() {
        Text::Ascii(text.as_str().as_bytes())
    } else {
        Text::Wide(text.as_str().chars().collect())
    }
}

fn window(length: usize, pos: &Option<Int>, endpos: &Option<Int>) -> (usize, usize) {
    let clamp = |x: &Int| x.clamp_i64().max(0).min(length as i64) as usize;
    let end = endpos.as_ref().map_or(length, clamp);
    (pos.as_ref().map_or(0, clamp), end)
}

impl Pattern {
    fn found(&self, text: &Str, pos: usize, endpos: usize, spans: Spans) -> Match {
        Match(Rc::new(Found { pattern: self.clone(), text: text.clone(), pos, endpos, spans }))
    }

    fn one(&self, text: &Str, pos: Option<Int>, endpos: Option<Int>, how: u8) -> Option<Match> {
        let chars = text_of(text);
        let (from, end) = window(chars.len(), &pos, &endpos);
        if from > end {
            return None;
        }
        let mut matcher = Matcher::new(&self.0.program, &chars, end);
        let spans = if how == 0 { matcher.search(from, false) } else { matcher.match_at(from, how == 2, false) };
        spans.map(|spans| self.found(text, from, end, spans))
    }

    pub fn search(&self, text: &Str, pos: Option<Int>, endpos: Option<Int>) -> Option<Match> {
        self.one(text, pos, endpos, 0)
    }

    pub fn match_(&self, text: &Str, pos: Option<Int>, endpos: Option<Int>) -> Option<Match> {
        self.one(text, pos, endpos, 1)
    }

    pub fn fullmatch(&self, text: &Str, pos: Option<Int>, endpos: Option<Int>) -> Option<Match> {
        self.one(text, pos, endpos, 2)
    }

    /// Every match in order; `work` says whether to go on.
    fn each(&self, text: &Str, from: usize, end: usize, mut work: impl FnMut(Spans) -> PyResult<bool>) -> PyResult<()> {
        let chars = text_of(text);
        let mut at = from;
        let mut must_pass = false;
        while at <= end {
            let mut matcher = Matcher::new(&self.0.program, &chars, end);
            let spans = match matcher.search(at, must_pass) {
                Some(spans) => spans,
                None => break,
            };
            let (start, stop) = (spans.marks[0], spans.marks[1]);
            must_pass = start == stop;
            at = stop;
            if !work(spans)? {
                break;
            }
        }
        Ok(())
    }

    fn all(&self, text: &Str, pos: Option<Int>, endpos: Option<Int>) -> Vec<Match> {
        let (from, end) = window(text.chars_len(), &pos, &endpos);
        let mut out = Vec::new();
        let _ = self.each(text, from, end, |spans| {
            out.push(self.found(text, from, end, spans));
            Ok(true)
        });
        out
    }

    pub fn finditer(&self, text: &Str, pos: Option<Int>, endpos: Option<Int>) -> Iter<Match> {
        Iter::new(VecIter::new(self.all(text, pos, endpos)))
    }

    /// `findall` of a pattern with at most one group.
    pub fn findall(&self, text: &Str, pos: Option<Int>, endpos: Option<Int>) -> List<Str> {
        let group = match self.0.program.groups {
            0 => 0,
            1 => 1,
            _ => limit("findall of a worked-out pattern with several groups"),
        };
        List::from_vec(self.all(text, pos, endpos).iter().map(|found| found.text_or_empty(group)).collect())
    }

    /// `findall` of a pattern with several groups: one tuple for each match.
    pub fn findall_groups(&self, text: &Str, pos: Option<Int>, endpos: Option<Int>) -> List<Tuple<Str>> {
        let groups = self.0.program.groups;
        let rows = self.all(text, pos, endpos);
        let row = |found: &Match| Tuple::from_vec((1..=groups).map(|group| found.text_or_empty(group)).collect());
        List::from_vec(rows.iter().map(row).collect())
    }

    pub fn split(&self, text: &Str, most: &Int) -> PyResult<List<Option<Str>>> {
        let most = most.clamp_i64();
        let mut out = Vec::new();
        let mut last = 0;
        if most >= 0 {
            let mut count = 0;
            self.each(text, 0, text.chars_len(), |spans| {
                out.push(Some(part(text, last, spans.marks[0])));
                last = spans.marks[1];
                for group in 1..=self.0.program.groups {
                    out.push(spans.span(group).map(|(a, b)| part(text, a, b)));
                }
                count += 1;
                Ok(most == 0 || count < most)
            })?;
        }
        out.push(Some(part(text, last, text.chars_len())));
        Ok(List::from_vec(out))
    }

    /// `split` where every group takes part in every match.
    pub fn split_all(&self, text: &Str, most: &Int) -> PyResult<List<Str>> {
        let parts = self.split(text, most)?;
        Ok(List::from_vec(parts.to_vec().into_iter().map(sure).collect()))
    }

    fn replaced(
        &self,
        text: &Str,
        most: &Int,
        mut with: impl FnMut(&Match, &mut String) -> PyResult<()>,
    ) -> PyResult<(Str, Int)> {
        let most = most.clamp_i64();
        let end = text.chars_len();
        let mut out = String::new();
        let (mut last, mut count) = (0, 0);
        if most >= 0 {
            self.each(text, 0, end, |spans| {
                let (start, stop) = (spans.marks[0], spans.marks[1]);
                out.push_str(part(text, last, start).as_str());
                with(&self.found(text, 0, end, spans), &mut out)?;
                last = stop;
                count += 1;
                Ok(most == 0 || count < most)
            })?;
        }
        if count == 0 {
            return Ok((text.clone(), int(0)));
        }
        out.push_str(part(text, last, end).as_str());
        Ok((Str::from(out), int(count)))
    }

    pub fn subn(&self, template: &Str, text: &Str, most: &Int) -> PyResult<(Str, Int)> {
        let template = Template::parse(template, self)?;
        self.replaced(text, most, |found, out| {
            template.expand(found, out);
            Ok(())
        })
    }

    pub fn sub(&self, template: &Str, text: &Str, most: &Int) -> PyResult<Str> {
        Ok(self.subn(template, text, most)?.0)
    }

    pub fn subn_by(&self, mut f: impl FnMut(Match) -> PyResult<Str>, text: &Str, most: &Int) -> PyResult<(Str, Int)> {
        self.replaced(text, most, |found, out| {
            out.push_str(f(found.clone())?.as_str());
            Ok(())
        })
    }

    pub fn sub_by(&self, f: impl FnMut(Match) -> PyResult<Str>, text: &Str, most: &Int) -> PyResult<Str> {
        Ok(self.subn_by(f, text, most)?.0)
    }

    pub fn pattern(&self) -> Str {
        self.0.pattern.clone()
    }

    pub fn flags(&self) -> Int {
        int(i64::from(self.0.flags))
    }

    pub fn groups(&self) -> Int {
        int(self.0.program.groups as i64)
    }

    pub fn groupindex(&self) -> Dict<Str, Int> {
        Dict::from_pairs(self.0.names.iter().map(|(name, at)| (Str::from(name.as_str()), int(*at as i64))).collect())
    }

    fn named(&self, name: &str) -> Option<usize> {
        self.0.names.iter().find(|entry| entry.0 == name).map(|entry| entry.1)
    }
}

/// A group that takes part in every match, as the translation read it off the pattern.
fn sure(text: Option<Str>) -> Str {
    text.unwrap_or_else(|| limit("a group that took no part in a match of a worked-out pattern"))
}

fn part(text: &Str, start: usize, stop: usize) -> Str {
    if start == stop {
        return lit("");
    }
    if text.is_ascii_text() {
        return Str::from(&text.as_str()[start..stop]);
    }
    must(text.slice(start, stop, ()))
}

impl PyRepr for Pattern {
    fn repr_to(&self, out: &mut String) {
        out.push_str("re.compile(");
        let shown = repr(&self.0.pattern);
        out.extend(shown.as_str().chars().take(200));
        let names = [
            (parse::IGNORECASE, "re.IGNORECASE"),
            (parse::MULTILINE, "re.MULTILINE"),
            (parse::DOTALL, "re.DOTALL"),
            (parse::VERBOSE, "re.VERBOSE"),
            (parse::ASCII, "re.ASCII"),
        ];
        let mut set: Vec<&str> =
            names.iter().filter(|(bit, _)| self.0.flags & bit != 0).map(|(_, name)| *name).collect();
        if self.0.flags & parse::UNICODE == 0 && self.0.flags & parse::ASCII == 0 {
            set.push("re.UNICODE");
        }
        if !set.is_empty() {
            out.push_str(", ");
            out.push_str(&set.join("|"));
        }
        out.push(')');
    }
    fn type_name(&self) -> &'static str {
        "Pattern"
    }
}

impl PyEq for Pattern {
    fn py_eq(&self, other: &Pattern) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || (self.0.pattern == other.0.pattern && self.0.flags == other.0.flags)
    }
}

impl PyHash for Pattern {
    fn py_hash(&self) -> i64 {
        self.0.pattern.py_hash() ^ i64::from(self.0.flags)
    }
}

impl PyTruthy for Pattern {
    fn truthy(&self) -> bool {
        true
    }
}

impl PyIs for Pattern {
    fn id(&self) -> usize {
        Rc::as_ptr(&self.0) as usize
    }
}

/// A group by its number or its name.
pub trait GroupKey {
    fn number(&self, found: &Match) -> PyResult<usize>;
}

fn no_group() -> PyErr {
    exc::INDEX_ERROR.msg("no such group")
}

impl GroupKey for Int {
    fn number(&self, found: &Match) -> PyResult<usize> {
        match self.to_i64() {
            Some(i) if i >= 0 && i as usize <= found.0.pattern.0.program.groups => Ok(i as usize),
            _ => Err(no_group()),
        }
    }
}

impl GroupKey for Str {
    fn number(&self, found: &Match) -> PyResult<usize> {
        found.0.pattern.named(self.as_str()).ok_or_else(no_group)
    }
}

impl Match {
    fn text_at(&self, group: usize) -> Option<Str> {
        self.0.spans.span(group).map(|(a, b)| part(&self.0.text, a, b))
    }

    fn text_or_empty(&self, group: usize) -> Str {
        self.text_at(group).unwrap_or_default()
    }

    /// `group()`: all of it.
    pub fn whole(&self) -> Str {
        self.text_or_empty(0)
    }

    pub fn group(&self, key: &impl GroupKey) -> PyResult<Option<Str>> {
        Ok(self.text_at(key.number(self)?))
    }

    /// `group` where every group takes part in every match.
    pub fn group_sure(&self, key: &impl GroupKey) -> PyResult<Str> {
        Ok(sure(self.text_at(key.number(self)?)))
    }

    pub fn groups(&self) -> Tuple<Option<Str>> {
        Tuple::from_vec((1..=self.0.pattern.0.program.groups).map(|group| self.text_at(group)).collect())
    }

    pub fn groups_sure(&self) -> Tuple<Str> {
        Tuple::from_vec(self.groups().to_vec().into_iter().map(sure).collect())
    }

    pub fn groups_or(&self, default: &Str) -> Tuple<Str> {
        let one = |group| self.text_at(group).unwrap_or_else(|| default.clone());
        Tuple::from_vec((1..=self.0.pattern.0.program.groups).map(one).collect())
    }

    pub fn groupdict(&self) -> Dict<Str, Option<Str>> {
        let names = &self.0.pattern.0.names;
        Dict::from_pairs(names.iter().map(|(name, at)| (Str::from(name.as_str()), self.text_at(*at))).collect())
    }

    pub fn groupdict_sure(&self) -> Dict<Str, Str> {
        Dict::from_pairs(self.groupdict().pairs().into_iter().map(|(name, text)| (name, sure(text))).collect())
    }

    pub fn groupdict_or(&self, default: &Str) -> Dict<Str, Str> {
        let names = &self.0.pattern.0.names;
        let one = |at: usize| self.text_at(at).unwrap_or_else(|| default.clone());
        Dict::from_pairs(names.iter().map(|(name, at)| (Str::from(name.as_str()), one(*at))).collect())
    }

    pub fn start(&self, key: &impl GroupKey) -> PyResult<Int> {
        Ok(self.span(key)?.0)
    }

    pub fn end(&self, key: &impl GroupKey) -> PyResult<Int> {
        Ok(self.span(key)?.1)
    }

    pub fn span(&self, key: &impl GroupKey) -> PyResult<(Int, Int)> {
        let span = self.0.spans.span(key.number(self)?);
        Ok(span.map_or((int(-1), int(-1)), |(a, b)| (int(a as i64), int(b as i64))))
    }

    pub fn expand(&self, template: &Str) -> PyResult<Str> {
        let mut out = String::new();
        Template::parse(template, &self.0.pattern)?.expand(self, &mut out);
        Ok(Str::from(out))
    }

    pub fn pos(&self) -> Int {
        int(self.0.pos as i64)
    }

    pub fn endpos(&self) -> Int {
        int(self.0.endpos as i64)
    }

    pub fn lastindex(&self) -> Option<Int> {
        if self.0.spans.last == 0 { None } else { Some(int(self.0.spans.last as i64)) }
    }

    pub fn lastgroup(&self) -> Option<Str> {
        let names = &self.0.pattern.0.names;
        names.iter().find(|entry| entry.1 == self.0.spans.last).map(|entry| Str::from(entry.0.as_str()))
    }

    pub fn re(&self) -> Pattern {
        self.0.pattern.clone()
    }

    pub fn string(&self) -> Str {
        self.0.text.clone()
    }
}

impl PyRepr for Match {
    fn repr_to(&self, out: &mut String) {
        let marks = &self.0.spans.marks;
        out.push_str(&format!("<re.Match object; span=({}, {}), match=", marks[0], marks[1]));
        let shown = repr(&self.whole());
        out.extend(shown.as_str().chars().take(50));
        out.push('>');
    }
    fn type_name(&self) -> &'static str {
        "Match"
    }
}

impl PyEq for Match {
    fn py_eq(&self, other: &Match) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl PyHash for Match {
    fn py_hash(&self) -> i64 {
        self.id() as i64 >> 4
    }
}

impl PyTruthy for Match {
    fn truthy(&self) -> bool {
        true
    }
}

impl PyIs for Match {
    fn id(&self) -> usize {
        Rc::as_ptr(&self.0) as usize
    }
}

/// `re.escape`.
pub fn escape(text: &Str) -> Str {
    let mut out = String::new();
    for c in text.as_str().chars() {
        if matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '?' | '*' | '+' | '-' | '|' | '^' | '$' | '\\' | '.' | '&'
            | '~' | '#' | ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c')
        {
            out.push('\\');
        }
        out.push(c);
    }
    Str::from(out)
}

opaque! {
    Pattern, "Pattern";
    Match, "Match";
}
