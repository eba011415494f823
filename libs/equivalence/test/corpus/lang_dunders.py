import functools
@functools.total_ordering
class Money:
    def __init__(self, cents):
        self.cents = cents
    def __add__(self, other):
        if isinstance(other, Money):
            return Money(self.cents + other.cents)
        if isinstance(other, int):
            return Money(self.cents + other)
        return NotImplemented
    __radd__ = __add__
    def __mul__(self, k):
        return Money(self.cents * k)
    def __rmul__(self, k):
        return self * k
    def __neg__(self):
        return Money(-self.cents)
    def __abs__(self):
        return Money(abs(self.cents))
    def __iadd__(self, other):
        self.cents += other.cents if isinstance(other, Money) else other
        return self
    def __eq__(self, other):
        return isinstance(other, Money) and self.cents == other.cents
    def __lt__(self, other):
        return self.cents < other.cents
    def __hash__(self):
        return hash(self.cents)
    def __bool__(self):
        return self.cents != 0
    def __int__(self):
        return self.cents
    def __float__(self):
        return self.cents / 100
    def __format__(self, spec):
        return format(float(self), spec or ".2f")
    def __repr__(self):
        return f"Money({self.cents})"
    def __str__(self):
        return f"${self.cents / 100:.2f}"
a, b = Money(150), Money(250)
print(a + b, 5 + a, a + 5, a * 3, 3 * a, -a, abs(-a))
print(sum([a, b]), a < b, a >= b, max(a, b), sorted([b, a]))
a += b
a += 10
print(a, bool(Money(0)), int(a), float(a), f"{a:>10.1f}|{a}")
print({Money(1), Money(1), Money(2)} == {Money(1), Money(2)}, Money(1) != Money(2))
try:
    a + "x"
except TypeError as e:
    print(e)
