class A:
    count = 0
    def __init__(self): self.x = 1
a = A()
setattr(a, "x", 5)
setattr(a, "y", "new")
setattr(A, "count", 7)
print(a.x, a.y, A.count, a.count)
def t(v):
    print("t", v)
    return v
def mk():
    print("mk")
    return a
setattr(mk(), "x", t(9))
print(a.x)
class P:
    def __init__(self): self._v = 0
    @property
    def v(self): return self._v
    @v.setter
    def v(self, x): self._v = x * 2
p = P()
setattr(p, "v", 4)
print(p.v, getattr(p, "v"))
