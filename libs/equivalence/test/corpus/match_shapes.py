from dataclasses import dataclass


@dataclass
class Circle:
    radius: float


@dataclass
class Rect:
    width: float
    height: float


def area(shape: Circle | Rect) -> float:
    match shape:
        case Circle(radius=r):
            return 3.0 * r * r
        case Rect(width=w, height=h) if w == h:
            return w * w
        case Rect(width=w, height=h):
            return w * h
    return 0.0


def kind(value):
    match value:
        case (0, 0):
            return "origin"
        case (x, 0):
            return f"on x at {x}"
        case (0, y):
            return f"on y at {y}"
        case (x, y):
            return f"at {x},{y}"


print(area(Circle(2.0)), area(Rect(2.0, 2.0)), area(Rect(2.0, 3.5)))
print(kind((0, 0)), kind((3, 0)), kind((0, -1)), kind((4, 5)))
