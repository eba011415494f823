"""Examples that show themselves as they are run.

>>> gcd(4, 6)
2
"""
import doctest
from functools import lru_cache
from abc import ABC, abstractmethod

square = lambda x: x * x

def gcd(a, b):
    """Return it.

    >>> gcd(12, 18)
    6
    >>> gcd(1, 1); gcd(3, 9)
    1
    3
    >>> # only a comment
    >>> x = 3
    >>> for i in range(2):
    ...     print(i, x)
    ...
    0 3
    1 3
    >>> gcd("a", 0) # doctest: +SKIP
    'a'
    >>> gcd(1, "x")
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for %: 'int' and 'str'
    """
    while b:
        a, b = b, a % b
    return a

@lru_cache(maxsize=None)
def fib(n: int) -> int:
    """
    >>> fib(10)
    55
    """
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def no_doc(x):
    return x

class Shape(ABC):
    """A shape.
    >>> Square(2).area()
    4
    """
    def __init__(self, s):
        self.s = s
    @abstractmethod
    def area(self):
        pass
    @property
    def side(self):
        """
        >>> Square(3).side
        3
        """
        return self.s
    @side.setter
    def side(self, v):
        self.s = v
    @staticmethod
    def make(n):
        "no examples"
        return Square(n)
    @classmethod
    def build(cls, n):
        """
        >>> Square.build(1).s
        1
        """
        return cls(n)
    def __call__(self):
        return self.s
    called = __call__

class Square(Shape):
    class Inner:
        def f(self):
            """
            >>> 1 +1
            2
            """
    def area(self):
        return self.s ** 2

class Err(ValueError):
    """Raised."""

if __name__ == "__main__":
    doctest.testmod(verbose=True)
    print("done", gcd(8, 12))
