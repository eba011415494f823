"""Data classes with slots: defaults, inheritance, and what may not be set."""

from collections import namedtuple
from dataclasses import dataclass, field


@dataclass(slots=True)
class Point:
    x: int
    y: int = 3

    def moved(self, by):
        return Point(self.x + by, self.y)


@dataclass(slots=True)
class Labelled(Point):
    label: str = "none"
    notes: list = field(default_factory=list)


@dataclass(slots=True, frozen=True, order=True)
class Key:
    major: int = 0
    minor: int = 1


p = Labelled(1)
p.x += 2
p.notes.append("moved")
print(p, Point(2).moved(1), Labelled(1, 2, "a") == Labelled(1, 2, "a"))
print(sorted([Key(3), Key(1, 2), Key()]), {Key(): "found"}[Key(0, 1)])
try:
    p.colour = "red"
except AttributeError as error:
    print(error)
try:
    Key().major = 4
except AttributeError as error:
    print(type(error).__name__, error)

Pair = namedtuple("Pair", "left right")
print(hasattr(Point, "x"), hasattr(Point(1), "x"), hasattr(Point, "z"), hasattr(Pair, "left"), hasattr(Pair, "up"))
