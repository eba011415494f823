import math
from abc import ABC, abstractmethod
class Shape(ABC):
    registry = []
    def __init__(self, name="shape"):
        self.name = name
        Shape.registry.append(self)
    @property
    @abstractmethod
    def area(self): ...
    @abstractmethod
    def scale(self, k): ...
    def describe(self):
        return f"{self.name}: {self.area:.2f}"
    def __eq__(self, other):
        return isinstance(other, Shape) and math.isclose(self.area, other.area)
    def __lt__(self, other):
        return self.area < other.area
    def __hash__(self):
        return hash(round(self.area, 6))
class Circle(Shape):
    def __init__(self, r):
        super().__init__("circle")
        self.r = r
    @property
    def area(self):
        return math.pi * self.r ** 2
    def scale(self, k):
        return Circle(self.r * k)
class Rect(Shape):
    def __init__(self, w, h):
        super().__init__(self.__class__.__name__.lower())
        self.w, self.h = w, h
    @property
    def area(self):
        return self.w * self.h
    def scale(self, k):
        return type(self)(self.w * k, self.h * k)
class Square(Rect):
    def __init__(self, s, _h=None):
        super().__init__(s, s)
shapes = [Circle(1), Rect(2, 3), Square(2), Rect(4, 1)]
for s in sorted(shapes):
    print(s.describe())
print(shapes[2] == shapes[3], shapes[0] == shapes[1], len(set(shapes)), max(shapes).name)
print([s.scale(2).area for s in shapes[1:]], len(Shape.registry))
print(shapes.index(Rect(1, 4)), Rect(2, 3) in shapes, shapes.count(Square(2)))
total = sum((s.area for s in shapes), 0.0)
print(f"{total:.3f}", isinstance(shapes[2], Rect), [type(s).__name__ for s in shapes])
try:
    Shape()
except TypeError as e:
    print(e)
