"""Attributes asked of exceptions of classes that have nothing of their own."""


from collections import namedtuple
from enum import Enum

Row = namedtuple("Row", "a b")


class Color(Enum):
    RED = 1


class Fault(LookupError):
    pass


class Coded(Fault):
    code = 3


class Other(Fault):
    pass


for e in [Fault("b"), Coded("c"), Other("d", 1)]:
    print(getattr(e, "code", "none"), hasattr(e, "code"), hasattr(e, "args"), isinstance(e, Coded))
    try:
        raise e
    except Fault as caught:
        print(getattr(caught, "code", "none"), caught.args, repr(caught))
        try:
            print(caught.code)
        except AttributeError as missing:
            print(missing)
print(getattr(Other(), "note", None))


def kinds(v):
    match v:
        case int():
            return ("number", v)
        case (a, b):
            return ("pair", b, a)
        case [a]:
            return ("one", a)


row = Row(1, 2)
print(hasattr(row, "_fields"), hasattr(row, "_asdict"), hasattr(row, "a"), hasattr(row, "c"), hasattr(row, "index"))
print(hasattr(Color.RED, "name"), hasattr(Color.RED, "value"), hasattr(Color.RED, "label"))
for x in [row, (1, 2), Color.RED, 1]:
    print(hasattr(x, "_fields"), hasattr(x, "count"), hasattr(x, "value"))
print(getattr(Coded(1, 2), "args", None), hasattr(ValueError(3), "args"), hasattr(KeyError(), "add_note"))
print([kinds(v) for v in [None, [False, True], 3, [True]]])
Other().note
