class A:
    x = 1
    def go(self): return 1
print(A.x, A().x, A)
a = A()
print(a.go(), a.__class__.__name__)
class A:
    x = 2
    def __init__(self, k=1): self.k = k
    def go(self): return (self.x, self.k)
    def again(self): return A(5)
print(A.x, A().go(), A().again().go(), repr(A))
class B(A):
    pass
print(B(7).go(), isinstance(B(), A), isinstance(a, A))
try:
    A(1, 2, 3)
except TypeError as e:
    print(e)
print(a.go())
from math import floor as f
print(f(2.5))
from math import ceil as f
print(f(2.5))
import math as m
print(m.sqrt(4))
import cmath as m
print(m.sqrt(-1))
class Node:
    def __init__(self, v): self.v = v; self.next = None
    def add(self, v):
        self.next = Node(v)
        return self.next
n = Node(1)
print(n.add(2).v)
class Node:
    def __init__(self, key): self.key = key; self.left = None
    def insert(self, k):
        self.left = Node(k)
        return self.left
t = Node(5)
print(t.insert(3).key)
class P:
    def __init__(self, x): self.x = x
    def __repr__(self): return f"P({self.x})"
print(P(1))
try:
    P()
except TypeError as e:
    print(e)
class P(P):
    def __init__(self, x, y):
        super().__init__(x)
        self.y = y
    def __repr__(self): return f"P({self.x}, {self.y})"
print(P(1, 2), P.__name__)
try:
    P(1)
except TypeError as e:
    print(e)
from dataclasses import dataclass
@dataclass
class Pair:
    x: int
print(Pair(1))
@dataclass(order=True)
class Pair:
    x: int
    y: int = 0
print(Pair(1), Pair(1) < Pair(2))
@dataclass(frozen=True)
class Pair:
    z: str
print(Pair("a"))
try:
    Pair("a").z = "b"
except AttributeError as e:
    print(type(e).__name__, e)
