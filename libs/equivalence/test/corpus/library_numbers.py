import numbers
from numbers import Number, Real, Rational, Integral
from fractions import Fraction
from decimal import Decimal
from enum import Enum, IntEnum
class C(Enum):
    A = 1
class I(IntEnum):
    B = 2
for x in [1, 2.5, True, 1j, "s", Fraction(1, 2), Decimal("1"), None, C.A, I.B]:
    print(x, isinstance(x, Number), isinstance(x, numbers.Complex), isinstance(x, Real), isinstance(x, Rational), isinstance(x, Integral), isinstance(x, Enum), isinstance(x, (int, Enum)))
def f(x):
    if isinstance(x, Enum):
        return x.name
    return x
print(f(C.A), f(3), f(I.B))
