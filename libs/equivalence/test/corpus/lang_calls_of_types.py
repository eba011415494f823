"""Calls of the type of a value: each kind makes one of its own."""

xs = [1, 2]
print(type(xs)((3, 4)), type("a")(5), type(1)("7"))
def conv(v, like): return type(like)(v)
print(conv("3", 1), conv("3", 1.5))

def deep(obj, f):
    if isinstance(obj, dict):
        return type(obj)((k, deep(v, f)) for k, v in obj.items())
    if isinstance(obj, (list, tuple, set)):
        return type(obj)(deep(x, f) for x in obj)
    return f(obj)
print(deep({"a": [1, (2, 3)], "b": {4}}, lambda x: x * 2))
def parse_like(default, text): return type(default)(text)
print([parse_like(d, "12") for d in (1, 2.5, "x", True, [])])
class A:
    def __init__(self, v): self.v = v
    def twin(self): return type(self)(self.v + 1)
class B(A): pass
for o in (A(1), B(2)):
    print(type(o.twin()).__name__, o.twin().v)
print([type(x)() for x in (1, "a", 2.5, [1], (1,), {1: 2}, {3}, None or 5)])
from collections import deque, Counter, OrderedDict
from decimal import Decimal
from fractions import Fraction
def said(v):
    print("asked", end=" ")
    return v
print(type(said([1]))("ab"), type(said("x"))(3), type(said(deque([1])))([2, 3]))
for v in (1, "a", Decimal("1"), Fraction(1, 3)):
    print(type(said(v))("7"))
class Celsius(float): pass
def same(x, y): return type(x)(y)
print(same(deque([1], 2), [1, 2, 3]), same(Counter("ab"), "aab"), same(OrderedDict(a=1), [("b", 2)]), same(frozenset(), "a"), same(b"", [65]), same(bytearray(), b"q"), same(1j, 2))
try:
    type(said(1))("x")
except ValueError as e:
    print(e)
def rotate(seq, k):
    return type(seq)(seq[k:] + seq[:k]) if not isinstance(seq, str) else seq[k:] + seq[:k]
print(rotate([1, 2, 3], 1), rotate((1, 2, 3), 1), rotate("abc", 1))
