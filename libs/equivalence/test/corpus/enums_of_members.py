from enum import Enum, IntEnum


class Coin(IntEnum):
    NICKEL = 5
    DIME = 10


class Color(Enum):
    RED = "r"
    BLUE = "b"


def total(*coins):
    """Members and their values in one row."""
    return sum(Coin(coin) for coin in coins)


print(total(5, Coin.DIME, 10), Color(Color.RED), Color("b"), [Color(each).name for each in ("r", Color.BLUE)])
for value in (5, Coin.DIME, 7, "r", None, (5,)):
    try:
        print(repr(Coin(value)), Coin(value) + 1, Coin(value) is Coin.DIME)
    except ValueError as error:
        print(error)
for value in ("r", 5, Color.BLUE):
    try:
        print(Color(value))
    except ValueError as error:
        print(error)
