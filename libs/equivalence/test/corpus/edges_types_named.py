"""Errors that name the types of functions, types and exceptions; copies of members."""
import copy
import math
from enum import Enum, Flag, IntEnum


class Color(Enum):
    RED = 1
    GREEN = 2


class Level(IntEnum):
    LOW = 1


class Mode(Flag):
    READ = 1
    WRITE = 2


class Thing:
    def work(self):
        return 1


def plain():
    return 1


def said(work):
    try:
        print(work())
    except TypeError as error:
        print(error)


for work in (
    lambda: "a" + plain,
    lambda: "a" + int,
    lambda: "a" + len,
    lambda: "a" + Thing().work,
    lambda: [1, 2][int],
    lambda: [1, 2][ValueError("z")],
    lambda: round(plain),
    lambda: round(int),
    lambda: round(ValueError("z")),
    lambda: math.sqrt(int),
    lambda: math.sqrt(Thing().work),
    lambda: math.sqrt(ValueError("z")),
    lambda: "abc".startswith(len),
    lambda: "abc".startswith(KeyError("z")),
):
    said(work)


def unpacked(x):
    a, b = x
    return a + b


for given in (int, KeyError("k")):
    try:
        unpacked(given)
    except TypeError as error:
        print(error)
grid = [[Color.RED, Color.GREEN], [Level.LOW, Mode.READ | Mode.WRITE]]
deep = copy.deepcopy(grid)
print(deep == grid, deep[0][0] is Color.RED, deep[1][1] == Mode.READ | Mode.WRITE)
print(copy.copy(Color.RED) is Color.RED, copy.copy(Level.LOW) is Level.LOW, copy.copy(Color.GREEN) == Color.GREEN)
unpacked(Thing().work)
