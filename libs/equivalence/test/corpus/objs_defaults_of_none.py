"""Parameters that are None by default, handed on to what takes None for an argument that is left out."""


def parts(s, sep=None, n=-1): return s.split(sep, n), s.rsplit(sep, n), s.strip(sep), s.lstrip(sep)
print(parts("a b"), parts("a-b-", "-"), parts("a b c", None, 1))

def rounded(x, nd=None): return round(x, nd), format(x, ".2f")
print(rounded(2.5), rounded(2.567, 1), rounded(3))

def sliced(xs, a=None, b=None, c=None): return xs[a:b], xs[a:b:c], xs[slice(a, b)], list(xs)[:b]
print(sliced([1, 2, 3]), sliced("abc", 1), sliced((1, 2, 3), None, -1, 2))

def said(*a, sep=None, end=None): print(*a, sep=sep, end=end)
said(1, 2); said(1, 2, sep="-"); said(3, end="!\n")

def first(xs, default=None): return next(iter(xs), default), max(xs, default=default), {}.get(1, default), getattr(xs, "zz", default)
print(first([]), first([3]), first([], 7), first([], "x"))

def found(s, a=None, b=None): return s.find("b", a, b), s.count("b", a, b), s.startswith("b", a, b), s.index("b", a), s.endswith("b", a, b)
print(found("abcb"), found("abcb", 1), found("abcb", None, 2))

import re
def matched(p, s, flags=0, count=0): return re.findall(p, s, flags), re.sub(p, "_", s, count=count, flags=flags)
print(matched("a", "aAa"), matched("a", "aAa", re.I), matched("a", "aaa", count=1))

def summed(xs, start=None): return sum(xs, start) if start is not None else sum(xs), list(enumerate(xs, start or 0)), list(range(start or 0, 3))
print(summed([1, 2]), summed([1, 2], 10))

import itertools
def totals(xs, n=None): return list(itertools.accumulate(xs, initial=n))
print(totals([1, 2, 3]), list(itertools.accumulate([1, 2], initial=None)), list(itertools.accumulate([1, 2], initial=5)))

from collections import deque
def queues(xs, n=None): return deque(xs, n), deque(xs, maxlen=n), deque([], n)
print(queues([1, 2, 3]), queues([1, 2, 3], 2))

import functools, itertools
def taken(x=None): return list(itertools.islice([1, 2, 3], x)), list(itertools.islice([1, 2, 3], 0, x)), list(itertools.zip_longest([1], [], fillvalue=x)), [1, 2, 3, 4][:x]
print(taken(), taken(2))
def g(xs, init=None): return functools.reduce(lambda a, b: (a or 0) + b, xs, init)
print(g([1, 2]), g([1], 5))
def h(d, k=None): return d.get(k), d.pop(k, k), k in d, {k: 1}
print(h({None: 3, 1: 2}), h({1: 2}, 1))

class A:
    def __init__(self, fn=None, items=None, name=None):
        self.fn = fn or (lambda v: v * 2)
        self.items = items if items is not None else []
        self.name = name
    def run(self): return [self.fn(i) for i in self.items], list(map(self.fn, self.items)), sorted(self.items, key=self.fn)
    def cb(self, f=None):
        if f is None: f = self.fn
        return f(3)
print(A().run(), A(str, [3, 1]).run(), A().cb(), A().cb(lambda v: v + 0.5), A(name="x").name or "none")
h = {"a": None, "b": abs}
for k, fn in h.items(): print(k, fn(-1) if fn else "skip", fn is None, callable(fn))
try: print(h["a"](1))
except TypeError as e: print(e)
try: list(map(h["a"], [1]))
except TypeError as e: print(e)
