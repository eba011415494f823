class A:
    def __init__(self, x):
        self.x = x
    def __eq__(self, o):
        return self.x == o.x
class B(A):
    pass
xs = [A(1), B(1), A(2)]
print(xs[0] == xs[1], xs.index(B(1)), B(2) in xs)
from dataclasses import dataclass
@dataclass
class P:
    x: int
@dataclass
class Q(P):
    pass
print(P(1) == Q(1), P(1) == P(1))
ys = [P(1), Q(1)]
print(ys[0] == ys[1], ys.index(Q(1)))
