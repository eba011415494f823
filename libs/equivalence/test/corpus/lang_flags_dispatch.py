from collections import namedtuple
from dataclasses import dataclass, field, fields
from enum import Enum, Flag, IntFlag, auto
from functools import singledispatch, update_wrapper


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


class Bits(IntFlag):
    A = 1
    B = 2
    C = 4


p = Perm.R | Perm.X
print(p, Perm.R in p, bool(p & Perm.W), Perm.RW, p ^ Perm.R, Perm.W.value, repr(p), repr(Perm.RW))
print(Perm.R | Perm.W, (Perm.R | Perm.W) is Perm.RW, Perm(5) is p, p == Perm(5), p != Perm.R, ~Perm.R)
print([m.name for m in Perm], len(Perm), list(Perm.RW), Perm(0), not Perm(0), Perm["X"])
print({Perm.R: "read", Perm.W: "write"}[Perm.W], p.name, p.value)
q = Perm.R
q |= Perm.W
print(q, q is Perm.RW, Perm.X in q)
b = Bits.A | Bits.C
print(int(b), b & 4, b == 5, repr(Bits(3)), b, repr(b), f"{b}", repr(~Bits.A), b + 1, Bits.B in b)


@singledispatch
def show(x):
    return f"obj {x!r}"


@show.register
def _(x: int):
    return f"int {x}"


@show.register(list)
@show.register(tuple)
def _(x):
    return "seq " + ",".join(show(each) for each in x)


@show.register(bool)
def show_bool(x):
    return f"bool {x}"


class Animal:
    pass


class Dog(Animal):
    pass


@show.register
def _(x: Animal):
    return "animal"


@show.register
def _(x: Dog):
    return "dog"


print(show("s"), show(3), show([1, "a"]), show(True), show((2.5,)), show(None))
print(show(Animal()), show(Dog()))

P = namedtuple("P", "x y")
print(P._make([7, 8]), P._make((1, "b")), [P._make(r) for r in [(1, 2), (3, 4)]], P._make(map(int, "56")))
try:
    P._make([1])
except TypeError as e:
    print(e)


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)


print([f.name for f in fields(Point)], [f.name for f in fields(Point(1))], len(fields(Point)))


class CountCalls:
    def __init__(self, fn):
        update_wrapper(self, fn)
        self.fn = fn
        self.n = 0

    def __call__(self, *args):
        self.n += 1
        return self.fn(*args)


@CountCalls
def hello(name):
    return f"hi {name}"


print(hello("a"), hello("b"), hello.n)


def command(cmd, args):
    match cmd, args:
        case "add", [a, b]:
            return int(a) + int(b)
        case "echo", rest if rest:
            return " ".join(rest)
        case "quit", []:
            return None
        case _:
            return "?"


print(command("add", ["1", "2"]), command("echo", ["a", "b"]), command("quit", []), command("x,y", ["z"]))
