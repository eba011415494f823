"""Functions by the type of their argument: abstract types, of which the narrower comes first, and register as a call."""

import collections.abc
import numbers
from collections import abc
from collections.abc import Iterable, Mapping, Sequence
from functools import singledispatch


@singledispatch
def kind(x):
    return "object"


@kind.register
def _(x: Iterable):
    return "iterable"


@kind.register
def _(x: Sequence):
    return "sequence"


@kind.register
def _(x: Mapping):
    return "mapping"


print(kind([1]), kind({}), kind({1}), kind("a"), kind(3), kind((1,)))


@singledispatch
def shown(x, loud=False):
    return f"{x}!" if loud else f"{x}"


@shown.register
def _(x: numbers.Real, loud=False):
    return "a number"


@shown.register
def _(x: numbers.Integral, loud=False):
    return "a whole number"


@shown.register
def _(x: abc.Sequence, loud=False):
    return " ".join(shown(each) for each in x)


@shown.register(str)
def _(x, loud=False):
    return x.upper() if loud else x


def nothing(x, loud=False):
    return "nothing"


shown.register(type(None), nothing)
print(shown(1.5), shown(2), shown([1, "a", None]), shown("b", loud=True), shown(None), shown({1: 2}), shown(True))


def count(items: abc.Sequence, others: collections.abc.Iterable = ()) -> int:
    return len(items) + sum(1 for _ in others)


print(count([1]), count("ab", {3}))
