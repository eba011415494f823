import traceback
from collections import namedtuple
from dataclasses import dataclass
from enum import Enum, Flag, IntFlag, auto
from typing import NamedTuple


class Parser:
    """What stands in a class says so where it is named."""

    class Error(ValueError):
        pass

    class Deep(Error):
        def __init__(self, at):
            super().__init__(f"at {at}")
            self.at = at

    @dataclass(order=True)
    class Token:
        kind: str
        text: str = ""

    class Mode(Enum):
        LAX = 1
        STRICT = 2

    class Option(Flag):
        TRACE = auto()
        QUIET = auto()

    class Bits(IntFlag):
        ONE = 1
        TWO = 2

    class Span(NamedTuple):
        start: int
        end: int = 0

    Pair = namedtuple("Pair", "a b")

    class Inner:
        class Innermost:
            @property
            def size(self):
                return 1


def local():
    class Local(Exception):
        pass

    @dataclass
    class Row:
        n: int

    return Local("here"), Row(3)


print(Parser.Error.__qualname__, Parser.Error.__name__, Parser.Inner.Innermost.__qualname__, Parser.Error)
for raised in (Parser.Error("e"), Parser.Deep(4), KeyError("k")):
    try:
        raise raised
    except (ValueError, KeyError) as error:
        print(type(error).__qualname__, error.__class__.__name__, type(error), repr(error))
        print(traceback.format_exception_only(error))
print(Parser.Token("a", "b"), Parser.Token("a") < Parser.Token("b"), type(Parser.Token("c")).__qualname__)
print(Parser.Mode, Parser.Mode.LAX, repr(Parser.Mode.STRICT), Parser.Option.TRACE | Parser.Option.QUIET, Parser.Option)
print(list(Parser.Bits), repr(Parser.Bits(3) & 1), ~Parser.Option.TRACE)
print(Parser.Span(1), Parser.Pair(1, 2), Parser.Span.__qualname__)
error, row = local()
print(type(error), row, repr(error))
for asked in range(4):
    try:
        if asked == 0:
            Parser.Mode(9)
        elif asked == 1:
            Parser.Span()
        elif asked == 2:
            Parser.Inner.Innermost().size = 2
        else:
            Parser.Inner.Innermost().weight
    except (ValueError, TypeError, AttributeError) as error:
        print(error)
raise Parser.Deep(7)
