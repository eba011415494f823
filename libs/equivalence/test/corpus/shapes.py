import math
from abc import ABC, abstractmethod

class Shape(ABC):
    def __init__(self, name):
        self.name = name
    @abstractmethod
    def area(self):
        ...
    def perimeter(self):
        return 0
    def describe(self):
        return f"{self.name}: area={self.area():.2f}, perimeter={self.perimeter():.2f}"
    def __lt__(self, other):
        return self.area() < other.area()

class Circle(Shape):
    def __init__(self, r):
        super().__init__("circle")
        self.r = r
    def area(self):
        return math.pi * self.r ** 2
    def perimeter(self):
        return 2 * math.pi * self.r

class Rect(Shape):
    def __init__(self, w, h, name="rect"):
        super().__init__(name)
        self.w, self.h = w, h
    def area(self):
        return self.w * self.h
    def perimeter(self):
        return 2 * (self.w + self.h)

class Square(Rect):
    def __init__(self, s):
        super().__init__(s, s, "square")

shapes = [Circle(1), Rect(2, 3.5), Square(2), Circle(0.5)]
for s in sorted(shapes):
    print(s.describe())
print(sum(s.area() for s in shapes) > 10, max(shapes).name, [type(s).__name__ for s in shapes])
print({s.name: s for s in shapes}["rect"].w, isinstance(shapes[2], Rect))
try:
    Shape("x")
except TypeError as e:
    print("TypeError")
