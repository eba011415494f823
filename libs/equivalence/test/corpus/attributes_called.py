"""Functions kept as attributes of functions and called through whoever has the function; overloads, versions and bases."""
import sys
from typing import overload
def outer():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    inc.twice = lambda: 2 * n
    return inc
f = outer()
print(f(), f.twice())
def greet(name): return "hi " + name
greet.loud = lambda name: "HI " + name
print(greet.loud("bob"))
g = greet
print(g.loud("al"))


@overload
def double(x: int) -> int: ...
@overload
def double(x: str) -> str: ...
def double(x):
    return x * 2


class Base:
    pass


class Derived(Base):
    pass


print(double(4), double("ab"))
print(sys.version_info[0], sys.version_info[:2], sys.version_info[1] > 6)
print([c.__name__ for c in Derived.mro()])
