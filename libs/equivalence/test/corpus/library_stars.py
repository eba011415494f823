from math import *
from itertools import *
from collections import *
print(sqrt(16), pi, gcd(12, 8), floor(2.7), pow(2, 3), list(accumulate([1, 2, 3])), Counter("aab"), list(chain([1], [2])), deque([1]), isclose(0.1 + 0.2, 0.3), inf, factorial(5), hypot(3, 4), sum([1, 2]), e)
from typing import NewType
UserId = NewType("UserId", int)
def name_of(u: UserId) -> str: return f"user {u}"
print(name_of(UserId(5)), UserId(7) + 1)
