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
