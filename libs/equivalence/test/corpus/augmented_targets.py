class P:
    def __init__(self): self._x = [1]; self.sets = 0
    @property
    def x(self): return self._x
    @x.setter
    def x(self, v):
        self.sets += 1
        self._x = v
class G:
    def __init__(self): self.d = {}; self.log = []
    def __getitem__(self, k): return self.d.setdefault(k, [])
    def __setitem__(self, k, v):
        self.log.append(k)
        self.d[k] = v
p = P()
p.x += [2]
print(p.x, p.sets)
g = G()
g["a"] += [1]
g["a"] += [2]
print(g.d, g.log)
a = [1, 2, 3]
a[1:2] += [7, 8]
print(a)
m = [[1], [2]]
m[0] += [9]
m[-1] *= 2
print(m)
d = {"k": {1}}
d["k"] |= {2}
print(d)
class Box:
    items = []
    def __init__(self): self.own = []; self.tags = set()
    def add(self, v):
        self.own += [v]
        self.tags |= {v}
b = Box(); b.add(1); b.add(2)
print(b.own, b.tags)
t = ([1], [2])
try: t[0] += [6]
except TypeError as ex: print("TypeError", ex)
print(t)
from enum import Enum
class Op(Enum):
    A = 1
    B = 2
class Q(Enum):
    A = 1
print(Op.A in Op, Op.B not in Op)
