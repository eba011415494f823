class A:
    def __init__(self): self.n = 0; self.l = []
    def bump(self): self.n += 10; return 1
    def grow(self): self.l.append(len(self.l)); return self.l
a = A()
a.n += a.bump()
print(a.n)
x = 1
def inc():
    global x
    x += 5
    return x
print(x + inc(), x, inc() + x, x)
x += inc()
print(x)
l = [1, 2, 3]
def pop(): return l.pop()
l[0] += pop()
print(l)
l[0] = l[0] + pop() if len(l) > 1 else 0
print(l)
def f(*args): return args
i = 1
print(f(i, inc(), x, (i := i + 1), i))
n = [0]
def tick():
    n[0] += 1
    return n[0]
d = {tick(): tick(), tick(): tick()}
print(d, [tick(), tick()], (tick(), tick()), {tick(): 1}.keys())
d[tick()] = tick()
print(d)
arr = [0] * 30
arr[tick()] = arr[tick()] = tick()
print([i for i, v in enumerate(arr) if v], [v for v in arr if v])
p = q = [tick()]
print(p is q)
a, b = tick(), tick()
(c, d2), e = [tick(), tick()], tick()
print(a, b, c, d2, e)
class L:
    def __init__(self, v): self.v = v; self.next = None
h = L(1); h.next = L(2); h.next.next = L(3)
prev = None
while h:
    h.next, prev, h = prev, h, h.next
out = []
while prev: out.append(prev.v); prev = prev.next
print(out)
s = "ab"
s2 = s
s += "c"
print(s, s2)
t = 5
t, u = t + 1, t
print(t, u)
i = 0
i = arr[i] = 7
print(i, arr[7], arr[0])
m = {}
m["a"], m["b"] = m.get("b", 0), m.get("a", 5)
print(m)
def g(v, acc=None):
    acc = [] if acc is None else acc
    acc.append(v)
    return acc
print(g(1), g(2), g(3, g(4)))
lst = [3, 1, 2]
print(lst.sort() or lst, sorted(lst, key=lambda v: -v), lst.reverse(), lst)
print([lst, lst.append(9), len(lst)])
print(lst.pop() + len(lst), len(lst) + lst.pop())
b1 = [1, 2, 3]
b1[b1.pop()-1:] = b1
print(b1)
def side(r, v): r.append(v); return v
r = []
print(side(r, 1) if side(r, 0) else side(r, 2), r)
print(side(r, 5) in [side(r, 5), side(r, 6)], r)
print(not side(r, 0) and side(r, 9), r)
z = side(r, 1) < side(r, 0) < side(r, 7)
print(z, r)
k = 3
k -= (lambda: 1)()
k = -k ** 2
print(k, 2 ** -1, -2 ** 2, 2 ** 3 ** 2, not 1 == 2, 1 < 2 == True, (1 < 2) == True, 5 - 3 - 1, 7 // 2 * 2, 10 % 4 * 2, 1 or 0 and 0, 6 & 3 == 3, ~5 & 0xF, 1 << 2 + 1, -7 // 2, -(7 // 2), +True)
