import bisect, heapq, struct
from dataclasses import dataclass, fields
from enum import Enum, IntEnum, auto, unique
from typing import NamedTuple


class SortedList(list):
    def __init__(self, items=()):
        super().__init__(sorted(items))

    def append(self, x):
        bisect.insort(self, x)

    def place(self, x):
        return bisect.bisect_left(self, x)


s = SortedList([3, 1])
s.append(2)
print(s, s.place(3), isinstance(s, list))


class Heap(list):
    def push(self, x):
        heapq.heappush(self, x)

    def pull(self):
        return heapq.heappop(self)


h = Heap()
for x in (5, 2, 8):
    h.push(x)
print(h.pull(), h, len(h))


@unique
class Size(Enum):
    SMALL, MEDIUM, LARGE = 1, 2, 3


class Way(IntEnum):
    NORTH, EAST, SOUTH, WEST = range(4)


class Step(Enum):
    ONE, TWO = auto(), auto()
    THREE = auto()


class Plain:
    a, b = "x", 2
    c, d = range(1, 3)


print(list(Size), Way.WEST + 1, [w.name for w in Way], [t.value for t in Step], Plain.a, Plain.b, Plain.c, Plain().d)
print(struct.pack(">BH", Way.EAST, Way.SOUTH), struct.unpack(">BH", struct.pack(">BH", Way.EAST, 3)))


class Point(NamedTuple):
    """A point."""

    x: int


@dataclass
class Config:
    """Kept."""

    host: str
    port: int = 80

    @classmethod
    def read(cls, given):
        unknown = set(given) - {f.name for f in fields(cls)}
        if unknown:
            raise KeyError(", ".join(sorted(unknown)))
        return cls(**given)

    def show(self):
        return [f.name for f in fields(self)]


print(Point.__doc__, Config.__doc__, Config.read({"host": "h"}), Config("a").show())
try:
    Config.read({"host": "h", "b": 1, "a": 2})
except KeyError as e:
    print(e)
if __debug__:
    print("debug", __debug__)
