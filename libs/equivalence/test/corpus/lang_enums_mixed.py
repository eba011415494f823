from enum import Enum, IntEnum, auto, unique
class Level(IntEnum):
    LOW = 1
    MID = 5
    HIGH = 10
print(Level.LOW < Level.HIGH, Level.MID == 5, Level.LOW + 2, 5 == Level.MID, Level.MID != 5, Level.LOW == Level.MID)
print(sorted([Level.HIGH, Level.LOW, Level.MID]), max(Level), min([Level.MID, Level.LOW]))
print(Level(5), Level["HIGH"], Level.HIGH.name, Level.HIGH.value, int(Level.MID), float(Level.LOW))
print(f"{Level.LOW} {Level.LOW!r} {Level.LOW:>4}|", str(Level.MID), repr(Level.MID), [Level.LOW])
print([level.name for level in Level], len(Level))
xs = ["a", "b", "c"]
print(xs[Level.LOW], isinstance(Level.LOW, int), Level.LOW in (1, 2))
d = {Level.LOW: "low", Level.HIGH: "high"}
print(d[Level.LOW], Level.MID in d)
counts = {1: "one", 5: "five"}
print(counts[Level.MID], counts.get(Level.LOW))
print(sum(Level), list(range(Level.LOW, Level.MID)), Level.HIGH // 3, -Level.LOW, Level.HIGH > 3.5)
if Level.LOW:
    print("truthy")
class Color(str, Enum):
    RED = "red"
    BLUE = "blue"
print(Color.RED, Color.RED == "red", Color.RED.upper(), Color.RED.value, Color("blue"), Color.RED < Color.BLUE)
class Planet(Enum):
    MERCURY = (3.303e23, 2.4397e6)
    EARTH = (5.976e24, 6.37814e6)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
    @property
    def gravity(self):
        return 6.673e-11 * self.mass / (self.radius * self.radius)
for p in Planet:
    print(p.name, p.value, round(p.gravity, 2), p.mass)
class Shade(Enum):
    RED = 1
    CRIMSON = 1
    BLUE = 2
    NEXT = auto()
print(Shade.CRIMSON, Shade.CRIMSON is Shade.RED, [s.name for s in Shade], Shade["CRIMSON"], Shade(3), len(Shade))
class Op(Enum):
    ADD = "+"
    SUB = "-"
    def apply(self, a, b):
        return a + b if self is Op.ADD else a - b
print([op.apply(5, 3) for op in Op], {op: op.value for op in Op})
try:
    Level(3)
except ValueError as e:
    print(e)
class Priority(IntEnum):
    A = auto()
    B = auto()
    def __str__(self):
        return f"P{self.value}"
print(Priority.A, f"{Priority.B}", Priority.B > Priority.A, [Priority.A])
import heapq
h = []
heapq.heappush(h, (Level.MID, "m")); heapq.heappush(h, (Level.LOW, "l"))
print(heapq.heappop(h))
