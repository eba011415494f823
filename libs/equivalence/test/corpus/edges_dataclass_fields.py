from dataclasses import dataclass, field

@dataclass
class A:
    x: int
    l: list = field(default_factory=list)
    n: 'A' = None
    c: int = field(default=0, compare=False)

    def __post_init__(self):
        self.y = self.x * 2
a = A(1)
b = A(1, c=5)
a.l.append(1)
print(a)
print(b)
print(a == b)
print(A(1) == A(1, c=9))
print(a.y)
print(A(2, [3], a))

@dataclass(order=True)
class V:
    major: int
    minor: int = 0
print(V(1, 2) < V(1, 10))
print(max(V(1), V(0, 9)))
print(sorted([V(2), V(1, 5), V(1)]))
print(V(1) >= V(1))

@dataclass(frozen=True, eq=True)
class F:
    a: int
    b: tuple = ()
print({F(1): 'x'}[F(1)])
print(len({F(1), F(1), F(2)}))
print(hash(F(1)) == hash(F(1)))
try:
    V(1) < 5
except TypeError as e:
    print(e)
try:
    A()
except TypeError as e:
    print(e)
try:
    A(1, 2, 3, 4, 5)
except TypeError as e:
    print(e)

@dataclass
class B(A):
    z: str = 'z'
    x: int = 9
print(B())
print(B(z='q') == B(z='q'))
print(B() == A(9))
