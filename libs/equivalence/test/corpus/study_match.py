"""Match statements."""
from dataclasses import dataclass
from typing import Union, List


@dataclass
class Num:
    value: float


@dataclass
class Bin:
    op: str
    left: "Expr"
    right: "Expr"


@dataclass
class Neg:
    operand: "Expr"


Expr = Union[Num, Bin, Neg]


def evaluate(e: Expr) -> float:
    match e:
        case Num(v):
            return v
        case Neg(Num(value=v)):
            return -v
        case Neg(x):
            return -evaluate(x)
        case Bin("+", l, r):
            return evaluate(l) + evaluate(r)
        case Bin("-", l, r):
            return evaluate(l) - evaluate(r)
        case Bin("*", Num(0), _) | Bin("*", _, Num(0)):
            return 0.0
        case Bin(op="*", left=l, right=r):
            return evaluate(l) * evaluate(r)
        case Bin("/", _, Num(0)):
            raise ZeroDivisionError("constant zero")
        case Bin("/", l, r):
            return evaluate(l) / evaluate(r)
        case Bin(op, _, _):
            raise ValueError(f"unknown {op}")


def show(e: Expr) -> str:
    match e:
        case Num(v) if v == int(v):
            return str(int(v))
        case Num(v):
            return str(v)
        case Neg(x):
            return f"-{show(x)}"
        case Bin(op, l, r):
            return f"({show(l)} {op} {show(r)})"
    return "?"


def command(text):
    match text.split():
        case []:
            return "empty"
        case ["quit" | "exit"]:
            return "bye"
        case ["go", ("north" | "south" | "east" | "west") as d]:
            return f"going {d}"
        case ["go", other]:
            return f"cannot go {other}"
        case ["take", *items] if len(items) > 2:
            return f"too many: {len(items)}"
        case ["take", first, *rest]:
            return f"took {first} and {rest}"
        case [x]:
            return f"single {x}"
        case [x, y, *_]:
            return f"many {x} {y}"


def kind(x):
    match x:
        case None:
            return "none"
        case True | False:
            return "bool"
        case int(n) if n > 100:
            return f"big {n}"
        case int() | float():
            return "number"
        case str(s):
            return f"text {s!r}"
        case (a, b):
            return f"pair {a} {b}"
        case [a, *rest]:
            return f"list {a}+{len(rest)}"
        case {"type": t, **rest}:
            return f"dict {t} {len(rest)}"
        case _:
            return "other"


def point(p: tuple[int, int]) -> str:
    match p:
        case (0, 0):
            return "origin"
        case (0, y):
            return f"y={y}"
        case (x, 0):
            return f"x={x}"
        case (x, y) if x == y:
            return "diagonal"
        case _:
            return "plane"


e = Bin("+", Num(2), Bin("*", Neg(Num(3)), Bin("/", Num(9), Num(2))))
print(show(e), "=", evaluate(e))
for bad in [Bin("/", Num(1), Num(0)), Bin("%", Num(1), Num(1))]:
    try:
        print(evaluate(bad))
    except (ZeroDivisionError, ValueError) as err:
        print(type(err).__name__, err)
for t in ["", "quit", "go north", "go up", "take a b c", "take a b", "look", "x y z"]:
    print(repr(t), "->", command(t))
print([kind(x) for x in (None, True, 5, 500, 2.5, "hi")])
print(kind((1, 2)), kind([1, 2, 3]), kind({"type": "t", "a": 1}), kind([]))
print([point(p) for p in [(0, 0), (0, 3), (4, 0), (5, 5), (1, 2)]])
