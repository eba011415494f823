from enum import Enum, Flag, IntEnum, auto


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1


class Level(IntEnum):
    LOW = auto()
    HIGH = auto()


print(len(Color.__members__), list(Color.__members__))
for name, member in Color.__members__.items():
    print(name, member, member.name)
print("CRIMSON" in Color.__members__, "BLUE" not in Color.__members__, Color.__members__["GREEN"])
print({name: m.value for name, m in Level.__members__.items()})
print([name for name in Level.__members__], Color.__members__.get("NOPE"))
print(sorted(Color.__members__.keys()))
