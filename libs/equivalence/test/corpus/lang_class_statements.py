"""Statements of every kind in the bodies of classes."""
import contextlib
import functools
import operator
import sys

DEBUG = False
scale = 3


class Settings:
    if DEBUG:
        level = "debug"
    elif scale > 2:
        level = "scaled"
    else:
        level = "plain"
    if scale > 5:
        extra = "never"
    print("in the body:", level)
    scale = scale * 2
    limit = scale + 1


print(Settings.level, Settings().level, Settings.scale, Settings.limit, scale)
print(hasattr(Settings, "extra"), getattr(Settings, "extra", "none"), hasattr(Settings(), "extra"))
for attempt in (lambda: Settings.extra, lambda: Settings().extra):
    try:
        print(attempt())
    except AttributeError as error:
        print(type(error).__name__, error)
Settings.extra = "late"
print(Settings.extra, Settings().extra)


class Tables:
    squares = []
    by_name = {}
    for i in range(4):
        squares.append(i * i)
        for letter in "ab":
            if letter == "b" and i == 2:
                continue
            by_name[letter, i] = f"{letter}{i}"
    else:
        done = True
    del i, letter
    total = sum(squares)
    while total > 5:
        total -= 4
        if total == 6:
            break
    rounds = 0
    rounds += len(by_name)
    first, *rest = squares
    pairs = [(name, n) for name, n in by_name if n]
    assert rounds == 7, "seven"
    (doubled := rounds * 2)


print(Tables.squares, Tables.by_name, Tables.done, Tables.total, Tables.rounds, Tables.first, Tables.rest)
print(Tables.pairs, Tables.doubled, hasattr(Tables, "i"), hasattr(Tables, "letter"))


class Guarded:
    try:
        port = int("eighty")
    except ValueError as problem:
        print("problem:", problem)
        port = 80
    else:
        unreached = True
    finally:
        closed = True
    with contextlib.suppress(ZeroDivisionError):
        before = 1
        ratio = before / 0
        after = 2
    with contextlib.nullcontext(7) as seven:
        seven += 1
    match (port, seven):
        case (80, int(n)) if n > 7:
            kind = f"web {n}"
        case _:
            kind = "other"


print(Guarded.port, Guarded.closed, Guarded.before, Guarded.seven, Guarded.kind, Guarded.n)
print([name for name in ("problem", "unreached", "ratio", "after") if hasattr(Guarded, name)])


class Base:
    limit = 10
    hook = None


class Found(Base):
    for step in range(3):
        if step == 7:
            limit = step


class Set(Base):
    for step in range(3):
        if step == 2:
            limit = step


print(Found.limit, Found().limit, Found.step, Set.limit, Set().limit, Base.limit)
Set.limit = 5
print(Set().limit, Base.limit)


class Versioned:
    if sys.version_info >= (3, 8):

        def name(self):
            return "new"

    else:

        def name(self):
            return "old"

    if sys.version_info < (3,):
        text = "bytes"
    else:
        text = "str"


print(Versioned().name(), Versioned.text)


class Calculator:
    def add(self, x):
        return self.start + x

    def sub(self, x):
        return self.start - x

    def twice(value):
        return value * 2

    @staticmethod
    def half(value):
        return value / 2

    start = twice(21)
    halves = half(start)
    table = {"add": add, "sub": sub}
    order = [sub, add]
    for alias in (add, sub):
        print(alias.__name__)

    class Mark:
        def __init__(self, text):
            self.text = text

    marks = [Mark("a"), Mark("b")]
    kinds = {"mark": Mark}

    def run(self, op, x):
        return self.table[op](self, x)


calculator = Calculator()
print(calculator.run("add", 8), calculator.run("sub", 2), [op(calculator, 1) for op in Calculator.order])
print(Calculator.start, Calculator.halves, Calculator.twice("ab"), [m.text for m in Calculator.marks])
print(Calculator.kinds["mark"]("c").text, Calculator.add(calculator, x=1))


class Other:
    start = 100


print(Calculator.add(Other(), 5))
try:
    print(Calculator.add(5, 5))
except AttributeError as error:
    print(error)


def area(self, unit="m"):
    return f"{self.w * self.h} {unit}"


class Shape:
    w, h = 2, 3
    area = area
    size = area

    def scaled(n):
        return n * 10

    scaled = staticmethod(scaled)

    def named(cls):
        return cls.__name__

    named = classmethod(named)
    is_big = staticmethod(lambda n: n > 5)
    count = staticmethod(len)
    convert = int
    product = operator.mul
    double = functools.partial(pow, 2)

    def all(self):
        return self.is_big(7), self.count("abc"), self.convert("12"), self.product(3, 4), self.double(5)


class Narrow(Shape):
    w = 1
    convert = float


print(Shape().area(), Shape().size("cm"), Shape.area(Narrow()), area(Narrow(), unit="km"))
print(Shape.scaled(2), Shape().scaled(3), Shape.named(), Narrow().named(), Shape().all(), Narrow().all())


class Registered:
    known = {}

    def register(function, known=known):
        known[function.__name__] = function
        return function

    @register
    def one(self):
        return 1

    @register
    def two(self):
        return 2

    if hasattr(list, "append") and not hasattr(str, "append"):
        checked = True


print(sorted(Registered.known), Registered().two(), Registered.known["one"](Registered()), Registered.checked)


def local(n):
    class Local:
        seen = []
        for k in range(n):
            seen.append(k)
        if n > 1:
            many = n

    return len(Local.seen), hasattr(Local, "many")


print(local(1), local(3), local(0))

max = max(3, 4)


class Shadow:
    len = len("abc")
    size = len + max


print(Shadow.len, Shadow.size)


class Failing:
    ready = True
    if ready:
        raise LookupError("in the body")


print("not reached")
