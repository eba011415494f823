"""Places, targets and arguments that calls beside them change."""

from dataclasses import dataclass, replace
class O: pass
o = O(); o.i = 0; o.x = 1
def bi():
    o.i += 1
    return o.i
arr = [0] * 30
arr[o.i] = bi(); print(arr[:4], o.i)
arr[o.i] += bi(); print(arr[:5], o.i)
x, arr[o.i] = bi(), 5; print(x, arr[:6])
o.obj = O(); o.obj.v = 0; first = o.obj
def swap():
    o.obj = O(); o.obj.v = -1
    return 9
o.obj.v = swap(); print(first.v, o.obj.v)
o.obj.v += swap(); print(o.obj.v)
@dataclass
class D:
    a: int
    b: int
print(replace(D(1, 2), b=o.i, a=bi()), replace(D(b=o.i, a=bi()), a=bi()))
print("{a} {b} {a}".format(b=bi(), a=o.i), "{0.i} {1}".format(o, bi()), "%(p)s %(q)s" % {"q": o.i, "p": bi()})
print({o.i, bi(), o.i} == {o.i - 1, o.i}, [*range(o.i, bi())], list(range(30))[o.i:bi()], arr[o.i - 1:bi()] == [])
def add(a): return lambda b: (a, b, o.i)
print(add(o.i)(bi()), (lambda a, b=o.i: (a, b))(bi()), max([o.i, bi()], key=lambda v: -v), min(o.i, bi(), o.i))
print(o.i if o.i < bi() else -o.i, o.i and bi() and o.i, not o.i or bi(), o.i in (bi(), o.i), o.i == bi() or o.i)
a = b = c = bi(); print(a, b, c); a, b = b, bi(); print(a, b)
d = {}; d[o.i] = bi(); d[bi()] = o.i; d[o.i], d[bi()] = bi(), o.i; print(d)
d.setdefault(o.i, []).append(bi()); d.update({o.i: bi()}); print(d.get(o.i, bi()), d.pop(bi(), o.i))
print(str(o.i).rjust(bi() % 7, "*"), str(bi()).join([str(o.i), str(bi())]), f"{o.i:>{bi() % 9}}|{o.i}", f"{bi():{o.i % 5 + 3}}")
print(sum(v * o.i for v in (bi(), bi())), [v + o.i + bi() for v in (1, 2)], {k: bi() for k in (o.i, bi())}, any(bi() > 1000 for _ in range(2)), o.i)
def gen():
    yield o.i
    bi()
    yield o.i
g = gen(); print(next(g), bi(), next(g), o.i)
print([o.i, next(iter([bi()])), o.i], (yy := bi()) + o.i, yy, [yy, yy := bi(), yy])
def kw(*args, **kws): return args, kws
print(kw(o.i, *[bi(), o.i], o.i, z=bi(), **{"y": o.i, "x": bi()}), kw(a=o.i, b=bi(), c=o.i))
class C:
    def __init__(self, v): self.v = v
    def __add__(self, k): return C(self.v + k.v)
    def __getitem__(self, k): return (self.v, k)
    def __setitem__(self, k, v): print("set", k, v, self.v)
    def __contains__(self, k): return k == self.v
    def __call__(self, *a): return (self.v, a)
    def __lt__(self, q): return self.v < q.v
    def grow(self): self.v += 100; return self
c = C(1); print((c + c.grow()).v, c[c.grow().v], c.v in c.grow(), c(c.grow().v), c < c.grow()); c[c.v] = c.grow().v; c.v += c.grow().v; print(c.v)
