"""Enumerations that derive from one without members, and share its methods."""

from enum import Enum, IntEnum, auto, unique


class Described(Enum):
    def describe(self):
        return f"{self.name}={self.value!r}"

    @classmethod
    def names(cls):
        return [member.name for member in cls]

    @classmethod
    def parse(cls, text):
        for member in cls:
            if member.name.lower() == text.lower():
                return member
        raise ValueError(f"{text!r} is no {cls.__name__}")


class Color(Described):
    RED = 1
    GREEN = 2


class Size(Described):
    S = "small"
    L = "large"


def show(x: Described) -> str:
    return x.describe()


print([color.describe() for color in Color], Size.names(), Size.parse("l"), Color.names(), len(Color), Color(2), Color["RED"])
try:
    Color.parse("x")
except ValueError as e:
    print(e)
for size in Size:
    print(repr(size), size, isinstance(size, Described), size in Size)
print(Color.RED == Size.S, {Color.RED: 1}, list(Described), show(Color.GREEN), show(Size.S))


class Text(str, Enum):
    def __str__(self):
        return self.value

    @classmethod
    def values(cls):
        return [member.value for member in cls]


class Fruit(Text):
    APPLE = "apple"
    PEAR = "pear"


print(Fruit.values(), str(Fruit.APPLE), Fruit.APPLE == "apple", f"{Fruit.PEAR}", Fruit("pear"), Fruit.APPLE.upper())


class Labelled(IntEnum):
    @property
    def label(self):
        return self.name.title()

    @classmethod
    def total(cls):
        return sum(cls)


@unique
class Priority(Labelled):
    LOW = auto()
    HIGH = auto()


print(Priority.LOW.label, Priority.total(), Priority.LOW + 1, Priority(2), max(Priority), [each.label for each in Priority])


class Operation(Enum):
    def __init__(self, symbol, precedence):
        self.symbol = symbol
        self.precedence = precedence

    def apply(self, a, b):
        return {"+": a + b, "-": a - b, "*": a * b}[self.symbol]


class Arithmetic(Operation):
    ADD = ("+", 1)
    SUB = ("-", 1)
    MUL = ("*", 2)


for operation in Arithmetic:
    print(operation.name, operation.precedence, operation.apply(6, 3), operation.value)


class Ordered(Enum):
    def __lt__(self, other):
        if self.__class__ is other.__class__:
            return self._value_ < other._value_
        return NotImplemented


class Grade(Ordered):
    A = 5
    B = 4
    C = 3


print(Grade.C < Grade.A, sorted(Grade), max(Grade), min(Grade.B, Grade.C))


class Distinct(Enum):
    def __init__(self, *args):
        if any(self.value == other.value for other in self.__class__):
            raise ValueError(f"{self.name} has the value of another")


class Shape(Distinct):
    ROUND = 1
    SQUARE = 2


print(list(Shape))
