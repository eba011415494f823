"""Modules that are imported where an expression stands."""
from __future__ import annotations

tree = lambda: __import__("collections").defaultdict(tree)
rnd = __import__("random")


class Die:
    def __init__(self, seed):
        self.source = __import__("random").Random(seed)

    def roll(self):
        return self.source.randint(1, 6)


def area(radius):
    return round(__import__("math").pi * radius**2, 3)


grown = tree()
grown["a"]["b"]["c"] = tree()
print(sorted(grown), sorted(grown["a"]), sorted(grown["a"]["b"]))
rnd.seed(4)
print(rnd.random(), [Die(2).roll() for _ in range(3)])
print(area(2), __import__("collections").Counter("aab"), __import__("functools").reduce(lambda a, b: a * b, range(1, 6)))
print(__import__("math").sqrt(-1))
