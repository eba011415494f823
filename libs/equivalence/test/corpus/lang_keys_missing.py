from enum import Enum


class Colour(Enum):
    RED = 1
    BLUE = 2


class Lost(Exception):
    pass


class Registry:
    def __init__(self):
        self.items = {}

    def get(self, key):
        try:
            return self.items[key]
        except KeyError as e:
            raise LookupError(f"no {e.args[0]}") from e


points = {(1, 2): "p", "a": 1}
for key in [(1, 2), (0, 0), "z", 5]:
    try:
        print(points[key])
    except KeyError as e:
        print("key", e, e.args[0] == key, e.args)
registry = Registry()
registry.items[1] = "x"
registry.items["b"] = "y"
registry.items[(1, "z")] = "q"
for key in (1, "b", (1, "z"), (2, "z"), 2.5, None):
    try:
        print(registry.get(key))
    except LookupError as e:
        print(e)
for bad in (1, "a", (1, 2), None, 2.5, Colour.RED):
    try:
        raise Lost(bad)
    except Lost as e:
        print(e, repr(e), e.args, e.args[0], e.args[0] == bad)
try:
    {Colour.RED: 1}[Colour.BLUE]
except KeyError as e:
    print(e, repr(e), e.args)
for wrong in (lambda: {1, 2}.remove(9), lambda: {(1, 2)}.remove((3, 4)), lambda: {2.5: 1}.pop(3.5), lambda: {}.popitem()):
    try:
        wrong()
    except KeyError as e:
        print(e, e.args)
