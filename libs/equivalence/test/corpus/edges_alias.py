a = [1, 2]
b = [a, a, a[:]]
a.append(3)
print(b)
b[0] += [4]
print(a, b)
def mutate(xs, ys=None):
    xs += [100]
    xs = xs + [200]
    xs.append(300)
    return xs
r = mutate(a)
print(a, r, b[1])
grid = [[0] * 3] * 3
grid[1][1] = 5
print(grid)
row = [0, 0]
m = {"x": row, "y": row}
m["x"][0] = 9
print(m)
m["y"] = m["y"] + [1]
print(m, row)
t = (row, [row])
t[1].append(t[0])
t[0].append(7)
print(t, row is t[1][1], row == t[1][0], t[0] is not t[1])
import copy
d = {"k": [1, [2]]}
s = copy.copy(d); dd = copy.deepcopy(d)
d["k"][1].append(3)
print(s, dd, s["k"] is d["k"])
class N:
    def __init__(self, v): self.v = v; self.ch = []
p, q = N(1), N(2)
p.ch.append(q); q.v = 99
lst = [p, q]
for n in lst:
    n.v += 1
print(p.ch[0].v, p.v, [n.v for n in lst])
x = y = []
x.append(1)
print(y, x is y)
x = x + [2]
print(x, y)
z = [[]] * 2 + [[]]
z[0].append(1); z[2].append(2)
print(z)
def f():
    return glob
glob = [1]
f().append(2)
print(glob)
it = iter(glob)
glob.append(3)
print(list(it))
l = [1, 2, 3]
for v in l:
    if v < 3: l.append(v + 10)
    if len(l) > 6: break
print(l)
l = [1, 2, 3, 4]
for v in l:
    l.remove(v)
print(l)
c = l[:]
c[0:0] = [8, 9]
print(c, l)
d1 = dict(a=l)
d2 = d1.copy()
d2["a"].append(0)
d2["b"] = []
print(d1, d2)
st = "abc"
st2 = st
st += "d"
print(st, st2)
tp = (1, 2)
tp2 = tp
tp += (3,)
print(tp, tp2)
s1 = {1}
s2 = s1
s2 |= {2}
print(s1 is s2, s1)
s2 = s2 | {3}
print(s1, s2)
