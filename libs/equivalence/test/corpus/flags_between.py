"""Flags whose bits leave gaps, and bits that no member names."""
from enum import Enum, Flag, IntEnum, IntFlag, auto


class Access(IntFlag):
    R = 1
    W = 2
    X = 16


class Kind(IntFlag):
    N = 0
    A = auto()
    B = auto()
    AB = A | B


print([(~Access(v)).value for v in (0, 1, 2, 3, 16, 17, 19, 4, 32, 35)], repr(~Access(1)), Access.R in Access(5))
print(repr(Access(28)), Access(28).name, repr(Access(12)), Access(12), repr(Access(5)), list(Access(28)), len(Access(28)))
print(repr(Access.X | 256), repr(Access.X & 3), ~(Access.R | Access.W) & 0xFF, Access.R | 4 == 5)
held = Access.R | Access.X
held &= ~Access.R
print(held, repr(held), held.name, held & ~Access.X, repr(held ^ Access.W ^ Access.X))
print(repr(Kind.AB), Kind.AB.name, repr(~Kind.A), repr(Kind(0)), repr(~Kind.AB), list(Kind), repr(Kind.A | 4))
print(f"{Kind.AB}", str(Kind.B), repr(~Kind(8)), repr(~Kind(9)), Kind.A & ~Kind.B)


class Mode(Flag):
    NONE = 0
    READ = auto()
    WRITE = auto()


print(Mode.NONE, repr(Mode.NONE), Mode.READ & Mode.WRITE, Mode(0), repr(~Mode.READ & ~Mode.WRITE), bool(Mode.NONE))
print(Mode.NONE.name, (Mode.READ ^ Mode.READ) is Mode.NONE, Mode.READ | Mode.NONE, [m.name for m in Mode], f"{Mode.NONE}")


class Plain(Enum):
    A = 1

    def __repr__(self):
        return "a member"


class Number(IntEnum):
    A = 1

    def __repr__(self):
        return "a number"


class Told(IntFlag):
    A = auto()

    def __str__(self):
        return "told"


print(str(Plain.A), str(Number.A), str(Mode.READ), str(Told.A), str(Access.R | Access.W), [Plain.A, Number.A, Told.A])
for member in (Plain.A, Number.A, Told.A, Access.R):
    print(str(member), member, repr(member), f"{member}", "%s" % member, "{}".format(member))
print(type(Mode.READ), type(Access.R), Mode, type(Plain.A), type(Mode.READ).__name__, isinstance(Told.A, Told))
