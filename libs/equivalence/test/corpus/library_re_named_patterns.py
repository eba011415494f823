"""Patterns that have names: of the module, of a function, of a class, and put together from others."""

import re

P = r"(\d+)-(\w+)"
def f(s):
    return re.findall(P, s)
print(f("1-a 2-b"))


def f(s):
    pattern = r"(\d+)-(\w+)"
    return re.findall(pattern, s)
print(f("1-a 2-b"))


class T:
    RX = re.compile(r"(\d+)-(\w+)")
    SRC = r"(\d+)-(\w+)"
    def f(self, s):
        return self.RX.findall(s), re.findall(self.SRC, s), [m.groups() for m in re.finditer(self.SRC, s)]
print(T().f("1-a 2-b"))


NUM = r"(\d+)"
OPT = r"(?:\.(\d+))?"
WHOLE = NUM + OPT
FULL = f"{NUM}-{WHOLE} (\\w)"
def go(text):
    out = re.findall(WHOLE, text)
    for a, b in re.findall(NUM + r"/(\d+)", text):
        out.append((b, a))
    return out, [m.groups() for m in re.finditer(FULL, text)]
print(go("1.5 2 3/4 5-6.7 z 5-6 y"))
name = r"(a)|(b)"
if len(name) > 3:
    print(re.findall(name, "ab"), re.split(r"(,)", "1,2"), re.split(NUM, "a1b22c"))
for line in ["k=v", "x"]:
    pat = r"(\w)=(\w)"
    m = re.match(pat, line)
    print(m.groups() if m else None, re.findall(pat, line))
