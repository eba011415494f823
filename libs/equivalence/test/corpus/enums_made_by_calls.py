import enum
from enum import Enum, IntEnum
Animal = Enum("Animal", "CAT DOG, BIRD")
Level = IntEnum("Level", ["LOW", "HIGH"], start=10)
Shade = enum.Enum("Shade", [("DARK", "d"), ("LIGHT", "l")])
Op = Enum("Op", {"ADD": "+", "SUB": "-"})
print(list(Animal), Animal.CAT.value, Animal["DOG"], Animal(3), Animal.CAT)
print(list(Level), Level.HIGH + 1, Level.LOW < Level.HIGH, Level(11))
print(Shade.DARK, Shade("l").name, Op("+"), [o.value for o in Op], len(Op))
class Light(Enum):
    RED = "r"
    GREEN = "g"
print(Light("r"), Light("g").name)
def local():
    Dir = Enum("Dir", "N S")
    return [d.name for d in Dir]
print(local())
try:
    Animal(9)
except ValueError as e:
    print(e)
