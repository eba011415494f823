"""Which of Python's abstract containers its own types are."""
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, MutableSequence, Reversible, Sequence, Sized


def kinds(x):
    return [
        isinstance(x, Sequence),
        isinstance(x, MutableSequence),
        isinstance(x, Iterable),
        isinstance(x, Sized),
        isinstance(x, Collection),
        isinstance(x, Reversible),
        isinstance(x, Hashable),
        isinstance(x, Mapping),
        isinstance(x, Iterator),
    ]


print(kinds(range(3)), kinds("text"), kinds(b"bytes"))
print(kinds(bytearray(b"x")), kinds([1]), kinds((1,)))
print(kinds({1: 2}), kinds({1}), kinds(5))
for x in (bytearray(b"ab"), b"ab"):
    print(isinstance(x, (Sequence, int)), isinstance(x, MutableSequence))
