"""Attributes that a call changes, read before it and behind it."""

class O: pass
o = O()
o.x = 1
def bump():
    o.x += 1
    return o.x
def f(a, b, c=0): return a, b, c
def g(*a, k=None, **kw): return a, k, kw
def h(*a, k=1): return a, k
print(f(b=o.x, a=bump(), c=o.x), f(*[o.x, bump()], c=o.x))
print(g(o.x, bump(), k=o.x, z=bump(), y=o.x))
print(g(*[o.x, bump()], k=o.x, z=bump(), **{"w": o.x, "v": bump()}))
print(h(k=o.x, *[bump()]), h(o.x, *[bump(), o.x], k=o.x))
print(h(o.x, k=bump()), f(c=o.x, b=bump(), a=o.x), g(k=o.x, z=bump(), y=o.x))
print(h(o.x, o.x, *[bump()], k=o.x), g(o.x, z=bump(), *[o.x, bump()], y=o.x))
class K:
    def __init__(self, a, b): self.a, self.b = a, b
    def m(self, p, q=0): return (self.a, self.b, p, q)
    def n(self, *p, **q): return (self.a, self.b, p, q)
print(vars(K(b=o.x, a=bump())), K(b=o.x, a=bump()).m(q=o.x, p=bump()))
print(K(o.x, bump()).n(o.x, bump(), q=o.x, r=bump()), K(o.x, b=bump()).n(*[o.x, bump()], z=o.x))
from dataclasses import dataclass
from collections import namedtuple
@dataclass
class D:
    a: int
    b: int = 0
N = namedtuple("N", "a b")
print(D(b=o.x, a=bump()), N(b=o.x, a=bump()), N(o.x, bump()), N(1, 2)._replace(b=o.x, a=bump()))
print(o.x < bump() < o.x + 5, o.x < o.x < bump(), o.x == bump() == o.x)
ff = lambda a, b: (a, b)
print(ff(b=o.x, a=bump()), sum([o.x, bump()], o.x))
print(max(o.x, key=lambda q: q, *[bump()]))
print(pow(o.x, bump(), o.x + 5), round(o.x + 0.5, bump() - o.x), divmod(o.x, bump()))
print(range(o.x, bump(), o.x - 5), sorted([o.x, bump(), o.x]), str(o.x).zfill(bump() % 40))
print("ab".replace("a", str(bump()), o.x), [1] * o.x == [1] * bump(), o.x and bump() and o.x)
print(min(o.x, bump()), o.x // bump(), o.x % bump(), o.x ** bump() > 5)
print(o.x << (bump() - o.x), o.x | bump(), -o.x + bump())
print(list(range(90))[o.x - 20:bump():1])
print(o.x - bump(), 1.5 * o.x + bump(), o.x / bump())
print(slice(o.x, bump(), o.x))
print(round(o.x, bump()), abs(o.x) + abs(bump()), str(o.x) * (bump() % 3), [o.x] + [bump()], (o.x,) + (bump(),), {o.x} | {bump()}, o.x in {bump() - 1: 0}, o.x not in (bump(), o.x), [o.x, *[bump()], o.x], {"a": o.x, **{"b": bump()}, "c": o.x}, f"{o.x}{bump()}{o.x}", "%d %d %d" % (o.x, bump(), o.x), "{} {} {}".format(o.x, bump(), o.x), (o.x, bump(), o.x), o.x if bump() else 0, o.x is bump())
