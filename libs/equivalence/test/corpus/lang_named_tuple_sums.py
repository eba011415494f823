from collections import namedtuple
from typing import NamedTuple

Point = namedtuple("Point", "x y", defaults=[5])
Bare = namedtuple("Bare", ["name"])


class Vector(NamedTuple):
    x: int
    y: float = 0.5

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)


p = Point(1, 2)
print(p + (3,), p + Point(3, 4), (0,) + p, p * 2, 2 * p, p + (), type(p + p).__name__)
print(Vector(1, 2.0) + Vector(3), Vector(1) * 2, Point._field_defaults, Vector._field_defaults, Bare._field_defaults)
both = p
both += ("end",)
print(both, Bare("n") + p, len(p + p), sum((p, p), ()))
for wrong in (lambda: Vector(1) + None, lambda: (1,) + None):
    try:
        print(wrong())
    except (TypeError, AttributeError) as e:
        print(e)


class Mixin:
    pass


class Base:
    pass


class Both(Base, Mixin):
    pass


for each in [Base(), Both()]:
    print(issubclass(type(each), Mixin), issubclass(type(each), (int, Base)), each.__class__ is Both)
print((3).__class__, "a".__class__ is str, [1].__class__.__name__, (1.5).__class__ == float, None.__class__)
