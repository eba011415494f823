//! The % operator of strings.

use super::*;

/// `template % args`.
pub fn percent(template: &str, args: &[&dyn PyRepr]) -> PyResult<Str> {
    showing(|| percent_with(template, args, None))
}

/// What `text % value` raises where the text has no field; what fields make of the value is not covered.
pub fn percent_unused(text: &str) -> PyErr {
    if text.contains('%') {
        limit("% of a text that is worked out");
    }
    exc::TYPE_ERROR.msg("not all arguments converted during string formatting")
}

/// `template % values`, of a tuple whose length is known at run time.
pub fn percent_all<T: PyRepr + Clone>(template: &str, values: &Tuple<T>) -> PyResult<Str> {
    let args: Vec<&dyn PyRepr> = values.as_slice().iter().map(|value| value as &dyn PyRepr).collect();
    percent(template, &args)
}

/// `template % {…}`.
pub fn percent_map(template: &str, named: &[(&str, &dyn PyRepr)]) -> PyResult<Str> {
    showing(|| percent_with(template, &[], Some(named)))
}

fn percent_with(template: &str, args: &[&dyn PyRepr], named: Option<&[(&str, &dyn PyRepr)]>) -> PyResult<Str> {
    let chars: Vec<char> = template.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    let mut used = 0;
    let incomplete = || exc::VALUE_ERROR.msg("incomplete format");
    let few = || exc::TYPE_ERROR.msg("not enough arguments for format string");
    while at < chars.len() {
        if chars[at] != '%' {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        at += 1;
        let mut value: Option<&dyn PyRepr> = None;
        if chars.get(at) == Some(&'(') {
            let close = chars[at..].iter().position(|c| *c == ')');
            let end = at + close.ok_or_else(|| exc::VALUE_ERROR.msg("incomplete format key"))?;
            let name: String = chars[at + 1..end].iter().collect();
            let entries = named.ok_or_else(|| exc::TYPE_ERROR.msg("format requires a mapping"))?;
            value = Some(entries.iter().find(|entry| entry.0 == name).ok_or_else(|| exc::KEY_ERROR.msg(name))?.1);
            at = end + 1;
        }
        let mut spec = Spec::PLAIN;
        while let Some(flag @ ('-' | '+' | ' ' | '#' | '0')) = chars.get(at) {
            match flag {
                '-' => spec.align = Some('<'),
                '+' => spec.sign = '+',
                ' ' if spec.sign != '+' => spec.sign = ' ',
                '#' => spec.alternate = true,
                '0' => spec.zero = true,
                _ => {}
            }
            at += 1;
        }
        let take = |used: &mut usize| -> PyResult<&dyn PyRepr> {
            *used += 1;
            args.get(*used - 1).copied().ok_or_else(few)
        };
        let number = |at: &mut usize, used: &mut usize| -> PyResult<Option<i64>> {
            if chars.get(*at) == Some(&'*') {
                *at += 1;
                return match take(used)?.number() {
                    Number::Int(value) => Ok(Some(value.clamp_i64())),
                    _ => Err(exc::TYPE_ERROR.msg("* wants int")),
                };
            }
            let start = *at;
            let mut value = 0i64;
            while let Some(digit) = chars.get(*at).and_then(|c| c.to_digit(10)) {
                value = value.saturating_mul(10).saturating_add(i64::from(digit));
                *at += 1;
            }
            Ok(if *at > start { Some(value) } else { None })
        };
        if let Some(width) = number(&mut at, &mut used)? {
            if width < 0 {
                spec.align = Some('<');
            }
            spec.width = width.unsigned_abs() as usize;
        }
        if chars.get(at) == Some(&'.') {
            at += 1;
            spec.precision = Some(number(&mut at, &mut used)?.unwrap_or(0).max(0) as usize);
        }
        while let Some('l' | 'h' | 'L') = chars.get(at) {
            at += 1;
        }
        let kind = *chars.get(at).ok_or_else(incomplete)?;
        if kind == '%' && chars[at - 1] == '%' {
            out.push('%');
            at += 1;
            continue;
        }
        if !matches!(kind, 'd' | 'i' | 'u' | 'o' | 'x' | 'X' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'c' | 'r' | 's' | 'a') {
            return Err(exc::VALUE_ERROR
                .msg(format!("unsupported format character '{}' (0x{:x}) at index {}", kind, kind as u32, at)));
        }
        at += 1;
        let value = match value {
            Some(value) => value,
            None => {
                used += 1;
                *args.get(used - 1).ok_or_else(few)?
            }
        };
        percent_field(kind, value, spec, &mut out)?;
    }
    if named.is_none() && used < args.len() {
        return Err(exc::TYPE_ERROR.msg("not all arguments converted during string formatting"));
    }
    Ok(Str::from(out))
}

fn percent_field(kind: char, value: &dyn PyRepr, mut spec: Spec, out: &mut String) -> PyResult<()> {
    let zero_pads = spec.zero && spec.align.is_none();
    match kind {
        's' | 'r' | 'a' => {
            let text = match kind {
                's' => str_of(value),
                'r' => repr(value),
                _ => ascii(value),
            };
            let cut: String = match spec.precision {
                Some(precision) => text.as_str().chars().take(precision).collect(),
                None => text.as_str().to_string(),
            };
            pad("", &cut, &spec, '>', out);
        }
        'c' => {
            let text = match value.number() {
                Number::Int(code) => chr(&code).map_err(|_| exc::OVERFLOW_ERROR.msg("%c arg not in range(0x110000)"))?,
                _ => str_of(value),
            };
            if text.chars_len() != 1 {
                return Err(exc::TYPE_ERROR.msg("%c requires int or char"));
            }
            pad("", text.as_str(), &spec, '>', out);
        }
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' => {
            let number = match value.number() {
                Number::Int(number) => number,
                Number::Float(number) if matches!(kind, 'd' | 'i' | 'u') => Int::from_f64(number)?,
                Number::Float(_) => {
                    return Err(exc::TYPE_ERROR.msg(format!("%{} format: an integer is required, not float", kind)))
                }
                Number::None => {
                    let wanted = if matches!(kind, 'd' | 'i' | 'u') { "a real number" } else { "an integer" };
                    return Err(exc::TYPE_ERROR
                        .msg(format!("%{} format: {} is required, not {}", kind, wanted, value.type_name())));
                }
            };
            let bits = match kind {
                'o' => 3,
                'x' | 'X' => 4,
                _ => 0,
            };
            let digits = if bits == 0 { number.abs().checked_digits()? } else { number.radix_digits(bits) };
            let digits = if kind == 'X' { digits.to_ascii_uppercase() } else { digits };
            let least = spec.precision.unwrap_or(0);
            let digits = format!("{}{}", "0".repeat(least.saturating_sub(digits.len())), digits);
            let prefix = match (spec.alternate, kind) {
                (true, 'o') => "0o",
                (true, 'x') => "0x",
                (true, 'X') => "0X",
                _ => "",
            };
            let head = format!("{}{}", sign_of(number.is_negative(), &spec), prefix);
            if zero_pads {
                spec.fill = '0';
                spec.align = Some('=');
            }
            pad(&head, &digits, &spec, '>', out);
        }
        _ => {
            let number = match value.number() {
                Number::Int(number) => number.to_f64()?,
                Number::Float(number) => number,
                Number::None => {
                    return Err(exc::TYPE_ERROR.msg(format!("must be real number, not {}", value.type_name())))
                }
            };
            if zero_pads {
                spec.fill = '0';
                spec.align = Some('=');
            }
            spec.kind = Some(kind);
            format_parsed_float(number, spec, out)?;
        }
    }
    Ok(())
}
