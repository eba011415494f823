"""Descriptors that stand above methods, and those that are asked of the class."""


class LazyProperty:
    def __init__(self, fn):
        self.fn = fn
        self.name = fn.__name__

    def __get__(self, obj, cls):
        if obj is None:
            return self
        value = self.fn(obj)
        obj.__dict__[self.name] = value
        return value


class Circle:
    def __init__(self, r):
        self.r = r

    @LazyProperty
    def area(self):
        print("computing")
        return 3 * self.r**2

    @LazyProperty
    def marks(self):
        return []


c = Circle(2)
print(c.area + 1, c.area)
if c.marks:
    print("not so")
print(len(c.marks), sorted(c.__dict__))


class cached:
    def __init__(self, func):
        self.func = func

    def __set_name__(self, owner, name):
        self.attr = "_cached_" + name

    def __get__(self, instance, owner=None):
        if not hasattr(instance, self.attr):
            setattr(instance, self.attr, self.func(instance))
        return getattr(instance, self.attr)


class D:
    @cached
    def v(self):
        print("compute")
        return [1, 2]


d = D()
print(d.v, d.v is d.v)


class ReadOnly:
    def __init__(self, fn):
        self.fn = fn

    def __get__(self, obj, cls):
        return self.fn(obj)

    def __set__(self, obj, value):
        raise AttributeError("read only")


class Base:
    def __init__(self, k):
        self.k = k

    @ReadOnly
    def twice(self):
        return self.k * 2


class Sub(Base):
    @ReadOnly
    def twice(self):
        return super().twice + 1


a, b = Base(0), Sub(3)
print(a.twice, b.twice)
if a.twice:
    print("not so")
try:
    a.twice = 4
except AttributeError as e:
    print(e)


class classproperty:
    def __init__(self, fget):
        self.fget = fget

    def __get__(self, obj, owner=None):
        return self.fget(owner)


class Model:
    _table = "models"

    @classproperty
    def table(cls):
        return cls._table.upper()

    @classproperty
    def label(cls):
        return cls.__name__.lower()


print(Model.table, Model().table, Model.label)


class Positive:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__[self.name]

    def __set__(self, instance, value):
        if value <= 0:
            raise ValueError(f"{self.name} must be positive")
        instance.__dict__[self.name] = value


class Item:
    price = Positive()

    def __init__(self, price):
        self.price = price


item = Item(2.5)
print(item.price, Item.price.name, type(Item.price).__name__, isinstance(Item.price, Positive))


class Watched:
    """Told of classes that derive from it; descriptors of others are none of its own."""

    seen = []

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Watched.seen.append(cls.__name__)


class One(Watched):
    pass


class Sized:
    size = Positive()

    def __init__(self, size):
        self.size = size


print(Watched.seen, Sized(3).size)
