//! `os.path` where it is about texts alone, and `pathlib.PurePosixPath`.

use crate::*;

pub fn join(parts: &[&Str]) -> Str {
    let mut out = String::new();
    for (i, part) in parts.iter().enumerate() {
        let part = part.as_str();
        if i == 0 || part.starts_with('/') {
            out = part.to_string();
            continue;
        }
        if !out.is_empty() && !out.ends_with('/') {
            out.push('/');
        }
        out.push_str(part);
    }
    Str::from(out)
}

fn halves(path: &str) -> (&str, &str) {
    let cut = path.rfind('/').map_or(0, |at| at + 1);
    let (head, tail) = path.split_at(cut);
    let bare = head.trim_end_matches('/');
    (if bare.is_empty() { head } else { bare }, tail)
}

pub fn split(path: &Str) -> (Str, Str) {
    let (head, tail) = halves(path.as_str());
    (Str::from(head), Str::from(tail))
}

pub fn dirname(path: &Str) -> Str {
    split(path).0
}

pub fn basename(path: &Str) -> Str {
    split(path).1
}

/// Where a name's extension starts: leading dots are none.
fn extension(name: &str) -> usize {
    let dots = name.len() - name.trim_start_matches('.').len();
    name[dots..].rfind('.').map_or(name.len(), |at| at + dots)
}

pub fn splitext(path: &Str) -> (Str, Str) {
    let text = path.as_str();
    let from = text.rfind('/').map_or(0, |at| at + 1);
    let at = from + extension(&text[from..]);
    (Str::from(&text[..at]), Str::from(&text[at..]))
}

pub fn isabs(path: &Str) -> bool {
    path.as_str().starts_with('/')
}

pub fn normpath(path: &Str) -> Str {
    let text = path.as_str();
    let root = if text.starts_with("//") && !text.starts_with("///") {
        "//"
    } else if text.starts_with('/') {
        "/"
    } else {
        ""
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in text.split('/') {
        match part {
            "" | "." => {}
            ".." if root.is_empty() && parts.last().map_or(true, |last| *last == "..") => parts.push(part),
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let made = format!("{}{}", root, parts.join("/"));
    Str::from(if made.is_empty() { ".".to_string() } else { made })
}

pub fn commonprefix(paths: &List<Str>) -> Str {
    let paths = paths.to_vec();
    let least = paths.iter().min_by(|a, b| a.as_str().cmp(b.as_str()));
    let most = paths.iter().max_by(|a, b| a.as_str().cmp(b.as_str()));
    match (least, most) {
        (Some(a), Some(b)) => {
            Str::from(a.as_str().chars().zip(b.as_str().chars()).take_while(|(x, y)| x == y).map(|(x, _)| x).collect::<String>())
        }
        _ => lit(""),
    }
}

fn parts_of(path: &str) -> Vec<String> {
    path.split('/').filter(|part| !part.is_empty() && *part != ".").map(String::from).collect()
}

pub fn commonpath(paths: &List<Str>) -> PyResult<Str> {
    let paths = paths.to_vec();
    let first = match paths.first() {
        Some(first) => first,
        None => return Err(exc::VALUE_ERROR.msg("commonpath() arg is an empty sequence")),
    };
    let root = isabs(first);
    if paths.iter().any(|path| isabs(path) != root) {
        return Err(exc::VALUE_ERROR.msg("Can't mix absolute and relative paths"));
    }
    let all: Vec<Vec<String>> = paths.iter().map(|path| parts_of(path.as_str())).collect();
    let least = all.iter().map(Vec::len).min().unwrap_or(0);
    let shared = (0..least).take_while(|at| all.iter().all(|parts| parts[*at] == all[0][*at])).count();
    Ok(Str::from(format!("{}{}", if root { "/" } else { "" }, all[0][..shared].join("/"))))
}

/// The way from one path to another, where it does not depend on where the program runs.
pub fn relpath(path: &Str, start: &Str) -> PyResult<Str> {
    if path.as_str().is_empty() {
        return Err(exc::VALUE_ERROR.msg("no path specified"));
    }
    if isabs(path) != isabs(start) {
        limit("os.path.relpath beside the folder that the program runs in");
    }
    let (to, from) = (parts_of(normpath(path).as_str()), parts_of(normpath(start).as_str()));
    let shared = to.iter().zip(&from).take_while(|(a, b)| a == b).count();
    if from[shared..].iter().any(|part| part == "..") {
        limit("os.path.relpath beside the folder that the program runs in");
    }
    let up = std::iter::repeat("..".to_string()).take(from.len() - shared);
    let parts: Vec<String> = up.chain(to[shared..].iter().cloned()).collect();
    Ok(if parts.is_empty() { lit(".") } else { Str::from(parts.join("/")) })
}

pub fn splitdrive(path: &Str) -> (Str, Str) {
    (lit(""), path.clone())
}

pub fn normcase(path: &Str) -> Str {
    path.clone()
}

/// A path as a text: `PurePosixPath`, or `Path`, of which only the text is used.
#[derive(Clone)]
pub struct PurePath {
    kind: &'static str,
    text: Str,
}

fn parsed(kind: &'static str, text: &str) -> PurePath {
    let root = if text.starts_with("//") && !text.starts_with("///") {
        "//"
    } else if text.starts_with('/') {
        "/"
    } else {
        ""
    };
    let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    PurePath { kind, text: Str::from(format!("{}{}", root, parts.join("/"))) }
}

impl PurePath {
    pub fn new(kind: &'static str, parts: &[&Str]) -> PurePath {
        parsed(kind, join(parts).as_str())
    }

    fn raw(&self) -> &str {
        self.text.as_str()
    }

    fn root_len(&self) -> usize {
        self.raw().len() - self.raw().trim_start_matches('/').len()
    }

    fn like(&self, text: &str) -> PurePath {
        parsed(self.kind, text)
    }

    fn last(&self) -> &str {
        let rest = &self.raw()[self.root_len()..];
        &rest[rest.rfind('/').map_or(0, |at| at + 1)..]
    }

    pub fn shown(&self) -> Str {
        if self.raw().is_empty() { lit(".") } else { self.text.clone() }
    }

    pub fn joined(&self, other: &Str) -> PurePath {
        self.like(join(&[&self.text, other]).as_str())
    }

    pub fn over(&self, other: &PurePath) -> PurePath {
        self.joined(&other.text)
    }

    pub fn under(&self, other: &Str) -> PurePath {
        self.like(join(&[other, &self.text]).as_str())
    }

    pub fn name(&self) -> Str {
        Str::from(self.last())
    }

    /// Where the last part's suffix starts: a dot at its start or end begins none.
    fn suffix_at(&self) -> usize {
        match self.last().rfind('.') {
            Some(at) if at > 0 && at < self.last().len() - 1 => at,
            _ => self.last().len(),
        }
    }

    pub fn suffix(&self) -> Str {
        Str::from(&self.last()[self.suffix_at()..])
    }

    pub fn stem(&self) -> Str {
        Str::from(&self.last()[..self.suffix_at()])
    }

    pub fn suffixes(&self) -> List<Str> {
        let name = self.last();
        if name.ends_with('.') {
            return List::new();
        }
        let parts = name.trim_start_matches('.').split('.').skip(1);
        List::from_vec(parts.map(|part| Str::from(format!(".{}", part))).collect())
    }

    pub fn parent(&self) -> PurePath {
        let cut = self.raw().len() - self.last().len();
        let kept = self.raw()[..cut].trim_end_matches('/');
        let kept = if kept.len() < self.root_len() { &self.raw()[..self.root_len()] } else { kept };
        PurePath { kind: self.kind, text: Str::from(kept) }
    }

    pub fn parts(&self) -> Tuple<Str> {
        let (root, rest) = self.raw().split_at(self.root_len());
        let parts = std::iter::once(root).chain(rest.split('/')).filter(|part| !part.is_empty());
        Tuple::from_vec(parts.map(Str::from).collect())
    }

    pub fn is_absolute(&self) -> bool {
        self.root_len() > 0
    }

    pub fn as_posix(&self) -> Str {
        self.shown()
    }

    fn named(&self) -> PyResult<()> {
        if self.last().is_empty() {
            return Err(exc::VALUE_ERROR.msg(format!("{} has an empty name", repr(self).as_str())));
        }
        Ok(())
    }

    pub fn with_name(&self, name: &Str) -> PyResult<PurePath> {
        self.named()?;
        let text = name.as_str();
        if text.is_empty() || text.contains('/') || text == "." {
            return Err(exc::VALUE_ERROR.msg(format!("Invalid name {}", repr(name).as_str())));
        }
        Ok(PurePath { kind: self.kind, text: join(&[&self.parent().text, name]) })
    }

    pub fn with_stem(&self, stem: &Str) -> PyResult<PurePath> {
        self.with_name(&Str::from(format!("{}{}", stem.as_str(), self.suffix().as_str())))
    }

    pub fn with_suffix(&self, suffix: &Str) -> PyResult<PurePath> {
        let text = suffix.as_str();
        if text.contains('/') || (!text.is_empty() && (!text.starts_with('.') || text == ".")) {
            return Err(exc::VALUE_ERROR.msg(format!("Invalid suffix {}", repr(suffix).as_str())));
        }
        self.named()?;
        let name = format!("{}{}", self.stem().as_str(), text);
        Ok(PurePath { kind: self.kind, text: join(&[&self.parent().text, &Str::from(name)]) })
    }

    fn below(&self, other: &PurePath) -> Option<PurePath> {
        let (mine, base) = (self.parts().to_vec(), other.parts().to_vec());
        let fits = mine.len() >= base.len() && mine.iter().zip(&base).all(|(a, b)| a.as_str() == b.as_str());
        if !fits {
            return None;
        }
        let rest: Vec<&str> = mine[base.len()..].iter().map(|part| part.as_str()).collect();
        Some(PurePath { kind: self.kind, text: Str::from(rest.join("/")) })
    }

    pub fn is_relative_to(&self, other: &PurePath) -> bool {
        self.below(other).is_some()
    }

    pub fn is_relative_to_text(&self, other: &Str) -> bool {
        self.is_relative_to(&self.like(other.as_str()))
    }

    pub fn relative_to(&self, other: &PurePath) -> PyResult<PurePath> {
        self.below(other).ok_or_else(|| {
            exc::VALUE_ERROR.msg(format!(
                "{} is not in the subpath of {} OR one path is relative and the other is absolute.",
                repr(&self.shown()).as_str(),
                repr(&other.shown()).as_str()
            ))
        })
    }

    pub fn relative_to_text(&self, other: &Str) -> PyResult<PurePath> {
        self.relative_to(&self.like(other.as_str()))
    }
}

impl PyRepr for PurePath {
    fn repr_to(&self, out: &mut String) {
        out.push_str(self.kind);
        out.push('(');
        self.shown().repr_to(out);
        out.push(')');
    }
    fn str_to(&self, out: &mut String) {
        out.push_str(self.shown().as_str());
    }
}

impl PyEq for PurePath {
    fn py_eq(&self, other: &PurePath) -> bool {
        self.text.py_eq(&other.text)
    }
}

impl PyOrd for PurePath {
    fn py_lt(&self, other: &PurePath) -> bool {
        self.parts().to_vec().iter().map(Str::as_str).lt(other.parts().to_vec().iter().map(Str::as_str))
    }
}

impl PyHash for PurePath {
    fn py_hash(&self) -> i64 {
        self.text.py_hash()
    }
}

impl PyTruthy for PurePath {
    fn truthy(&self) -> bool {
        true
    }
}

impl PyIs for PurePath {
    fn id(&self) -> usize {
        limit("the identity of a path")
    }
}

opaque! {
    PurePath, "PurePosixPath";
}
