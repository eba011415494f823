def sorted_by(a, b):
    return a + b


def min2(a, b):
    return a - b


def unpack(x):
    return x


def hint1(x):
    return x * 2


def percent_map(x):
    return x


def to_list(x):
    return list(x)


def escaping(x):
    return x


def slice_of(x): return x
def getitem(x): return x
def iterate(x): return x
def unordered(x): return x
def concat(a, b): return a + b
def default(x): return x
def empty(): return 0
def map_iter(f, x): return f


class Str:
    pass


class PyErr:
    def __init__(self):
        self.x = 1


class Table:
    v = 1


print(sorted_by(1, 2), sorted([3, 1], key=lambda x: -x), min2(5, 3), min(5, 3), unpack(3), hint1(2), percent_map(1))
print("%(a)s" % {"a": 1}, to_list("ab"), list((1, 2)), escaping(2), slice_of(1), getitem(1), iterate(2), unordered(3), concat("a", "b"), default(1), empty(), map_iter(1, 2))
a, b = [1, 2]
print(a, b, list(map(lambda x: x + 1, [1])), PyErr().x, Table.v, sorted([1, 2, 3], reverse=True))
t = (x for x in [1])
print(next(t))
