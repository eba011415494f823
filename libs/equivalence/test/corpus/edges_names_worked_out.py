class Base:
    def __getattr__(self, name):
        if name.startswith("x_"):
            return name[2:]
        raise AttributeError(name)


b = Base()
for n in ("x_a", "y"):
    try:
        print(getattr(b, n))
    except AttributeError as e:
        print("no", e)


class Op:
    def __init__(self):
        self.value = 1
        self.add = "field"

    def sub(self, n):
        return self.value - n

    @staticmethod
    def stat(n):
        return n * 100

    @classmethod
    def cl(cls, n):
        return cls.__name__ * n


o = Op()
for name, arg in [("sub", 5), ("stat", 2), ("cl", 2)]:
    print(getattr(o, name)(arg))
print(getattr(Op, "stat")(3), [getattr(Op, n)(1) for n in ("stat", "cl")])
key = "val" + "ue"
print(getattr(o, key), hasattr(o, key), hasattr(o, key.upper()))
setattr(o, key, 7)
print(o.value, o.sub(1))
for field in ["value", "extra"]:
    setattr(o, field, field.upper())
print(o.value, o.extra)
try:
    getattr(o, "nothing" + key)
except AttributeError as e:
    print(e)
print([n for n in ("value", "sub", "zzz") if hasattr(o, n)])


class Matrix:
    def __init__(self, **kw):
        for k, v in kw.items():
            setattr(self, "_" + k, v)

    def get(self, k):
        return getattr(self, f"_{k}")


m = Matrix(rows=2, name="m")
print(m.get("rows") + 1, m.get("name").upper())
try:
    m.get("cols")
except AttributeError as e:
    print(e)


class Slotted:
    __slots__ = ["a", "b"]

    def __init__(self):
        for s in self.__slots__:
            setattr(self, s, s * 2)


s = Slotted()
print(s.a, s.b)
try:
    setattr(s, "c", 1)
except AttributeError as e:
    print(e)
