//! Decimals as text, and from text.

use super::*;

impl Decimal {
    pub fn parse(text: &Str) -> PyResult<Decimal> {
        let bad = || INVALID_OPERATION.msg("[<class 'decimal.ConversionSyntax'>]");
        let stripped = text.strip();
        let plain: String = stripped
            .as_str()
            .chars()
            .filter(|c| *c != '_')
            .map(|c| chars::decimal_value(c).map_or(c, |d| char::from(b'0' + d)))
            .collect();
        let (negative, body) = match plain.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
        };
        match body.to_ascii_lowercase().as_str() {
            "inf" | "infinity" => return Ok(Decimal::infinity(negative)),
            "nan" => return Ok(Decimal { negative, ..Decimal::nan() }),
            low if low.starts_with("nan") || low.starts_with("snan") => limit("a decimal NaN with a payload or signal"),
            _ => {}
        }
        let (number, exponent) = match body.find(['e', 'E']) {
            Some(at) => (&body[..at], Some(&body[at + 1..])),
            None => (body, None),
        };
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let digits = format!("{}{}", whole, part);
        if digits.is_empty() || !digits.bytes().all(|c| c.is_ascii_digit()) {
            return Err(bad());
        }
        let mut power = 0;
        if let Some(exponent) = exponent {
            let size = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            if size.is_empty() || !size.bytes().all(|c| c.is_ascii_digit()) {
                return Err(bad());
            }
            power = exponent.parse::<i64>().unwrap_or_else(|_| limit("a decimal with this exponent"));
        }
        let exponent = power - part.len() as i64;
        if exponent.abs() > MOST * 4 {
            limit("a decimal with this exponent");
        }
        Ok(Decimal::finite(negative, Int::parse_lit(&digits), exponent))
    }

    fn written(&self, engineering: bool, out: &mut String) {
        if self.negative {
            out.push('-');
        }
        match self.kind {
            Kind::Infinite => return out.push_str("Infinity"),
            Kind::Nan => return out.push_str("NaN"),
            Kind::Finite => {}
        }
        let digits = self.digits.digits();
        let size = digits.len() as i64;
        let left = self.exponent + size;
        let point = if self.exponent <= 0 && left > -6 {
            left
        } else if !engineering {
            1
        } else if self.digits.is_zero() {
            (left + 1).rem_euclid(3) - 1
        } else {
            (left - 1).rem_euclid(3) + 1
        };
        if point <= 0 {
            out.push_str("0.");
            (0..-point).for_each(|_| out.push('0'));
            out.push_str(&digits);
        } else if point >= size {
            out.push_str(&digits);
            (0..point - size).for_each(|_| out.push('0'));
        } else {
            out.push_str(&digits[..point as usize]);
            out.push('.');
            out.push_str(&digits[point as usize..]);
        }
        if left != point {
            out.push_str(&format!("E{:+}", left - point));
        }
    }

    pub fn to_eng_string(&self) -> Str {
        let mut out = String::new();
        self.written(true, &mut out);
        Str::from(out)
    }

    /// The digits of `format`, sign apart: `(text before the point, after it, exponent as text)`.
    fn laid_out(&self, kind: char, precision: Option<usize>) -> (String, String, String) {
        let rounding = context::rounding();
        let mut x = self.copy_abs();
        let negative = self.negative;
        let rescaled = |x: &Decimal, exponent: i64| {
            let signed = Decimal { negative, ..x.clone() };
            arithmetic::rescale(&signed, exponent, rounding.as_str()).copy_abs()
        };
        let to_digits = |x: &Decimal, places: i64| {
            if x.digits.is_zero() {
                return x.clone();
            }
            let excess = length(&x.digits) - places;
            let made = rescaled(x, x.exponent + excess);
            if length(&made.digits) > places { rescaled(&made, made.exponent + 1) } else { made }
        };
        if kind == '%' {
            x.exponent += 2;
        }
        let lower = kind.to_ascii_lowercase();
        match (lower, precision) {
            ('e', Some(places)) => {
                if x.digits.is_zero() {
                    x.exponent = x.exponent.min(0);
                }
                x = to_digits(&x, places as i64 + 1);
            }
            ('f' | '%', Some(places)) => x = rescaled(&x, -(places as i64)),
            ('g', Some(places)) if length(&x.digits) > places as i64 => x = to_digits(&x, (places as i64).max(1)),
            _ => {}
        }
        if x.digits.is_zero() && x.exponent > 0 && matches!(lower, 'f' | '%') {
            x = rescaled(&x, 0);
        }
        let digits = x.digits.digits();
        let size = digits.len() as i64;
        let left = x.exponent + size;
        let point = match lower {
            'e' => match precision {
                Some(places) if x.digits.is_zero() => 1 - places as i64,
                _ => 1,
            },
            'f' | '%' => left,
            _ => if x.exponent <= 0 && left > -6 { left } else { 1 },
        };
        let (whole, part) = if point < 0 {
            ("0".to_string(), format!("{}{}", "0".repeat(-point as usize), digits))
        } else if point > size {
            (format!("{}{}", digits, "0".repeat((point - size) as usize)), String::new())
        } else {
            let whole = &digits[..point as usize];
            (if whole.is_empty() { "0" } else { whole }.to_string(), digits[point as usize..].to_string())
        };
        let power = left - point;
        let exponent = if power != 0 || lower == 'e' {
            format!("{}{:+}", if kind.is_ascii_uppercase() { 'E' } else { 'e' }, power)
        } else {
            String::new()
        };
        (whole, part, exponent)
    }
}

impl PyRepr for Decimal {
    fn repr_to(&self, out: &mut String) {
        out.push_str("Decimal('");
        self.written(false, out);
        out.push_str("')");
    }

    fn str_to(&self, out: &mut String) {
        self.written(false, out);
    }

    fn type_name(&self) -> &'static str {
        "decimal.Decimal"
    }

    fn format_to(&self, spec: &str, out: &mut String) -> PyResult<()> {
        if spec.is_empty() {
            self.str_to(out);
            return Ok(());
        }
        let pattern = lit(r"(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?(,)?(?:\.(\d+))?([eEfFgGn%])?");
        let found = re::compile(&pattern, &int(16))?.fullmatch(&Str::from(spec), None, None);
        let found = match found {
            Some(found) => found.groups().to_vec(),
            None => return Err(exc::VALUE_ERROR.msg("invalid format string")),
        };
        if found[3].is_some() || found[4].is_some() || found[9] == Some(lit("n")) {
            limit("a decimal in this format");
        }
        let zero = found[5].is_some();
        if zero && found[1].is_some() {
            return Err(exc::VALUE_ERROR.msg("invalid format string"));
        }
        let number = |i: usize| found[i].as_ref().and_then(|text| text.as_str().parse::<usize>().ok());
        let kind = found[9].as_ref().and_then(|text| text.as_str().chars().next());
        let mut body;
        let mut head = String::new();
        if self.negative {
            head.push('-');
        } else if let Some(sign @ (' ' | '+')) = found[2].as_ref().and_then(|text| text.as_str().chars().next()) {
            head.push(sign);
        }
        let width = number(6).unwrap_or(0);
        if self.is_finite_kind() {
            let precision = number(8);
            let kind = kind.unwrap_or('G');
            let (whole, part, exponent) = self.laid_out(kind, precision);
            let tail = format!(
                "{}{}{}{}",
                if part.is_empty() { "" } else { "." },
                part,
                exponent,
                if kind == '%' { "%" } else { "" }
            );
            let least = if zero { width.saturating_sub(head.len() + tail.len()) } else { 0 };
            body = format!("{}{}", grouped(&whole, found[7].is_some(), least), tail);
        } else {
            body = if self.is_nan() { "NaN" } else { "Infinity" }.to_string();
            if kind == Some('%') {
                body.push('%');
            }
        }
        let fill = found[0].as_ref().and_then(|text| text.as_str().chars().next()).unwrap_or(' ');
        let align = found[1].as_ref().and_then(|text| text.as_str().chars().next()).unwrap_or('>');
        let missing = width.saturating_sub(head.chars().count() + body.chars().count());
        let (left, inner, right) = match align {
            '<' => (0, 0, missing),
            '^' => (missing / 2, 0, missing - missing / 2),
            '=' => (0, missing, 0),
            _ => (missing, 0, 0),
        };
        let pad = |count: usize, out: &mut String| (0..count).for_each(|_| out.push(fill));
        pad(left, out);
        out.push_str(&head);
        pad(inner, out);
        out.push_str(&body);
        pad(right, out);
        Ok(())
    }

    fn number(&self) -> Number {
        let digits = str_of(self).as_str().chars().filter(char::is_ascii_digit).count();
        match self.to_f64() {
            Ok(value) if digits < 16 => Number::Float(value),
            _ => limit("% formatting of a decimal of more than 15 digits"),
        }
    }
}

/// Commas between thousands, zeros in front up to a width.
fn grouped(whole: &str, commas: bool, least: usize) -> String {
    if !commas {
        return format!("{}{}", "0".repeat(least.saturating_sub(whole.len())), whole);
    }
    let mut digits = whole.to_string();
    let with_commas = |digits: &str| {
        let mut out = String::new();
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i) % 3 == 0 {
                out.push(',');
            }
            out.push(c);
        }
        out
    };
    while with_commas(&digits).len() < least {
        digits.insert(0, '0');
    }
    with_commas(&digits)
}
