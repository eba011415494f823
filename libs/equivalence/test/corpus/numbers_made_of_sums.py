import math
import operator
from fractions import Fraction
from decimal import Decimal


def ints(a, b):
    print(int(a + b) % 5)
ints(3, 4)


def signs(a, b):
    print(-int(a + b), int(a + b) * 2, int(a - b) - int(a - b))
signs(3, 4)


def floats(a, b):
    print(float(a + b) * 2, -float(a + b), float(a - b) - float(a - b), float(a + b) ** 2)
floats(3.5, 4.25)


def either(a, b):
    print(float(a + b) * 2, -float(a + b), float(a - b) - float(a - b), float(a + b) / 2)
either(3, 4)


def texts(a, b):
    print(str(a + b) * 2, str(a + b)[0], str(a + b).upper(), (a + b)[0])
texts("ab", "cd")


def rows(a, b):
    print(list(a + b)[0], tuple(a + b)[0], list(a + b) * 2, round(1 + len(a)) % 3, bool(a < b) + 1, not bool(a < b), bool(a) == True)
rows([1], [2])


def rounded(a, b):
    print(complex(a + b) * 2, abs(a - b) * 2, round(a - b) * 2, max(a + b, 1) * 2, sum([a + b]) * 2, -round(a + b), -abs(a - b) ** 2)
rounded(3, 4)


def floors(a, b):
    print(math.floor(a + b) * 2, -math.ceil(a - b), math.trunc(a - b) * 3, math.fabs(a - b) * 2, -math.sqrt(a + b), math.floor(a) % 2, (a).real * 2, (a + b).real * 2, (a + b).conjugate() * 2, -(a+b).numerator * 2)
floors(3, 4)


def operators(a, b):
    print(operator.add(a, b) * 2, -operator.add(a, b), operator.sub(a, b) * 3, operator.neg(a + b) * 2, -operator.pos(a - b), operator.index(a - b) * 2, operator.mul(a + b, a - b))
    print(int(a + b).bit_length(), int(a - b).__abs__() if hasattr(int, "__abs__") else 0)
operators(3, 4)


def parts(a, b):
    print(int(a + b) // 2, int(a * b + 1) ** 2, int(a + b) << 2, ~int(a + b), int(a + b) & 3 == 3, int(a - b) or 5, [int(a + b) - 1], range(int(a + b) - 1), int(a + b) < int(a * b), -(int(a - b)))
    print(Fraction(a + b) * 2, Decimal(a + b) * 2, f"{int(a + b) * 2}", "x" * int(a - b + 3), [0] * int(b - a), divmod(int(a + b), int(b - a)))
parts(3, 4)
