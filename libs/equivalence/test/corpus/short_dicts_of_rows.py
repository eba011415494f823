"""Dictionaries of named tuples, which are pairs."""

from collections import namedtuple
from typing import NamedTuple

P = namedtuple("P", "x y")
ps = [P(1, 2), P(3, 4)]
print(dict(ps))


class Pair(NamedTuple):
    key: str
    n: int
ps = [Pair("a", 1), Pair("b", 2)]
d = dict(ps)
print(d, dict(p for p in ps), dict(ps, c=3), {k: v for k, v in ps}, dict(zip("xy", ps)))
print(list(zip(*ps)), [k for k, _ in ps])
