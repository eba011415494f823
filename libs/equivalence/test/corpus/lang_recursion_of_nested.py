"""Nested functions that call themselves and keep their defaults."""

def topo(g):
    out = []
    def visit(n, path=[]):
        if n in path: return
        for m in g.get(n, []): visit(m, path + [n])
        out.append(n)
    for n in g: visit(n)
    return out
print(topo({"a": ["b", "c"], "b": ["d"], "c": ["d"]}))


def f():
    base = 3
    def go(n, acc=()):
        if n == 0: return acc
        return go(n - 1, acc + (n * base,))
    return go(4)
print(f())


def f(k):
    def go(n, acc=k):
        if n == 0: return acc
        return go(n - 1)
    return go(4)
print(f(7))


def perm(xs):
    def rec(cur=[], used=set()):
        if len(cur) == len(xs): res.append(cur[:]); return
        for x in xs:
            if x not in used: rec(cur + [x], used | {x})
    res = []
    rec()
    return res
print(perm([1, 2, 3]))


def outer():
    def deco(f): return lambda n: f(n)
    g = deco(lambda n: 1 if n == 0 else n * g(n - 1))
    return g(5)
print(outer())


import functools
def outer2(m):
    @functools.lru_cache(None)
    def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
    def trace(f):
        def w(*a):
            calls.append(a); return f(*a)
        return w
    calls = []
    @trace
    def fact(n): return 1 if n <= 1 else n * fact(n - 1)
    return fib(m), fact(4), calls
print(outer2(20))


def f():
    fs = []
    for i in range(3):
        def g(n, i=i):
            return i if n == 0 else g(n - 1)
        fs.append(g)
    return [h(0) for h in fs], fs[0](1)
print(f())
