class P:
    def __init__(self, x): self.x = x
    def same(self): return P(self.x)
p = P(1)
print(p.same().x)
class P:
    def __init__(self, x, y): self.x, self.y = x, y
    def same(self): return P(self.x, 7)
p = P(1, 2)
print(p.same().y)
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y
p = Point(1, 2)
print(p.x + p.y)
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def __repr__(self): return f"Point({self.x}, {self.y})"
    def __add__(self, o): return Point(self.x + o.x, self.y + o.y)
p = Point(1, 2)
print(p, p + Point(1, 1))
from dataclasses import dataclass
@dataclass
class Point:
    x: int
    y: int = 0
print(Point(1), Point(1) == Point(1, 0))
