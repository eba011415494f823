"""Arguments by name, in the order in which they are written, beside calls that bind names anew."""

x = 1
def bump():
    global x
    x += 1
    return x
def f(a, b, c=0): return a, b, c
def g(*a, k=None, **kw): return a, k, kw
def h(*a, k=1): return a, k
print(f(b=x, a=bump(), c=x), f(*[x, bump()], c=x))
print(g(x, bump(), k=x, z=bump(), y=x))
print(g(*[x, bump()], k=x, z=bump(), **{"w": x, "v": bump()}))
print(h(k=x, *[bump()]), h(x, *[bump(), x], k=x))
print(h(x, k=bump()), f(c=x, b=bump(), a=x), g(k=x, z=bump(), y=x))
class K:
    def __init__(self, a, b): self.a, self.b = a, b
    def m(self, p, q=0): return (self.a, self.b, p, q)
print(vars(K(b=x, a=bump())), K(b=x, a=bump()).m(q=x, p=bump()))
from dataclasses import dataclass
@dataclass
class D:
    a: int
    b: int = 0
print(D(b=x, a=bump()))
def loc():
    v = 1
    def inc():
        nonlocal v
        v += 1
        return v
    print(f(b=v, a=inc(), c=v), f(v, inc(), v), f(b=v, a=(v := 7), c=v), g(v, (v := 8), k=v, q=(v := 9)), [v, (v := 10), v], (v, (v := 11), v), {v: (v := 12), "x": v}, v + (v := 13) + v, f"{v} {(v := 14)} {v}")
    l = [1]
    def setl():
        nonlocal l
        l = l + [len(l)]
        return l
    print(f(b=l, a=setl(), c=l), l == setl(), l + setl() + l, l[0] if setl() else l, [l, setl(), l], l is setl(), f"{l} {setl()} {l}", l[-1] + setl()[-1], sorted(l, key=lambda q: len(setl())), len(l), "{} {}".format(l, setl()), "%s %s" % (l, setl()), l in [setl()], max(l, setl()), dict(a=l, b=setl()), l[len(setl()) - 3], zip(l, setl()).__next__())
    l[len(setl()) - 2], l2 = 5, l
    print(l, l2)
loc()
ff = lambda a, b: (a, b)
print(ff(b=x, a=bump()), max(x, key=lambda q: q, *[bump()]), sum([x, bump()], x), pow(x, bump(), x + 5), round(x + 0.5, bump() - x), divmod(x, bump()), range(x, bump(), x - 5), isinstance(x, int), sorted([x, bump(), x]), str(x).zfill(bump()), "ab".replace("a", str(bump()), x), [1] * x == [1] * bump(), x and bump() and x, min(x, bump()), x // bump(), x % bump(), x ** bump() > 5, x << (bump() - x), x | bump(), -x + bump(), int(str(x), bump()), slice(x, bump(), x), list(range(40))[x - 20:bump():1], x - bump(), 1.5 * x + bump(), x / bump())
