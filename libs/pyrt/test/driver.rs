//! Answers the questions of cases.py with pyrt and prints those that differ from Python's answers.

use pyrt::*;

fn show_float(value: f64) -> String {
    if value.is_nan() { "nan".to_string() } else { value.to_bits().to_string() }
}

fn answer(op: &str, args: &[String]) -> PyResult<String> {
    let i = |n: usize| Int::parse_lit(&args[n]);
    let f = |n: usize| f64::from_bits(args[n].parse().unwrap_or(0));
    let t = |n: usize| Str::from(args[n].clone());
    let opt = |n: usize| if args[n] == "~" { None } else { Some(Int::parse_lit(&args[n])) };
    let ints = |n: usize| args[n].split_whitespace().map(Int::parse_lit).collect::<Vec<Int>>();
    let yes = |b: bool| shown(&b);
    Ok(match op {
        "add" => shown(&(&i(0) + &i(1))),
        "sub" => shown(&(&i(0) - &i(1))),
        "mul" => shown(&(&i(0) * &i(1))),
        "floordiv" => shown(&i(0).floordiv(&i(1))?),
        "mod" => shown(&i(0).modulo(&i(1))?),
        "truediv" => show_float(i(0).truediv(&i(1))?),
        "and" => shown(&(&i(0) & &i(1))),
        "or" => shown(&(&i(0) | &i(1))),
        "xor" => shown(&(&i(0) ^ &i(1))),
        "lt" => yes(lt(&i(0), &i(1))),
        "eq" => yes(eq(&i(0), &i(1))),
        "gcd" => shown(&i(0).gcd(&i(1))),
        "neg" => shown(&-i(0)),
        "invert" => shown(&!i(0)),
        "hash" => shown(&hash(&i(0))),
        "bit_length" => shown(&i(0).bit_length()),
        "bit_count" => shown(&i(0).bit_count()),
        "isqrt" => shown(&math::isqrt(&i(0))?),
        "hex" => hex(&i(0)).as_str().to_string(),
        "oct" => oct(&i(0)).as_str().to_string(),
        "bin" => bin(&i(0)).as_str().to_string(),
        "float" => show_float(i(0).to_f64()?),
        "str" => i(0).checked_digits()?,
        "pow" => shown(&i(0).pow(&i(1))?),
        "shl" => shown(&i(0).shl(&i(1))?),
        "shr" => shown(&i(0).shr(&i(1))?),
        "powmod" => shown(&i(0).pow_mod(&i(1), &i(2))?),
        "format_int" => format(&i(0), &args[1])?.as_str().to_string(),
        "format_float" => format(&f(0), &args[1])?.as_str().to_string(),
        "format_str" => format(&t(0), &args[1])?.as_str().to_string(),
        "frepr" => shown(&f(0)),
        "fhash" => shown(&hash(&f(0))),
        "fint" => shown(&Int::from_f64(f(0))?),
        "fround" => shown(&float::round(f(0))?),
        "fhex" => float::hex(f(0)).as_str().to_string(),
        "fratio" => shown(&float::as_integer_ratio(f(0))?),
        "fmod" => show_float(float::modulo(f(0), f(1))?),
        "ffloordiv" => show_float(float::floordiv(f(0), f(1))?),
        "fdiv" => show_float(float::div(f(0), f(1))?),
        "fdivmod" => shown(&float::divmod(f(0), f(1))?),
        "fround_digits" => show_float(float::round_digits(f(0), &i(1))?),
        "if_lt" => yes(lt(&i(0), &f(1))),
        "if_eq" => yes(eq(&i(0), &f(1))),
        "if_le" => yes(le(&i(0), &f(1))),
        "upper" => t(0).upper().as_str().to_string(),
        "lower" => t(0).lower().as_str().to_string(),
        "title" => t(0).title().as_str().to_string(),
        "capitalize" => t(0).capitalize().as_str().to_string(),
        "swapcase" => t(0).swapcase().as_str().to_string(),
        "casefold" => t(0).casefold().as_str().to_string(),
        "strip" => t(0).strip().as_str().to_string(),
        "lstrip" => t(0).lstrip().as_str().to_string(),
        "rstrip" => t(0).rstrip().as_str().to_string(),
        "split" => shown(&t(0).split()),
        "splitlines" => shown(&t(0).splitlines(false)),
        "isdigit" => yes(t(0).isdigit()),
        "isdecimal" => yes(t(0).isdecimal()),
        "isnumeric" => yes(t(0).isnumeric()),
        "isalpha" => yes(t(0).isalpha()),
        "isalnum" => yes(t(0).isalnum()),
        "isspace" => yes(t(0).isspace()),
        "isupper" => yes(t(0).isupper()),
        "islower" => yes(t(0).islower()),
        "istitle" => yes(t(0).istitle()),
        "isidentifier" => yes(t(0).isidentifier()),
        "isascii" => yes(t(0).isascii()),
        "isprintable" => yes(t(0).isprintable()),
        "expandtabs" => t(0).expandtabs(8).as_str().to_string(),
        "repr" => shown(&t(0)),
        "ascii" => ascii(&t(0)).as_str().to_string(),
        "shash" => shown(&hash(&t(0))),
        "len" => shown(&len(&t(0))),
        "encode" => shown(&t(0).encode()),
        "int" => shown(&Int::parse(&t(0))?),
        "tofloat" => show_float(float::parse(&t(0))?),
        "reverse" => t(0).slice((), (), -1)?.as_str().to_string(),
        "find" => shown(&t(0).find(&t(1))),
        "rfind" => shown(&t(0).rfind(&t(1))),
        "index" => shown(&t(0).index(&t(1))?),
        "count" => shown(&t(0).count(&t(1))),
        "startswith" => yes(t(0).startswith(&t(1))),
        "endswith" => yes(t(0).endswith(&t(1))),
        "partition" => shown(&t(0).partition(&t(1))?),
        "rpartition" => shown(&t(0).rpartition(&t(1))?),
        "removeprefix" => t(0).removeprefix(&t(1)).as_str().to_string(),
        "removesuffix" => t(0).removesuffix(&t(1)).as_str().to_string(),
        "strip_chars" => t(0).strip_chars(&t(1)).as_str().to_string(),
        "split_sep" => shown(&t(0).split_sep(&t(1))?),
        "slt" => yes(lt(&t(0), &t(1))),
        "contains" => yes(t(0).contains(&t(1))),
        "join" => t(0).join(t(1).iter())?.as_str().to_string(),
        "slice" => t(0).slice(opt(1), opt(2), opt(3))?.as_str().to_string(),
        "list_slice" => shown(&to_list(range(i(0)).iter())?.slice(opt(1), opt(2), opt(3))?),
        "center" => t(0).center_fill(&i(1), &t(2))?.as_str().to_string(),
        "ljust" => t(0).ljust_fill(&i(1), &t(2))?.as_str().to_string(),
        "rjust" => t(0).rjust_fill(&i(1), &t(2))?.as_str().to_string(),
        "zfill" => t(0).zfill(&i(1)).as_str().to_string(),
        "replace_n" => t(0).replace_n(&t(2), &lit("<>"), &i(3)).as_str().to_string(),
        "split_max" => shown(&t(0).split_max(&t(2), &i(3))?),
        "rsplit_max" => shown(&t(0).rsplit_max(&t(2), &i(3))?),
        "split_ws_max" => shown(&t(0).split_ws_max(&i(3))),
        "rsplit_ws_max" => shown(&t(0).rsplit_ws_max(&i(3))),
        "percent_int" => percent(&args[0], &[&i(1)])?.as_str().to_string(),
        "percent_float" => percent(&args[0], &[&f(1)])?.as_str().to_string(),
        "percent_str" => percent(&args[0], &[&t(1)])?.as_str().to_string(),
        "tuple_hash" => shown(&hash(&Tuple::from_vec(ints(0).into_iter().take(5).collect()))),
        "frozen_hash" => shown(&hash(&Set::from_vec(ints(0)).frozen())),
        op if op.starts_with("set_") => sets(op, ints(0), ints(1))?,
        other => return Err(exc::VALUE_ERROR.msg(format!("no operation {}", other))),
    })
}

fn sets(op: &str, pool: Vec<Int>, other: Vec<Int>) -> PyResult<String> {
    let (a, b) = (Set::from_vec(pool.clone()), Set::from_vec(other.clone()));
    let listed = |set: &Set<Int>| to_list(set.iter());
    Ok(shown(&match op {
        "set_or" => listed(&a.union(&b))?,
        "set_and" => listed(&a.intersection(&b))?,
        "set_sub" => listed(&a.difference(&b))?,
        "set_xor" => listed(&a.symmetric_difference(&b))?,
        "set_str" => {
            let x = Set::from_vec(pool.iter().map(str_of).collect());
            let y = Set::from_vec(other.iter().map(|x| lit("é") + str_of(x)).collect());
            return Ok(shown(&to_list(x.union(&y).iter())?));
        }
        "set_pop" => {
            let out = List::new();
            for x in other {
                a.discard(&x);
                if a.truthy() && out.py_len() < 5 {
                    out.append(a.pop()?);
                }
                a.add(x * 3);
            }
            out.concat(&listed(&a)?)
        }
        "set_update" => {
            a.update(&b);
            a.update(&Set::from_vec(other.iter().map(|x| x * 7).collect()));
            let mut kept = pool[..pool.len() / 2].to_vec();
            kept.extend(other);
            a.intersection_update(&Set::from_vec(kept));
            listed(&a)?.concat(&listed(&a.copy())?)
        }
        _ => {
            a.difference_update(&b);
            pool.into_iter().take(5).for_each(|x| a.add(x));
            listed(&a)?
        }
    }))
}
