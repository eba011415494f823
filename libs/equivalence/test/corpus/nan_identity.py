"""Containers compare what they hold by identity first, which shows where a NaN is held."""
import math
import struct
from dataclasses import dataclass
from typing import NamedTuple


@dataclass
class Reading:
    at: int
    value: float


class Point(NamedTuple):
    x: float
    y: str


def find(xs, wanted):
    return wanted in xs, xs.count(wanted), xs == [wanted]


def main():
    nan = float("nan")
    print(nan == nan, nan != nan, math.nan == math.nan)
    print(nan in [1.0, 2.0], float("nan") in [nan], [nan] == [float("nan")], (nan, 1) == (float("nan"), 1))
    print(find([1.0, float("nan")], float("nan")), find([2.5], 2.5))
    rows = [[nan, 1.0], [2.0]]
    print(rows == rows, rows[0] in rows, rows.index(rows[1]), [rows[0]] == [rows[0]], rows[0] == [2.0])
    mixed = [1, 2.5, "a", None, nan]
    print(mixed == mixed, 1 in mixed, "a" in mixed, None in mixed, 7 in mixed)
    readings = {"a": nan, "b": 1.0}
    same = readings
    print(readings == same, readings == {"a": float("nan"), "b": 1.0})
    print(Reading(1, nan) == Reading(1, 2.0), Reading(1, 2.5) == Reading(1, 2.5), Reading(1, nan) == Reading(2, nan))
    print(Point(nan, "a") == Point(2.0, "a"), Point(2.5, "b") in [Point(2.5, "b")])
    print(struct.pack("<d", nan).hex(), struct.pack(">f", float("-nan")).hex(), repr(-nan), [nan])
    print([1.0, nan] < [2.0], (1, nan) > (0, nan))


main()
