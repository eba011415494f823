"""Data classes beside those that derive from them: each compares with its very own class alone."""
from dataclasses import dataclass


@dataclass(order=True, frozen=True)
class Point:
    x: float
    y: object = 1


@dataclass(order=True, frozen=True)
class Named(Point):
    name: str = "n"


class Plain(Point):
    pass


many = [Named(3.0), Point(-0.0, 0), Point(3.0, 1), Plain(3.0), Named(3.0)]
for a in many:
    print([a == b for b in many], many.index(a), many.count(a), a in [Point(3.0), Plain(1.0)])
for ask in (
    lambda: sorted(many)[0],
    lambda: max(many),
    lambda: many[0] < many[1],
    lambda: sorted(many[1:3]),
    lambda: sorted([many[0], many[4]]),
    lambda: [many[0]] < [many[2]],
    lambda: (many[3], 1) < (many[3], 2),
):
    try:
        print(ask())
    except TypeError as e:
        print(e)
print(len(set(many)), {p: i for i, p in enumerate(many)})
