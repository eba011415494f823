"""Classes with a `__setattr__` of their own."""

class V:
    def __init__(self, x, name):
        self.x = x
        self.name = name
    def __setattr__(self, name, value):
        if name == "x" and value < 0:
            raise ValueError("neg")
        print("set", name, value)
        super().__setattr__(name, value)
    def bump(self): self.x += 10
v = V(3, "n")
v.x = 5; v.bump(); v.name += "!"
try:
    v.x = -1
except ValueError as e:
    print(e, v.x, v.name)
setattr(v, "x", 7)
print(v.x)


class Frozen:
    def __init__(self, a, b):
        object.__setattr__(self, "a", a)
        object.__setattr__(self, "b", b)
    def __setattr__(self, name, value):
        raise AttributeError(f"cannot set {name!r} of {type(self).__name__}")
    def with_a(self, a): return Frozen(a, self.b)
f = Frozen(3, "q")
try:
    f.a = 4
except AttributeError as e:
    print(e, f.a, f.with_a(9).a, f.b.upper())


class Once:
    def __setattr__(self, name, value):
        if hasattr(self, name):
            raise AttributeError(f"{name} is read-only")
        self.__dict__[name] = value
o = Once()
o.a = 1; o.b = "x"
try:
    o.a = 2
except AttributeError as e:
    print(e, o.a, o.b)


class Typed:
    _types = {"age": int, "name": str}
    def __setattr__(self, key, val):
        if key.startswith("_"):
            raise AttributeError("private")
        object.__setattr__(self, key, val)
class P(Typed):
    def __init__(self, name, age): self.name = name; self.age = age
p = P("a", 3)
p.age = 4
try:
    p._x = 3
except AttributeError as e:
    print(e, p.age, p.name)
class Log:
    def __init__(self): self.changes = []
class Tracked:
    def __init__(self, log): object.__setattr__(self, "log", log); self.v = 0
    def __setattr__(self, k, v):
        self.log.changes.append((k, v))
        super().__setattr__(k, v)
    @property
    def double(self): return self.v * 2
    @double.setter
    def double(self, x): self.v = x // 2
l = Log(); t = Tracked(l); t.v = 3; t.double = 20; print(l.changes, t.v, t.double)


from dataclasses import dataclass
@dataclass(frozen=True)
class D:
    x: int
    def __post_init__(self):
        object.__setattr__(self, "x", self.x * 2)
print(D(4))


class Order:
    def __init__(self): self.n = 0
    def __setattr__(self, k, v):
        print("set", k, v)
        object.__setattr__(self, k, v)


def said(what, value):
    print(what)
    return value


o2 = Order()
said("object", o2).n = said("value", 5)
o2.a, o2.b = 1, said("second", 2)
for o2.n in range(2):
    pass
print(o2.n, o2.a, o2.b)
