"""What may be called, and what else it may be: tables of functions and values, defaults that are made, tests that narrow."""
from collections.abc import Callable


class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x):
        return x + self.n


class Plain:
    pass


def double(x):
    return x * 2


for v in [double, Adder, Adder(1), Plain, Plain(), len, int, ValueError, 3, "s", None, [1], lambda x: x, str.upper]:
    print(callable(v), isinstance(v, Callable))
print(callable(type(3)), callable(type(Plain())), isinstance(int, Callable), isinstance(ValueError, Callable))
print(callable(ValueError("x")), callable(Adder(1).__call__), not callable(2.5))


def show(v):
    return "fn" if callable(v) else str(v)


print(show(double), show("q"), show(3), show(None))
chosen = double if len("ab") == 2 else "text"
print(show(chosen), show(double if len("ab") == 3 else 7))


def described(v):
    if isinstance(v, str):
        return "s:" + v
    return "function" if callable(v) else repr(v)


print(described(chosen), described("q"), described([1, "a"]))


def apply(v, *args):
    if not callable(v):
        return v
    return v(*args)


print(apply(3), apply("x"), apply(lambda: 5), apply(max, 1, 2), apply(Adder(10), 1))


def deep(v):
    while callable(v):
        v = v()
    return v


print(deep(lambda: lambda: 3), deep(4))


class Field:
    def __init__(self, default=None):
        self.default = default

    def get(self):
        if callable(self.default):
            return self.default()
        return self.default


print(Field(3).get(), Field(list).get(), Field(lambda: "x").get(), Field().get())
config = {"a": 1, "b": list, "c": lambda: {"k": 2}, "d": "txt", "e": None}
for k, v in config.items():
    print(k, v() if callable(v) else v)
for step in [double, 2.5, None, Adder(3)]:
    if callable(step):
        print(step(1))
    elif step is not None:
        print(step * 2)

FILTERS = {
    "upper": lambda v: v.upper(),
    "default": lambda v, d="": v if v not in (None, "") else d,
    "length": len,
    "join": lambda v, sep=",": sep.join(str(x) for x in v),
}


def filtered(name, v, arg=None):
    return FILTERS[name](v, arg) if arg else FILTERS[name](v)


print(filtered("upper", "abc"), filtered("default", "", "n/a"), filtered("join", [1, 2.5], "/"), filtered("length", "four"))
for name, value in (("length", "abc"), ("upper", "abc")):
    try:
        print(filtered(name, value, "more"))
    except TypeError as e:
        print(name, type(e).__name__)
