//! Answers the questions of library-cases.py with pyrt and prints those that differ from Python's answers.

use pyrt::*;

fn text(hex: &str) -> String {
    let bytes: Vec<u8> =
        (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap_or(0)).collect();
    String::from_utf8(bytes).unwrap_or_default()
}

fn shown(value: &dyn PyRepr) -> String {
    repr(value).as_str().to_string()
}

fn described(found: &Option<re::Match>) -> PyResult<Str> {
    let found = match found {
        None => return Ok(lit("None")),
        Some(found) => found,
    };
    let spans = List::new();
    for i in 0..=found.re().groups().clamp_i64() {
        spans.append(found.span(&int(i))?);
    }
    Ok(repr(&(found.whole(), spans, found.groups(), found.groupdict(), found.lastindex(), found.lastgroup())))
}

fn regexes(op: &str, args: &[String]) -> PyResult<String> {
    let t = |n: usize| Str::from(args[n].clone());
    let subject = t(2);
    if op == "re_escape" {
        return Ok(re::escape(&subject).as_str().to_string());
    }
    let pattern = re::compile(&t(0), &Int::parse_lit(&args[1]))?;
    let most = Int::parse_lit(&args[4]);
    Ok(match op {
        "re_pattern" => shown(&pattern),
        "re_search" => described(&pattern.search(&subject, None, None))?.as_str().to_string(),
        "re_match" => described(&pattern.match_(&subject, None, None))?.as_str().to_string(),
        "re_fullmatch" => described(&pattern.fullmatch(&subject, None, None))?.as_str().to_string(),
        "re_finditer" => shown(&to_list(map_iter(pattern.finditer(&subject, None, None), |m| described(&Some(m))))?),
        "re_findall" if pattern.groups() > 1 => shown(&pattern.findall_groups(&subject, None, None)),
        "re_findall" => shown(&pattern.findall(&subject, None, None)),
        "re_split" => shown(&pattern.split(&subject, &most)?),
        _ => shown(&pattern.subn(&t(3), &subject, &most)?),
    })
}

fn answer(op: &str, args: &[String]) -> PyResult<String> {
    match op {
        op if op.starts_with("re_") => regexes(op, args),
        other => Err(exc::VALUE_ERROR.msg(format!("no operation {}", other))),
    }
}

fn program() -> PyResult<()> {
    let mut it = sys::stdin_lines();
    let (mut asked, mut wrong) = (0i64, 0i64);
    while let Some(line) = it.next()? {
        let fields: Vec<String> = line.as_str().trim_end_matches('\n').split('\t').map(str::to_string).collect();
        let args: Vec<String> = fields[1..].iter().map(|field| text(field)).collect();
        let (expected, args) = match args.split_last() {
            Some(parts) => parts,
            None => continue,
        };
        let actual = answer(&fields[0], args).unwrap_or_else(|err| {
            let line = err.headline();
            if line.contains(": ") { format!("!{}", line) } else { format!("!{}: ", line) }
        });
        asked += 1;
        if actual != *expected {
            wrong += 1;
            if wrong <= 40 {
                print(&[&format!("{} {:?}: Python {:?}, pyrt {:?}", fields[0], args, expected, actual).as_str()]);
            }
        }
    }
    print(&[&format!("{} asked, {} wrong", asked, wrong).as_str()]);
    Ok(())
}

fn main() {
    pyrt::run("library", program)
}
