"""Regular expressions: searching, groups, replacing, splitting, flags and errors."""
import re

LOG = """2024-01-15 10:23:45 ERROR [db] connection lost (code=17)
2024-01-15 10:24:01 INFO [web] user alice logged in
2024-01-16 00:00:00 WARN [db] slow query took 1500ms
garbage line
2024-02-01 12:30:59 ERROR [auth] bad token for bob@example.com"""

LINE = re.compile(r"^(?P<date>\d{4}-\d\d-\d\d) (?P<time>[\d:]+) (?P<level>[A-Z]+) \[(?P<where>\w+)\] (?P<text>.*)$")


def parse(line):
    m = LINE.match(line)
    if m is None:
        return None
    return m.group("level"), m.group("where"), m["text"]


def counts():
    out = {}
    for line in LOG.splitlines():
        row = parse(line)
        if row:
            level, where, text = row
            out.setdefault(level, []).append(f"{where}: {text.upper()}")
    for level in sorted(out):
        print(level, out[level])


TOKENS = [("NUMBER", r"\d+(\.\d*)?"), ("NAME", r"[A-Za-z_]\w*"), ("OP", r"[-+*/()=]"), ("SKIP", r"\s+"), ("BAD", r".")]
SCANNER = "|".join(f"(?P<{name}>{pattern})" for name, pattern in TOKENS)


def tokenize(code):
    out = []
    for mo in re.finditer(SCANNER, code):
        kind = mo.lastgroup
        value = mo.group()
        if kind == "SKIP":
            continue
        if kind == "BAD":
            raise SyntaxError(f"{value!r} at {mo.start()}")
        out.append((kind, value, mo.span()))
    return out


def optional(text):
    m = re.fullmatch(r"(\w+)(?::(\d+))?", text)
    if not m:
        return "no"
    host, port = m.groups()
    return host, int(port) if port else 80, m.group(2), m.lastindex


def double(m):
    return str(int(m.group(0)) * 2)


counts()
print(tokenize("x = 3.14 * (radius_2 + 10)"))
try:
    tokenize("a $ b")
except SyntaxError as error:
    print("syntax", error)
for text in ["localhost:8080", "example", "bad host", ":1"]:
    print(optional(text))

print(re.findall(r"\d+", "a1b22c333"), re.findall(r"(\w)=(\d)", "a=1, b=2; c=x"), re.findall(r"(\w)\1", "aabbcd"), re.findall("x*", "axxb"))
for key, value in re.findall(r"(\w+)=(\w+)", "k1=v1&k2=v2"):
    print(key, "->", value)
print(dict(re.findall(r"(\w+)=(\w+)", "k1=v1&k2=v2")))
print(re.split(r"[,;]\s*", "a, b;c,d"), re.split(r"(\W)", "one+two-three"), re.split(r"\s+", " a b ", maxsplit=1), re.split("x*", "axbc"))
print(re.sub(r"\d+", double, "1 and 20 and 300"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub(r"(?P<a>.)b", r"<\g<a>\g<0>>", "abcb"))
print(re.sub("a", "b", "aaaa", count=2), re.subn(r"\s+", " ", "a   b \n c"), re.sub("x*", "-", "abxd"), re.sub(r"[aeiou]", lambda m: m.group().upper(), "education"))
print(re.escape("a.b*c[d] (e)"), re.search(re.escape("1+1"), "is 1+1=2?"))
word = "cat"
print(re.findall(rf"\b{word}s?\b", "cat cats concat Cat"), re.findall(f"{word}", "cat Cat", re.IGNORECASE), re.findall(word, "CAT cat", flags=re.I | re.A))
m = re.search(r"(\d+)-(\d+)", "tel 555-1234 x")
if m:
    print(m, m.group(1, 2), m.start(1), m.end(), m.span(2), m.expand(r"\2/\1"), m.string, m.pos, m.endpos, m.re.pattern, m[1] + m[2])
    print(m.groups(), m.lastindex, m.lastgroup, m.groupdict())
print(re.search(r"(?P<y>\d{4})(?P<rest>-\d\d)?", "in 1999").groupdict(), re.search(r"(a)|(b)", "b").groups("none"))
text = "first\nsecond\nthird"
print(re.findall(r"^\w+$", text), re.findall(r"^\w+$", text, re.MULTILINE), re.findall(r"t.s", "t\ns", re.DOTALL), re.findall(r"^\w", text, re.M | re.S))
pattern = re.compile(
    r"""
    (?P<user>[\w.+-]+)   # who
    @
    (?P<host>[\w-]+\.[\w.]+)   # where
    """,
    re.VERBOSE,
)
for who in ["bob@example.com", "nobody", "a.b+c@x-y.co.uk trailing"]:
    found = pattern.search(who)
    print(found.groupdict() if found else None)
print(re.findall(r"(?<=\$)\d+(?!\d|%)", "$10 $20% 30"), re.findall(r"(?<!a)b", "ab cb b"), re.match(r"(?i)HELLO(?-i:W)", "helloW"), re.findall(r"<.+?>", "<a><b>"))
print(re.findall(r"[^\W\d_]+", "abc123_é日本"), re.findall(r"\w+", "naïve café", re.ASCII), re.findall(r"(?:ab){2,3}", "ababababab"), re.fullmatch(r"a*?", "aaa"))
print(re.match(r"(a+)+$", "aaaaaaaaaaaaaaaa"), re.search("(?s).*", "a\nb"), bool(re.match("x", "y")), re.match(r"(.)(.)?", "q").groups())
for bad in ["(", "[a", "a**", "(?P<1>a)", r"\q", "(?<=a*)b", "a{3,1}", ")"]:
    try:
        re.compile(bad)
        print("compiled", bad)
    except re.error as error:
        print("error:", error)
p = re.compile(r"\d")
print(p.match("a1", 1), p.search("12345", 2, 3), p.findall("1a2b3c", 2), p.sub("#", "a1b2"), p.split("a1b2c", 1), p.groups, p, [m.start() for m in p.finditer("1x2x3")])
try:
    p.match("x").group()
except AttributeError as error:
    print(error)
try:
    re.match("(a)", "a").group(2)
except IndexError as error:
    print(error)
