"""Members for values that none has: `_missing_`."""
from enum import Enum, IntEnum
class C(Enum):
    RED = "red"
    BLUE = "blue"
    @classmethod
    def _missing_(cls, value):
        for m in cls:
            if m.value == value.lower():
                return m
        return None
print(C("RED"), C("blue"), C("Blue") is C.BLUE)
try:
    C("x")
except ValueError as e:
    print(e)
class Level(IntEnum):
    LOW = 1
    HIGH = 5
    @classmethod
    def _missing_(cls, value):
        return cls.LOW if value < 5 else cls.HIGH
print(Level(3), Level(50), repr(Level(5)), [Level(n).name for n in range(4, 7)])
class S(str, Enum):
    A = "a"
    UNKNOWN = "unknown"
    @classmethod
    def _missing_(cls, value):
        print("asked", value)
        return cls.UNKNOWN
print(S("a"), S("b"), S("c").value)
class T(Enum):
    A = 1
    @classmethod
    def _missing_(cls, value):
        raise KeyError(f"no {value}")
try:
    T(2)
except KeyError as e:
    print(e, T(1))
class N(Enum):
    A = 1
    @classmethod
    def _missing_(cls, value):
        print("missing", value)
try:
    N(5)
except ValueError as e:
    print(e)
