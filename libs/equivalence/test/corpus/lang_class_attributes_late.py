class Base:
    count = 0
    names = []

    def __init__(self, name):
        self.name = name
        type(self).count += 1
        self.__class__.names.append(name)

    @classmethod
    def mark(cls, v):
        cls.tag = v

    def tagged(self):
        return self.tag


class Sub(Base):
    pass


Sub("a")
Sub("b")
Base("c")
print(Base.count, Sub.count, Base.names)
try:
    print(Base.tag)
except AttributeError as e:
    print(e)
Base.mark("base")
print(Sub.tag, Sub("d").tagged())
Sub.mark(5)
print(Base.tag, Sub.tag, Sub("x").tagged())
print(hasattr(Base, "tag"), hasattr(Base, "zork"), getattr(Sub, "zork", None))
b = Base("q")
b.tag = 2.5
print(b.tag, Base.tag, b.tagged())


class Config:
    pass


Config.debug = True
Config.level = 3
print(Config.debug, Config.level + 1)
c = Config()
print(c.level)
try:
    c.nope
except AttributeError as e:
    print(e)
Config.level += 1
print(c.level, Config().level)


class Node:
    total: int = 0
    cache = None

    def get(self):
        if Node.cache is None:
            Node.cache = {}
        return Node.cache


n = Node()
n.get()["a"] = 1
print(Node.cache, n.cache)


def func():
    func_cls = Config
    func_cls.extra = [1]
    return func_cls


print(func().extra)
pairs = [(1, Base), (0, Sub), (2, Config)]
print([c.__name__ for _, c in sorted(pairs)])
try:
    sorted([(1, Base), (1, Sub)])
except TypeError as e:
    print(e)
