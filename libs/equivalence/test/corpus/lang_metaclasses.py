"""Metaclasses: singletons, registries, checks of what a class defines, and what classes have of them."""

from abc import ABCMeta, abstractmethod
from enum import Enum


class Singleton(type):
    _instances = {}

    def __call__(cls, *args, **kwargs):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]


class Config(metaclass=Singleton):
    def __init__(self, name="default", depth=1):
        self.name = name
        self.depth = depth


class Database(metaclass=Singleton):
    def __init__(self):
        self.rows = []

    def add(self, row):
        self.rows.append(row)
        return len(self.rows)


first, second = Config("one", depth=4), Config("two")
print(first is second, second.name, second.depth + 1)
Database().add("r")
print(Database().add("s"), Database() is Database(), Database().rows[-1].upper())
print(len(Singleton._instances), [each.__name__ for each in Singleton._instances])
print(type(first).__name__, type(Config).__name__, type(Config) is Singleton, isinstance(Config, Singleton))


class Lazy(type):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        cls._instance = None
        cls.made = 0

    def __call__(cls, *args):
        if cls._instance is None:
            cls._instance = super().__call__(*args)
            cls.made += 1
        return cls._instance


class Logger(metaclass=Lazy):
    def __init__(self, prefix=">"):
        self.lines = []
        self.prefix = prefix

    def write(self, text):
        self.lines.append(self.prefix + text)


Logger("#").write("a")
Logger("-").write("b")
print(Logger().lines, Logger.made)


class Keyed(type):
    cache = {}

    def __call__(cls, key, *rest):
        if (cls, key) not in Keyed.cache:
            Keyed.cache[(cls, key)] = super(Keyed, cls).__call__(key, *rest)
        return Keyed.cache[(cls, key)]


class Word(metaclass=Keyed):
    def __init__(self, key):
        self.key = key


class Twice(metaclass=Keyed):
    def __init__(self, key):
        self.key = key * 2


print(Word("a") is Word("a"), Word("a") is Word("b"), Twice(2).key, Twice(2) is Twice(2), len(Keyed.cache))


class Registry(type):
    registry = {}

    def __new__(mcs, name, bases, namespace):
        cls = super().__new__(mcs, name, bases, namespace)
        if bases:
            mcs.registry[name.lower()] = cls
        return cls

    def names(cls):
        return sorted(cls.registry)

    @property
    def count(cls):
        return len(cls.registry)

    def __len__(cls):
        return cls.sides

    def __iter__(cls):
        return iter(range(cls.sides))

    def __contains__(cls, side):
        return 0 <= side < cls.sides

    def __getitem__(cls, i):
        return f"{cls.__name__}[{i}]"


class Shape(metaclass=Registry):
    sides = 0


class Triangle(Shape):
    sides = 3


class Square(Shape):
    sides = 4

    def area(self, edge):
        return edge ** 2


print(Shape.names(), Square.count, Registry.registry["square"]().area(5))
for key, cls in Registry.registry.items():
    print(key, cls.__name__, cls.sides, len(cls), list(cls), 3 in cls, cls[1])
for ask in (lambda: Square().names(), lambda: Square().count):
    try:
        print(ask())
    except AttributeError as error:
        print("AttributeError:", error)


class Counted(type):
    count = 0
    limit = 5

    def __call__(cls, *args):
        cls.count += 1
        return super().__call__(*args)

    def describe(cls, n=1):
        return f"{cls.__name__}:{n}:{cls.limit}"

    @staticmethod
    def helper(x):
        return x * 2

    @classmethod
    def who(mcs):
        return mcs.__name__


class A(metaclass=Counted):
    limit = 9


class B(A):
    pass


class C(metaclass=Counted):
    pass


A(), A(), B()
print(A.count, B.count, C.count, Counted.count, hasattr(C, "count"), hasattr(C(), "count"), hasattr(A(), "count"))
print(A.describe(), C.describe(n=4), A.helper(3), C.who(), Counted.who(), getattr(C, "limit", 0))
print(getattr(A(), "limit"), getattr(C(), "limit", "none"), [each.describe(2) for each in (A, B, C)])


class Ready(ABCMeta):
    def __call__(cls, *args, **kwargs):
        made = super().__call__(*args, **kwargs)
        made.ready = True
        return made


class Solid(metaclass=Ready):
    def __init__(self, edge):
        self.edge = edge

    @abstractmethod
    def volume(self): ...


class Cube(Solid):
    def volume(self):
        return self.edge ** 3


print(Cube(3).volume(), Cube(edge=2).ready)
try:
    Solid(3)
except TypeError as error:
    print(error)


class Color(Enum):
    RED = 1


for each in [Config, Color.RED, first]:
    print(isinstance(each, type), isinstance(each, Singleton), callable(each))
print(type(Color).__name__, type(Cube).__name__, type(Registry).__name__)
