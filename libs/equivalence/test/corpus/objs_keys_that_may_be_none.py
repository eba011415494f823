"""A key or a test that may turn out to be None, as parameters, attributes and items."""


def by_key(xs, key=None, rev=False): return sorted(xs, key=key, reverse=rev)
print(by_key([3, 1, 2]), by_key([3, 1, 2], key=lambda v: -v), by_key([1, 2], None, True))

def in_place(xs, key=None):
    xs = list(xs); xs.sort(key=key); return xs
print(in_place([3, 1, 2]), in_place([3, 1, 2], key=lambda v: -v))

def ends(xs, key=None): return max(xs, key=key), min(xs, key=key)
print(ends([3, 1, 2]), ends([3, 1, 2], key=lambda v: -v))

def kept(xs, pred=None): return list(filter(pred, xs))
print(kept([3, 0, 2]), kept([3, 1, 2], lambda v: v > 1))

import itertools
def groups(xs, key=None): return [(k, list(g)) for k, g in itertools.groupby(xs, key)]
print(groups([3, 3, 2]), groups([3, 1, 2], lambda v: v > 1))
def h(xs, fn=None): return list(itertools.accumulate(xs, fn))
print(h([1, 2, 3]), h([1, 2, 3], lambda a, b: a * b))

import itertools
def without(xs, key=None): return list(itertools.filterfalse(key, xs))
print(without([3, 0, 2]), without([3, 1, 2], lambda v: v > 1))

import heapq, bisect
def ranked(xs, key=None): return heapq.nlargest(2, xs, key=key), heapq.nsmallest(2, xs, key), list(heapq.merge(xs, [9], key=key)), bisect.bisect_left(xs, 2, key=key)
print(ranked([1, 2, 3]), ranked([1, 2, 3], lambda v: v))

class Q:
    def __init__(self, key=None): self.key = key
    def top(self, xs): return sorted(xs, key=self.key)[0], max(xs, key=self.key)
print(Q().top([2, 1]), Q(lambda v: -v).top([2, 1]))
keys = [None, len, str.lower]
for k in keys: print(sorted(["b", "A", "ccc"], key=k))
cfg = {"key": None}
print(sorted([2, 1], key=cfg["key"]), sorted([2, 1], key=None if cfg else len))
