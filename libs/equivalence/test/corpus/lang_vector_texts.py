"""A vector that says itself: parts given to a format one by one and as a row, and formats of its own."""


class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x=0, y=0):
        self.x, self.y = x, y

    def __iter__(self):
        return iter((self.x, self.y))

    def __eq__(self, other):
        return tuple(self) == tuple(other)

    def __hash__(self):
        return hash(tuple(self))

    def __abs__(self):
        return (self.x**2 + self.y**2) ** 0.5

    def __bool__(self):
        return bool(abs(self))

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __neg__(self):
        return self * -1

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __format__(self, spec=""):
        if spec.endswith("p"):
            return "<{:{s}}, {:{s}}>".format(abs(self), self.x, s=spec[:-1])
        return "({}, {})".format(*(format(c, spec) for c in self))

    def __repr__(self):
        return "{}({!r}, {!r})".format(type(self).__name__, *self)

    def __getitem__(self, i):
        return (self.x, self.y)[i]


v = Vector(3, 4)
print(v, abs(v), bool(Vector()), 2 * v, -v, v @ v, f"{v:.1f}", f"{v:.2fp}", v == (3, 4), {v: 1}[Vector(3, 4)], v[0], v[-1])
x, y = v
print(x, y, max(v), list(map(lambda c: c + 1, v)))
try:
    v.z = 1
except AttributeError as e:
    print(e)
