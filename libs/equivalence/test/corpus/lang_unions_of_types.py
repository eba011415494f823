"""Unions of types by name: what stands for types alone, and what isinstance asks of it."""
import datetime
import typing
from abc import ABC
from decimal import Decimal
from fractions import Fraction
from typing import Callable, Generic, Optional, TypeAlias, TypeVar, Union

T = TypeVar("T")


class Shape(ABC):
    pass


class Square(Shape):
    def __init__(self, side):
        self.side = side


class Circle(Shape):
    def __init__(self, radius):
        self.radius = radius


class Leaf:
    def __init__(self, value):
        self.value = value


class Fork:
    def __init__(self, left, right):
        self.left, self.right = left, right


class Good(Generic[T]):
    def __init__(self, value):
        self.value = value


class Bad:
    def __init__(self, why):
        self.why = why


Result = Good[T] | Bad
Figure = Square | Circle
MaybeFigure = Figure | None
Number = int | float | Decimal | Fraction
When = datetime.date | None
Tree = Union[Leaf, Fork]
MaybeTree = Optional[Tree]
Scalar: TypeAlias = Union[int, str, None]
Table: "TypeAlias" = dict[str, Scalar]
Rows: typing.TypeAlias = "list[Table]"
Work = Callable[[int], int] | None
Pair = tuple[int, int]


def area(figure: MaybeFigure) -> Number:
    match figure:
        case Square():
            return figure.side**2
        case Circle():
            return 3 * figure.radius**2
    return 0


def total(tree: Tree) -> int:
    assert isinstance(tree, Tree), type(tree).__name__
    return tree.value if isinstance(tree, Leaf) else total(tree.left) + total(tree.right)


def kinds(x) -> str:
    Local = Union[int, str]
    known: Local = 0
    for each in (
        isinstance(x, Figure),
        isinstance(x, MaybeFigure),
        isinstance(x, Number),
        isinstance(x, When),
        isinstance(x, Tree),
        isinstance(x, MaybeTree),
        isinstance(x, Scalar),
        isinstance(x, Local),
        isinstance(x, Square | None),
        isinstance(x, (Tree, Number)),
    ):
        known = known * 2 + each
    return f"{known:010b}"


def halved(n: int) -> Result:
    return Bad(f"{n} is odd") if n % 2 else Good(n // 2)


def once(work: Work = None) -> Pair:
    return (1, 2) if work is None else (work(1), work(2))


print(area(Square(2)), area(Circle(1.5)), area(None))
print(total(Fork(Leaf(1), Fork(Leaf(2), Leaf(3)))))
print(kinds(1), kinds("a"), kinds(2.5), kinds(None), kinds(True))
print(kinds(Square(1)), kinds(Circle(1)), kinds(Leaf(1)), kinds(Decimal(1)), kinds(Fraction(1, 2)))
print(kinds(datetime.date(2024, 2, 29)), kinds([1]), kinds(b""))
print(once(), once(lambda n: n * 5))
for n in (4, 5):
    match halved(n):
        case Good(value=value):
            print("good", value)
        case Bad(why=why):
            print("bad", why)
table: Table = {"a": 1, "b": None}
rows: Rows = [table]
print(rows)
try:
    total(Square(1))
except AssertionError as error:
    print("no tree:", error)
total(None)
