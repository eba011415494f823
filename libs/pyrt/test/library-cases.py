"""Random questions to the library's modules and Python's answers, in the form of cases.py."""
import random
import re
import sys

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
TEXTS = "aabbccAB1 2é\n-_xßſK"


def regex(depth, groups):
    out = ""
    for _ in range(rng.randint(1, 3)):
        kind = rng.random()
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
            piece += rng.choice(QUANTIFIERS)
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


KINDS = {"re": regexes}


def hexed(value):
    return ("~" if value is None else str(value)).encode().hex()


import warnings

warnings.simplefilter("ignore")
for _ in range(count):
    op, args, call = KINDS[only or rng.choice(list(KINDS))]()
    print("\t".join([op, *map(hexed, args), hexed(answer(call))]))
