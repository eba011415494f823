"""Data classes and tuples as keys: what has no hash is said when it is asked for."""
import copy
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Item:
    name: str
    parts: list = field(default_factory=list)
    tags: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Own:
    n: int
    m: int = 2

    def __eq__(self, other):
        return isinstance(other, Own) and self.n == other.n


@dataclass(eq=False, unsafe_hash=True)
class Hashed:
    n: int


@dataclass(eq=False)
class Apart:
    n: int


@dataclass
class Mixed:
    x: object
    y: str = 1e16


a = Item("a", ["b"])
print(a, a == Item("a", ["b"]), a in [a])
for ask in (
    lambda: hash(a),
    lambda: {a: 1},
    lambda: len({a, Item("c")}),
    lambda: hash((1, [2])),
    lambda: hash((1, (2, {3: 4}))),
    lambda: hash(tuple([[1]])),
    lambda: {tuple([[1], [2]]): 1},
    lambda: hash((1, a)),
):
    try:
        print(ask())
    except TypeError as e:
        print(e)
print(hash((1, 2)) == hash((1.0, True + 1)))
mixed = [1] if len(a.parts) > 0 else 3
try:
    print(hash((mixed, 1)))
except TypeError as e:
    print(e)
print(len({Own(1), Own(1, 3), Own(2)}), Own(1) == Own(1, 3))
print(len({Hashed(1), Hashed(1)}), hash(Hashed(1)) == hash(Hashed(1)), Hashed(1) == Hashed(1))
print(len({Apart(1), Apart(1)}))
first, second = Mixed("", "b"), Mixed([1], 3.0)
shallow = copy.copy(second)
shallow.x.append(2)
print(first, second, shallow, shallow == second, shallow is second)

keys = {1: True, 0: -1.5, False: 2.5}
keys[True] += 1
print(keys)
for miss in (lambda: keys.pop((1,)), lambda: keys[("x", 2)], lambda: keys.pop(None)):
    try:
        miss()
    except KeyError as e:
        print(e, e.args)
try:
    del keys[(1, "y")]
except KeyError as e:
    print(e, e.args)
print([None] == ["1"], (None,) == (1,), [None] == [1], {0.5: "1"}.get("k"))
{Own(1): 2}[Own(3)]
