"""Iterators of several kinds of items in one list or one attribute; numbers given by a star."""
from itertools import count, islice
from itertools import repeat, cycle, chain
import math
import re


def part0():
    its = [count(1), iter("ab")]
    for it in its: print(list(islice(it, 2)))


part0()


def part1():
    its = [iter(range(3)), iter("ab"), iter([1.5])]
    for it in its: print(next(it), list(it))


part1()


def part2():
    its = [repeat("x", 2), chain([1], [2]), iter({"k": 1}), enumerate("a"), zip([1], "b"), map(len, ["abc"]), filter(None, [0, 5]), reversed([1, 2]), (c for c in "q")]
    for it in its: print(list(it))


part2()


def part3():
    its = [re.finditer("a", "aa"), iter("x")]
    print(sum(1 for it in its for _ in it))


part3()


def part4():
    class S:
        def __init__(self, it): self.it = it
        def map(self, f): return S(map(f, self.it))
        def list(self): return list(self.it)
    print(S(range(3)).map(str).list(), S("ab").map(str.upper).list(), S([1.5]).map(int).list(), S({"k": 1}.items()).list())


part4()


def part5():
    class S:
        def __init__(self, it): self._it = it
        def take(self, n): return S(islice(self._it, n))
        def list(self): return list(self._it)
    print(S(count(1)).take(2).list(), S("ab").list(), S(x * 2 for x in "q").take(1).list(), S(iter([None])).list())


part5()


def part6():
    nums = [12, 18, 24]
    print(math.gcd(*nums), math.lcm(*nums), math.gcd(*[]), math.lcm(4, *nums, 5), math.gcd(*range(6, 13, 6)), math.hypot(*[3, 4]), math.gcd(*(n for n in nums)))


part6()
