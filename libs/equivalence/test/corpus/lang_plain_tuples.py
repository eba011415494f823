"""Classes that derive from tuple, with a __new__ and without."""
import json


class Point(tuple):
    __slots__ = ()

    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    @property
    def x(self):
        return self[0]

    @property
    def y(self):
        return self[1]

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __repr__(self):
        return f"Point(x={self.x}, y={self.y})"


p = Point(1, 2)
print(p, repr(p), str(p), p.x, p.y, p + Point(3, 4), f"{p}", "%d-%d" % p, "{}".format(p))
print(p == (1, 2), (1, 2) == p, p == Point(1, 2), p != (1, 2), p != Point(1, 3), p < (1, 3), p < Point(2, 0), hash(p) == hash((1, 2)))
print(len(p), [*p], list(p), tuple(p), type(tuple(p)).__name__, p[0], p[-1], p[:1], type(p[:1]).__name__, 1 in p, p.index(2), p.count(1))
print(isinstance(p, tuple), isinstance(p, list), issubclass(Point, tuple), bool(p), sum(p), max(p), sorted([Point(2, 1), Point(1, 5)]))
print({p: 1}, {p: "a"}[Point(1, 2)], p * 2, type(p * 2).__name__, p in [(1, 2)], {Point(1, 2), Point(1, 2)}, json.dumps([p]))
x, y = p
print(x, y)
for each in p:
    print(each, end=" ")


def gathered(*args):
    return args


print(gathered(*p), dict(zip("ab", p)), max(Point(1, 9), Point(2, 0)), min([Point(5, 5), Point(0, 7)]))
try:
    print(f"{p:>10}")
except TypeError as error:
    print(error)
try:
    Point(1)
except TypeError:
    print("one missing")


class Vector(tuple):
    def dot(self, other):
        return sum(a * b for a, b in zip(self, other))

    def scaled(self, k):
        return Vector(each * k for each in self)


v = Vector([1, 2, 3])
print(v, v.dot(Vector((4, 5, 6))), v.scaled(2), type(v.scaled(2)).__name__, len(v), v + (4,), Vector(), bool(Vector()), v[1], v == (1, 2, 3))
print(Vector(range(3)), sum(v), hash(v) == hash((1, 2, 3)), v[1:], sorted(v, reverse=True), v < Vector([1, 2, 4]))


class Row(tuple):
    def __new__(cls, name, age):
        return tuple.__new__(cls, (name, age))

    name = property(lambda self: self[0])
    age = property(lambda self: self[1])

    def older(self):
        return Row(self.name, self.age + 1)


rows = [Row("bo", 3), Row("al", 5), Row("al", 4)]
print(sorted(rows), max(rows), [row.name for row in rows], rows[0].older(), {row.name: row for row in rows})
name, age = rows[0]
print(name, age, rows[0] + ("x",))
