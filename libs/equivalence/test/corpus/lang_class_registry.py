class Counter:
    def __init__(self):
        Counter.total = getattr(Counter, "total", 0) + 1

    @classmethod
    def reset(cls):
        cls.count = 0
        cls.log = []

    @classmethod
    def bump(cls):
        cls.count += 1
        cls.log.append(cls.count)


Counter.reset()
Counter.bump()
Counter.bump()
print(Counter.count, Counter.log)
Counter()
Counter()
print(Counter.total)
Counter.extra = "x"
print(Counter.extra)


class Registry:
    registry = {}

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Registry.registry[cls.__name__] = cls


class A(Registry):
    def hi(self):
        return "A"


class B(Registry):
    def hi(self):
        return "B"


for name, cls in sorted(Registry.registry.items()):
    print(name, cls().hi())
