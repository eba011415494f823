"""hasattr of special methods, of values of all kinds."""


class Sized:
    def __len__(self):
        return 3


class Plain:
    pass


class Walked(Plain):
    def __iter__(self):
        yield 1


class Held:
    def __enter__(self):
        return self

    def __exit__(self, *fault):
        return False


class Number:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return Number(self.n + other.n)

    def __index__(self):
        return self.n

    def __call__(self):
        return self.n


class Own(dict):
    pass


def flatten(x):
    if not hasattr(x, "__iter__") or isinstance(x, str):
        yield x
    else:
        for each in x:
            yield from flatten(each)


def kind(x):
    if hasattr(x, "__len__"):
        return "sized"
    return "iterable" if hasattr(x, "__iter__") else "single"


print(list(flatten([1, [2, (3, [4, "five"])], {6}, None])))
for x in (Sized(), Plain(), Walked(), Held(), Number(1), Own(), 1, "s", None, 2.5, True, (1,), {1}, {}, range(2), b"x"):
    asked = (
        hasattr(x, "__iter__"),
        hasattr(x, "__len__"),
        hasattr(x, "__getitem__"),
        hasattr(x, "__next__"),
        hasattr(x, "__enter__"),
        hasattr(x, "__add__"),
        hasattr(x, "__index__"),
    )
    print(type(x).__name__, *map(int, asked), kind(x))
print(hasattr(Number(1), "__call__"), hasattr(Plain(), "__call__"), getattr(Plain(), "__len__", "none"))
print(hasattr(iter([1]), "__next__"), hasattr((n for n in "a"), "__len__"), hasattr(5, "__iter__"))
