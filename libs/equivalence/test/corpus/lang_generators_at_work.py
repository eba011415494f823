def countdown(n):
    while n > 0:
        reset = yield n
        if reset is not None: n = reset
        else: n -= 1
g = countdown(3)
print(next(g), g.send(10), next(g), next(g))
g.close()
print(list(g))
def chain(*its):
    for it in its: yield from it
print(list(chain([1], "ab", range(2), countdown(2))))
def windowed(xs, n):
    from collections import deque
    w = deque(maxlen=n)
    for x in xs:
        w.append(x)
        if len(w) == n: yield tuple(w)
print(list(windowed("abcd", 2)), list(windowed([1], 2)))
def tokens(s):
    i = 0
    while i < len(s):
        if s[i] == " ": i += 1; continue
        j = i
        if s[i].isdigit():
            while j < len(s) and s[j].isdigit(): j += 1
            yield ("NUM", int(s[i:j])); i = j
        else:
            yield ("OP", s[i]); i += 1
    yield ("EOF", None)
print(list(tokens("12+ 3*(4)")))
def take(n, it):
    for _ in range(n):
        try: yield next(it)
        except StopIteration: return
print(list(take(2, iter([1, 2, 3]))), list(take(5, iter([1]))))
def running():
    total = count = 0
    avg = None
    while True:
        x = yield avg
        total += x; count += 1
        avg = total / count
r = running(); next(r)
print([r.send(v) for v in (10, 20, 30)])
def deleg():
    try: v = yield from sub()
    except KeyError as e: v = f"caught {e}"
    yield v
def sub():
    try: yield 1
    finally: print("sub fin")
    return "subret"
d = deleg(); print(next(d))
try: print(d.throw(KeyError("boom")))
except StopIteration: print("stopped")
print(list(deleg()))
def perm(xs, k=0):
    if k == len(xs): yield xs[:]
    for i in range(k, len(xs)):
        xs[k], xs[i] = xs[i], xs[k]
        yield from perm(xs, k + 1)
        xs[k], xs[i] = xs[i], xs[k]
print(list(perm([1, 2, 3])))
class Tree:
    def __init__(self, v, l=None, r=None): self.v, self.l, self.r = v, l, r
    def __iter__(self):
        if self.l: yield from self.l
        yield self.v
        if self.r: yield from self.r
t = Tree(2, Tree(1), Tree(3))
print(list(t), sum(t), 3 in t, max(t), [x for x in t if x > 1], *t)
def evens(): 
    n = 0
    while True:
        yield n
        n += 2
from itertools import islice, takewhile
print(list(islice(evens(), 3)), list(takewhile(lambda v: v < 5, evens())), next(x for x in evens() if x > 7))
gens = [(i, j) for i in range(2) for j in (k for k in range(i + 1))]
print(gens)
ge = (x * y for x in [1, 2] for y in [3, 4] if x != y - 2)
print(next(ge), list(ge), list(ge), sum(ge))
def pipeline(xs):
    sq = (x * x for x in xs)
    odd = (x for x in sq if x % 2)
    return (f"<{x}>" for x in odd)
print(" ".join(pipeline(range(6))))
def fin2():
    try:
        yield 1
        yield 2
    except GeneratorExit: print("GE"); raise
    finally: print("cleanup")
f = fin2(); next(f); f.close(); f.close()
f = fin2(); next(f); del f
print("end")
def with_ret():
    yield 1
    return 5
def user():
    x = yield from with_ret()
    print("x", x)
    return x * 2
def top():
    y = yield from user()
    yield y
print(list(top()))
def lines():
    buf = []
    try:
        while True: buf.append((yield len(buf)))
    finally: print("buf", buf)
l = lines(); next(l); print(l.send("a"), l.send("b")); l.close()
try:
    l.send("x")
except StopIteration as e: print("SI", e.value)
z = zip((print("A", i) or i for i in range(2)), (print("B", i) or i for i in range(1)))
print(list(z))
e = enumerate(x for x in "ab"); print(next(e), list(e))
m = map(lambda v: print("m", v) or v, [1, 2]); print("lazy"); print(next(m)); print(list(m))
fl = filter(lambda v: v > 1, iter([1, 2, 3])); print(next(fl), list(fl))
a, b = (i for i in range(2)); print(a, b)
try: a, b = (i for i in range(3))
except ValueError as err: print(err)
print(dict((k, i) for i, k in enumerate("ab")), {*(i % 2 for i in range(4))}, any(print("any", i) or i > 0 for i in range(3)), min((len(s), s) for s in ["bb", "a"]), sorted((-i for i in range(3))), tuple(i for i in "xy"))
def r2(n):
    if n: yield n; yield from r2(n - 1)
print(list(r2(4)), iter(r2(1)) is not None)
