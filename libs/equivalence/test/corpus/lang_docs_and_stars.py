"""Documentation as a value, starred arguments of what is built in, and what asks the interpreter about itself."""
import sys
from datetime import date
from functools import wraps


def traced(f):
    """Says when it is called."""

    @wraps(f)
    def inner(*args):
        """Inner."""
        return f(*args)

    return inner


@traced
def area(w, h):
    """The area.

    Of a rectangle.
    """
    return w * h


def bare():
    return 1


class Shape:
    """A shape."""

    def sides(self):
        """How many."""


print(area.__doc__.splitlines()[0], area.__name__, traced.__doc__, bare.__doc__, Shape.__doc__, Shape.sides.__doc__, Shape().sides.__doc__)
for f in (area, traced, bare):
    print(f.__name__, (f.__doc__ or "none").split()[0])

bounds, pair, names = [2, 10, 3], (17, 5), ("x", "y")
print(list(range(*bounds)), list(range(*bounds[:1])), divmod(*pair), pow(*(2, 5)), divmod(*[9, 4]))
print("{}-{}".format(*names), "abc".replace(*("a", "z")), complex(*(1, 2)), date(*(2024, 2, 29)))
try:
    range(*[])
except TypeError as error:
    print(error)
print(sys.version_info >= (3, 8), sys.version_info < (3, 10), sys.version_info > (3, 11), sys.version_info <= (2, 7))

first = [1]
second = first
print(id(first) == id(second), id(first) != id(bounds))
try:
    raise SyntaxError("unexpected end")
except SyntaxError as error:
    print(error.msg, error)
for make in (lambda: {(1, [2])}, lambda: {(1, ({},))}, lambda: {(1, [2]): 3}):
    try:
        print(make())
    except TypeError as error:
        print(error)
