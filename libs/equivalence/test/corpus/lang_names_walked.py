class Shape:
    def __init__(self, w, h):
        self.w = w
        self.h = h

    def area(self):
        return self.w * self.h

    def perim(self):
        return 2 * (self.w + self.h)


s = Shape(3, 4)
for name in ("w", "h"):
    print(name, getattr(s, name))
for name in ["area", "perim"]:
    print(name, getattr(s, name)())
for name in ["w", "missing"]:
    print(getattr(s, name, None))
    print(hasattr(s, name))
op = "area"
m = getattr(s, op)
print(m())


def show(obj, attrs):
    return ", ".join(f"{a}={getattr(obj, a)}" for a in attrs)


print(show(s, ["w", "h"]))
for name in ("w", "h"):
    setattr(s, name, 10)
print(s.w, s.h)
