"""What Python calls the types of its iterators, and which of them are generators."""

from collections.abc import Generator, Iterator
from types import GeneratorType


def numbers():
    yield 1
    yield 2


def kind(x):
    return type(x).__name__


def flat(rows):
    for row in rows:
        if isinstance(row, (list, GeneratorType)):
            yield from flat(row)
        else:
            yield row


def tried(f):
    try:
        print(f())
    except TypeError as error:
        print(error)


print(type(zip([1])).__name__, type(enumerate([1])).__name__, type(map(str, [1])).__name__)
print(type(filter(None, [1])).__name__, type(reversed([1])).__name__, type(iter([1])).__name__)
print(type(iter((1,))).__name__, type(iter({1: 2})).__name__, type(iter({1})).__name__)
print(kind(numbers()), kind(n for n in [1]), [kind(each) for each in [numbers(), (n for n in [2])]])
print(isinstance(numbers(), Generator), isinstance(zip([1]), Generator), isinstance(iter([1]), GeneratorType))
print(isinstance(map(str, [1]), Iterator), isinstance((n for n in []), GeneratorType))
print(list(flat([1, [2, [3]], (n for n in [4, 5])])))
tried(lambda: len(zip([1])))
tried(lambda: len(map(str, [1])))
tried(lambda: enumerate([1])[0])
tried(lambda: filter(None, [1]) + 1)
tried(lambda: iter([1])[0])
tried(lambda: len(numbers()))
tried(lambda: numbers()[0])
tried(lambda: reversed(zip([1])))
tried(lambda: [1] + map(str, [1]))
