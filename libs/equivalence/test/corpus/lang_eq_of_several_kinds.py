"""Objects compared with values of several types, whose __eq__ or __lt__ declines some of them."""
from dataclasses import dataclass
class A:
    def __init__(self, n): self.n = n
    def __eq__(self, o):
        if not isinstance(o, A): return NotImplemented
        return self.n == o.n
    def __lt__(self, o):
        if isinstance(o, int): return self.n < o
        if isinstance(o, A): return self.n < o.n
        return NotImplemented
@dataclass
class B:
    n: int
items = [A(1), 1, "x", None, B(1), A(2)]
a = A(1)
print([x == a for x in items], [a == x for x in items], [a != x for x in items], a in items, items.index(a), items.count(A(2)))
for x in items:
    try: print(a < x)
    except TypeError as e: print(e)
b = B(1)
print([b == x for x in items], B(1) in items, items.index(b))
