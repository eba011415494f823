l = [1, 2, 3]
l.extend(l)
print(l)
l += l
print(l)
def get():
    return l
l += get()
print(len(l))
l.extend(get())
print(len(l))
from collections import deque
d = deque([1, 2])
d.extend(d)
d += d
print(d)
m = [[1]]
m[0] += m[0]
m[0].extend(m[0])
print(m)
s = [1, 2, 3]
def key(x):
    s.append(x)
    return -x
try:
    s.sort(key=key)
except ValueError as e:
    print(e)
print(s)
class T:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        ts.append(o)
        return self.v < o.v
ts = [T(2), T(1)]
try:
    ts.sort()
except ValueError as e:
    print(e)
print([t.v for t in ts])
