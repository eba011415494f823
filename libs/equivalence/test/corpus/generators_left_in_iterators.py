"""Generators that other iterators hold, left before their end: their `finally` runs when the loop is over."""

def gen(tag):
    try:
        yield 1
        yield 2
        yield 3
    finally: print("fin", tag)
for a, b in zip(gen("zip"), [10]): print(a, b)
print("-")
for i, a in enumerate(gen("enum")):
    if i: break
print("-")
from itertools import islice, chain, takewhile
print(list(islice(gen("islice"), 1)))
print("-")
for x in map(lambda v: v * 2, gen("map")): break
print("-")
print(next(gen("next")))
print("-")
print(2 in gen("in"))
print("-")
print(any(v > 1 for v in gen("any")))
print("-")
for x in chain(gen("c1"), gen("c2")):
    break
print("-")
print(list(takewhile(lambda v: v < 2, gen("tw"))))
print("-")
g = gen("var"); next(g); g = None
print("-")
a, *b = gen("star")
print(a, b)
try: a, b = gen("unpack")
except ValueError as e: print(e)
print("-")
def use():
    g = gen("local"); next(g)
    return 5
print(use())
print(list(zip([1], gen("zip2"))))
print("-")
print(dict(zip("ab", gen("zip3"))))
print("end")
print("-")
for a, b in zip(gen("z1"), gen("z2")): break
print("-")
for a, b, c in zip(gen("z1"), gen("z2"), gen("z3")): break
print("-")
for a in map(lambda x, y: x + y, gen("m1"), gen("m2")): break
print("-")
def sums():
    for a, b in zip(gen("z1"), gen("z2")):
        return a + b
print(sums())
class R:
    def __init__(self, n): self.n = n; print("open", n)
    def __enter__(self): return self
    def __exit__(self, *a): print("close", self.n, a[0] and a[0].__name__)
def rows(n):
    with R(n) as r:
        for i in range(3): yield f"{r.n}{i}"
for x in rows("a"):
    if x.endswith("1"): break
print("after break")
try:
    for x in rows("b"): 
        int(x)
except ValueError as e: print("err", e)
def total():
    for x, y in zip(rows("c"), rows("d")):
        if x == "c1": return y
print(total())
print(next(rows("e")))
it = rows("f"); next(it)
try: it.throw(KeyError("thrown"))
except KeyError as e: print(e)
print(list(zip(rows("g"), [1])))
import itertools
print(list(itertools.islice(rows("h"), 2)))
print("end")
