from collections.abc import Callable, Collection, Iterable, Iterator, Reversible, Sized
from typing import Protocol, runtime_checkable


class Bag:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def __contains__(self, x):
        return x in self.items


class Count:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n


class Adder:
    def __call__(self, a, b):
        return a + b


@runtime_checkable
class Speaker(Protocol):
    def speak(self) -> str: ...


class Dog:
    def speak(self) -> str:
        return "woof"


class Place:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


def attempt(text):
    try:
        return int(text)
    except ValueError as e:
        return e


def attempts(text):
    if text == "key":
        return KeyError(text)
    if text == "own":
        return LookupError(text)
    return text


for each in [attempt("1"), attempt("x"), attempt("3")]:
    if isinstance(each, Exception):
        print("failed:", each)
    else:
        print("value", each + 1)
for each in [attempts("key"), attempts("own"), attempts("text")]:
    print(isinstance(each, KeyError), isinstance(each, LookupError), isinstance(each, (str, ValueError)))
    if isinstance(each, KeyError):
        print("key", each)
    elif isinstance(each, LookupError):
        print("lookup", each)
    else:
        print("neither", each.upper())
for thing in (Bag([1, 2]), Count(), Adder(), Dog()):
    print(
        type(thing).__name__,
        isinstance(thing, Iterable),
        isinstance(thing, Iterator),
        isinstance(thing, Sized),
        isinstance(thing, Collection),
        isinstance(thing, Callable),
        isinstance(thing, Speaker),
        isinstance(thing, Reversible),
    )
print(isinstance([], Sized), isinstance({}, Iterable), isinstance("x", Collection), isinstance(3, Iterable))
print(isinstance(len, Callable), isinstance(Dog, Callable), isinstance(ValueError("x"), object))
print("abcdef"[Place(2)], [10, 20, 30][Place(1)], (1, 2, 3)[Place(0)])


def returns():
    yield 1
    return "done"


g = returns()
print(next(g), next(g, "end"))
try:
    next(g)
except StopIteration as e:
    print("value", e.value)
g = returns()
for item in g:
    print(item)
try:
    next(g)
except StopIteration as e:
    print("value", e.value)
