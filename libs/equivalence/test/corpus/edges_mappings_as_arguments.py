class D:
    def __init__(self, *a, **k):
        self._d = {}
        self._d.update(dict(*a, **k))
print(D()._d, D(a=1)._d)
class D2:
    def __init__(self, *a, **k):
        self._d = dict(*a, **k)
print(D2({"x": 1})._d, D2({"x": 1}, y=2)._d)
class D3:
    def __init__(self, *a, **k):
        self._d = dict(*a, **k)
print(D3([("x", 1)], z=3)._d)
def plain(*a): return dict(*a)
print(plain({"q": 1}))
import json
class P:
    def __init__(self, x, y=0): self.x, self.y = x, y
    def __repr__(self): return f"P({self.x}, {self.y})"
    @classmethod
    def make(cls, d): return cls(**d)
print(P.make(json.loads('{"x": 1, "y": 2.5}')), P(**json.loads('{"x": "s"}')))
try:
    P(**json.loads('{"z": 1}'))
except TypeError as e: print(e)
def f(**kw): return sorted(kw.items())
print(f(**json.loads('{"b": 1, "a": null}')))
class V:
    def __init__(self, n): self.n = n
    def d(self): return f"V{self.n}"
class C(V):
    def d(self): return "C" + super(C, self).d()
vs = [V(1), C(2)]
print([v.d() for v in vs], C.d(vs[1]))
try:
    C.d(vs[0])
except TypeError as e: print(e)
