"""What `__str__` and `__repr__` raise, or give that is no text, as they are asked for by print and formats."""

class T:
    def __init__(self, n): self.n = n
    def __str__(self):
        if self.n < 0:
            raise ValueError(f"negative: {self.n}")
        return f"T{self.n}"
class U:
    made = 0
    def __init__(self, n): self.n = n
    def __repr__(self):
        U.made += 1
        if self.n < 0:
            raise ValueError(f"negative: {self.n}")
        return f"U{self.n}"
def show(t):
    s = f"<{t}>" + str(t) + "{}".format(t) + "%s" % t
    return s
def attempt(f):
    try: print(f())
    except ValueError as e: print("error", e, U.made)
for i in (1, -1, 2):
    try:
        print("value:", T(i), end=";\n")
    except ValueError as e:
        print("error", e)
    attempt(lambda: show(T(i))); attempt(lambda: [U(3), U(i), U(4)]); attempt(lambda: str([U(i)])); attempt(lambda: repr({1: U(i), 2: U(5)})); attempt(lambda: f"{[U(i)]!r:>8}|{U(i)!s:<5}")
    attempt(lambda: "%s and %r" % (U(i), T(1).n)); attempt(lambda: "{0} {0!r}".format(U(i))); attempt(lambda: format(U(i), "")); attempt(lambda: " ".join(map(str, [U(1), U(i)]))); attempt(lambda: sorted([U(2), U(i)], key=str)); attempt(lambda: (U(i), None)); attempt(lambda: {"a": [U(i)]}); attempt(lambda: ascii(U(i)))
    try: print(*[U(1), U(i)], sep="-")
    except ValueError as e: print("|", e)
    try: print("a", [U(i)], "b")
    except ValueError as e: print("|", e)
print(" ".join(map(str, [T(1), T(3)])), [U(1)], repr(U(2)), {1:U(4)})
import sys
try: print("err", U(-3), "x", file=sys.stderr)
except ValueError as e: print(e)
class IntText:
    def __str__(self): return 5
class NoRepr:
    def __repr__(self): return None
class SomeRepr:
    def __init__(self, n): self.n = n
    def __repr__(self):
        if self.n: return "C"
class KeyText:
    def __str__(self): raise KeyError("d")
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: IntText()); t(lambda: str(IntText())); t(lambda: f"{IntText()}"); t(lambda: [NoRepr()]); t(lambda: str(NoRepr())); t(lambda: [SomeRepr(1), SomeRepr(0)]); t(lambda: SomeRepr(1)); t(lambda: KeyText()); t(lambda: f"a{KeyText()}"); t(lambda: "%s" % KeyText())
class Untold(Exception):
    def __str__(self): raise TypeError("in str")
try: raise Untold("x")
except Untold as e:
    try: print("E:", e)
    except TypeError as x: print("inner", x)
    try: print(f"{e}")
    except TypeError as x: print("inner", x)
    t(lambda: str(e))
from dataclasses import dataclass
from collections import namedtuple
from enum import Enum
class Never:
    def __repr__(self): raise RuntimeError("R")
@dataclass
class Pair:
    a: int
    r: object
N = namedtuple("N", "x y")
t(lambda: Pair(1, Never())); t(lambda: N(1, Never())); t(lambda: (1, Never())); t(lambda: {1: Never()}); t(lambda: [[Never()]]); t(lambda: str(N(Never(), 2)))
from collections import deque, OrderedDict, defaultdict
t(lambda: deque([Never()])); t(lambda: OrderedDict(a=Never())); t(lambda: {"k": Never()}.values()); t(lambda: {"k": Never()}.items())
print("left", U(5), end=", ")
print("last", U(-9), "not")
