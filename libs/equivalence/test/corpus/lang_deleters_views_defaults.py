from collections import Counter, OrderedDict, deque
from typing import *
from enum import Enum
import random


class Temperature:
    def __init__(self, c=0.0):
        self._c = c

    @property
    def f(self):
        return self._c * 9 / 5 + 32

    @f.setter
    def f(self, v):
        self._c = (v - 32) * 5 / 9

    @f.deleter
    def f(self):
        print("deleted")
        self._c = 0.0

    @property
    def fixed(self):
        return 1


t = Temperature(100)
t.f = 32
del t.f
print(t._c, t.f)
try:
    del t.fixed
except AttributeError as e:
    print(e)


class Euclid:
    def __init__(self, n):
        self.n = n

    def __divmod__(self, other):
        return divmod(self.n, other)


print(divmod(Euclid(17), 5))
d = {"b": 1, "a": [2]}
print(d.keys(), list(d.values()), f"{d.keys()}", str({1: 2.5}.items()), repr({}.keys()))
print(OrderedDict(a=1).keys(), Counter("aab").values())
print([1, 2].__len__(), "abc".__contains__("b"), (5).__eq__(5), [3, 4].__getitem__(1), "x".__str__(), "a".__lt__("b"))
print(list(iter(lambda it=iter([1, 2, 0, 3]): next(it), 0)))
made = []


def noted(x):
    made.append(x)
    return x


print(sorted([3, 1, 2], key=lambda x, sign=noted(-1): x * sign), made)
adders = []
for i in range(3):
    adders.append(map(lambda x, i=i: x + i, [10, 20]))
print([list(a) for a in adders])


def pick(counts: Dict[str, int], rng) -> str:
    words = sorted(counts)
    weights = tuple(counts[w] for w in words)
    return rng.choices(words, weights)[0]


rng = random.Random(7)
print([pick({"a": 1, "b": 5, "c": 2}, rng) for _ in range(5)])


class Solution:
    def top(self, nums: List[int], k: int) -> Optional[List[int]]:
        return [x for x, _ in Counter(nums).most_common(k)] or None


print(Solution().top([1, 1, 2], 1), deque([1]))


class Level(Enum):
    LOW = 1
    HIGH = 2

    @classmethod
    def parse(cls, text):
        return cls[text.upper()]


print(Level.parse("high"), Level["LOW"])


