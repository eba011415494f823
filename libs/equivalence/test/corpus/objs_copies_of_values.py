"""Copies of what holds numbers, dates and bytearrays."""

import copy
from fractions import Fraction
from decimal import Decimal
import datetime
from enum import Enum
class K(Enum):
    A = 1
class M:
    def __init__(self, v): self.v = v
m = M([Fraction(1, 2)])
n = copy.deepcopy(m)
print(n.v, n.v is m.v)
x = [Decimal("1.5"), Fraction(1, 3)]
y = copy.deepcopy(x)
y.append(Decimal(2))
print(x, y)
d = {"when": datetime.date(2024, 1, 2), "k": K.A, "dt": datetime.timedelta(1)}
e = copy.deepcopy(d)
e["k2"] = K.A
print(d, e, copy.copy(d) == d)
print(copy.deepcopy(Fraction(1, 2)), copy.copy(Decimal(1)), copy.deepcopy((1, (2, Fraction(1)))))
f = copy.deepcopy([1j, b"x", bytearray(b"q"), range(3), None, ..., frozenset([1])])
print(f)
a = bytearray(b"abc")
b = copy.copy(a); c = copy.deepcopy(a); d = a[:]; e = bytearray(a); f = a * 1; g = a + b""; h = a.copy()
k = copy.deepcopy([a, a])
for i, x in enumerate([b, c, d, e, f, g, h, k[0]]): x.append(65 + i)
print(a, b, c, d, e, f, g, h, k)
m = {"x": a}
n = copy.deepcopy(m); n["x"][0] = 0
print(m, n)
