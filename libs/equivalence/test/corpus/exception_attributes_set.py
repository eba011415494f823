"""Attributes of the program's own exceptions, set by who catches them."""


class E(Exception):
    def __init__(self, m, n=0):
        super().__init__(m)
        self.n = n
class F(E): pass
def f(k):
    try:
        raise (E if k else F)("x", k)
    except E as e:
        e.n += 1
        e.tag = "seen"
        raise
for k in (0, 1):
    try:
        f(k)
    except F as e:
        print("F", e.n, e.tag)
    except E as e:
        e.n = e.n * 10
        print("E", e.n, e.tag, e)
class Bare(Exception): pass
try:
    raise Bare("a")
except Bare as e:
    e.extra = 1
    print(e.extra)
class Held(Exception):
    def __init__(self, m):
        super().__init__(m)
        self.items = []
try:
    raise Held("a")
except Held as e:
    e.items.append(3)
    e.items += [4]
    print(e.items, e)
class Retry(Exception):
    def __init__(self, message, *, attempts=0, payload=None):
        super().__init__(message)
        self.attempts = attempts
        self.payload = payload
def work(n):
    e = Retry("busy", payload=[n])
    e.attempts = n
    raise e
def loop():
    for n in range(3):
        try:
            work(n)
        except Retry as r:
            r.attempts += 10
            r.payload.append("x")
            last = r
            print(r.attempts, r.payload, r.args, r)
    raise last
try:
    loop()
except Retry as final:
    final.payload = None
    print(final.attempts, final.payload)
class Coded(Exception):
    code = 3
    @property
    def full(self): return f"{self.code}!"
    @full.setter
    def full(self, v): self.code = len(v)
try:
    raise Coded("m")
except Coded as e:
    e.code += 1
    print(e.code, Coded.code, e.full)
    e.full = "abcdef"
    print(e.code, e.full)


last = Retry("out")
last.attempts = 3
raise last
