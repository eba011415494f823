"""`@unique` refuses names that share a member, and values that are worked out are told from those that are written."""
import enum
from enum import Enum, unique


@unique
class Size(Enum):
    SMALL = 1
    LARGE = 2


def make():
    @enum.unique
    class Shade(Enum):
        RED = 1
        CRIMSON = 1
        GREEN = "g"
        ROSE = CRIMSON
        LIME = "g"

    return Shade.RED


print(Size.SMALL, list(Size))
try:
    print(make())
except ValueError as error:
    print(error)


class Level(Enum):
    LOW = 1.0
    HIGH = len("ab") + 1
    MIDDLE = 2


print(list(Level), Level(1), Level(3))
try:

    @unique
    class Way(Enum):
        UP = "u"
        OVER = "u"

    print(Way.UP)
except ValueError as error:
    print(error)
