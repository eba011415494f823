"""Classes that are registered, replaced by what makes them, and have lambdas for methods."""
class Lock:
    held = False
    def acquire(self): self.held = True
    __enter__ = lambda self: self.acquire()
    def __exit__(self, *a): self.held = False
l = Lock()
with l: print(l.held)
print(l.held)
class A:
    dbl = lambda self, x: x * 2
    __len__ = lambda self: 5
    __str__ = lambda self: "A!"
    area = property(lambda self: 7)
    def base(self): return 1
    alias = base
a = A()
print(a.dbl(4), len(a), str(a), a.area, a.alias())
REG3 = {}
def register3(cls):
    REG3[cls.__name__] = cls
    return cls
@register3
class Dog3:
    def __init__(self, n): self.n = n
    def speak(self): return self.n + " woof"
@register3
class Cat3:
    def __init__(self, n): self.n = n
    def speak(self): return self.n + " meow"
print([REG3[k]("x").speak() for k in sorted(REG3)], Dog3("y").speak())
REG4 = {}
def register4(name):
    def deco(cls):
        REG4[name] = cls
        return cls
    return deco
@register4("d")
class Dog4:
    def __init__(self, n): self.n = n
    def speak(self): return self.n + " woof"
@register4("c")
class Cat4:
    def __init__(self, n): self.n = n
    def speak(self): return self.n + " meow"
print([REG4[k]("x").speak() for k in sorted(REG4)], Dog4("y").speak())
def singleton6(cls):
    inst = {}
    def get(*a, **k):
        if cls not in inst: inst[cls] = cls(*a, **k)
        return inst[cls]
    return get
@singleton6
class Conf:
    def __init__(self): self.v = 0
Conf().v = 5
print(Conf().v, Conf() is Conf())
class Reg:
    _c = {}
    @classmethod
    def register7(cls, name):
        def deco(k):
            cls._c[name] = k
            return k
        return deco
    @classmethod
    def create(cls, name, *args): return cls._c[name](*args)
@Reg.register7("d")
class Dog7:
    def __init__(self, n): self.n = n
    def speak(self): return self.n + " woof"
@Reg.register7("c")
class Cat7:
    def __init__(self, n): self.n = n
    def speak(self): return self.n + " meow"
print(Reg.create("d", "a").speak(), Reg.create("c", "b").speak())
def singleton8(cls):
    instances = {}
    def get_instance(*args, **kwargs):
        if cls not in instances:
            instances[cls] = cls(*args, **kwargs)
        return instances[cls]
    return get_instance
@singleton8
class DB:
    def __init__(self, url="x"):
        print("connecting", url)
        self.url = url
    def query(self, q): return f"{self.url}:{q}"
a = DB("one"); b = DB("two")
print(a is b, b.query("s"))
