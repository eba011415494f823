"""`x.__class__(…)` and methods that objects have of `object`."""

class C:
    def __init__(self, n=1): self.n = n
    def clone(self): return self.__class__(self.n + 1)
    def same(self): return type(self)(5)
print(C().clone().n, C().same().n)
class D(C): pass
print(type(D().clone()).__name__)
x = C()
print(x.__class__(7).n, x.__class__.__name__)


class A:
    def __init__(self): self.x = 1
    def __repr__(self): return "A!"
a = A()
print(a.__str__())
