"""Starred arguments beside a dictionary, classes that derive from a call, factories that are made once, handlers by name."""
def f(a, b=2, *args, c, d=4, **kwargs):
    print(a, b, args, c, d, kwargs)
    return len(args)
args = [1, 2, 3]
opts = {"c": 9, "d": 1}
print(f(*args, **opts), f(*[1], **{"c": 2}), f(*args[:1], **opts))
f(*[], **{"a": 5, "c": 1})
f(7, *args, **opts)
def area(w, h, scale=1): return w * h * scale
def both(args, kwargs): return area(*args, **kwargs)
print(both([2, 3], {}), both([2], {"h": 5}), both([], {"w": 1, "h": 2, "scale": 3}), both([1, 2, 3], {}))
for a, k in (([1, 2], {"w": 3}), ([1], {}), ([1, 2, 3, 4], {}), ([1, 2], {"zz": 1}), ([], {"h": 1})):
    try: print(both(a, k))
    except TypeError as e: print(e)
class P:
    def __init__(self, x, y=0, **kw): self.x, self.y, self.kw = x, y, kw
    def __repr__(self): return f"P({self.x}, {self.y}, {self.kw})"
cfg = {"y": 5, "color": 3}
print(P(*[1], **cfg), P(*(1, 2), **{"z": 1}))
from collections import namedtuple
Point = namedtuple("Point", ["x", "y"])
class P4(namedtuple("P4", "x y z")):
    """A point."""
    __slots__ = ()
    def norm(self): return (self.x ** 2 + self.y ** 2 + self.z ** 2) ** 0.5
    def __add__(self, o): return P4(*(a + b for a, b in zip(self, o)))
p = Point(1, y=2); q = P4(1, 2, 2)
print(p, q, q.norm(), q + q, p == (1, 2), hash(p) == hash((1, 2)), q._replace(z=0), q._asdict())
u, v = p
print(u, v, sorted([Point(2, 1), Point(1, 5)]), max([p, Point(0, 9)], key=lambda t: t.y), Point._fields, len(p), isinstance(p, tuple))
from dataclasses import dataclass, field
from typing import List
import itertools
ids = itertools.count(100)
@dataclass
class Emp:
    name: str
    salary: float
    id: int = field(default_factory=itertools.count(1).__next__)
    ref: int = field(default_factory=lambda: next(ids))
    reports: List["Emp"] = field(default_factory=list, repr=False)
    def __lt__(self, o): return self.salary < o.salary
    def total(self): return self.salary + sum(r.total() for r in self.reports)
boss = Emp("B", 100.0)
boss.reports += [Emp("x", 10), Emp("y", 20)]
print(boss, boss.total(), max(boss.reports), [(e.id, e.ref) for e in boss.reports])
ERRORS = (ValueError, KeyError)
def failing(x):
    try:
        if x: raise KeyError(x)
        int("q")
    except ERRORS as e: return type(e).__name__
print(failing(0), failing(1))
class MyErr(Exception): pass
RETRYABLE = (OSError, MyErr)
for k in range(2):
    try:
        if k: raise MyErr("m")
        raise TimeoutError("t")
    except RETRYABLE as e: print("retry", e)
try:
    try: raise IndexError("i")
    except ERRORS: print("no")
except LookupError as e: print("outer", e)
