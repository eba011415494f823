"""Iterators from tee that feed one another, decimal NaNs and their signs, classes named as Rust's own kinds."""

import cmath
from datetime import datetime
from decimal import Decimal, DecimalException
from itertools import tee


def times(n, g):
    for i in g:
        yield n * i


def merge(g, h):
    ng = next(g)
    nh = next(h)
    while True:
        if ng < nh:
            yield ng
            ng = next(g)
        elif ng > nh:
            yield nh
            nh = next(h)
        else:
            yield ng
            ng = next(g)
            nh = next(h)


def hamming():
    def numbers():
        yield 1
        for n in merge(times(2, twos), merge(times(3, threes), times(5, fives))):
            yield n

    twos, threes, fives, result = tee(numbers(), 4)
    return result


it = hamming()
for _ in range(3):
    print([next(it) for _ in range(15)])


def itself():
    yield 1
    yield next(b)


a, b = tee(itself())
print(next(a), next(a), list(b), list(a))

c, d = tee(range(300000))
print(sum(c))
del d
x, y, z = tee("abc", 3)
print(list(x), next(y), list(z), list(y), list(tee([], 0)), list(y))

n, m = Decimal("-NaN"), Decimal("NaN")
v = Decimal(3)
print(n + v, v - n, n - v, v * n, n * m, m * n, v / n, v // n, v % n, abs(n), -n, +n)
print(n.compare(v), v.compare(n), v**n, v.quantize(n), n.sqrt(), n.max(v), v.fma(n, m), m.fma(v, n), n.scaleb(1))
for by in ["inf", "1E+1", "1.5", "NaN", "2", "-3", "100000000000"]:
    try:
        print(by, Decimal("10").scaleb(Decimal(by)))
    except DecimalException as e:
        print(by, type(e).__name__)

try:
    print(cmath.polar(complex(1.4e308, 1.4e308)))
except OverflowError as e:
    print(e)
for seconds in (-1e200, 1e200, float("nan")):
    try:
        print(datetime.utcfromtimestamp(seconds))
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)


class Float(float):
    pass


class Bool:
    pass


for number in [1.5, Float(2.5), "x"]:
    print(number, type(number).__name__)
for value in [True, Bool()]:
    print(type(value).__name__)
