class C:
    """Holds x."""
    def __init__(self): self._x = 1
    def get_x(self):
        return self._x
    def set_x(self, v):
        if v < 0: raise ValueError("neg")
        self._x = v
    def del_x(self): self._x = None
    x = property(get_x, set_x, del_x, "the x")
    y = property(lambda self: self._x * 2)
    z = property(fget=get_x, fset=lambda self, v: self.set_x(v + 1))
c = C(); c.x += 5
print(c.x, c.y, c.get_x())
try: c.x = -1
except ValueError as e: print(e)
try: c.y = 3
except AttributeError as e: print(e)
c.z = 10
print(c.z, c.x)
class D(C):
    def get_x(self): return 99
d = D()
print(d.x, d.get_x())
del c.x
print(c.get_x())
class E:
    def __init__(self): self._x = 1
    def get(self):
        "of the getter"
        return self._x
    def put(self, v): self._x = v
    a = property(get, put, None, "given")
    b = property(get, doc="by name")
    c = property(get)
    d = property(lambda self: self._x * 2, doc="of a lambda")
    e = property(get, put, doc=None)
e = E(); e.a = 4; e.e += 1
print(e.a, e.b, e.c, e.d, e.e)
print(C.x.__doc__, E.a.__doc__, E.b.__doc__, E.c.__doc__, E.d.__doc__, E.e.__doc__, E.get.__doc__)
