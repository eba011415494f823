//! Texts taken apart, searched and put together.

use super::*;

impl Str {
    pub fn strip(&self) -> Str {
        Str::from(self.as_str().trim_matches(chars::is_space))
    }

    pub fn lstrip(&self) -> Str {
        Str::from(self.as_str().trim_start_matches(chars::is_space))
    }

    pub fn rstrip(&self) -> Str {
        Str::from(self.as_str().trim_end_matches(chars::is_space))
    }

    pub fn strip_chars(&self, set: &Str) -> Str {
        Str::from(self.as_str().trim_matches(|c| set.as_str().contains(c)))
    }

    pub fn lstrip_chars(&self, set: &Str) -> Str {
        Str::from(self.as_str().trim_start_matches(|c| set.as_str().contains(c)))
    }

    pub fn rstrip_chars(&self, set: &Str) -> Str {
        Str::from(self.as_str().trim_end_matches(|c| set.as_str().contains(c)))
    }

    pub fn split(&self) -> List<Str> {
        let parts = self.as_str().split(chars::is_space).filter(|part| !part.is_empty());
        List::from_vec(parts.map(Str::from).collect())
    }

    /// `s.split(None, n)`.
    pub fn split_ws_max(&self, max: impl AsInt) -> List<Str> {
        let max = max.with_int(|max| max.clamp_i64());
        if max < 0 {
            return self.split();
        }
        let mut out = Vec::new();
        let mut rest = self.as_str().trim_start_matches(chars::is_space);
        while !rest.is_empty() {
            if out.len() as i64 == max {
                out.push(Str::from(rest));
                break;
            }
            let end = rest.find(chars::is_space).unwrap_or(rest.len());
            out.push(Str::from(&rest[..end]));
            rest = rest[end..].trim_start_matches(chars::is_space);
        }
        List::from_vec(out)
    }

    pub fn rsplit_ws_max(&self, max: impl AsInt) -> List<Str> {
        let max = max.with_int(|max| max.clamp_i64());
        if max < 0 {
            return self.split();
        }
        let mut out = Vec::new();
        let mut rest = self.as_str().trim_end_matches(chars::is_space);
        while !rest.is_empty() {
            if out.len() as i64 == max {
                out.push(Str::from(rest));
                break;
            }
            let start = rest.rfind(chars::is_space).map_or(0, |at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
            out.push(Str::from(&rest[start..]));
            rest = rest[..start].trim_end_matches(chars::is_space);
        }
        out.reverse();
        List::from_vec(out)
    }

    pub fn split_sep(&self, sep: &Str) -> PyResult<List<Str>> {
        self.split_max(sep, -1)
    }

    /// `s.split(sep, n)`.
    pub fn split_max(&self, sep: &Str, max: impl AsInt) -> PyResult<List<Str>> {
        filled(sep)?;
        let max = max.with_int(|max| max.clamp_i64());
        let text = self.as_str();
        let parts: Vec<Str> = if max < 0 {
            text.split(sep.as_str()).map(Str::from).collect()
        } else {
            text.splitn(int::counted(max.saturating_add(1)), sep.as_str()).map(Str::from).collect()
        };
        Ok(List::from_vec(parts))
    }

    /// `s.rsplit(sep, n)`.
    pub fn rsplit_max(&self, sep: &Str, max: impl AsInt) -> PyResult<List<Str>> {
        filled(sep)?;
        let max = max.with_int(|max| max.clamp_i64());
        let text = self.as_str();
        let mut parts: Vec<Str> = if max < 0 {
            text.rsplit(sep.as_str()).map(Str::from).collect()
        } else {
            text.rsplitn(int::counted(max.saturating_add(1)), sep.as_str()).map(Str::from).collect()
        };
        parts.reverse();
        Ok(List::from_vec(parts))
    }

    pub fn splitlines(&self, keep: bool) -> List<Str> {
        let text = self.as_str();
        let mut out = Vec::new();
        let mut start = 0;
        let mut it = text.char_indices().peekable();
        while let Some((at, c)) = it.next() {
            if !chars::is_line_break(c) {
                continue;
            }
            let mut end = at + c.len_utf8();
            if c == '\r' && matches!(it.peek(), Some((_, '\n'))) {
                it.next();
                end += 1;
            }
            out.push(Str::from(&text[start..if keep { end } else { at }]));
            start = end;
        }
        if start < text.len() {
            out.push(Str::from(&text[start..]));
        }
        List::from_vec(out)
    }

    /// `sep.join(parts)`.
    pub fn join(&self, mut parts: impl PyIterator<Item = Str>) -> PyResult<Str> {
        let mut out = String::with_capacity(parts.about() * (self.as_str().len() + 1));
        if let Some(part) = parts.next()? {
            part.push_onto(&mut out);
        }
        while let Some(part) = parts.next()? {
            self.push_onto(&mut out);
            part.push_onto(&mut out);
        }
        Ok(Str::from(out))
    }

    pub fn replace(&self, old: &Str, new: &Str) -> Str {
        self.replace_n(old, new, -1)
    }

    pub fn replace_n(&self, old: &Str, new: &Str, count: impl AsInt) -> Str {
        let count = count.with_int(|count| count.clamp_i64());
        if count < 0 {
            Str::from(self.as_str().replace(old.as_str(), new.as_str()))
        } else {
            Str::from(self.as_str().replacen(old.as_str(), new.as_str(), int::counted(count)))
        }
    }

    /// The part between two bounds, and the place of its start; None when the start lies behind the end.
    fn part(&self, start: impl Bound, stop: impl Bound) -> Option<(&str, usize)> {
        let len = self.chars_len() as i64;
        let clamp = |bound: i64| if bound < 0 { (bound + len).max(0) } else { bound };
        let start = start.bound().map_or(0, clamp);
        let stop = stop.bound().map_or(len, clamp).min(len);
        if start > stop {
            return None;
        }
        let (from, to) = (self.byte_of(start as usize), self.byte_of(stop as usize));
        Some((&self.as_str()[from..to], from))
    }

    pub fn find(&self, sub: &Str) -> Int {
        self.find_in(sub, (), ())
    }

    pub fn find_in(&self, sub: &Str, start: impl Bound, stop: impl Bound) -> Int {
        let found = self.part(start, stop).and_then(|(part, from)| part.find(sub.as_str()).map(|at| from + at));
        found.map_or(int(-1), |byte| int(self.char_of(byte) as i64))
    }

    pub fn rfind(&self, sub: &Str) -> Int {
        self.rfind_in(sub, (), ())
    }

    pub fn rfind_in(&self, sub: &Str, start: impl Bound, stop: impl Bound) -> Int {
        let found = self.part(start, stop).and_then(|(part, from)| part.rfind(sub.as_str()).map(|at| from + at));
        found.map_or(int(-1), |byte| int(self.char_of(byte) as i64))
    }

    pub fn index(&self, sub: &Str) -> PyResult<Int> {
        found(self.find(sub))
    }

    pub fn index_in(&self, sub: &Str, start: impl Bound, stop: impl Bound) -> PyResult<Int> {
        found(self.find_in(sub, start, stop))
    }

    pub fn rindex(&self, sub: &Str) -> PyResult<Int> {
        found(self.rfind(sub))
    }

    pub fn rindex_in(&self, sub: &Str, start: impl Bound, stop: impl Bound) -> PyResult<Int> {
        found(self.rfind_in(sub, start, stop))
    }

    pub fn count(&self, sub: &Str) -> Int {
        self.count_in(sub, (), ())
    }

    pub fn count_in(&self, sub: &Str, start: impl Bound, stop: impl Bound) -> Int {
        int(self.part(start, stop).map_or(0, |(part, _)| part.matches(sub.as_str()).count() as i64))
    }

    pub fn startswith(&self, prefix: &Str) -> bool {
        self.as_str().starts_with(prefix.as_str())
    }

    pub fn startswith_any(&self, prefixes: &[Str]) -> bool {
        prefixes.iter().any(|prefix| self.startswith(prefix))
    }

    pub fn startswith_at(&self, prefix: &Str, start: impl Bound, stop: impl Bound) -> bool {
        self.part(start, stop).map_or(false, |(part, _)| part.starts_with(prefix.as_str()))
    }

    pub fn endswith(&self, suffix: &Str) -> bool {
        self.as_str().ends_with(suffix.as_str())
    }

    pub fn endswith_any(&self, suffixes: &[Str]) -> bool {
        suffixes.iter().any(|suffix| self.endswith(suffix))
    }

    pub fn endswith_at(&self, suffix: &Str, start: impl Bound, stop: impl Bound) -> bool {
        self.part(start, stop).map_or(false, |(part, _)| part.ends_with(suffix.as_str()))
    }

    pub fn partition(&self, sep: &Str) -> PyResult<(Str, Str, Str)> {
        filled(sep)?;
        let text = self.as_str();
        Ok(match text.find(sep.as_str()) {
            Some(at) => (Str::from(&text[..at]), sep.clone(), Str::from(&text[at + sep.as_str().len()..])),
            None => (self.clone(), lit(""), lit("")),
        })
    }

    pub fn rpartition(&self, sep: &Str) -> PyResult<(Str, Str, Str)> {
        filled(sep)?;
        let text = self.as_str();
        Ok(match text.rfind(sep.as_str()) {
            Some(at) => (Str::from(&text[..at]), sep.clone(), Str::from(&text[at + sep.as_str().len()..])),
            None => (lit(""), lit(""), self.clone()),
        })
    }

    fn padded(&self, width: impl AsInt, fill: &Str, left: impl Fn(usize, usize) -> usize) -> PyResult<Str> {
        if fill.chars_len() != 1 {
            return Err(exc::TYPE_ERROR.msg("The fill character must be exactly one character long"));
        }
        let width = width.with_int(Int::clamp_usize);
        let len = self.chars_len();
        if width <= len {
            return Ok(self.clone());
        }
        let before = left(width - len, width);
        let after = width - len - before;
        Ok(Str::from(format!("{}{}{}", fill.as_str().repeat(before), self.as_str(), fill.as_str().repeat(after))))
    }

    pub fn center(&self, width: impl AsInt) -> Str {
        must(self.center_fill(width, &lit(" ")))
    }

    pub fn center_fill(&self, width: impl AsInt, fill: &Str) -> PyResult<Str> {
        self.padded(width, fill, |pad, width| pad / 2 + (pad & width & 1))
    }

    pub fn ljust(&self, width: impl AsInt) -> Str {
        must(self.ljust_fill(width, &lit(" ")))
    }

    pub fn ljust_fill(&self, width: impl AsInt, fill: &Str) -> PyResult<Str> {
        self.padded(width, fill, |_, _| 0)
    }

    pub fn rjust(&self, width: impl AsInt) -> Str {
        must(self.rjust_fill(width, &lit(" ")))
    }

    pub fn rjust_fill(&self, width: impl AsInt, fill: &Str) -> PyResult<Str> {
        self.padded(width, fill, |pad, _| pad)
    }

    pub fn zfill(&self, width: impl AsInt) -> Str {
        let text = self.as_str();
        let (sign, digits) = match text.as_bytes().first() {
            Some(b'+') | Some(b'-') => text.split_at(1),
            _ => ("", text),
        };
        let width = width.with_int(Int::clamp_usize);
        let zeros = width.saturating_sub(self.chars_len());
        Str::from(format!("{}{}{}", sign, "0".repeat(zeros), digits))
    }

    pub fn removeprefix(&self, prefix: &Str) -> Str {
        Str::from(self.as_str().strip_prefix(prefix.as_str()).unwrap_or(self.as_str()))
    }

    pub fn removesuffix(&self, suffix: &Str) -> Str {
        Str::from(self.as_str().strip_suffix(suffix.as_str()).unwrap_or(self.as_str()))
    }

    pub fn expandtabs(&self, size: impl AsInt) -> Str {
        let size = size.with_int(Int::clamp_usize);
        let mut out = String::new();
        let mut column = 0;
        for c in self.as_str().chars() {
            if c == '\t' {
                let spaces = if size == 0 { 0 } else { size - column % size };
                (0..spaces).for_each(|_| out.push(' '));
                column += spaces;
            } else {
                out.push(c);
                column = if c == '\n' || c == '\r' { 0 } else { column + 1 };
            }
        }
        Str::from(out)
    }

    /// `s.translate(table)`: what a value of the table stands for is told by `letters`, None for nothing.
    pub fn translate<V: Clone>(&self, table: &Dict<Int, V>, letters: impl Fn(V) -> PyResult<Option<Str>>) -> PyResult<Str> {
        let mut out = String::new();
        for c in self.as_str().chars() {
            match table.get_opt(&int(c as i64)) {
                Some(value) => out.push_str(letters(value)?.as_ref().map_or("", |text| text.as_str())),
                None => out.push(c),
            }
        }
        Ok(Str::from(out))
    }

    /// The letter of a number in a table.
    pub fn of_code(code: impl AsInt) -> PyResult<Str> {
        match code.with_int(|code| code.to_i64()).and_then(|code| u32::try_from(code).ok()) {
            Some(0xd800..=0xdfff) => limit("a lone surrogate"),
            Some(code) if code < 0x110000 => Ok(Str::from(char::from_u32(code).unwrap_or('\u{fffd}'))),
            _ => Err(exc::VALUE_ERROR.msg("character mapping must be in range(0x110000)")),
        }
    }

    /// `str.maketrans(from, to)`.
    pub fn maketrans<V: Clone>(from: &Str, to: &Str, made: impl Fn(Int) -> V) -> PyResult<Dict<Int, V>> {
        if from.chars_len() != to.chars_len() {
            return Err(exc::VALUE_ERROR.msg("the first two maketrans arguments must have equal length"));
        }
        let table = Dict::new();
        for (a, b) in from.as_str().chars().zip(to.as_str().chars()) {
            table.set(int(a as i64), made(int(b as i64)));
        }
        Ok(table)
    }

    /// `str.maketrans(table)`.
    pub fn maketrans_of<K: Clone + TableKey, V: Clone>(pairs: Vec<(K, V)>) -> PyResult<Dict<Int, V>> {
        let table = Dict::new();
        for (key, value) in pairs {
            table.set(key.code()?, value);
        }
        Ok(table)
    }

    /// `str.maketrans(from, to, gone)`.
    pub fn maketrans_without<V: Clone>(from: &Str, to: &Str, gone: &Str, made: impl Fn(Int) -> V, none: V) -> PyResult<Dict<Int, V>> {
        let table = Str::maketrans(from, to, made)?;
        for c in gone.as_str().chars() {
            table.set(int(c as i64), none.clone());
        }
        Ok(table)
    }
}

/// What a table of `str.maketrans` is looked up by.
pub trait TableKey {
    fn code(&self) -> PyResult<Int>;
}

impl TableKey for Int {
    fn code(&self) -> PyResult<Int> {
        Ok(self.clone())
    }
}

impl TableKey for Str {
    fn code(&self) -> PyResult<Int> {
        let mut chars = self.as_str().chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => Ok(int(c as i64)),
            _ => Err(exc::VALUE_ERROR.msg("string keys in translate table must be of length 1")),
        }
    }
}

fn filled(sep: &Str) -> PyResult<()> {
    if sep.is_empty() {
        return Err(exc::VALUE_ERROR.msg("empty separator"));
    }
    Ok(())
}

fn found(at: Int) -> PyResult<Int> {
    if at.is_negative() {
        return Err(exc::VALUE_ERROR.msg("substring not found"));
    }
    Ok(at)
}
