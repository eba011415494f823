"""What Python's own functions say of arguments that they do not take."""

from collections import defaultdict


def tried(f):
    try:
        print(f())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)


tried(lambda: {1}.isdisjoint())
tried(lambda: {1}.issubset([1], [2]))
tried(lambda: {1}.symmetric_difference([1], [2]))
tried(lambda: frozenset([1]).issuperset())
tried(lambda: {1}.union([2], [3]))
tried(lambda: "abc".center(None))
tried(lambda: "abc".zfill(None))
tried(lambda: map(str))
tried(lambda: format(3, 2))
tried(lambda: format(3.14159, ".2f"))
tried(lambda: defaultdict([]))
tried(lambda: defaultdict({}))
tried(lambda: defaultdict(0))
tried(lambda: int.size)
tried(lambda: str.append("a", "b"))
tried(lambda: print.size)
tried(lambda: list.sample([1], 1))
tried(lambda: str.upper("a"))
tried(lambda: "abc".replace(None, "b"))
tried(lambda: "abc".replace("b", None))
tried(lambda: "abc".removeprefix(None))
tried(lambda: "abc".encode(None))
tried(lambda: format(3, None))
