"""What Python's own functions look at in what special methods give, and in callbacks that never give anything."""

import itertools
import math
from functools import reduce


class Said:
    """An object that says whatever it is told to."""

    def __init__(self, length, kind):
        self.length = length
        self.kind = kind

    def __len__(self):
        return self.length

    def __format__(self, spec):
        return f"<{self.kind}:{spec}>"


class Full:
    def __len__(self):
        return True


class Halves:
    def __len__(self):
        return 1.5


class Nothing:
    def __len__(self):
        return None


class Texts:
    def __hash__(self):
        return "text"

    def __int__(self):
        return 2.5

    def __float__(self):
        return 1

    def __index__(self):
        return "one"

    def __format__(self, spec):
        return 3


class Wide:
    def __hash__(self):
        return 2**70


class Minus:
    def __hash__(self):
        return -1


class Rounded:
    def __ceil__(self):
        return 42

    def __floor__(self):
        return -42

    def __trunc__(self):
        return 7


def attempt(work):
    try:
        print(work())
    except (TypeError, ValueError, OverflowError, KeyError, RuntimeError) as error:
        print(type(error).__name__, error)


print(len(Said(0, "a")), len(Said(12, "b")), len(Full()), bool(Said(0, "a")), bool(Said(3, "a")))
attempt(lambda: len(Said(-1, "a")))
attempt(lambda: len(Said(2**63, "a")))
attempt(lambda: len(Halves()))
attempt(lambda: len(Nothing()))
attempt(lambda: hash(Texts()))
attempt(lambda: int(Texts()))
attempt(lambda: float(Texts()))
attempt(lambda: [1, 2][Texts()])
attempt(lambda: f"{Texts()}")
attempt(lambda: format(Texts(), ">5"))
print(f"{Said(1, 'c'):>3}", format(Said(1, "d"), "x"))
print(hash(Wide()) == hash(2**70), hash(Minus()), math.ceil(Rounded()), math.floor(Rounded()), math.trunc(Rounded()))
attempt(lambda: math.trunc("1"))


class GivesList:
    def __iter__(self):
        return [1, 2]


class GivesNothing:
    def __iter__(self):
        pass


class GivesItself:
    def __iter__(self):
        return self


class GivesTuples:
    def __init__(self):
        self.pairs = {"a": 1, "b": 2}

    def __iter__(self):
        return iter(self.pairs.items())


class Numbered:
    def __init__(self, count):
        self.count = count

    def __getitem__(self, place):
        if place >= self.count:
            raise IndexError(place)
        return place * place


attempt(lambda: list(GivesList()))
attempt(lambda: [x for x in GivesNothing()])
attempt(lambda: dict(zip(GivesItself(), "ab")))
attempt(lambda: iter(GivesList()))
print(list(GivesTuples()), next(iter(GivesTuples())))
squares = Numbered(3)
walk = iter(squares)
print(list(walk))
squares.count = 5
print(list(walk), next(walk, "over"), list(squares))


def never(*values):
    raise KeyError(len(values))


mapped = map(never, [1, 2])
print("made")
attempt(lambda: next(mapped))
for kind in (list, tuple, set, sorted, any, all, frozenset, max):
    attempt(lambda: kind(map(never, [3])))
    attempt(lambda: kind(filter(never, [4])))
print(list(map(never, [])), sum(map(never, [])), "".join(map(never, [])), max(map(never, []), default=0))
attempt(lambda: sorted([2, 1], key=never))
attempt(lambda: reduce(never, [1, 2]))
attempt(lambda: list(itertools.accumulate([1, 2], never)))
attempt(lambda: list(itertools.takewhile(never, [1])))
attempt(lambda: list(itertools.starmap(never, [(1, 2)])))
attempt(lambda: sum(["a", "b"], ""))
attempt(lambda: sum([b"a"], b""))
attempt(lambda: sum(["a", "b"]))
attempt(lambda: "ab" * -(2**100))


class Bare:
    pass


class NoHash:
    __hash__ = None


attempt(lambda: hash(NoHash()))
attempt(lambda: {NoHash(): 1})
total, text, items, bare, half = 5, "a", (1,), Bare(), 2.5
table = {1: 2}
nothing = None
for step in range(12):
    try:
        if step == 0:
            total += text
        elif step == 1:
            total **= text
        elif step == 2:
            text -= 1
        elif step == 3:
            items -= (1,)
        elif step == 4:
            table += {2: 3}
        elif step == 5:
            bare += 1
        elif step == 6:
            nothing //= 2
        elif step == 7:
            half <<= 1
        elif step == 8:
            total @= 2
        elif step == 9:
            text += 1
        elif step == 10:
            nothing **= 2
        else:
            print(nothing + 1)
    except TypeError as error:
        print(step, error)
