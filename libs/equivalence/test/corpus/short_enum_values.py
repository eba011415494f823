from enum import StrEnum, IntEnum


class Suit(StrEnum):
    CLUBS = "c"
    HEARTS = "h"


class Pri(IntEnum):
    LOW = 1
    HIGH = 10


print(Suit.CLUBS, f"{Suit.HEARTS}", Suit.CLUBS == "c", Suit("h"), Suit.CLUBS.upper())
print(Pri.LOW < Pri.HIGH, Pri.HIGH + 1, sorted([Pri.HIGH, Pri.LOW]), max(Pri), int(Pri.LOW), Pri(10).name)
print("%d %s" % (Pri.LOW, Pri.LOW), f"{Pri.LOW}", str(Pri.LOW), repr(Pri.LOW))
