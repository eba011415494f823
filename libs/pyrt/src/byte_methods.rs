//! The methods that `bytes` shares with `str`: all of them know ASCII only.

use crate::bytes::byte_of;
use crate::*;

fn is_space(c: u8) -> bool {
    matches!(c, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}

fn place_of(data: &[u8], part: &[u8]) -> Option<usize> {
    if part.is_empty() {
        return Some(0);
    }
    data.windows(part.len()).position(|window| window == part)
}

fn last_place_of(data: &[u8], part: &[u8]) -> Option<usize> {
    if part.is_empty() {
        return Some(data.len());
    }
    data.windows(part.len()).rposition(|window| window == part)
}

fn listed(parts: Vec<&[u8]>) -> List<Bytes> {
    List::from_vec(parts.into_iter().map(Bytes::lit).collect())
}

impl Bytes {
    /// Where a search with bounds looks; nothing if it starts past the end.
    fn window(&self, start: Option<Int>, end: Option<Int>) -> Option<(usize, &[u8])> {
        let len = self.as_slice().len() as i64;
        let clamp = |at: Option<Int>, none: i64| {
            let at = at.map_or(none, |at| at.clamp_i64());
            if at < 0 { (at + len).max(0) } else { at }
        };
        let (from, to) = (clamp(start, 0), clamp(end, len).min(len));
        if from > to { None } else { Some((from as usize, &self.as_slice()[from as usize..to as usize])) }
    }

    pub fn find_in(&self, sub: &Bytes, start: Option<Int>, end: Option<Int>) -> Int {
        let found = self.window(start, end).and_then(|(from, part)| place_of(part, sub.as_slice()).map(|at| at + from));
        int(found.map_or(-1, |at| at as i64))
    }

    pub fn rfind(&self, sub: &Bytes, start: Option<Int>, end: Option<Int>) -> Int {
        let found = self.window(start, end).and_then(|(from, part)| last_place_of(part, sub.as_slice()).map(|at| at + from));
        int(found.map_or(-1, |at| at as i64))
    }

    fn found(at: Int) -> PyResult<Int> {
        if at < 0 { Err(exc::VALUE_ERROR.msg("subsection not found")) } else { Ok(at) }
    }

    pub fn index(&self, sub: &Bytes, start: Option<Int>, end: Option<Int>) -> PyResult<Int> {
        Bytes::found(self.find_in(sub, start, end))
    }

    pub fn rindex(&self, sub: &Bytes, start: Option<Int>, end: Option<Int>) -> PyResult<Int> {
        Bytes::found(self.rfind(sub, start, end))
    }

    fn of_byte(value: &Int) -> PyResult<Bytes> {
        Ok(Bytes::from_vec(vec![byte_of(value, "byte must be in range(0, 256)")?]))
    }

    pub fn find_byte(&self, value: &Int, start: Option<Int>, end: Option<Int>) -> PyResult<Int> {
        Ok(self.find_in(&Bytes::of_byte(value)?, start, end))
    }

    pub fn rfind_byte(&self, value: &Int, start: Option<Int>, end: Option<Int>) -> PyResult<Int> {
        Ok(self.rfind(&Bytes::of_byte(value)?, start, end))
    }

    pub fn index_byte(&self, value: &Int, start: Option<Int>, end: Option<Int>) -> PyResult<Int> {
        self.index(&Bytes::of_byte(value)?, start, end)
    }

    pub fn count_byte(&self, value: &Int, start: Option<Int>, end: Option<Int>) -> PyResult<Int> {
        let byte = byte_of(value, "byte must be in range(0, 256)")?;
        let part = self.window(start, end).map_or(&[][..], |(_, part)| part);
        Ok(int(part.iter().filter(|&&each| each == byte).count() as i64))
    }

    pub fn count(&self, sub: &Bytes, start: Option<Int>, end: Option<Int>) -> Int {
        let (part, sub) = match self.window(start, end) {
            Some((_, part)) => (part, sub.as_slice()),
            None => return int(0),
        };
        if sub.is_empty() {
            return int(part.len() as i64 + 1);
        }
        let (mut count, mut at) = (0, 0);
        while let Some(next) = place_of(&part[at..], sub) {
            count += 1;
            at += next + sub.len();
        }
        int(count)
    }

    pub fn startswith_in(&self, prefix: &Bytes, start: Option<Int>, end: Option<Int>) -> bool {
        self.window(start, end).map_or(false, |(_, part)| part.starts_with(prefix.as_slice()))
    }

    pub fn endswith_in(&self, suffix: &Bytes, start: Option<Int>, end: Option<Int>) -> bool {
        self.window(start, end).map_or(false, |(_, part)| part.ends_with(suffix.as_slice()))
    }

    pub fn replace(&self, old: &Bytes, new: &Bytes, count: &Int) -> Bytes {
        let (data, old, new) = (self.as_slice(), old.as_slice(), new.as_slice());
        let mut left = if *count < 0 { i64::MAX } else { count.clamp_i64() };
        let (mut out, mut at) = (Vec::new(), 0);
        if old.is_empty() {
            for byte in data {
                if left > 0 {
                    out.extend_from_slice(new);
                    left -= 1;
                }
                out.push(*byte);
            }
            if left > 0 {
                out.extend_from_slice(new);
            }
            return Bytes::from_vec(out);
        }
        while left > 0 {
            match place_of(&data[at..], old) {
                Some(next) => {
                    out.extend_from_slice(&data[at..at + next]);
                    out.extend_from_slice(new);
                    at += next + old.len();
                    left -= 1;
                }
                None => break,
            }
        }
        out.extend_from_slice(&data[at..]);
        Bytes::from_vec(out)
    }

    pub fn join(&self, parts: &List<Bytes>) -> Bytes {
        let mut out = Vec::new();
        for (i, part) in parts.to_vec().iter().enumerate() {
            if i > 0 {
                out.extend_from_slice(self.as_slice());
            }
            out.extend_from_slice(part.as_slice());
        }
        Bytes::from_vec(out)
    }

    fn sides(&self, chars: Option<Bytes>, left: bool, right: bool) -> Bytes {
        let cut = |c: &u8| match &chars {
            Some(set) => set.as_slice().contains(c),
            None => is_space(*c),
        };
        let data = self.as_slice();
        let from = if left { data.iter().position(|c| !cut(c)).unwrap_or(data.len()) } else { 0 };
        let to = if right { data.iter().rposition(|c| !cut(c)).map_or(from, |at| at + 1) } else { data.len() };
        Bytes::lit(&data[from..to.max(from)])
    }

    pub fn strip(&self, chars: Option<Bytes>) -> Bytes {
        self.sides(chars, true, true)
    }

    pub fn lstrip(&self, chars: Option<Bytes>) -> Bytes {
        self.sides(chars, true, false)
    }

    pub fn rstrip(&self, chars: Option<Bytes>) -> Bytes {
        self.sides(chars, false, true)
    }

    pub fn split(&self, sep: Option<Bytes>, max: &Int) -> PyResult<List<Bytes>> {
        let mut left = if *max < 0 { i64::MAX } else { max.clamp_i64() };
        let (mut parts, mut rest) = (Vec::new(), self.as_slice());
        match sep {
            Some(sep) => {
                let sep = wanted(&sep)?.to_vec();
                while left > 0 {
                    match place_of(rest, &sep) {
                        Some(at) => {
                            parts.push(&rest[..at]);
                            rest = &rest[at + sep.len()..];
                            left -= 1;
                        }
                        None => break,
                    }
                }
                parts.push(rest);
            }
            None => loop {
                match rest.iter().position(|c| !is_space(*c)) {
                    Some(at) => rest = &rest[at..],
                    None => break,
                }
                if left == 0 {
                    parts.push(rest);
                    break;
                }
                let end = rest.iter().position(|c| is_space(*c)).unwrap_or(rest.len());
                parts.push(&rest[..end]);
                rest = &rest[end..];
                left -= 1;
            },
        }
        Ok(listed(parts))
    }

    pub fn rsplit(&self, sep: Option<Bytes>, max: &Int) -> PyResult<List<Bytes>> {
        let mut left = if *max < 0 { i64::MAX } else { max.clamp_i64() };
        let (mut parts, mut rest) = (Vec::new(), self.as_slice());
        match sep {
            Some(sep) => {
                let sep = wanted(&sep)?.to_vec();
                while left > 0 {
                    match last_place_of(rest, &sep) {
                        Some(at) => {
                            parts.push(&rest[at + sep.len()..]);
                            rest = &rest[..at];
                            left -= 1;
                        }
                        None => break,
                    }
                }
                parts.push(rest);
            }
            None => loop {
                match rest.iter().rposition(|c| !is_space(*c)) {
                    Some(at) => rest = &rest[..at + 1],
                    None => break,
                }
                if left == 0 {
                    parts.push(rest);
                    break;
                }
                let from = rest.iter().rposition(|c| is_space(*c)).map_or(0, |at| at + 1);
                parts.push(&rest[from..]);
                rest = &rest[..from];
                left -= 1;
            },
        }
        parts.reverse();
        Ok(listed(parts))
    }

    pub fn partition(&self, sep: &Bytes) -> PyResult<(Bytes, Bytes, Bytes)> {
        let data = self.as_slice();
        Ok(match place_of(data, wanted(sep)?) {
            Some(at) => (Bytes::lit(&data[..at]), sep.clone(), Bytes::lit(&data[at + sep.as_slice().len()..])),
            None => (self.clone(), Bytes::lit(b""), Bytes::lit(b"")),
        })
    }

    pub fn rpartition(&self, sep: &Bytes) -> PyResult<(Bytes, Bytes, Bytes)> {
        let data = self.as_slice();
        Ok(match last_place_of(data, wanted(sep)?) {
            Some(at) => (Bytes::lit(&data[..at]), sep.clone(), Bytes::lit(&data[at + sep.as_slice().len()..])),
            None => (Bytes::lit(b""), Bytes::lit(b""), self.clone()),
        })
    }

    pub fn splitlines(&self, keepends: bool) -> List<Bytes> {
        let data = self.as_slice();
        let (mut parts, mut from) = (Vec::new(), 0);
        while from < data.len() {
            let end = data[from..].iter().position(|c| *c == b'\n' || *c == b'\r').map_or(data.len(), |at| at + from);
            let next = if data[end..].starts_with(b"\r\n") { end + 2 } else { (end + 1).min(data.len()) };
            parts.push(&data[from..if keepends { next } else { end }]);
            from = next;
        }
        listed(parts)
    }

    pub fn removeprefix(&self, prefix: &Bytes) -> Bytes {
        self.as_slice().strip_prefix(prefix.as_slice()).map_or_else(|| self.clone(), Bytes::lit)
    }

    pub fn removesuffix(&self, suffix: &Bytes) -> Bytes {
        self.as_slice().strip_suffix(suffix.as_slice()).map_or_else(|| self.clone(), Bytes::lit)
    }
}

fn wanted(sep: &Bytes) -> PyResult<&[u8]> {
    if sep.as_slice().is_empty() {
        return Err(exc::VALUE_ERROR.msg("empty separator"));
    }
    Ok(sep.as_slice())
}
