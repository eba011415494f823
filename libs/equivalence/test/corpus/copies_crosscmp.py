import math
from dataclasses import dataclass
class Shape:
    def __init__(self, name): self.name = name
    def area(self): return 0
    def __lt__(self, o): return self.area() < o.area()
    def __eq__(self, o): return self.area() == o.area()
    def __repr__(self, deep=False): return self.name + ("!" if deep else "")
class C(Shape):
    def __init__(self, r):
        super().__init__("c"); self.r = r
    def area(self): return self.r * self.r
class R(Shape):
    def __init__(self, w, h):
        super().__init__("r"); self.w, self.h = w, h
    def area(self): return self.w * self.h
xs = [C(3), R(1, 2), C(1), R(3, 3), R(0.5, 3)]
print(sorted(xs), max(xs), min(xs), xs.index(R(1, 1)), R(3, 3) in xs, xs.count(C(3)), [C(2)] == [R(2, 2)], sorted(xs, reverse=True))
class Num:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, Num) and self.v == o.v
class Op:
    def __init__(self, c): self.c = c
    def __eq__(self, o):
        if not isinstance(o, Op): return NotImplemented
        return self.c == o.c
toks = [Num(1), Op("+"), Num(2)]
print(toks.index(Op("+")), Num(2) in toks, Num(5) in toks, toks == [Num(1), Op("+"), Num(2)], [Num(1)] == [Op("x")])
class E:
    def __init__(self, v): self.v = v
    def __eq__(self, o):
        if isinstance(o, E): return self.v == o.v
        return False
class F(E): pass
print(E(1) == F(1), [E(1), F(2)] == [F(1), E(2)], F(3) in [E(3)])
@dataclass
class A:
    x: int
@dataclass
class B(A):
    y: int = 0
class D(A):
    pass
print(A(1), B(1), D(4), A(1) == B(1), [A(1), B(1)] == [B(1), A(1)], B(1) in [A(1), B(2)], A(1) in [B(1), A(1)])
