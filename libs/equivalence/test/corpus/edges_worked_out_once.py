"""What a value is asked for may be known before it is there: it is worked out all the same, and once."""

from collections import Counter, OrderedDict, defaultdict, deque
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from typing import NamedTuple


class Colour(Enum):
    RED = 1
    GREEN = 2


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Point(NamedTuple):
    x: int
    y: int
    z: int = 0


class Plain:
    kind = "plain"

    def __init__(self, size=1):
        self.size = size

    @classmethod
    def named(cls):
        return cls.__name__

    @staticmethod
    def fixed():
        return 9


asked = []


def told(name, value):
    asked.append(name)
    return value


def colours():
    return told("colours", Colour)


def point():
    return told("point", Point(1, 2))


def plain():
    return told("plain", Plain)


def made():
    return told("made", Plain(3))


def number():
    return told("number", 7)


def error():
    return told("error", ValueError("v"))


print(colours()(1), colours()["GREEN"], list(colours()), len(colours()), colours().RED, sorted(c.name for c in colours()))
print(len(point()), point()._replace(y=5), point()._replace(x=7, y=8, z=9), point()[1], tuple(point()), point()[0:2])
print(plain()(5).size, plain().kind, made().named(), made().fixed(), made().kind, isinstance(made(), Plain))
print(number().imag, number().denominator, number().real, isinstance(number(), str), isinstance(number(), object))
print(isinstance(error(), int), isinstance(error(), ValueError), isinstance(error(), (int, str)), type(error()).__name__)
print(isinstance(Colour.RED, object), isinstance(point(), object), isinstance(Level.LOW, object))
print(told("left", Counter("aab")) < told("right", Counter("aabb")), told("a", Counter("a")) >= told("b", Counter("b")))
print(asked, len(asked))

registry = {"plain": Plain}
for name in ("plain", "other"):
    try:
        print(registry[name]().size, registry[name].kind)
    except KeyError as missing:
        print("no", missing)


def maker(size):
    class Sized:
        width = size

        def area(self, height):
            return self.width * height

    return Sized


print(maker(3)().area(2), maker.__name__)


def local_faults():
    class Inner:
        def method(self, first, second=2):
            return first

    for work in (lambda: Inner.method(), lambda: Inner().method(), lambda: Inner().method(1, 2, 3), lambda: Inner(4)):
        try:
            work()
        except TypeError as fault:
            print(fault)


local_faults()
print(Level.HIGH.real, Level.LOW.imag, Level.HIGH.numerator, Level.HIGH.denominator, Level.HIGH.bit_length())


def attempt(work):
    try:
        print(work())
    except (AttributeError, TypeError) as fault:
        print(type(fault).__name__, fault)


attempt(lambda: Colour.BLUE)
attempt(lambda: colours().BLUE)
attempt(lambda: Level.LOW.missing)
attempt(lambda: Level.LOW.missing())
attempt(lambda: Colour.RED.missing)
day, amount, line, counts, ordered = date(2024, 1, 2), Decimal("1.5"), deque([1]), defaultdict(int), OrderedDict()
attempt(lambda: len(day))
attempt(lambda: amount())
attempt(lambda: [1][day])
attempt(lambda: {line: 1})
attempt(lambda: int(line))
attempt(lambda: counts())
attempt(lambda: ordered.missing)
attempt(lambda: line.missing)
attempt(lambda: abs(day))
attempt(lambda: len(timedelta(1)))
attempt(lambda: counts[0:1])
data = b"ab"
attempt(lambda: data["a"])
attempt(lambda: list(reversed(5)))
attempt(lambda: list(reversed({1})))
attempt(lambda: list(reversed(made())))
attempt(lambda: len(Plain))
attempt(lambda: hash(bytearray(b"a")))
print(type(day).__name__, type(amount).__name__, type(line).__name__, type(counts).__name__, type(ordered).__name__)
print(list(reversed(b"abc")), list(reversed(bytearray(b"ab"))))
for sequence in ([1, 2], (3, 4), "ab", range(2)):
    print(list(reversed(sequence)), end=" ")
print()
print(True.conjugate(), False.real, True.denominator)


class Fault(Exception):
    pass


class Special(Fault):
    pass


special = Special("s")
caught = []
try:
    raise special
except Fault as fault:
    caught.append(fault)
    print(fault == special, fault is special, fault != special, special in caught, caught.index(special))
print(caught == [special], ValueError(1) == ValueError(1), caught.count(special), str(SyntaxError()))


@contextmanager
def around(name):
    print("in", name)
    yield
    print("out", name)


for stop in (StopIteration("passes"), RuntimeError("as well")):
    try:
        with around("body"):
            raise stop
    except (StopIteration, RuntimeError) as passed:
        print(repr(passed), passed is stop)
match line:
    case [first, *rest]:
        print(first, rest)


def text():
    return told("text", "abc")


def shown(number, work):
    try:
        print(number, work())
    except (AttributeError, TypeError, ValueError, IndexError) as fault:
        print(number, fault)


frozen, plain_dict, walked = frozenset([1]), {1: 2}, range(3)
shown(1, lambda: frozen.add(2))
shown(2, lambda: frozen.pop())
shown(3, lambda: frozen.update([3]))
shown(4, lambda: plain_dict.move_to_end(1))
shown(5, lambda: text().count(1))
shown(6, lambda: text().split(2))
shown(7, lambda: text().join(5))
shown(8, lambda: text().join([6]))
shown(9, lambda: text().partition(7))
shown(10, lambda: text().removeprefix(8))
shown(11, lambda: text().center(9, 1))
shown(12, lambda: walked["a"])
print(asked[-7:], frozen | {2}, frozen.copy())
