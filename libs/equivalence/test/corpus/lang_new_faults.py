class Point:
    made = 0

    def __new__(cls, x, y=0):
        cls.made += 1
        self = object.__new__(cls)
        self.label = f"{cls.__name__} {cls.made}"
        return self

    def __init__(self, x, y=0):
        print("init", self.label)
        self.x, self.y = x, y


class Point3(Point):
    def __new__(cls, x, y=0, z=0):
        self = super().__new__(cls, x, y)
        self.z = z
        return self

    def __init__(self, x, y=0, z=0):
        super().__init__(x, y)


p = Point(1, y=2)
q = Point3(4, 5, 6)
print(p.x, p.y, q.x, q.y, q.z, Point.made, Point3.made)

for wrong in (lambda: Point(), lambda: Point(1, 2, 3)):
    try:
        wrong()
    except TypeError as error:
        print(error)


class Greedy:
    def __new__(cls, *args):
        return object.__new__(cls, 1)


try:
    Greedy()
except TypeError as error:
    print(error)


class A:
    def f(self):
        return "A"


class B(A):
    def f(self):
        return "B"


class C(B):
    def f(self):
        return super(B, self).f() + super(C, self).f() + super().f()


print(C().f())


def pick():
    print("pick")
    return Point


print(pick().made, isinstance(q, p.__class__), isinstance(p, type(q)))
blank = Point.__new__(Point, 1)
print(blank.label, hasattr(blank, "x"))
