"""What is assigned to an attribute is worked out before the object, whatever the attribute is."""

log = []
class P:
    def __init__(self): self._v = 1; self.w = 5
    @property
    def v(self):
        log.append("get")
        return self._v
    @v.setter
    def v(self, new):
        log.append(("set", new))
        self._v = new
q = P()
def p():
    log.append("p()")
    return q
def rhs(x):
    log.append(("rhs", x))
    return x
p().v = rhs(3)
print(log); log.clear()
p().v = p().v + 1
print(log); log.clear()
p().w = rhs(3)
print(log); log.clear()
p().w = p().w + rhs(1)
print(log); log.clear()
p().w = len(log) + 1
print(log, q.w); log.clear()
p().v = len(log) + 1
print(log, q.w); log.clear()
p().w = p().v = len(log) + 1
print(log, q.w); log.clear()
setattr(p(), "w", rhs(4)); setattr(p(), "v", rhs(5))
print(log); log.clear()
r = P()
def swap():
    global q, r
    q, r = r, q
    return 77
q.v = swap()
print(q._v, r._v)
q.w = swap()
print(q.w, r.w)
class S:
    def __setattr__(self, n, v):
        log.append((n, v))
        super().__setattr__(n, v)
def s():
    log.append("s()")
    return S()
s().abc = rhs(1)
setattr(s(), "abc", rhs(2))
print(log); log.clear()
class C: n = 0
def c():
    log.append("c()")
    return C
c().n = rhs(8)
print(log, C.n); log.clear()
q.v = q.w = q.v = rhs(5)
for p().v in (rhs(1), rhs(2)): pass
[p().v, p().w] = rhs(1), rhs(2)
p().v, z = p().w, rhs(9)
with open("x.txt", "w") as p().w: pass
print(log); log.clear()
try: p().v = rhs(1) / 0
except ZeroDivisionError: print(log); log.clear()
class RO:
    @property
    def x(self): return 1
def ro():
    log.append("ro()")
    return RO()
try: ro().x = rhs(1)
except AttributeError as e: print(e, log); log.clear()
