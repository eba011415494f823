from dataclasses import dataclass, field
@dataclass(slots=True)
class S:
    a: int
    b: int = 2
    c: list = field(default_factory=list)
    d: int = field(default=5, repr=False)
s = S(1)
try:
    s.zz = 3
except AttributeError as e:
    print(e)
s.b = 4
s.c.append(1)
print(s, s.d, S(1) == S(1), S.__slots__, s.__slots__, hasattr(s, "__dict__"))
@dataclass(slots=True)
class T(S):
    e: int = 9
t = T(1, 2)
try:
    t.q = 3
except AttributeError as e:
    print(e)
print(t)
class U(S):
    pass
u = U(3)
u.other = 4
print(u.other, u)
@dataclass(frozen=True, slots=True)
class F:
    x: int
    y: int = 0
f = F(1)
try:
    f.x = 5
except AttributeError as e:
    print(type(e).__name__, e)
print(f, hash(f) == hash(F(1)), {f: 1}[F(1, 0)])
