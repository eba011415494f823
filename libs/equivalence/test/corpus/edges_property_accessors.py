class Base:
    def __init__(self): self._v = 0
    @property
    def v(self): return self._v
    @v.setter
    def v(self, x): self._v = x
class Sub(Base):
    @property
    def v(self): return Base.v.fget(self) + 1
    @v.setter
    def v(self, x):
        print("set", x)
        Base.v.fset(self, x)
s = Sub()
s.v = 5
print(s.v, s._v)
