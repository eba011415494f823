"""Random questions to the library's modules and Python's answers, in the form of cases.py."""
import base64
import binascii
import datetime
import decimal
import fractions
import hashlib
import io
import math
import random
import re
import string
import sys
import textwrap
import zlib

rng = random.Random(int(sys.argv[1]))
count = int(sys.argv[2])
only = sys.argv[3] if len(sys.argv) > 3 else ""


def show(value):
    return value if isinstance(value, str) else repr(value)


def answer(call):
    try:
        return show(call())
    except Exception as error:
        name = type(error).__name__
        module = type(error).__module__
        if name == "error" or module not in ("builtins", "__main__"):
            name = f"{module}.{name}"
        return f"!{name}: {error}"


# Regular expressions.

ATOMS = ["a", "b", "c", "A", ".", r"\d", r"\w", r"\s", r"\S", r"\W", r"\D", "[ab]", "[^a]", "[a-c]", r"[\w-]", r"[^\d\s]", "é", "ß", "1", " ",
         r"\.", r"\n", "(?:)", "[A-Z]", "[]a]", "[^]]", r"\x41", "x", "-", "ſ", "K"]
PLACES = ["^", "$", r"\b", r"\B", r"\A", r"\Z"]
QUANTIFIERS = ["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{,2}", "{1,}", "*+", "++", "?+", "{1,2}+"]
# CPython 3.11 keeps what alternatives that failed marked in a possessive repeat: the runtime refuses these.
CAPTURING = [quantifier for quantifier in QUANTIFIERS if not quantifier[1:].endswith("+")]
TEXTS = "aabbccAB1 2é\n-_xßſK"


def regex(depth, groups):
    out = ""
    for _ in range(rng.randint(1, 3)):
        kind = rng.random()
        before = groups[0]
        if kind < 0.5 or depth == 0:
            piece = rng.choice(ATOMS)
        elif kind < 0.58:
            out += rng.choice(PLACES)
            continue
        elif kind < 0.72:
            groups[0] += 1
            piece = "(" + regex(depth - 1, groups) + ")"
        elif kind < 0.78:
            piece = "(?:" + regex(depth - 1, groups) + ")"
        elif kind < 0.82:
            groups[0] += 1
            piece = f"(?P<n{groups[0]}>" + regex(depth - 1, groups) + ")"
        elif kind < 0.86:
            piece = "(" + rng.choice(["?=", "?!", "?>", "?i:", "?s-i:", "?m:", "?a:"]) + regex(depth - 1, groups) + ")"
        elif kind < 0.89:
            out += rng.choice(["(?<=", "(?<!"]) + rng.choice(["a", "ab", "[ab]", r"\w", "(?:a|b)", "b|c", "a*"]) + ")"
            continue
        elif kind < 0.92 and groups[0]:
            piece = "\\" + str(rng.randint(1, groups[0]))
        elif kind < 0.94 and groups[0]:
            piece = f"(?({rng.randint(1, groups[0])})a|b)"
        else:
            piece = rng.choice(ATOMS)
        if rng.random() < 0.35:
            piece += rng.choice(QUANTIFIERS if groups[0] == before else CAPTURING)
        out += piece
    if rng.random() < 0.2 and depth:
        out += "|" + regex(depth - 1, groups)
    return out


BROKEN = ["(", ")", "[", "a**", "*a", "(?P<1>a)", "(?P<a>b", "(?P=x)", r"\1", "(?<=a*)b", "[b-a]", r"\q", "a{2,1}", "(?z)", "(?", "(?P", "(?#a", "a(?i)b",
          "(?P<a>b)(?P<a>c)", r"[\q]", "\\", "(?i", "(?-i)", "(?(1)a)", "(?(x)a|b)", "(a)(?(1)b|c|d)", r"\x1", r"[a", "[a-", r"[\d-z]", "x{1", "(?i-i:a)", "(?a)(?u)a",
          "(?<a)", "a|*", "(?:a", "+", r"(\1)", "(?s)(?m)a.^", "(?x) a b # c", "(?x)a # c\n b", "(?P<é>a)", r"\08", r"\400", "a\n(", "(?im)A^b"]


def replacement(groups):
    out = ""
    for _ in range(rng.randint(0, 3)):
        out += rng.choice(["x", "<", r"\g<0>", "\\1", "\\2", r"\g<1>", r"\n", "\\\\", r"\g<n1>", r"\q", r"\.", r"\0", "é"])
    return out


def described(m):
    if m is None:
        return "None"
    spans = [m.span(i) for i in range(m.re.groups + 1)]
    return repr((m.group(), spans, m.groups(), m.groupdict(), m.lastindex, m.lastgroup))


def regexes():
    groups = [0]
    pattern = regex(3, groups) if rng.random() < 0.93 else rng.choice(BROKEN)
    flags = 0
    for flag in (2, 8, 16, 256, 64):
        if rng.random() < 0.12:
            flags |= flag
    subject = "".join(rng.choice(TEXTS) for _ in range(rng.randint(0, 14)))
    op = rng.choice(["search", "match", "fullmatch", "findall", "finditer", "split", "sub", "escape", "pattern"])
    other, n = replacement(groups[0]), rng.choice([0, 0, 1, 2])

    def run():
        if op == "escape":
            return re.escape(subject)
        p = re.compile(pattern, flags)
        if op == "pattern":
            return repr(p)
        if op in ("search", "match", "fullmatch"):
            return described(getattr(p, op)(subject))
        if op == "finditer":
            return repr([described(m) for m in p.finditer(subject)])
        if op == "findall":
            return repr(p.findall(subject))
        if op == "split":
            return repr(p.split(subject, n))
        return repr(p.subn(other, subject, n))

    return "re_" + op, [pattern, flags, subject, other, n], run


# Decimals, fractions, dates.

ROUNDINGS = ["ROUND_HALF_EVEN", "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_05UP"]
NUMBERS = ["0", "-0", "0.00", "1", "-1", "10", "1E+3", "0.1", "9.99", "99999999", "1E-10", "Infinity", "-Infinity", "NaN", "2.5", "3.5", "-2.675", "5E+2", "1.0", "100.00"]


def number():
    if rng.random() < 0.3:
        return rng.choice(NUMBERS)
    digits = str(rng.randint(0, 10 ** rng.randint(1, rng.choice([3, 6, 35]))))
    at = rng.randint(0, len(digits))
    out = rng.choice(["", "-"]) + (digits[:at] or "0") + ("." + digits[at:] if at < len(digits) else "")
    return out + (f"E{rng.randint(-12, 12)}" if rng.random() < 0.2 else "")


DECIMAL2 = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "div": lambda a, b: a / b, "floordiv": lambda a, b: a // b,
    "mod": lambda a, b: a % b, "lt": lambda a, b: a < b, "eq": lambda a, b: a == b, "compare": lambda a, b: a.compare(b), "max": lambda a, b: a.max(b),
    "quantize": lambda a, b: a.quantize(b), "divmod": lambda a, b: divmod(a, b),
}
DECIMAL1 = {
    "neg": lambda a: -a, "abs": abs, "pos": lambda a: +a, "sqrt": lambda a: a.sqrt(), "normalize": lambda a: a.normalize(), "int": int, "str": str,
    "round": round, "integral": lambda a: a.to_integral_value(), "eng": lambda a: a.to_eng_string(), "float": lambda a: repr(float(a)), "tuple": lambda a: a.as_tuple(),
    "hash": hash, "ratio": lambda a: a.as_integer_ratio(), "adjusted": lambda a: a.adjusted(),
}


def decimals():
    a, b = number(), number()
    precision, rounding = rng.choice([28, 28, 3, 5, 9]), rng.choice(ROUNDINGS) if rng.random() < 0.5 else "ROUND_HALF_EVEN"
    kind = rng.random()
    extra = ""
    if kind < 0.5:
        op = rng.choice(list(DECIMAL2))
        call = lambda: DECIMAL2[op](decimal.Decimal(a), decimal.Decimal(b))
    elif kind < 0.75:
        op = rng.choice(list(DECIMAL1))
        call = lambda: DECIMAL1[op](decimal.Decimal(a))
        if op in ("hash", "tuple") and ("N" in a or "I" in a):
            op, call = "str", lambda: str(decimal.Decimal(a))
    elif kind < 0.85:
        op, extra, rounding = "power", str(rng.randint(-6, 12)), "ROUND_HALF_EVEN"
        if "N" in a or "I" in a:
            a = "1.5"
        call = lambda: decimal.Decimal(a) ** int(extra)
    elif kind < 0.9:
        op, a = rng.choice(["exp", "ln", "log10"]), str(abs(rng.randint(1, 10**6)) / 10 ** rng.randint(0, 6))
        call = lambda: getattr(decimal.Decimal(a), op)()
    else:
        op = "format"
        extra = rng.choice(["", "*<", ">", "=", "^"]) + rng.choice(["", "+", " "]) + rng.choice(["", "12", "20"]) + rng.choice(["", ","]) + rng.choice(["", ".0", ".2", ".5"]) + rng.choice(["", "f", "e", "g", "%", "E", "F"])
        call = lambda: format(decimal.Decimal(a), extra)

    def run():
        with decimal.localcontext() as ctx:
            ctx.prec, ctx.rounding = precision, rounding
            return call()

    return "decimal_" + op, [a, b, precision, rounding, extra], run


def fraction():
    return f"{rng.randint(-(10 ** rng.randint(0, 20)), 10 ** rng.randint(0, 20))}/{rng.randint(1, 10 ** rng.randint(0, 12))}" if rng.random() < 0.8 else rng.choice(["0", "1", "-1", "0.25", "1e3", "x", "1/0", "-3/7"])


FRACTION2 = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "div": lambda a, b: a / b, "floordiv": lambda a, b: a // b,
    "mod": lambda a, b: a % b, "lt": lambda a, b: a < b, "eq": lambda a, b: a == b,
}
FRACTION1 = {"round": round, "round2": lambda a: round(a, 2), "floor": math.floor, "ceil": math.ceil, "int": int, "float": lambda a: repr(float(a)), "hash": hash, "limit": lambda a: a.limit_denominator(50), "str": str}


def fractions_():
    a, b = fraction(), fraction()
    if rng.random() < 0.6:
        op = rng.choice(list(FRACTION2))
        return "fraction_" + op, [a, b], lambda: FRACTION2[op](fractions.Fraction(a), fractions.Fraction(b))
    op = rng.choice(list(FRACTION1))
    return "fraction_" + op, [a, b], lambda: FRACTION1[op](fractions.Fraction(a))


FORMATS = ["%Y-%m-%d", "%d %B %Y %H:%M:%S.%f", "%a %j %U %W %V %G %u %w", "%I:%M %p %y", "%x %X", "%c", "%-d/%-m/%-H", "%D %T %e %%"]
READING = ["%Y-%m-%d %H:%M:%S", "%d/%m/%y", "%b %d %Y %I:%M %p", "%Y-%m-%dT%H:%M:%S.%f%z", "%A, %d %B %Y", "%j %Y"]


def dates():
    when = datetime.datetime.min + datetime.timedelta(seconds=rng.randint(0, 315_537_897_599), microseconds=rng.choice([0, 0, rng.randint(0, 999_999)]))
    if rng.random() < 0.6:
        when = when.replace(year=rng.randint(1950, 2050), day=min(when.day, 28))
    days, seconds, micros = rng.randint(-50_000, 50_000), rng.randint(-(10**6), 10**6), rng.choice([0, rng.randint(-(10**6), 10**6)])
    delta = datetime.timedelta(days, seconds, micros)
    text, form, factor = when.isoformat(), rng.choice(FORMATS), rng.choice([2, 3, -7, 0.5, 1.1, -2.25])
    op = rng.choice(["plus", "minus", "strftime", "strptime", "iso", "week", "delta", "times", "divided", "hash", "repr", "weekday", "parts"])
    if op == "strptime":
        form = rng.choice(READING)
        text = when.replace(tzinfo=datetime.timezone.utc).strftime(form) if rng.random() < 0.8 else rng.choice(["x", "2024-02-30 00:00:00", "01/02/99 ", "Feb 29 2023 01:00 am"])
    if op == "iso" and rng.random() < 0.5:
        text = rng.choice([text[:10], text[:16], text + "Z", text + "+05:30", text.replace("-", ""), text[:10] + " " + text[11:], text[:7], text + "-01:02:03", text[:13], "2024-W05-3", "2024W05"])
    calls = {
        "plus": lambda: str(when + delta), "minus": lambda: str(when - delta), "strftime": lambda: when.strftime(form), "strptime": lambda: repr(datetime.datetime.strptime(text, form)),
        "iso": lambda: repr(datetime.datetime.fromisoformat(text)), "week": lambda: repr(when.isocalendar()), "delta": lambda: str(delta) + repr(delta), "times": lambda: str(delta * factor),
        "divided": lambda: str(delta / factor), "hash": lambda: (hash(when), hash(when.date()), hash(when.time()), hash(delta)), "repr": lambda: repr(when),
        "weekday": lambda: (when.weekday(), when.toordinal()), "parts": lambda: (delta.days, delta.seconds, delta.microseconds, repr(delta.total_seconds())),
    }
    return "date_" + op, [when.isoformat(), days, seconds, micros, text, form, repr(factor)], calls[op]


# Draws, streams, wrapped text, templates, bytes and functions of floats.

LETTERS = "riugntekcshxy"


def draw(r, letter, a, b):
    return {
        "r": lambda: r.random(), "i": lambda: r.randint(a, a + b), "u": lambda: r.uniform(a, b), "g": lambda: r.gauss(a, b), "n": lambda: r.normalvariate(a, b),
        "t": lambda: r.triangular(0, 10, b / 10), "e": lambda: r.expovariate(b),
        "k": lambda: r.getrandbits(b * 7), "c": lambda: r.choice(range(b)),
        "s": lambda: r.sample(list(range(b * 5)), b), "h": lambda: shuffled(r, b), "x": lambda: r.choices(list(range(b)), range(1, b + 1), k=4), "y": lambda: r.randbytes(b),
    }[letter]()


def shuffled(r, n):
    xs = list(range(n))
    r.shuffle(xs)
    return xs


def draws():
    seed = rng.choice([rng.randint(-3, 3), rng.randint(-(2**70), 2**70), rng.randint(0, 10**9)])
    letters = "".join(rng.choice(LETTERS) for _ in range(rng.randint(1, 6)))
    a, b = rng.randint(-20, 20), rng.randint(1, 12)

    def run():
        r = random.Random(seed)
        return " ".join(repr(draw(r, letter, a, b)) for letter in letters)

    return "random_draws", [seed, letters, a, b], run


def streams():
    start = rng.choice(["", "abc", "é\nß\n", "line one\nline two"])
    steps = [rng.choice("wrlstevn") + str(rng.randint(-1, 7)) for _ in range(rng.randint(1, 7))]

    def run():
        f, out = io.StringIO(start), []
        for step in steps:
            n = int(step[1:])
            out.append({
                "w": lambda: f.write("xé\n"[: n % 4]), "r": lambda: f.read(n), "l": lambda: f.readline(), "s": lambda: f.seek(n), "t": lambda: f.truncate(),
                "e": lambda: f.seek(0, 2), "v": lambda: f.getvalue(), "n": lambda: f.tell(),
            }[step[0]]())
        return out and " ".join(map(repr, [*out, f.getvalue()]))

    return "stream_steps", [start, " ".join(steps)], run


WORDS = ["a", "well-known", "the", "fox", "é", "supercalifragilistic", "--", "end.", "x--y", "\t", "  ", "\n", "co-op-er", "don't", "1-2", "-"]


def wrapped():
    text = rng.choice(["", " "]).join(rng.choice(WORDS) for _ in range(rng.randint(0, 14)))
    width, lines = rng.randint(1, 24), rng.choice([0, 0, 0, 1, 2])
    flags = "".join(rng.choice("01") for _ in range(5))
    on = [flag == "1" for flag in flags]

    def run():
        wrapper = textwrap.TextWrapper(width, expand_tabs=on[0], replace_whitespace=on[1], drop_whitespace=on[2], break_long_words=on[3], break_on_hyphens=on[4],
                                       max_lines=lines or None, placeholder="~")
        return wrapper.wrap(text)

    return "text_wrap", [text, width, lines, flags], run


def templates():
    text = "".join(rng.choice(["$a", "${b}", "$$", "x", " ", "$c", "${c}", "$", "${", "}", "$aé", "\n", "$1", "é"]) for _ in range(rng.randint(0, 6)))
    safe = rng.random() < 0.5
    values = {"a": "1", "b": "xx"}
    made = string.Template(text)
    return "template_" + ("safe" if safe else "strict"), [text], lambda: made.safe_substitute(values) if safe else made.substitute(values)


def bytes_():
    data = "".join(rng.choice("abcé=_-+/Z9 ") for _ in range(rng.choice([0, 1, 5, 55, 56, 63, 64, 65, 119, 200])))
    op = rng.choice(["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "b64", "b32", "url", "crc", "adler", "decode", "decode", "unhex"])
    if op == "decode":
        data = rng.choice([base64.b64encode(data.encode()).decode(), data.replace("é", "q")])
        data = data[: rng.randint(0, 12)]
    if op == "unhex":
        data = "".join(rng.choice("0aF1g") for _ in range(rng.randint(0, 4)))
    raw = data.encode()
    calls = {
        "b64": lambda: base64.b64encode(raw), "b32": lambda: base64.b32encode(raw), "url": lambda: base64.urlsafe_b64encode(raw), "crc": lambda: zlib.crc32(raw),
        "adler": lambda: zlib.adler32(raw), "decode": lambda: base64.b64decode(data), "unhex": lambda: binascii.unhexlify(data),
    }
    return "bytes_" + op, [data], calls.get(op, lambda: hashlib.new(op, raw).hexdigest())


SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 3.0, math.inf, -math.inf, math.nan, 1e-310, 5e-324, 1e308, 1e22, 0.1, 170.5, -2.5, 7.0, 1e-9]
NUMERIC = ["remainder", "frexp", "ldexp", "modf", "fmod", "gamma", "lgamma", "erf", "erfc", "nextafter", "ulp", "hypot", "fsum", "log1p", "expm1", "exp2", "sqrt", "dist", "exp", "log", "log2", "log10", "sin", "tanh", "atan2"]


def floats_():
    x, y = (rng.choice([rng.choice(SPECIAL), rng.uniform(-20, 20), rng.uniform(-3, 3), rng.randint(-9, 9) / 2]) for _ in range(2))
    op, n = rng.choice(NUMERIC), rng.choice([0, 1, -3, 60, 1100, -1074, 2000, -5000])
    calls = {
        "ldexp": lambda: math.ldexp(x, n), "hypot": lambda: math.hypot(x, y, n), "fsum": lambda: math.fsum([x, y, n, 1e-9, -x]), "dist": lambda: math.dist([x, 1.0], [y, n]),
    }
    two = op in ("remainder", "fmod", "nextafter", "atan2")
    return "math_" + op, [repr(x), repr(y), n], calls.get(op, (lambda: getattr(math, op)(x, y)) if two else (lambda: getattr(math, op)(x)))


KINDS = {"re": regexes, "decimal": decimals, "fraction": fractions_, "date": dates, "random": draws, "stream": streams, "text": wrapped, "template": templates, "bytes": bytes_,
         "math": floats_}


def hexed(value):
    return ("~" if value is None else str(value)).encode().hex()


import warnings

warnings.simplefilter("ignore")
for _ in range(count):
    op, args, call = KINDS[only or rng.choice(list(KINDS))]()
    print("\t".join([op, *map(hexed, args), hexed(answer(call))]))
