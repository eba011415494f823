"""Operators and attributes that the values of the library have not, beside those that they have."""

from fractions import Fraction
from decimal import Decimal
from datetime import date, datetime, timedelta
import re
def pick(n):
    if n == 0: return Fraction(1, 2)
    if n == 1: return Decimal("1.5")
    if n == 2: return date(2024, 1, 1)
    if n == 3: return "text"
    if n == 4: return [1]
    if n == 5: return 2 + 3j
    if n == 6: return timedelta(days=1)
    if n == 7: return re.match("a", "a")
for i in range(9):
    v = pick(i)
    for what in (lambda: v + None, lambda: None + v, lambda: v + "s", lambda: "s" + v, lambda: v * "ab", lambda: v - [1], lambda: v.isoformat(), lambda: v.numerator, lambda: v.nope, lambda: v.group(), lambda: v / {}):
        try:
            print(i, what())
        except (TypeError, AttributeError) as e:
            print(i, type(e).__name__, e)
    print(hasattr(v, "real"), getattr(v, "days", "none"))
def half(x):
    if x > 0:
        return Fraction(x, 2)
try:
    print(half(1) + half(3), half(1) + half(-1))
except TypeError as e:
    print(e)
x = half(3)
try:
    x += half(-1)
except TypeError as e:
    print(e)
rec = {"id": 1, "amount": Decimal("2.5"), "when": date(2024, 2, 3), "who": "ann"}
print(rec["amount"] * 2, rec["when"].isoformat(), rec["who"].upper(), rec["id"] + 1)
