//! Format specifications, `%` formatting, `str.format` and f-strings.

use crate::*;

/// `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
struct Spec {
    fill: char,
    align: Option<char>,
    sign: char,
    has_sign: bool,
    no_negative_zero: bool,
    alternate: bool,
    zero: bool,
    /// The `=` alignment came from the zero.
    zero_aligned: bool,
    width: usize,
    grouping: Option<char>,
    precision: Option<usize>,
    kind: Option<char>,
}

impl Spec {
    const PLAIN: Spec = Spec {
            fill: ' ',
            align: None,
            sign: '-',
                has_sign: false,
            no_negative_zero: false,
            alternate: false,
            zero: false,
                zero_aligned: false,
            width: 0,
            grouping: None,
            precision: None,
            kind: None,
    };
}

fn parse_spec(text: &str, type_name: &str) -> PyResult<Spec> {
    let mut few = ['\0'; 16];
    let many: Vec<char>;
    let chars = if text.len() <= few.len() {
        few.iter_mut().zip(text.chars()).for_each(|(place, c)| *place = c);
        &few[..text.chars().count()]
    } else {
        many = text.chars().collect();
        &many[..]
    };
    let mut at = 0;
    let is_align = |c: Option<&char>| matches!(c, Some('<' | '>' | '=' | '^'));
    let mut spec = Spec::PLAIN;
    let mut has_fill = false;
    if is_align(chars.get(1)) {
        spec.fill = chars[0];
        spec.align = Some(chars[1]);
        has_fill = true;
        at = 2;
    } else if is_align(chars.first()) {
        spec.align = Some(chars[0]);
        at = 1;
    }
    if let Some(sign @ ('+' | '-' | ' ')) = chars.get(at) {
        spec.sign = *sign;
        spec.has_sign = true;
        at += 1;
    }
    if chars.get(at) == Some(&'z') {
        spec.no_negative_zero = true;
        at += 1;
    }
    if chars.get(at) == Some(&'#') {
        spec.alternate = true;
        at += 1;
    }
    if !has_fill && chars.get(at) == Some(&'0') {
        spec.zero = true;
        spec.fill = '0';
        if spec.align.is_none() {
            spec.align = Some('=');
            spec.zero_aligned = true;
        }
        at += 1;
    }
    let number = |at: &mut usize| -> PyResult<Option<usize>> {
        let start = *at;
        let mut value = 0usize;
        while let Some(digit) = chars.get(*at).and_then(|c| c.to_digit(10)) {
            value = value.saturating_mul(10).saturating_add(digit as usize);
            *at += 1;
        }
        if value > i32::MAX as usize {
            return Err(exc::VALUE_ERROR.msg("Too many decimal digits in format string"));
        }
        Ok(if *at > start { Some(value) } else { None })
    };
    spec.width = number(&mut at)?.unwrap_or(0);
    if let Some(grouping @ (',' | '_')) = chars.get(at) {
        spec.grouping = Some(*grouping);
        at += 1;
        match (grouping, chars.get(at)) {
            (',', Some('_')) | ('_', Some(',')) => {
                return Err(exc::VALUE_ERROR.msg("Cannot specify both ',' and '_'."))
            }
            (',', Some(',')) => return Err(exc::VALUE_ERROR.msg("Cannot specify ',' with ','.")),
            ('_', Some('_')) => return Err(exc::VALUE_ERROR.msg("Cannot specify '_' with '_'.")),
            _ => {}
        }
    }
    if chars.get(at) == Some(&'.') {
        at += 1;
        spec.precision = number(&mut at)?;
        if spec.precision.is_none() {
            return Err(exc::VALUE_ERROR.msg("Format specifier missing precision"));
        }
    }
    match chars.len() - at {
        0 => {}
        1 => spec.kind = Some(chars[at]),
        _ => {
            return Err(exc::VALUE_ERROR
                .msg(format!("Invalid format specifier '{}' for object of type '{}'", text, type_name)))
        }
    }
    if let Some(grouping) = spec.grouping {
        let kind = spec.kind.unwrap_or(if type_name == "str" { 's' } else { 'd' });
        let fits = matches!(kind, 'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F')
            || (grouping == '_' && matches!(kind, 'b' | 'o' | 'x' | 'X'));
        if !fits {
            let shown = if kind as u32 > 32 && (kind as u32) < 128 {
                kind.to_string()
            } else {
                format!("\\x{:x}", kind as u32)
            };
            return Err(exc::VALUE_ERROR.msg(format!("Cannot specify '{}' with '{}'.", grouping, shown)));
        }
    }
    Ok(spec)
}

fn unknown_code(kind: char, type_name: &str) -> PyErr {
    let shown = if kind as u32 > 32 && (kind as u32) < 128 {
        kind.to_string()
    } else {
        format!("\\x{:x}", kind as u32)
    };
    exc::VALUE_ERROR.msg(format!("Unknown format code '{}' for object of type '{}'", shown, type_name))
}

/// `text` padded; `head` signs and prefixes stay in front of `=` padding.
fn pad(head: &str, body: &str, spec: &Spec, default: char, out: &mut String) {
    let len = head.chars().count() + body.chars().count();
    let missing = spec.width.saturating_sub(len);
    let (left, inner, right) = match spec.align.unwrap_or(default) {
        '<' => (0, 0, missing),
        '^' => (missing / 2, 0, missing - missing / 2),
        '=' => (0, missing, 0),
        _ => (missing, 0, 0),
    };
    let fill = |count: usize, out: &mut String| (0..count).for_each(|_| out.push(spec.fill));
    fill(left, out);
    out.push_str(head);
    fill(inner, out);
    out.push_str(body);
    fill(right, out);
}

pub fn format_str(text: &str, spec: &str, out: &mut String) -> PyResult<()> {
    if spec.is_empty() {
        out.push_str(text);
        return Ok(());
    }
    let spec = parse_spec(spec, "str")?;
    if !matches!(spec.kind, None | Some('s')) {
        return Err(unknown_code(spec.kind.unwrap_or('?'), "str"));
    }
    let fault = |what: &str| Err(exc::VALUE_ERROR.msg(format!("{} not allowed in string format specifier", what)));
    if spec.has_sign {
        return fault(if spec.sign == ' ' { "Space" } else { "Sign" });
    }
    if spec.no_negative_zero {
        return fault("Negative zero coercion (z)");
    }
    if spec.alternate {
        return fault("Alternate form (#)");
    }
    if spec.align == Some('=') && !(spec.zero && spec.zero_aligned) {
        return fault("'=' alignment");
    }
    let cut: String = match spec.precision {
        Some(precision) => text.chars().take(precision).collect(),
        None => text.to_string(),
    };
    let spec = if spec.align == Some('=') { Spec { align: Some('<'), ..spec } } else { spec };
    pad("", &cut, &spec, '<', out);
    Ok(())
}

/// Puts separators into digits; with zero padding the width counts them.
fn grouped(digits: &str, separator: char, size: usize, least: usize) -> String {
    let mut text = digits.to_string();
    while text.len() + (text.len().saturating_sub(1)) / size < least {
        text.insert(0, '0');
        if text.len() + (text.len() - 1) / size == least + 1 {
            break;
        }
    }
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        if i > 0 && (text.len() - i) % size == 0 {
            out.push(separator);
        }
        out.push(c);
    }
    out
}

fn sign_of(negative: bool, spec: &Spec) -> &'static str {
    match (negative, spec.sign) {
        (true, _) => "-",
        (false, '+') => "+",
        (false, ' ') => " ",
        _ => "",
    }
}

/// Writes a number by a width alone, `6`, `>6` or `<6`; false, with nothing written, by all else.
fn aligned(value: i64, spec: &[u8], out: &mut String) -> bool {
    const SPACES: &str = "                                ";
    let (to_left, digits) = match spec {
        [b'<', digits @ ..] => (true, digits),
        [b'>', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    let width = match digits {
        [one @ b'1'..=b'9'] => usize::from(one - b'0'),
        [ten @ b'1'..=b'2', one @ b'0'..=b'9'] => usize::from(ten - b'0') * 10 + usize::from(one - b'0'),
        _ => return false,
    };
    let start = out.len();
    push_digits(value, out);
    let missing = &SPACES[..width.saturating_sub(out.len() - start)];
    if to_left {
        out.push_str(missing);
    } else {
        out.insert_str(start, missing);
    }
    true
}

pub fn format_int(value: &Int, spec: &str, out: &mut String) -> PyResult<()> {
    format_whole(value, "int", spec, out)
}

/// A whole number laid out; what cannot be is told of a value of that type.
pub fn format_whole(value: &Int, type_name: &str, spec: &str, out: &mut String) -> PyResult<()> {
    if spec.is_empty() {
        out.push_str(&value.checked_digits()?);
        return Ok(());
    }
    if value.as_small().map_or(false, |value| aligned(value, spec.as_bytes(), out)) {
        return Ok(());
    }
    let spec = parse_spec(spec, type_name)?;
    let kind = spec.kind.unwrap_or('d');
    if matches!(kind, 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') {
        return format_parsed_float(value.to_f64()?, spec, out);
    }
    let bits = match kind {
        'b' => 1,
        'o' => 3,
        'x' | 'X' => 4,
        'd' | 'n' | 'c' => 0,
        _ => return Err(unknown_code(kind, type_name)),
    };
    if spec.precision.is_some() {
        return Err(exc::VALUE_ERROR.msg("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(exc::VALUE_ERROR.msg("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if kind == 'c' {
        if spec.has_sign {
            return Err(exc::VALUE_ERROR.msg("Sign not allowed with integer format specifier 'c'"));
        }
        if spec.alternate {
            return Err(exc::VALUE_ERROR.msg("Alternate form (#) not allowed with integer format specifier 'c'"));
        }
        if value.to_i64().is_none() {
            return Err(exc::OVERFLOW_ERROR.msg("Python int too large to convert to C long"));
        }
        let c = value.to_i64().and_then(|code| u32::try_from(code).ok()).filter(|code| *code < 0x11_0000);
        let code = c.ok_or_else(|| exc::OVERFLOW_ERROR.msg("%c arg not in range(0x110000)"))?;
        let c = std::char::from_u32(code).unwrap_or_else(|| limit("a lone surrogate"));
        pad("", &c.to_string(), &spec, '<', out);
        return Ok(());
    }
    let digits = if bits == 0 {
        value.abs().checked_digits()?
    } else {
        value.radix_digits(bits)
    };
    let digits = if kind == 'X' { digits.to_ascii_uppercase() } else { digits };
    let prefix = match (spec.alternate, kind) {
        (true, 'b') => "0b",
        (true, 'o') => "0o",
        (true, 'x') => "0x",
        (true, 'X') => "0X",
        _ => "",
    };
    let head = format!("{}{}", sign_of(value.is_negative(), &spec), prefix);
    let body = match spec.grouping {
        Some(separator) => {
            let least = if spec.fill == '0' && spec.align == Some('=') { spec.width.saturating_sub(head.len()) } else { 0 };
            grouped(&digits, separator, if bits == 0 { 3 } else { 4 }, least)
        }
        None => digits,
    };
    pad(&head, &body, &spec, '>', out);
    Ok(())
}

pub fn format_float(value: f64, spec: &str, out: &mut String) -> PyResult<()> {
    if spec.is_empty() {
        float::repr_to(value, out);
        return Ok(());
    }
    let spec = parse_spec(spec, "float")?;
    if !matches!(spec.kind, None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%')) {
        return Err(unknown_code(spec.kind.unwrap_or('?'), "float"));
    }
    format_parsed_float(value, spec, out)
}

/// Digits of `g` formatting: significant digits, trailing zeros gone unless alternate.
fn general(value: f64, precision: usize, alternate: bool, repr_like: bool) -> String {
    let precision = precision.max(1);
    let (mut digits, exponent) = if value == 0.0 {
        ("0".repeat(precision), 0)
    } else {
        float::scientific(value, precision - 1)
    };
    if !alternate {
        digits.truncate(digits.trim_end_matches('0').len().max(1));
    }
    let mut out = String::new();
    let upper = if repr_like { precision as i32 - 1 } else { precision as i32 };
    if exponent < -4 || exponent >= upper {
        float::push_scientific(&digits, exponent, &mut out);
        if alternate && digits.len() == 1 {
            out.insert(1, '.');
        }
    } else {
        float::push_fixed(&digits, exponent, &mut out);
        if alternate && !out.contains('.') {
            out.push('.');
        }
        if repr_like && !out.contains('.') {
            out.push_str(".0");
        }
    }
    out
}

fn scientific_text(value: f64, precision: usize, alternate: bool) -> String {
    let (digits, exponent) = if value == 0.0 {
        ("0".repeat(precision + 1), 0)
    } else {
        float::scientific(value, precision)
    };
    let mut out = String::new();
    float::push_scientific(&digits, exponent, &mut out);
    if alternate && precision == 0 {
        out.insert(1, '.');
    }
    out
}

fn format_parsed_float(value: f64, spec: Spec, out: &mut String) -> PyResult<()> {
    let size = value.abs();
    let body = if value.is_nan() {
        "nan".to_string()
    } else if value.is_infinite() {
        "inf".to_string()
    } else {
        match spec.kind {
            None => match spec.precision {
                None => {
                    let mut text = String::new();
                    float::repr_to(size, &mut text);
                    if spec.alternate && !text.contains('.') {
                        text.insert(text.find('e').unwrap_or(text.len()), '.');
                    }
                    text
                }
                Some(precision) => general(size, precision, spec.alternate, true),
            },
            Some('f' | 'F') => fixed_text(size, spec.precision.unwrap_or(6), spec.alternate),
            Some('e' | 'E') => scientific_text(size, spec.precision.unwrap_or(6), spec.alternate),
            Some('%') => fixed_text(size * 100.0, spec.precision.unwrap_or(6), spec.alternate) + "%",
            _ => general(size, spec.precision.unwrap_or(6), spec.alternate, false),
        }
    };
    let body = if value.is_nan() || value.is_infinite() {
        if spec.kind == Some('%') { body + "%" } else { body }
    } else {
        body
    };
    let body = if matches!(spec.kind, Some('E' | 'F' | 'G')) { body.to_ascii_uppercase() } else { body };
    let zero = body.bytes().all(|b| !(b'1'..=b'9').contains(&b)) && !value.is_nan() && !value.is_infinite();
    let mut negative = value.is_sign_negative() && !value.is_nan();
    if spec.no_negative_zero && (zero || digits_are_zero(&body)) {
        negative = false;
    }
    let head = sign_of(negative, &spec);
    let body = match spec.grouping {
        Some(separator) if body.starts_with(|c: char| c.is_ascii_digit()) => {
            let end = body.find(|c: char| !c.is_ascii_digit()).unwrap_or(body.len());
            let least = if spec.fill == '0' && spec.align == Some('=') {
                spec.width.saturating_sub(head.len() + body.len() - end)
            } else {
                0
            };
            grouped(&body[..end], separator, 3, least) + &body[end..]
        }
        _ => body,
    };
    pad(head, &body, &spec, '>', out);
    Ok(())
}

fn digits_are_zero(body: &str) -> bool {
    body.split(|c| c == 'e' || c == 'E').next().map_or(false, |mantissa| {
        mantissa.bytes().all(|b| !(b'1'..=b'9').contains(&b)) && mantissa.bytes().any(|b| b == b'0')
    })
}

fn fixed_text(value: f64, precision: usize, alternate: bool) -> String {
    let mut text = float::fixed(value, precision);
    if alternate && precision == 0 {
        text.push('.');
    }
    text
}

mod template;
mod percent;

pub use template::*;
pub use percent::*;
