class Less:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
class Both:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        print("lt", end=" ")
        return self.v < o.v
    def __le__(self, o):
        print("le", end=" ")
        return self.v <= o.v
class Up:
    def __init__(self, v): self.v = v
    def __ge__(self, o):
        print("ge", end=" ")
        return self.v >= o.v
class Not:
    def __init__(self, v): self.v = v
def ways(make):
    a, b = [make(1), make(2)], [make(1), make(3)]
    for way in (lambda: a < b, lambda: a <= b, lambda: a > b, lambda: a >= b, lambda: a <= a, lambda: a <= a[:1], lambda: sorted(a)[0].v):
        try:
            print(way())
        except TypeError as e:
            print(e)
ways(Less)
ways(Both)
ways(Up)
ways(Not)


from dataclasses import dataclass
from functools import total_ordering
@dataclass(order=True)
class D:
    v: int
@total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
def made_ways(make):
    a, b = [make(1), make(2)], [make(1), make(3)]
    for way in (lambda: a < b, lambda: a <= b, lambda: a > b, lambda: a >= b, lambda: a <= a, lambda: a <= a[:1], lambda: sorted(a)[0].v, lambda: (a[0], 1) <= (b[0], 1), lambda: (a[1], 1) >= (b[1], 1)):
        try:
            print(way())
        except TypeError as e:
            print(e)
made_ways(D)
made_ways(T)
