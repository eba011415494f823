"""Shapes with areas: inheritance, properties, sorting by key."""
import math


class Shape:
    name = "shape"

    @property
    def area(self) -> float:
        raise NotImplementedError(self.name)

    def __str__(self) -> str:
        return f"{self.name} of {self.area:.3f}"


class Circle(Shape):
    name = "circle"

    def __init__(self, radius: float):
        self.radius = radius

    @property
    def area(self) -> float:
        return math.pi * self.radius**2


class Rectangle(Shape):
    name = "rectangle"

    def __init__(self, width: float, height: float):
        self.width = width
        self.height = height

    @property
    def area(self) -> float:
        return self.width * self.height


shapes: list[Shape] = [Circle(1.5), Rectangle(2.0, 3.5), Rectangle(0.1, 0.2), Circle(0.0)]
for shape in sorted(shapes, key=lambda each: each.area):
    print(shape)
print(f"in all {sum(shape.area for shape in shapes):.6f}")
try:
    print(Shape().area)
except NotImplementedError as error:
    print("no area:", error)
