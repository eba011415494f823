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


class Loose(Point):
    def __init__(self, x):
        super().__init__(x, [])
        self.extra = [x]


loose = Loose(1)
loose.extra += [2]
loose.other = 3
print(loose, loose.extra, loose.other)
for change in (lambda: setattr(loose, "x", 2), lambda: setattr(many[0], "z", 2)):
    try:
        change()
    except AttributeError as e:
        print(type(e).__name__, e)
try:
    loose.y += [4]
except AttributeError as e:
    print(e, loose)
try:
    del loose.x
except AttributeError as e:
    print(e, loose)


class Equal:
    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        try:
            return self.v == other.v
        except AttributeError:
            return self.v == other


class Same(Equal):
    def __eq__(self, other):
        return type(self) is type(other) and self.v == other.v


xs = [Equal(1), Same(1), 1, None, "x", 2.0, Equal("x"), [1]]
for x in xs:
    print([x == y for y in xs], [x != y for y in xs], (x or 2) == 2, None == x, (x and 1) == 1)
loose.x = 5
