"""Which functions are the same: named ones, built-in ones, lambdas, closures, and methods of objects."""
def a(): return 1
def b(): return 2
x = a
print(x == a, x is a, x == b, a == a, a != b, x is not b)
class E:
    def __init__(self): self.subs = []
    def on(self, f): self.subs.append(f)
    def off(self, f):
        if f in self.subs: self.subs.remove(f)
    def fire(self, *a):
        for f in self.subs: f(*a)
def hi(x): print("hi", x)
def yo(x): print("yo", x)
e = E()
e.on(hi); e.on(yo); e.fire(1); e.off(hi); e.fire(2); e.off(hi); e.fire(3)
handlers = {}
def register(name):
    def deco(f):
        handlers.setdefault(name, []).append(f)
        return f
    return deco
@register("x")
def h1(v): return v + 1
@register("x")
def h2(v): return v * 2
print([h(5) for h in handlers["x"]], h1 in handlers["x"])
handlers["x"].remove(h1)
print([h(5) for h in handlers["x"]])
class Obs:
    def __init__(self): self.seen = []
    def update(self, v): self.seen.append(v)
o = Obs()
hs = [o.update]
print(o.update in hs, o.update == o.update)
hs.remove(o.update)
print(hs)
import math, operator
def a(x): return x
def b(x): return x
ops = {a: "A", b: "B", len: "L", math.sqrt: "S", operator.add: "+"}
for f in (a, b): print(ops[f])
print(ops[len] if len in ops else None, a in ops)
names = {operator.add: "+", operator.sub: "-"}
for f in (operator.sub, operator.add): print(names[f], f(3, 2))
f = a if len("x") else b
print(f == a, f is a, f is not b, f != b, [a, b].index(b), [a, b, a].count(a), a == a)
fs = [lambda: 1, lambda: 2]
g = fs[0]
print(g is fs[0], g is fs[1], g in fs, fs.index(g))
def outer(k):
    def inner(): return k
    return inner
i, j = outer(1), outer(1)
print(i is i, i is j, i == j, i in [j, i])
def deco(f):
    def w(*args): return f(*args)
    return w
@deco
def h(x): return x + 1
hs = [h, a]
hs.remove(h)
print(len(hs), h in hs, a in hs)
cb = None
def set_cb(f=None):
    global cb
    cb = f
set_cb(a)
print(cb is a, cb is None, cb is not None and cb == a)
def op(kind):
    if kind is a: return "a!"
    return "other"
print(op(a), op(b))
pairs = [(a, 1), (b, 2)]
print((a, 1) in pairs, (b, 1) in pairs, dict(pairs)[b])
class Subject:
    def __init__(self): self._obs = []
    def attach(self, cb):
        if cb not in self._obs: self._obs.append(cb)
        return cb
    def detach(self, cb):
        try: self._obs.remove(cb)
        except ValueError: print("not attached")
    def notify(self, v):
        for o in list(self._obs): o(v)
class View:
    def __init__(self, name): self.name = name; self.seen = []
    def update(self, v): self.seen.append(v); print(self.name, v)
    def other(self, v): print("other", v)
s, v1, v2 = Subject(), View("one"), View("two")
s.attach(v1.update); s.attach(v2.update); s.attach(v1.update); s.attach(v1.other); s.attach(print)
s.notify(1)
s.detach(v1.update); s.notify(2); s.detach(v1.update); s.detach(v1.other); s.detach(print); s.notify(3)
print(v1.update == v1.update, v1.update == v2.update, v1.update is v1.update, v1.update != v1.other, v1.seen)
m = v1.update
print(m is m, m == v1.update, {v1.update: 1}.get(v1.update))
