class Celsius:
    def __get__(self, obj, owner):
        return (obj.fahrenheit - 32) * 5 / 9

    def __set__(self, obj, value):
        obj.fahrenheit = value * 9 / 5 + 32


class Temperature:
    celsius = Celsius()

    def __init__(self, f):
        self.fahrenheit = f


t = Temperature(212)
print(t.celsius)
t.celsius = 0
print(t.fahrenheit, t.__dict__)


class Counted:
    def __set_name__(self, owner, name):
        self.key = f"_{name}"
        self.reads = 0

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        self.reads += 1
        return getattr(obj, self.key, "unset")

    def __set__(self, obj, value):
        setattr(obj, self.key, value)


class Box:
    a = Counted()
    b = Counted()


x, y = Box(), Box()
print(x.a)
x.a = 1
y.a = "s"
y.b = 2.5
print(x.a, y.a, y.b, x.b)


class Sub(Box):
    def both(self):
        return (self.a, self.b)


z = Sub()
z.a, z.b = 1, 2
print(z.both(), vars(z))
