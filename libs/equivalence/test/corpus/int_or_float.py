import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    x: float = 0.0
    y: float = 0.0

    def __abs__(self) -> float:
        return math.hypot(self.x, self.y)

    def swap(self) -> "Point":
        return Point(math.sqrt(self.x), math.floor(self.y))


print(Point(1, 2), abs(Point(3, 4)), Point(4, 2.5).swap())

def f(a, b):
    return math.hypot(a, b), math.pow(a, b), math.atan2(a, b), math.isclose(a, b, rel_tol=0.5), math.fmod(b, 2)


values = [1, 2.5, 3]
for v in values:
    print(f(v, 2), math.log(8, v + 1), math.copysign(v, -1), math.sqrt(v))
