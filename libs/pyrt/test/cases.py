"""Random questions and Python's answers, one a line: operation, arguments, answer, all in hex between tabs."""
import math
import random
import struct
import sys

rng = random.Random(int(sys.argv[1]))
count = int(sys.argv[2])

EDGES = [0, 1, -1, 2, -2, 3, 7, 10, -10, 255, 256, 2**31, -(2**31), 2**31 - 1, 2**32, 2**53, 2**53 + 1, -(2**53) - 1,
         2**61 - 1, 2**61, 2**62, 2**62 - 1, -(2**62), -(2**62) - 1, 3037000500, -(2**31) - 1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64, 2**64 - 1, 10**18, 10**19, 10**30, -(10**30)]
FLOATS = [0.0, -0.0, 1.0, -1.0, 0.1, 0.5, 1.5, 2.5, 0.125, 1e16, 1e15, 123456789012345680.0, 1e22, 1e23, 5e-324, 1e-5, 1e-4,
          2.2250738585072014e-308, 1.7976931348623157e308, math.inf, -math.inf, math.nan, 2e15 + 0.25, 2e15 + 0.75, 1e100, 3.5, 4.5,
          0.3, 2.675, 1.005, 1e21, 9007199254740993.0, 0.045, 1234.5678]
LETTERS = "abcXYZ 012_-.,éßΣσςǅﬀİıñ日本語𝔘\t\n'\"\\%{}\u00a0\x1c\x00٣²½"
WORDS = ["", "a", "ab", "abc", " a b ", "Hello World", "hello, world", "ΑΣ", "ß", "ﬀ", "a\r\nb\nc", "x=1;y=2", "aaa", "tést", "日本語", "-42", "+007", "12_3"]


def integer():
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(EDGES) + rng.choice([0, 0, 1, -1])
    if kind < 0.6:
        return rng.randint(-100, 100)
    if kind < 0.8:
        return rng.randint(-(2**64), 2**64)
    return rng.randint(-(2 ** rng.randint(65, 900)), 2 ** rng.randint(65, 900))


def small():
    return rng.randint(-12, 12)


def real():
    kind = rng.random()
    if kind < 0.3:
        return rng.choice(FLOATS)
    if kind < 0.5:
        return round(rng.uniform(-1000, 1000), rng.randint(0, 6))
    if kind < 0.7:
        return rng.randint(-(10**6), 10**6) / rng.choice([2, 4, 8, 10, 16, 100, 3])
    return struct.unpack("<d", struct.pack("<Q", rng.getrandbits(64)))[0]


def text():
    if rng.random() < 0.4:
        return rng.choice(WORDS)
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(0, 20)))


def part():
    return "".join(rng.choice("ab ,éxo") for _ in range(rng.randint(0, 2)))


def bound():
    return rng.choice([None, None, rng.randint(-8, 8), rng.randint(-30, 30)])


def spec(kinds):
    out = ""
    if rng.random() < 0.4:
        out += rng.choice(["", "*", "é", "0"]) + rng.choice("<>^=")
    if rng.random() < 0.3:
        out += rng.choice("+- ")
    if rng.random() < 0.1:
        out += "z"
    if rng.random() < 0.2:
        out += "#"
    if rng.random() < 0.3:
        out += "0"
    if rng.random() < 0.6:
        out += str(rng.randint(1, 25))
    if rng.random() < 0.3:
        out += rng.choice(",_")
    if rng.random() < 0.4:
        out += "." + str(rng.randint(0, 12))
    if rng.random() < 0.8:
        out += rng.choice(kinds)
    return out


def percent_spec(kinds):
    flags = "".join(rng.sample("-+ #0", rng.randint(0, 2)))
    width = str(rng.randint(1, 15)) if rng.random() < 0.5 else ""
    precision = "." + str(rng.randint(0, 8)) if rng.random() < 0.4 else ""
    return "<%" + flags + width + precision + rng.choice(kinds) + ">"


def bits(x):
    return str(struct.unpack("<Q", struct.pack("<d", x))[0])


def show(value):
    if isinstance(value, float):
        return "nan" if value != value else bits(value)
    if isinstance(value, str):
        return value
    return repr(value)


def answer(call):
    try:
        return show(call())
    except Exception as error:
        return f"!{type(error).__name__}: {error}"


INT2 = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "floordiv": lambda a, b: a // b,
    "mod": lambda a, b: a % b, "truediv": lambda a, b: a / b, "and": lambda a, b: a & b, "or": lambda a, b: a | b,
    "xor": lambda a, b: a ^ b, "lt": lambda a, b: a < b, "eq": lambda a, b: a == b, "gcd": math.gcd,
}
INT1 = {
    "neg": lambda a: -a, "invert": lambda a: ~a, "hash": hash, "bit_length": lambda a: a.bit_length(), "hex": hex, "oct": oct,
    "bin": bin, "float": float, "str": str, "bit_count": lambda a: a.bit_count(), "isqrt": math.isqrt,
}
FLOAT1 = {
    "frepr": repr, "fhash": lambda a: hash(a) if a == a else 0, "fint": int, "fround": round, "fhex": lambda a: a.hex(),
    "fratio": lambda a: a.as_integer_ratio(),
}
FLOAT2 = {
    "fmod": lambda a, b: a % b, "ffloordiv": lambda a, b: a // b, "fdiv": lambda a, b: a / b, "fdivmod": lambda a, b: divmod(a, b),
}
STR1 = {name: (lambda name: lambda s: getattr(s, name)())(name) for name in
        ["upper", "lower", "title", "capitalize", "swapcase", "casefold", "strip", "lstrip", "rstrip", "split", "splitlines",
         "isdigit", "isdecimal", "isnumeric", "isalpha", "isalnum", "isspace", "isupper", "islower", "istitle", "isidentifier",
         "isascii", "isprintable", "expandtabs"]}
STR1 |= {"repr": repr, "ascii": ascii, "shash": hash, "len": len, "encode": lambda s: s.encode(), "int": int, "tofloat": float,
         "reverse": lambda s: s[::-1]}
STR2 = {name: (lambda name: lambda s, t: getattr(s, name)(t))(name) for name in
        ["find", "rfind", "index", "count", "startswith", "endswith", "partition", "rpartition", "removeprefix", "removesuffix"]}
STR2 |= {"strip_chars": lambda s, t: s.strip(t), "split_sep": lambda s, t: s.split(t), "slt": lambda s, t: s < t,
         "contains": lambda s, t: t in s, "join": lambda s, t: s.join(t)}


def case():
    group = rng.randrange(17)
    if group == 0:
        op = rng.choice(list(INT2))
        a, b = integer(), integer()
        return op, [a, b], lambda: INT2[op](a, b)
    if group == 1:
        op = rng.choice(list(INT1))
        a = integer()
        return op, [a], lambda: INT1[op](a)
    if group == 2:
        a, b = rng.randint(-30, 30), rng.randint(0, 80)
        op = rng.choice(["pow", "shl", "shr", "shr"])
        c = integer() if op != "pow" else a
        return op, [c, b], lambda: {"pow": lambda: c**b, "shl": lambda: c << b, "shr": lambda: c >> b}[op]()
    if group == 3:
        a, e, m = integer(), rng.randint(-3, 2**70), integer()
        return "powmod", [a, e, m], lambda: pow(a, e, m)
    if group == 4:
        a, s = integer(), spec("bcdoxXneEfFgG%s" if rng.random() < 0.3 else "bdoxXd")
        return "format_int", [a, s], lambda: format(a, s)
    if group == 5:
        a, s = real(), spec("eEfFgG%n" if rng.random() < 0.9 else "dsx")
        return "format_float", [bits(a), s], lambda: format(a, s)
    if group == 6:
        a, s = text(), spec("s" if rng.random() < 0.8 else "dq")
        return "format_str", [a, s], lambda: format(a, s)
    if group == 7:
        op = rng.choice(list(FLOAT1) + ["frepr"] * 4)
        a = real()
        return op, [bits(a)], lambda: FLOAT1[op](a)
    if group == 8:
        op = rng.choice(list(FLOAT2))
        a, b = real(), real()
        return op, [bits(a), bits(b)], lambda: FLOAT2[op](a, b)
    if group == 9:
        a, n = real(), rng.randint(-5, 12)
        return "fround_digits", [bits(a), n], lambda: round(a, n)
    if group == 10:
        a, n = integer(), real()
        op = rng.choice(["if_lt", "if_eq", "if_le"])
        return op, [a, bits(n)], lambda: {"if_lt": a < n, "if_eq": a == n, "if_le": a <= n}[op]
    if group == 11:
        op = rng.choice(list(STR1))
        s = text() if op not in ("int", "tofloat") else rng.choice(WORDS + [str(real()), str(integer()), " 12 ", "1e5", "1_0.5", "inf", "-Nan", "0x1f", "٣٤", ".5", "5.", "1e", "_1"])
        return op, [s], lambda: STR1[op](s)
    if group == 12:
        op = rng.choice(list(STR2))
        s, t = text(), part()
        return op, [s, t], lambda: STR2[op](s, t)
    if group == 13:
        s, a, b, c = text(), bound(), bound(), rng.choice([None, 1, 2, -1, -2, 3, 0, -7])
        if rng.random() < 0.5:
            xs = list(range(rng.randint(0, 12)))
            return "list_slice", [len(xs), a, b, c], lambda: xs[a:b:c]
        return "slice", [s, a, b, c], lambda: s[a:b:c]
    if group == 14:
        s, w, f = text(), rng.randint(-2, 30), rng.choice("*é ")
        op = rng.choice(["center", "ljust", "rjust", "zfill", "replace_n", "split_max", "rsplit_max", "split_ws_max", "rsplit_ws_max"])
        n = rng.randint(-1, 3)
        return op, [s, w, f, n], lambda: {
            "center": lambda: s.center(w, f), "ljust": lambda: s.ljust(w, f), "rjust": lambda: s.rjust(w, f), "zfill": lambda: s.zfill(w),
            "replace_n": lambda: s.replace(f, "<>", n), "split_max": lambda: s.split(f, n), "rsplit_max": lambda: s.rsplit(f, n),
            "split_ws_max": lambda: s.split(None, n), "rsplit_ws_max": lambda: s.rsplit(None, n)}[op]()
    if group == 15:
        kind = rng.randrange(3)
        if kind == 0:
            s, a = percent_spec("diouxXeEfFgGcrsa%"), integer() if rng.random() < 0.5 else rng.randint(0, 300)
            return "percent_int", [s, a], lambda: s % a
        if kind == 1:
            s, a = percent_spec("dieEfFgGrs"), real()
            return "percent_float", [s, bits(a)], lambda: s % a
        s, a = percent_spec("rsadc"), text()
        return "percent_str", [s, a], lambda: s % a
    size = rng.randint(0, 40)
    pool = [rng.randint(-50, 50) if rng.random() < 0.7 else rng.randint(-(2**40), 2**40) for _ in range(size)]
    other = [rng.choice(pool) if pool and rng.random() < 0.5 else rng.randint(-50, 50) for _ in range(rng.randint(0, 30))]
    op = rng.choice(["set_or", "set_and", "set_sub", "set_xor", "set_str", "set_pop", "set_update", "tuple_hash", "frozen_hash", "set_isub"])

    def sets():
        a, b = set(pool), set(other)
        if op == "set_or":
            return list(a | b)
        if op == "set_and":
            return list(a & b)
        if op == "set_sub":
            return list(a - b)
        if op == "set_xor":
            return list(a ^ b)
        if op == "set_str":
            return list({str(x) for x in pool} | {"é" + str(x) for x in other})
        if op == "set_pop":
            out = []
            for x in other:
                a.discard(x)
                if a and len(out) < 5:
                    out.append(a.pop())
                a.add(x * 3)
            return out + list(a)
        if op == "set_update":
            a.update(b)
            a |= {x * 7 for x in other}
            a &= set(pool[: len(pool) // 2] + other)
            return list(a) + list(a.copy())
        if op == "set_isub":
            a -= b
            for x in pool[:5]:
                a.add(x)
            return list(a)
        if op == "tuple_hash":
            return hash(tuple(pool[:5]))
        return hash(frozenset(pool))

    return op, [" ".join(map(str, pool)), " ".join(map(str, other))], sets


def hexed(value):
    return ("~" if value is None else str(value)).encode().hex()


for _ in range(count):
    op, args, call = case()
    print("\t".join([op, *map(hexed, args), hexed(answer(call))]))
