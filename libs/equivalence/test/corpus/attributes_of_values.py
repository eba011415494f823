"""What ranges, rows, members and objects have of themselves."""

from collections import namedtuple
from enum import Enum, IntEnum
from typing import NamedTuple

Row = namedtuple("Row", "name size", defaults=[0])


class Span(NamedTuple):
    low: int
    high: int = 9


class Colour(Enum):
    RED = "r"
    GREEN = "g"


class Level(IntEnum):
    LOW = 1
    HIGH = 5


class Thing:
    pass


def width(r):
    return (r.stop - r.start) // r.step


def header(row):
    return ",".join(row._fields)


print([width(r) for r in (range(6), range(2, 10, 2), range(5, 0, -1))])
print(header(Row("a")), header(Span(1)), Row("b")._field_defaults, Span._field_defaults)
print([member._name_ + member._value_ for member in Colour], Level.HIGH._value_ + 1)
print(Thing().__module__, Thing.__module__)
