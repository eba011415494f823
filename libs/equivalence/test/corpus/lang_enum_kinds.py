from enum import Enum, IntEnum, Flag, IntFlag, auto, unique, StrEnum


class Color(IntEnum):
    RED = 1
    GREEN = 2


class Perm(IntFlag):
    R = 4
    W = 2
    X = 1


class F(Flag):
    A = auto()
    B = auto()
    C = auto()
    AB = A | B


class S(StrEnum):
    FOO = auto()
    BAR = "bar!"


print(Color.RED, repr(Color.RED), Color.RED + 1, Color.RED < Color.GREEN, int(Color.GREEN))
print(Perm.R | Perm.W, repr(Perm.R | Perm.W), Perm.R | 1, bool(Perm.R & Perm.X))
print(F.A | F.C, repr(F.AB), F.A in F.AB, ~F.A)
print([m for m in F], len(F))
print(S.FOO, S.BAR, repr(S.BAR), S.FOO == "foo", S("bar!"), S.FOO.upper())
print(Color(2), Color["RED"], list(Color))
print(f"{Color.RED} {Color.RED:d} {S.FOO:>5}")
x = Perm.R
x |= Perm.X
print(x, x.value, Perm(7), Perm(0))
print(sorted([Color.GREEN, Color.RED]), max(Color))
try:
    Color(9)
except ValueError as e:
    print(e)
print(isinstance(Color.RED, int), Color.RED == 1)
print(list(F.AB))
print(F.AB.name, (F.A | F.C).name, F(5))
