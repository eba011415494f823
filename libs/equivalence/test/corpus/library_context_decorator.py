"""Context managers that decorate functions: each call runs inside them."""
import contextlib
from contextlib import ContextDecorator


class timed(ContextDecorator):
    def __init__(self, label):
        self.label = label

    def __enter__(self):
        print("begin", self.label)
        return self

    def __exit__(self, *error):
        print("end", self.label, error[0] is None)
        return False


class quiet(contextlib.ContextDecorator):
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        return kind is not None and issubclass(kind, ValueError)


@timed("outer")
@timed("inner")
def scaled(n, by=2):
    "Multiplies."
    return n * by


@quiet()
def checked(x):
    if x < 0:
        raise ValueError(x)
    if x == 0:
        raise KeyError("zero")
    return x


class Reader:
    @quiet()
    def read(self, text):
        return int(text)


print(scaled(3), scaled(2, by=5), scaled.__name__, scaled.__doc__)
with timed("block") as manager:
    print(manager.label)
print(checked(2), checked(-1))
try:
    checked(0)
except KeyError as error:
    print("not quiet", error)
print(Reader().read("4"), Reader().read("x"))
