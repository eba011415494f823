from decimal import Decimal
from fractions import Fraction
print(max(Decimal(1), 2), min([3, Decimal("2.5"), 2]), sorted([Decimal("1.5"), 1, 2, Decimal(0)]))
print(max(Fraction(1, 2), 1), sorted([Fraction(1, 3), 0.5, 1]))
b = b"ab"
print(b == bytearray(b), bytearray(b) == b, bytearray(b) != b, b != bytearray(b"x"))
try:
    {1, []}
except TypeError as e:
    print(e)
try:
    {(1, [])}
except TypeError as e:
    print(e)
print("abc".translate({}))
for i in range(3):
    for j in range(3):
        if j == 1: break
    else:
        continue
    print("in", i, j)
from enum import Enum, auto
class Co(Enum):
    A = 5
    B = auto()
    C = auto()
print([c.value for c in Co])
