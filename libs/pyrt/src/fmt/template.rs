//! f-strings and str.format.

use super::*;

/// One piece of an f-string.
pub enum F<'a> {
    Lit(&'static str),
    Str(&'a dyn PyRepr),
    Repr(&'a dyn PyRepr),
    Ascii(&'a dyn PyRepr),
    Spec(&'a dyn PyRepr, &'static str),
    SpecDyn(&'a dyn PyRepr, Str),
}

pub fn fstr(pieces: &[F<'_>]) -> PyResult<Str> {
    showing(|| laid_out(pieces))
}

fn laid_out(pieces: &[F<'_>]) -> PyResult<Str> {
    let mut out = String::with_capacity(32);
    for piece in pieces {
        match piece {
            F::Lit(text) => out.push_str(text),
            F::Str(value) => value.format_to("", &mut out)?,
            F::Repr(value) => value.repr_to(&mut out),
            F::Ascii(value) => out.push_str(ascii(*value).as_str()),
            F::Spec(value, spec) => value.format_to(spec, &mut out)?,
            F::SpecDyn(value, spec) => value.format_to(spec.as_str(), &mut out)?,
        }
    }
    Ok(Str::from(out))
}

/// How a template counts its fields: by itself, or by numbers of its own.
#[derive(Default)]
struct Places {
    count: usize,
    is_given: bool,
}

impl Places {
    fn next(&mut self) -> PyResult<usize> {
        if self.is_given {
            return Err(exc::VALUE_ERROR.msg("cannot switch from manual field specification to automatic field numbering"));
        }
        self.count += 1;
        Ok(self.count - 1)
    }

    fn given(&mut self, name: &str) -> PyResult<usize> {
        if self.count > 0 {
            return Err(exc::VALUE_ERROR.msg("cannot switch from automatic field numbering to manual field specification"));
        }
        self.is_given = true;
        Ok(name.parse().unwrap_or(usize::MAX))
    }
}

/// The values of a dictionary, as `format(**table)` takes them.
pub fn named_values<V: PyRepr>(pairs: &[(Str, V)]) -> Vec<(&str, &dyn PyRepr)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value as &dyn PyRepr)).collect()
}

/// `template.format(…)`; fields are positions or names.
pub fn str_format(template: &str, args: &[&dyn PyRepr], named: &[(&str, &dyn PyRepr)]) -> PyResult<Str> {
    let mut places = Places::default();
    let mut out = String::new();
    showing(|| format_into(template, args, named, &mut places, &mut out, 2))?;
    Ok(Str::from(out))
}

fn format_into(
    template: &str,
    args: &[&dyn PyRepr],
    named: &[(&str, &dyn PyRepr)],
    places: &mut Places,
    out: &mut String,
    depth: usize,
) -> PyResult<()> {
    let chars: Vec<char> = template.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        match chars[at] {
            '{' if chars.get(at + 1) == Some(&'{') => {
                out.push('{');
                at += 2;
            }
            '}' if chars.get(at + 1) == Some(&'}') => {
                out.push('}');
                at += 2;
            }
            '}' => return Err(exc::VALUE_ERROR.msg("Single '}' encountered in format string")),
            '{' => {
                let start = at + 1;
                let mut level = 1;
                at = start;
                while at < chars.len() {
                    match chars[at] {
                        '{' => level += 1,
                        '}' => level -= 1,
                        _ => {}
                    }
                    if level == 0 {
                        break;
                    }
                    at += 1;
                }
                if level != 0 {
                    return Err(exc::VALUE_ERROR.msg(if start == chars.len() {
                        "Single '{' encountered in format string"
                    } else {
                        "expected '}' before end of string"
                    }));
                }
                let field: String = chars[start..at].iter().collect();
                at += 1;
                if depth == 0 {
                    return Err(exc::VALUE_ERROR.msg("Max string recursion exceeded"));
                }
                format_field(&field, args, named, places, out, depth)?;
            }
            c => {
                out.push(c);
                at += 1;
            }
        }
    }
    Ok(())
}

fn format_field(
    field: &str,
    args: &[&dyn PyRepr],
    named: &[(&str, &dyn PyRepr)],
    places: &mut Places,
    out: &mut String,
    depth: usize,
) -> PyResult<()> {
    let end = field.find(|c| c == '!' || c == ':').unwrap_or(field.len());
    let (name, rest) = field.split_at(end);
    let (conversion, spec) = match rest.strip_prefix('!') {
        Some(rest) => {
            let mut it = rest.chars();
            let conversion = it.next();
            let after = it.as_str();
            if conversion.is_none() {
                return Err(exc::VALUE_ERROR.msg("unmatched '{' in format spec"));
            }
            if !after.is_empty() && !after.starts_with(':') {
                return Err(exc::VALUE_ERROR.msg("expected ':' after conversion specifier"));
            }
            (conversion, after.strip_prefix(':').unwrap_or(""))
        }
        None => (None, rest.strip_prefix(':').unwrap_or("")),
    };
    let value: &dyn PyRepr = if name.is_empty() || name.bytes().all(|b| b.is_ascii_digit()) {
        let at = if name.is_empty() { places.next()? } else { places.given(name)? };
        *args.get(at).ok_or_else(|| {
            exc::INDEX_ERROR.msg(format!("Replacement index {} out of range for positional args tuple", at))
        })?
    } else {
        if name.contains(|c| c == '.' || c == '[') {
            limit("a format field that looks into its value");
        }
        let found = named.iter().find(|entry| entry.0 == name);
        found.ok_or_else(|| exc::KEY_ERROR.msg(name))?.1
    };
    let mut inner = String::new();
    format_into(spec, args, named, places, &mut inner, depth - 1)?;
    match conversion {
        None => value.format_to(&inner, out),
        Some('r') => format_str(repr(value).as_str(), &inner, out),
        Some('s') => format_str(str_of(value).as_str(), &inner, out),
        Some('a') => format_str(ascii(value).as_str(), &inner, out),
        Some(other) => Err(exc::VALUE_ERROR.msg(format!("Unknown conversion specifier {}", other))),
    }
}
