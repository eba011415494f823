import copy
g = [[0] * 2] * 2
h = copy.deepcopy(g)
h[0][0] = 1
print(g, h, h[0] is h[1])
class N:
    def __init__(self, v, nxt=None):
        self.v = v
        self.nxt = nxt
        self.tags = [v]
a = N(1); b = N("x", a); a.nxt = b
c = copy.deepcopy(a)
c.nxt.tags.append(5)
c.v = 99
print(a.v, c.v, a.nxt.tags, c.nxt.tags, c.nxt.nxt is c, c.nxt is b)
s = copy.copy(a)
s.v = 3
s.tags.append(0)
print(a.v, s.v, a.tags, s.nxt is b)
d = {"k": [1, [2]], "z": {"q": (1, [2])}}
dd = copy.deepcopy(d)
d["k"][1].append(3)
dd["z"]["q"][1].append(9)
print(d, dd)
from collections import defaultdict, deque, Counter




q = deque([[1], [2]], maxlen=3)
r = copy.deepcopy(q)
r[0].append(5); r.append([7])
print(q, r, copy.deepcopy(Counter("aab")), copy.deepcopy({1, 2}), copy.deepcopy((1, [2])))
xs = [1, 2] + [None] + ["s"]
ys = "a b".split()
ys.append(None)
first, *rest = "p q r".split()
rest.append(3)
print(xs, ys, rest, [None] * 2 + ["k"])
