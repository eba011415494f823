class Registry:
    plugins = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Registry.plugins[cls.__name__] = cls


class A(Registry):
    def go(self):
        return 'a'


class B(Registry):
    def go(self):
        return 'b'


class Shape:
    kinds = []

    def __init_subclass__(cls, kind="plain"):
        Shape.kinds.append((kind, cls.__name__))


class Dot(Shape, kind="dot"):
    pass


class Line(Shape):
    pass


print(sorted(Registry.plugins), [c().go() for c in Registry.plugins.values()])
print(Shape.kinds)


class Celsius:
    def __init__(self, t):
        self.t = t

    def __getattr__(self, name):
        if name == 'f':
            return self.t * 9 / 5 + 32
        raise AttributeError(f'no {name}')


x = Celsius(100)
print(x.f, x.t, hasattr(x, 'q'), getattr(x, 'q', 'dflt'), hasattr(x, "f"), getattr(x, "f", 0.0))
try:
    x.nothing
except AttributeError as e:
    print("failed", e)


class Proxy:
    def __init__(self, inner):
        self._inner = inner
        self.log = []

    def __getattr__(self, name):
        self.log.append(name)
        return getattr(self._inner, "size")


class Inner:
    def __init__(self):
        self.size = 7


p = Proxy(Inner())
print(p.size + 1, p.log)
