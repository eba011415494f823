"""Classes made by type(), subscripts of classes, partial methods and methods by type."""
from enum import IntEnum, StrEnum
from functools import partialmethod, singledispatchmethod

P = type("P", (), {"x": 1, "f": lambda self: self.x + 1})
print(P().f(), P.__name__, P.x)


class B:
    def hi(self):
        return "hi " + self.name


def area(self):
    return self.w * 2


D = type("DD", (B,), dict(name="dd", area=area, w=3))
print(D().hi(), D.__name__, D().area(), type(D()).__name__, isinstance(D(), B), issubclass(D, B))
E = type("E", (Exception,), {})
try:
    raise E("x")
except E as error:
    print(type(error).__name__, error)
outer = 5
Q = type("Q", (), {"outer": outer, "y": [6], "__init__": lambda self, v=2: setattr(self, "v", v)})
print(Q.outer, Q.y, Q().v, Q(4).v)


class G:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
class H(G): pass
print(G[1], G["x"], H[2, 3])
class Cell:
    def __init__(self): self.alive = False; self.n = 0
    def set_state(self, s, by=1, *, note=""):
        self.alive = s
        self.n += by
        return note
    set_alive = partialmethod(set_state, True)
    set_dead = partialmethod(set_state, s=False)
    loud = partialmethod(set_state, True, note="!")
    deep = partialmethod(set_state, by=5)
class Sub(Cell):
    def set_state(self, s, by=1, *, note=""): print("overridden")
c = Cell(); print(c.set_alive(), c.alive, c.n); c.set_dead(); print(c.alive, c.set_alive(3, note="x"), c.n, c.loud(), c.loud(2, note="?"), c.set_dead(by=2), c.n, c.deep(False), c.deep(True, by=1), c.n)
s = Sub(); s.set_alive(); print(s.alive)
try: c.set_dead(True)
except TypeError as e: print("TypeError")
class Base: pass
class Derived(Base): pass
class F:
    def __init__(self): self.log = []
    @singledispatchmethod
    def f(self, x, y=1): return ("obj", y)
    @f.register
    def _(self, x: int, y=1): self.log.append(x); return ("int", y)
    @f.register(str)
    def _(self, x, y=1): return ("str", x, y)
    @f.register(list)
    @f.register(tuple)
    def seq(self, x, y=1): return ("seq", len(x), self.f(1))
    @f.register
    def _(self, x: Base, y=1): return "base"
    def other(self): return self.f("z", 9)
a = F()
print(a.f(1), a.f("a"), a.f(1.5), a.f(True, 7), a.f([1, 2]), a.f((1,)), a.f(Derived()), a.f(None), a.other(), a.log)
class Other(F):
    def f(self, x, y=0): return ("sub", super().f(x))
print(Other().f(3))
class C(IntEnum):
    A = 1
    B = 2
print(C.A, repr(C.A), C.A + 1, C.A == 1, C.A < C.B, f"{C.A}", f"{C.A:03d}", str(C.B), [C.A], {1: "x"}[C.A], C(2), max(C), sorted(C), int(C.B), C.A in (1, 2), hash(C.A) == hash(1), type(C.A + 1).__name__)
class T(StrEnum):
    RED = "red"
    G = "green"
print(T.RED, repr(T.RED), T.RED == "red", T.RED.upper(), f"{T.RED:>5}", T("green"), T.RED + "x", ",".join(T), {"red": 1}[T.RED], [s for s in T], sorted(T), hash(T.RED) == hash("red"))
