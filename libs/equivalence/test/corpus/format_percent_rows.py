"""% with what holds several values: named tuples, tuples of one's own, mappings of all kinds."""

from collections import Counter, OrderedDict, defaultdict, namedtuple
from datetime import date
from typing import NamedTuple

class P(NamedTuple):
    x: int
    y: float = 2.5
Q = namedtuple("Q", "a b c")
p = P(1)
print("%d and %.2f" % p, "%s|%s|%s" % Q("x", 2, [3]))
print("%s" % (p,))
try:
    print("%s" % p)
except TypeError as e:
    print(e)
class T(tuple): pass
print("%s %s" % T((1, 2)))
class Upper:
    def __getitem__(self, k): return k.upper()
print("%(ab)s" % Upper())
class Mapping(dict): pass
m = Mapping(); m["ab"] = 3
print("%(ab)s" % m)
class Echo:
    def __str__(self): return "M!"
    def __getitem__(self, k): return k
print("%s" % Echo(), "x %5s" % Echo())
try:
    print("ab" % Echo())
except TypeError as e:
    print("TE", e)
print("%s" % [1,2], "%r" % {1: 2})
d = {"a": 1}
print("%s" % d, "no" % d)
print("no" % {})
print("no" % [1])
d = defaultdict(int)
d["a"] = 2
print("%(a)d %(b)d %(a)05.1f" % d, sorted(d))
print("%(x)s" % OrderedDict(x=1), "%(k)3d|" % Counter("kk"))
try:
    print("%(zz)s" % {"a": 1})
except KeyError as e:
    print(repr(e))
print("%s %%" % {"a": 1}, "100%%" % {})
row = {"name": "x", "n": 3, "f": 2.5}
print("%(name)-5s|%(n)04d|%(f).2f|%%" % row)
c = date(2020, 1, 2).isocalendar()
print("%d-W%02d-%d" % c, len(c), c[:2])
print("%(missing)s" % Mapping())
