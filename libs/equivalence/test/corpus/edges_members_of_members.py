"""Members of enumerations made of one another, and attributes of named tuples and frozen objects that cannot change."""

import re
from collections import namedtuple
from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from typing import NamedTuple


class Shade(Enum):
    LIGHT = auto()
    DARK = auto()
    DEFAULT = LIGHT
    NIGHT = DARK
    LAST = auto()


class Step(Enum):
    ONE = 1
    TWO = ONE + 1
    BACK = -TWO
    PAIR = (ONE, TWO)
    SAME = ONE


BASE = 10


class Level(IntEnum):
    LOW = BASE
    MIDDLE = LOW + 5
    ALSO_LOW = LOW


class Planet(Enum):
    EARTH = (5.9e24, 6.3e6)
    MARS = (6.4e23, 3.3e6)
    HOME = EARTH

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def gravity(self):
        return round(6.67e-11 * self.mass / self.radius**2, 2)


print(list(Shade), Shade.DEFAULT is Shade.LIGHT, Shade["NIGHT"], Shade.LAST.value, len(Shade))
print([(member.name, member.value) for member in Step], Step.SAME, Step.SAME is Step.ONE, Step(-2))
print([(member.name, member.value) for member in Level], Level.ALSO_LOW.name, Level.MIDDLE > Level.LOW)
print([planet.name for planet in Planet], Planet.HOME.gravity, Planet.HOME is Planet.EARTH)

Pair = namedtuple("Pair", "left right")


class Spot(NamedTuple):
    x: int
    y: int = 0


@dataclass(frozen=True)
class Fixed:
    size: int


pair, spot, fixed = Pair(1, 2), Spot(3), Fixed(4)
for number in range(8):
    try:
        if number == 0:
            pair.left = 5
        elif number == 1:
            del pair.left
        elif number == 2:
            pair.middle = 5
        elif number == 3:
            spot.y = 5
        elif number == 4:
            del spot.y
        elif number == 5:
            fixed.size = 5
        elif number == 6:
            del fixed.size
        else:
            fixed.other = 5
    except AttributeError as error:
        print(number, type(error).__name__, error)
print(pair, spot, fixed)
for value in (5, None, 2.5):
    try:
        print(re.findall("a", value))
    except TypeError as error:
        print(error)
