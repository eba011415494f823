class Rational:
    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError("denominator is zero")
        if d < 0:
            n, d = -n, -d
        g = Rational._gcd(abs(n), d)
        self.n, self.d = n // g, d // g
    @staticmethod
    def _gcd(a, b):
        while b:
            a, b = b, a % b
        return a or 1
    def __add__(self, o):
        o = self._wrap(o)
        return Rational(self.n * o.d + o.n * self.d, self.d * o.d)
    __radd__ = __add__
    def __sub__(self, o):
        return self + -self._wrap(o)
    def __neg__(self):
        return Rational(-self.n, self.d)
    def __mul__(self, o):
        o = self._wrap(o)
        return Rational(self.n * o.n, self.d * o.d)
    def __truediv__(self, o):
        o = self._wrap(o)
        return Rational(self.n * o.d, self.d * o.n)
    def __eq__(self, o):
        o = self._wrap(o)
        return self.n == o.n and self.d == o.d
    def __lt__(self, o):
        o = self._wrap(o)
        return self.n * o.d < o.n * self.d
    def __le__(self, o):
        return self < o or self == o
    def __hash__(self):
        return hash((self.n, self.d))
    def __float__(self):
        return self.n / self.d
    def __str__(self):
        return str(self.n) if self.d == 1 else f"{self.n}/{self.d}"
    def __repr__(self):
        return f"Rational({self.n}, {self.d})"
    @classmethod
    def _wrap(cls, x):
        return x if isinstance(x, Rational) else cls(x)

a, b = Rational(1, 2), Rational(-3, 4)
print(a + b, a - b, a * b, a / b, -a, a + 1, 1 + a, a == Rational(2, 4), a < b, a <= a)
print(sum([Rational(1, k) for k in range(1, 6)], Rational(0)), sorted([a, b, Rational(1, 3)]), float(b), max(a, b))
print({a: 1}[Rational(2, 4)], [a, b], a == 0.5 if False else a != b)
try:
    Rational(1, 0)
except ZeroDivisionError as e:
    print(e)
try:
    a / 0
except ZeroDivisionError as e:
    print(e)
