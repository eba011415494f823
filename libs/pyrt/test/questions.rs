// The end of a driver: reads questions with Python's answers, asks `answer`, and prints what differs.

fn text(hex: &str) -> String {
    let bytes: Vec<u8> =
        (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap_or(0)).collect();
    String::from_utf8(bytes).unwrap_or_default()
}

fn shown(value: &dyn PyRepr) -> String {
    repr(value).as_str().to_string()
}

fn program() -> PyResult<()> {
    let mut it = Out::Stdin.iter();
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
    pyrt::run("questions", program)
}
