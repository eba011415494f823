"""What classes are made of, imported by other names."""
from abc import ABC as Base, abstractmethod as must
from collections import namedtuple as record
from contextlib import contextmanager as managed
from dataclasses import dataclass as data, field as holds
from enum import Enum as Choice, IntEnum as Number, auto as following, unique as once
from functools import cached_property as lazily, singledispatch as by_type, total_ordering as ordered
from typing import Generic as Of, NamedTuple as Row, Protocol as Shape, TypeVar as Some

T = Some("T")
Point = record("Point", "x y", defaults=[0])


class Entry(Row):
    name: str
    size: int = 1


@once
class Color(Choice):
    RED = following()
    GREEN = following()


class Level(Number):
    LOW = 1
    HIGH = 2


@data(order=True)
class Item:
    price: float
    tags: list = holds(default_factory=list, compare=False)


class Area(Shape):
    def area(self) -> float: ...


class Figure(Base):
    @must
    def area(self) -> float: ...

    @lazily
    def doubled(self) -> float:
        print("working it out")
        return 2 * self.area()


class Square(Figure):
    def __init__(self, side: float) -> None:
        self.side = side

    def area(self) -> float:
        return self.side**2


@ordered
class Version:
    def __init__(self, *parts: int) -> None:
        self.parts = parts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self.parts == other.parts

    def __lt__(self, other: "Version") -> bool:
        return self.parts < other.parts


class Stack(Of[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> T:
        return self.items.pop()


@by_type
def told(x: object) -> str:
    return "something"


@told.register
def _(x: int) -> str:
    return f"the number {x}"


@told.register
def _(x: str) -> str:
    return f"the text {x}"


@managed
def tag(name: str):
    print(f"<{name}>")
    yield name.upper()
    print(f"</{name}>")


def size(shape: Area) -> float:
    return shape.area()


def main() -> None:
    print(Point(1), Point(1, 2)._replace(x=5), Point._fields)
    print(Entry("a"), Entry("b", 3) > Entry("a", 9))
    print(Color.RED, list(Color), Level.HIGH + 1, Level.LOW < 2)
    print(Item(1.5), Item(1.0, ["x"]) < Item(2.0), Item(2.0, ["a"]) == Item(2.0))
    square = Square(3)
    print(size(square), square.doubled, square.doubled)
    print(Version(1, 2) <= Version(1, 3), Version(2) >= Version(1, 9))
    stack: Stack[str] = Stack()
    stack.push("top")
    print(stack.pop(), told(3), told("x"), told(None))
    with tag("b") as name:
        print(name)
    text = "hello"
    print("hello".translate(text.maketrans({"l": "L", "o": None})), text.translate(text.maketrans("eh", "ae", "l")))
    try:
        Figure()
    except TypeError as error:
        print(error)


main()
