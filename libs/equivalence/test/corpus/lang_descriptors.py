from abc import ABC, abstractmethod


class Validator(ABC):
    def __set_name__(self, owner, name):
        self.private_name = "_" + name

    def __get__(self, obj, objtype=None):
        return getattr(obj, self.private_name)

    def __set__(self, obj, value):
        self.validate(value)
        setattr(obj, self.private_name, value)

    @abstractmethod
    def validate(self, value):
        pass


class OneOf(Validator):
    def __init__(self, *options):
        self.options = set(options)

    def validate(self, value):
        if value not in self.options:
            raise ValueError(f"Expected {value!r} to be one of {sorted(self.options)!r}")


class Number(Validator):
    def __init__(self, minvalue=None, maxvalue=None):
        self.minvalue = minvalue
        self.maxvalue = maxvalue

    def validate(self, value):
        if not isinstance(value, (int, float)):
            raise TypeError(f"Expected {value!r} to be an int or float")
        if self.minvalue is not None and value < self.minvalue:
            raise ValueError(f"Expected {value!r} to be at least {self.minvalue!r}")
        if self.maxvalue is not None and value > self.maxvalue:
            raise ValueError(f"Expected {value!r} to be no more than {self.maxvalue!r}")


class Text(Validator):
    def __init__(self, minsize=None, predicate=None):
        self.minsize = minsize
        self.predicate = predicate

    def validate(self, value):
        if not isinstance(value, str):
            raise TypeError(f"Expected {value!r} to be an str")
        if self.minsize is not None and len(value) < self.minsize:
            raise ValueError(f"Expected {value!r} to be no smaller than {self.minsize!r}")
        if self.predicate is not None and not self.predicate(value):
            raise ValueError("predicate is not true")


class Component:
    name = Text(minsize=3, predicate=str.isupper)
    kind = OneOf("wood", "metal", "plastic")
    quantity = Number(minvalue=0)

    def __init__(self, name, kind, quantity):
        self.name = name
        self.kind = kind
        self.quantity = quantity

    def total(self):
        return self.quantity * 2


c = Component("WIDGET", "metal", 5)
print(c.name, c.kind, c.quantity, c.total())
print(vars(c))
for args in [("Widget", "metal", 5), ("WIDGET", "metle", 5), ("WIDGET", "metal", -5), ("WIDGET", "metal", "V")]:
    try:
        Component(*args)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
c.quantity += 3
print(c.quantity, c._quantity)


class Plain:
    def __set_name__(self, owner, name):
        print("named", owner.__name__, name)
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__.get(self.name, 0)

    def __set__(self, instance, value):
        if self.name in instance.__dict__:
            print("again", self.name)
        instance.__dict__[self.name] = value


class Score:
    points = Plain()
    level = Plain()


s = Score()
print(s.points, s.level)
s.points = 5
s.points = 7
s.level = 2
print(s.points + s.level, s.__dict__)


class Logged:
    def __init__(self, name):
        self.name = name

    def __set__(self, obj, value):
        print("set", self.name, value)
        obj.__dict__[self.name] = value


class Thing:
    size = Logged("size")


t = Thing()
t.size = 4
print(t.size)
