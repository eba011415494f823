from collections import Counter
from functools import lru_cache
from statistics import mean


def tried(work):
    try:
        print(work())
    except TypeError as error:
        print(error)


@lru_cache(maxsize=None)
def total(xs):
    return sum(xs)


class Equal:
    def __eq__(self, other):
        return isinstance(other, Equal)


def updated(xs):
    s = {(0,)}
    try:
        s.update(xs)
    finally:
        print(len(s))
    return s


def counted(xs):
    c = Counter([0])
    c.update(xs)
    return c


def made():
    print("made")
    return [1]


tried(lambda: set([[1]]))
tried(lambda: frozenset([{}]))
tried(lambda: set([(1, [2])]))
tried(lambda: dict.fromkeys([[1], [2]]))
tried(lambda: Counter([[1]]))
tried(lambda: Counter([1, [2]]))
tried(lambda: set([1, [2]]))
tried(lambda: set([1, "a", (2,)]) == {1, "a", (2,)})
tried(lambda: {1}.union([[1]]))
tried(lambda: {1} - set([[1]]))
tried(lambda: total((1, 2)))
tried(lambda: total([1, 2]))
tried(lambda: set([Equal()]))
tried(lambda: set([made()]))
tried(lambda: updated([(1,)]))
tried(lambda: counted([1, 1, 0]))
tried(lambda: Counter(x for x in [[1]] if not x))
tried(lambda: Counter([]))
print(mean([1, True]), mean([True, True]), mean([True, False]))
Counter([{1}])
