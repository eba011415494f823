class E:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
class A:
    def __eq__(self, o): return True
    def __hash__(self): return 5
class B(A):
    def __eq__(self, o): return False
class C(A):
    pass
def t(f):
    try:
        print(f())
    except TypeError as e:
        print(e)
t(lambda: hash(E(1)))
t(lambda: {E(1): 2})
t(lambda: {E(1), E(2)})
t(lambda: hash(B()))
t(lambda: hash(C()))
t(lambda: E(1) in {1, 2})
from dataclasses import dataclass
@dataclass
class D:
    x: int
t(lambda: hash(D(1)))
t(lambda: {D(1): 1})
@dataclass(frozen=True)
class F:
    x: int
t(lambda: hash(F(1)) == hash(F(1)))
s = set()
t(lambda: s.add(D(2)))
d = {}
try:
    d[D(3)] = 1
except TypeError as e:
    print(e)
