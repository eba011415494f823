"""Local names and parameters with the names of classes and of globals; a generator's stray StopIteration."""

from collections import namedtuple
from datetime import timedelta, timezone

COUNT = 0
Node = namedtuple("Node", "a b")


class Leaf(Exception):
    pass


def increase():
    global COUNT
    COUNT += 1


def counted(COUNT):
    return COUNT + 1


def doubled(Node):
    return Node * 2


def leaves(n):
    Leaf = n
    return [Leaf + Leaf for Leaf in range(Leaf)], lambda Node, COUNT: Node + COUNT


def strays():
    try:
        raise ValueError("first")
    except ValueError:
        raise StopIteration(3)
    yield


increase()
print(counted(3), COUNT, doubled(4), Node(1, 2))
found, added = leaves(3)
print(found, added(1, 2))
try:
    raise Leaf("x")
except Leaf as e:
    print(repr(e))
try:
    next(strays())
except RuntimeError as e:
    print(repr(e.__cause__), repr(e.__context__), repr(e.__context__.__context__), e.__suppress_context__)
print(timezone(timedelta(hours=1), "X"), timezone(timedelta(hours=1)))
