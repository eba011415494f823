import sys


class Robot:
    speed = 3

    def __init__(self):
        self.x = 0
        self.log = []

    def left(self, n=1):
        self.x -= n

    def right(self, n=1):
        self.x += n

    @property
    def place(self):
        return f"at {self.x}"


r = Robot()
for line in ["left 2", "right 5", "jump 1", "place 0"]:
    name, n = line.split()
    if hasattr(r, name):
        found = getattr(r, name)
        if callable(found):
            found(int(n))
        else:
            print(found)
    else:
        print("no", name)
    try:
        getattr(r, name)
    except AttributeError as error:
        print(error)
print(r.x)


def describe(obj, *names):
    return {name: getattr(obj, name, "?") for name in names}


print(describe(r, "x", "speed", "weight"))
OPS = [("upper", "abc"), ("title", "a b"), ("strip", "  x ")]
for method, text in OPS:
    print(getattr(text, method)())
for attr in ["append", "x", "upper"]:
    print(attr, hasattr([], attr), hasattr("s", attr), hasattr(r, attr), hasattr(5, attr))
for key, value in {"x": 10, "speed": 7}.items():
    setattr(r, key, value)
print(r.x, r.speed, Robot.speed)


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({', '.join(f'{s}={getattr(self, s)}' for s in self.__slots__)})"

    def __eq__(self, other):
        return all(getattr(self, s) == getattr(other, s) for s in self.__slots__)


print(Point(1, 2), Point(1, 2) == Point(1, 2), Point(1, 2) == Point(1, 3))
people = [Point(3, 1), Point(1, 2)]
for by in ("x", "y"):
    print([p.x for p in sorted(people, key=lambda p: getattr(p, by))])


def loud(text):
    print("made", text)
    return text


print(getattr(r, "x", loud("default")))


class Careful:
    @property
    def broken(self):
        raise AttributeError("inner")


print(getattr(Careful(), "broken", "none"), hasattr(Careful(), "broken"))
try:
    getattr(r, "nothing" + str(1))
except AttributeError as error:
    print(error)
