"""Classes that Python calls by one name are several types."""

from enum import Enum


class Box:
    pass


kept = [Box]
first = Box()


class Box:
    size = 2


second = Box()
print(kept[0] is Box, kept[0] == Box, Box in kept, kept, Box.size)
print(type(first) is type(second), type(first) == Box, type(second) is Box)
print(len({type(first): 1, type(second): 2}))

One = type("Thing", (), {"value": 1})
Two = type("Thing", (), {"value": 2})
print(One is Two, type(One()) is One, type(One()) is Two, One, Two.value)


class Level(Enum):
    LOW = 1


levels = [Level]


class Level(Enum):
    LOW = 2


print(levels[0] is Level, levels[0] == Level, levels, Level.LOW.value)
