class Database:
    _instances = {}

    def __new__(cls, name):
        if name not in cls._instances:
            inst = super().__new__(cls)
            inst.rows = []
            cls._instances[name] = inst
        return cls._instances[name]

    def __init__(self, name):
        self.name = name


a = Database("x")
b = Database("x")
c = Database("y")
print(a is b, a is c, len(Database._instances))
class Shape:
    def __new__(cls, kind, *args):
        if kind == "sq":
            return super().__new__(Square)
        return super().__new__(Circle)

    def __init__(self, kind, size):
        self.size = size


class Square(Shape):
    def area(self):
        return self.size ** 2


class Circle(Shape):
    def area(self):
        return 3 * self.size ** 2


print(Shape("sq", 2).area(), Shape("c", 2).area())


class Even:
    def __new__(cls, n):
        if n % 2:
            return None
        return super().__new__(cls)

    def __init__(self, n):
        self.n = n


print(Even(2).n, Even(3))


class Single(object):
    __instance = None

    def __new__(cls, *args):
        if not isinstance(cls.__instance, cls):
            cls.__instance = object.__new__(cls, *args)
        return cls.__instance


print(Single() is Single())


class Single2:
    _inst = None

    def __new__(cls):
        if not hasattr(cls, "inst"):
            cls.inst = super(Single2, cls).__new__(cls)
        return cls.inst


print(Single2() is Single2())


class Sub(Single2):
    pass


print(Sub() is Single2())
