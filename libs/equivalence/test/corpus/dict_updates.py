"""What may be no dictionary is put into one; names become keys beside other keys."""
from collections import Counter, OrderedDict, defaultdict
from dataclasses import asdict, dataclass
from enum import Enum
from typing import NamedTuple


def source(n):
    if n == 0:
        return None
    return {"k": n} if n == 1 else [("l", n), ("k", 0)]


def attempt(what):
    try:
        what()
    except TypeError as e:
        print("TypeError:", e)


plain, ordered, default = {}, OrderedDict(), defaultdict(int)
for i in (1, 2, 0):
    attempt(lambda: plain.update(source(i), z=i))
    attempt(lambda: ordered.update(source(i)))
    attempt(lambda: default.update(source(i)))
    print(plain, list(ordered.items()), default["k"])
plain.update([])
plain.update(())
plain.update({})
plain.update(x for x in [])
attempt(lambda: plain.update(None))
attempt(lambda: plain.update(5))
print(plain)


class Store:
    def __init__(self, held):
        self.held, self.saved = held, None

    def save(self):
        self.saved = dict(self.held)

    def restore(self):
        self.held.clear()
        self.held.update(self.saved)


store = Store({"x": 1})
attempt(store.restore)
store.save()
store.held["y"] = 2
store.restore()
print(store.held)


def letters(n):
    return None if n == 0 else "abc"


count = Counter("b")
for i in (0, 1):
    count.update(letters(i))
    count.subtract(letters(i))
    count.update(letters(i))
count.update([])
count.update(None)
print(sorted(count.items()))


def row(n):
    return None if n == 0 else [n, n]


items = [9, 8, 7]
for i in (0, 1):
    try:
        items[0:1] = row(i)
    except TypeError as e:
        print("TypeError:", e)
for value in (5, None):
    try:
        items[::2] = value
    except TypeError as e:
        print("TypeError:", e)
    try:
        items[:] = value
    except TypeError as e:
        print("TypeError:", e)
print(items)


@dataclass
class Point:
    x: int
    y: str


class Pair(NamedTuple):
    a: int
    b: int


class Color(Enum):
    RED = 1


point = asdict(Point(1, "q"))
point[5] = "n"
pair = Pair(1, 2)._asdict()
pair[None] = 3
members = dict(Color.__members__)
members[3] = Color.RED
own = dict(vars(Point(2, "z")))
own[1, 2] = 8
made = dict(a=1)
made[2] = 3
made.update(b=4)
print(point, pair, list(members), own, made)

def named(**kw): return dict(**kw)
print(named(a=1), named(), named(b="x", c=2))
def laid(base, **kw):
    out = dict(base, **kw)
    out["z"] = 0
    return out
b = {"a": 1}
print(laid(b, c=3), b, laid({}, a=5), laid([("q", 1)], a=2))
def zipped(*vals, **kw):
    return dict(zip(("x", "y"), vals), **kw)
print(zipped(1, 2), zipped(1, y=5), zipped(z="s"))
d = {"x": 1}
e = dict(**d)
e["y"] = 2
print(d, e, dict(d, **{"w": 9}), dict(dict(d), **e))
