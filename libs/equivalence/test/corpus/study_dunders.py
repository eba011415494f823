"""Dunder methods: a vector, a matrix, a polynomial, a money type."""
from __future__ import annotations
import math
from functools import total_ordering
from typing import Iterator, Sequence, Union


class Vector:
    __slots__ = ("_c",)

    def __init__(self, *components: float) -> None:
        self._c = tuple(components)

    def __repr__(self) -> str:
        return f"Vector({', '.join(map(repr, self._c))})"

    def __len__(self) -> int:
        return len(self._c)

    def __getitem__(self, i: int) -> float:
        return self._c[i]

    def __iter__(self) -> Iterator[float]:
        return iter(self._c)

    def __add__(self, other: Vector) -> Vector:
        if len(self) != len(other):
            raise ValueError("dimension mismatch")
        return Vector(*(a + b for a, b in zip(self, other)))

    def __sub__(self, other: Vector) -> Vector:
        return self + (-other)

    def __neg__(self) -> Vector:
        return Vector(*(-a for a in self))

    def __mul__(self, k: Union[Vector, float]):
        if isinstance(k, Vector):
            return sum(a * b for a, b in zip(self, k))
        return Vector(*(a * k for a in self))

    __rmul__ = __mul__

    def __abs__(self) -> float:
        return math.sqrt(sum(c * c for c in self._c))

    def __bool__(self) -> bool:
        return any(self._c)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Vector):
            return NotImplemented
        return self._c == other._c

    def __hash__(self) -> int:
        return hash(self._c)

    def __contains__(self, x: float) -> bool:
        return x in self._c

    def __format__(self, spec: str) -> str:
        return "<" + ", ".join(format(c, spec) for c in self._c) + ">"


@total_ordering
class Money:
    def __init__(self, cents: int):
        self.cents = cents

    def __eq__(self, other):
        return isinstance(other, Money) and self.cents == other.cents

    def __lt__(self, other):
        return self.cents < other.cents

    def __str__(self):
        sign = "-" if self.cents < 0 else ""
        return f"{sign}${abs(self.cents) // 100}.{abs(self.cents) % 100:02d}"

    def __radd__(self, other):
        if other == 0:
            return self
        return NotImplemented

    def __add__(self, other):
        return Money(self.cents + other.cents)

    def __iadd__(self, other):
        self.cents += other.cents
        return self

    def __int__(self):
        return self.cents // 100

    def __float__(self):
        return self.cents / 100


class Poly:
    def __init__(self, coeffs: Sequence[int]):
        self.c = list(coeffs)
        while len(self.c) > 1 and self.c[-1] == 0:
            self.c.pop()

    def __call__(self, x):
        r = 0
        for a in reversed(self.c):
            r = r * x + a
        return r

    def __mul__(self, o: Poly) -> Poly:
        out = [0] * (len(self.c) + len(o.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(o.c):
                out[i + j] += a * b
        return Poly(out)

    def __pow__(self, n: int) -> Poly:
        r = Poly([1])
        for _ in range(n):
            r = r * self
        return r

    def __str__(self) -> str:
        terms = []
        for i, a in reversed(list(enumerate(self.c))):
            if a:
                terms.append(f"{a}" if i == 0 else f"{a}x" if i == 1 else f"{a}x^{i}")
        return " + ".join(terms) or "0"


class Grid:
    def __init__(self, w, h):
        self.w, self.h = w, h
        self.cells = {}

    def __setitem__(self, key, value):
        x, y = key
        if not (0 <= x < self.w and 0 <= y < self.h):
            raise IndexError(key)
        self.cells[key] = value

    def __getitem__(self, key):
        return self.cells.get(key, 0)

    def __delitem__(self, key):
        del self.cells[key]

    def __len__(self):
        return len(self.cells)

    def __reversed__(self):
        return iter(sorted(self.cells, reverse=True))


v, w = Vector(3.0, 4.0), Vector(1.0, -1.0)
print(v + w, v - w, v * 2, 2 * v, v * w, abs(v), -v, bool(Vector(0.0, 0.0)))
print(v == Vector(3, 4), v != w, v == (3, 4), 4.0 in v, f"{v:.1f}", len({v, Vector(3.0, 4.0)}), v[0], v[-1], list(v))
try:
    v + Vector(1.0)
except ValueError as e:
    print(e)
m = [Money(250), Money(-75), Money(1000)]
print(*m, max(m), sorted(m)[0], sum(m), Money(1) <= Money(1), Money(5) > Money(4), int(m[2]), float(m[0]))
m[0] += Money(50)
print(m[0], m[0] == Money(300), m[0] == 300)
p = Poly([1, 1])
print(p, p * p, p ** 4, (p ** 3)(2), Poly([0]), Poly([0, 0, 3]))
g = Grid(3, 3)
g[1, 2] = 5
g[0, 0] = 1
print(g[1, 2], g[2, 2], len(g), list(reversed(g)))
del g[0, 0]
print(len(g))
try:
    g[3, 3] = 1
except IndexError as e:
    print("index", e)
