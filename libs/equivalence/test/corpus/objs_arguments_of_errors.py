"""Exceptions made with numbers of the library, dates, bytes, containers and other exceptions, which are asked for them."""
from decimal import Decimal
from fractions import Fraction
from datetime import date, timedelta
from collections import deque, Counter, defaultdict
class Insufficient(ValueError):
    def __init__(self, need, have): super().__init__(need, have); self.need, self.have = need, have
    def __str__(self): return f"need {self.need}, have {self.have}"
class P:
    def __init__(self, x): self.x = x
    def __repr__(self): return f"P({self.x})"
try:
    raise Insufficient(Decimal("1.5"), Decimal(2))
except Insufficient as e:
    print(e, e.args, repr(e))
try:
    raise ValueError("x", P(3), [1], {"a": 2}, date(2020, 1, 1), None, 2.5, (1, "a"), b"x", bytearray(b"q"), 1j, range(3))
except ValueError as e:
    print(e, e.args, repr(e))
    print(e.args[0], e.args[1], e.args[8])
try:
    try: 1/0
    except ZeroDivisionError as z: raise RuntimeError("wrapped", z)
except RuntimeError as e:
    print(e.args, e, type(e.args[1]).__name__, str(e.args[1]))
try: raise KeyError(date(2020, 1, 2))
except KeyError as e: print(e, e.args)
try: raise LookupError(deque([1]), Counter("aab"), Fraction(1, 2), timedelta(1))
except LookupError as e: print(e, e.args[2] + 1)
try: raise OSError(b"raw")
except OSError as e: print(e.args)
try: raise Exception(ValueError("in"))
except Exception as e: print(e, repr(e), e.args[0])
