"""Augmented assignment to what is of several kinds: each is changed as it is alone."""

from collections import Counter, deque


class Adder:
    def __init__(self): self.v = 0
    def add(self, n):
        self.v += n
        return self
    def __iadd__(self, n):
        return self.add(n)
class First(Adder): pass
class Second(Adder): pass
d = {"b": First(), "c": Second()}
x = d["b"]
x += 10
print(x.v)
class Own:
    def __init__(self): self.v = 0
    def __iadd__(self, n):
        self.v += n
        return self
class Third(Own): pass
class Fourth(Own): pass
x = Third()
x += 10
print(x.v)
y = Third() if x.v else Fourth()
y += 5
print(y.v)
def twice(x):
    y = x
    y += x
    print(x, y)
for v in ([1], (1,), "s", 2, {"k"}):
    if not isinstance(v, set):
        twice(v)
class Boxed:
    def __init__(self): self.items = None
box = Boxed()
keep = [0]
if len("a") == 1:
    box.items = keep
box.items += [1]
print(keep, box.items is keep)
vals = [[1], "x", {1}, 3]
ref = vals[0]
out = []
for v in vals:
    if isinstance(v, (list, str)):
        v *= 2
    out.append(v)
print(vals, out, ref)
def grow(x, more):
    old = x
    x += more
    return old, x
print(grow([1], [2]), grow((1,), (2,)), grow("a", "b"), grow(1, 2), grow(deque([1]), [3]))
def merge(x, more):
    old = x
    x |= more
    return old, x, old is x
print(merge({1}, {2}), merge({"a": 1}, {"b": 2}), merge(4, 1), merge(frozenset([1]), {2})[1])
class Acc:
    def __init__(self): self.total = 0
    def __iadd__(self, n):
        self.total += n
        return self
class Row:
    def __init__(self, first): self.cell = first
    def add(self, n):
        self.cell += n
for first in (Acc(), 5, 2.5):
    r = Row(first)
    r.add(3)
    r.add(4)
    print(r.cell.total if isinstance(r.cell, Acc) else r.cell)
d = {"list": [1], "n": 1}
l = d["list"]
for k in d:
    if k == "list":
        d[k] += [7]
    else:
        d[k] += 7
print(d, l)
class Opt:
    items: list = None
    def push(self, *xs):
        if self.items is None:
            self.items = []
        self.items += xs
o = Opt(); o.push(1, 2)
seen = o.items
o.push(3)
print(seen, o.items)
n = None
try:
    n += [1]
except TypeError as e:
    print(e)
m = [0] if len("a") > 1 else None
try:
    m += [1]
except TypeError as e:
    print(e)
s = {1} if len("a") == 1 else 5
try:
    s += 5
except TypeError as e:
    print(e)
def f(x, y):
    x += y
    return x
xs = [1, 2]
for more in ((3,), [4], "56", xs, {7: 1}):
    f(xs, more)
print(xs)
try:
    f(xs, None if len(xs) > 1 else xs)
except TypeError as e:
    print(e)
n = None if len(xs) > 1 else xs
n += xs
