class A:
    def who(self): return "A"
    @property
    def p(self):
        "doc of p"
        return 1
class B(A):
    def who(self): return "B" + super().who()
class C(A):
    def who(self): return "C" + super().who()
class D(B, C):
    def who(self): return "D" + super().who()
d = D()
print(D.__bases__, D.__base__, B.__base__, A.__base__, B.__base__.__name__, B.__base__ is A)
print(super(B, d).who(), A.who(d), super(D, d).who())
print(A.__subclasses__(), B.__subclasses__(), D.__subclasses__())
print([k.__name__ for k in A.__subclasses__()])
print(A.p.__doc__, A.__doc__)
def make():
    return {k.__name__.lower(): k for k in A.__subclasses__()}
print(make()["b"]().who())
for k in A.__subclasses__():
    print(k().who(), k.__name__)
print(hash(d) == hash(d))
class Plugin:
    def run(self): raise NotImplementedError
class X(Plugin):
    def run(self): return "x"
class Y(Plugin):
    def run(self): return "y"
print([p().run() for p in Plugin.__subclasses__()], len(Plugin.__subclasses__()))
from enum import Enum
class E(Enum):
    P = 1
    Q = 2
print(hash(E.P) == hash(E.P), hash(E.P) == hash(E.Q), E.__base__ if False else "")
