"""Decorated methods as values: bound, unbound, by names that are worked out, and by super()."""

from functools import wraps


def logged(tag):
    def deco(fn):
        @wraps(fn)
        def inner(self, *args, **kw):
            print(tag, fn.__name__, args, kw)
            return fn(self, *args, **kw)
        return inner
    return deco
class A:
    def __init__(self, v): self.v = v
    @logged("x")
    def add(self, n, k=1):
        """Adds."""
        return self.v + n * k
    @logged("y")
    def sub(self, n): return self.v - n
    def plain(self, n): return n
a = A(10)
f = a.add
print(f(2), f(3, k=4))
for name in ("add", "sub", "plain"):
    print(getattr(a, name)(5))
print(list(map(a.sub, [1, 2])), A.add(a, 1), [g(a, 1) for g in (A.add, A.sub)])
table = {"+": a.add, "-": a.sub, "p": a.plain}
for k, fn in table.items(): print(k, fn(7))
print(A.add.__name__, A.add.__doc__)
class B(A):
    @logged("z")
    def add(self, n, k=1):
        return super().add(n, k) * 2
b = B(1)
g = b.add
print(g(1), getattr(b, "add")(2))


def counted(fn):
    @wraps(fn)
    def wrapper(self, *args):
        wrapper.calls += 1
        return fn(self, *args)
    wrapper.calls = 0
    wrapper.tag = ("t", fn.__name__)
    return wrapper
class Plain:
    def __init__(self): self.n = 1
    def up(self, k): return self.n + k
class Counted(Plain):
    @counted
    def up(self, k):
        return super().up(k) * 10
    @counted
    def down(self): return -self.n
d = Counted()
print(d.up(1), d.up(2), Counted.up.calls, Counted.down.calls, Counted.up.tag, d.down(), Counted.down.calls)
for name in ("up", "down"):
    m = getattr(d, name)
    print(m(3) if name == "up" else m())
print(Counted.up.calls, d.up.calls)
