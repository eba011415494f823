class A:
    def __getattr__(self, name):
        if name.startswith("get_"):
            return lambda: name[4:]
        raise AttributeError(name)
    def real(self): return self.get_y()
print(A().get_x(), A().real())
try:
    A().foo
except AttributeError as e:
    print("E", e)
try:
    A().foo(1)
except AttributeError as e:
    print("E", e)
class Proxy0:
    def __init__(self, t): self._t = t
    def __getattr__(self, name): return getattr(self._t, name)
class T0:
    def __init__(self): self.v = 3
    def hi(self, n): return n + self.v
p = Proxy0(T0())
print(p.hi(4), p.v)


class Proxy:
    def __init__(self, t): self._t = t; self.log = []
    def __getattr__(self, name):
        self.log.append(name)
        return getattr(self._t, name)
class T:
    def __init__(self): self.v = 3; self.s = "x"
    def hi(self, n): return n + self.v
    def two(self, a, b): return [a, b]
p = Proxy(T())
print(p.hi(4), p.v, p.s.upper(), p.two(1, "z"))
print(p.log)
try:
    p.nope
except AttributeError as e:
    print(e)


class Logged:
    def __init__(self, obj):
        self._obj = obj
    def __getattr__(self, name):
        attr = getattr(self._obj, name)
        if callable(attr):
            def wrapper(*args, **kwargs):
                print("call", name, args, kwargs)
                return attr(*args, **kwargs)
            return wrapper
        return attr
class Acc:
    total = 0
    def add(self, n, times=1):
        self.total += n * times
        return self.total
l = Logged(Acc())
print(l.add(3), l.add(2, times=4), l.total)


class Lazy:
    def __init__(self, **kw):
        self.data = kw
    def __getattr__(self, name):
        if name in self.data:
            return self.data[name]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
c = Lazy(a=1, b=2)
print(c.a + c.b)
try:
    c.zz
except AttributeError as e:
    print(e)
print(hasattr(c, "a"), hasattr(c, "q"), getattr(c, "q", 9))
