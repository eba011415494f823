from typing import Callable
def make_counter(start=0):
    count = start
    def inc(by=1):
        nonlocal count
        count += by
        return count
    def reset():
        nonlocal count
        count = start
    return inc, reset
inc, reset = make_counter(5)
print(inc(), inc(3), reset(), inc())
handlers: dict[str, Callable[[int, int], float]] = {"add": lambda a, b: a + b, "div": lambda a, b: a / b, "pow": pow}
for k, h in handlers.items(): print(k, h(7, 2))
def apply(f, *args, **kw): return f(*args, **kw)
print(apply(max, 3, 9), apply(sorted, [3, 1], reverse=True), apply(lambda x, y=2: x * y, 4))
def tower(n):
    return lambda x: x if n == 0 else tower(n - 1)(x + n)
print(tower(4)(0))
def dec(n):
    def wrap(f):
        def inner(*a):
            return [f(*a) for _ in range(n)]
        return inner
    return wrap
@dec(2)
@dec(3)
def hi(x): return x.upper()
print(hi("a"))
fs = []
for i in range(3):
    def f(j=1): return j * i
    fs.append(f)
print([f() for f in fs], [g(10) for g in fs])
print((lambda *a, **k: (a, k))(1, 2, z=3))
def outer():
    x = 1
    def mid():
        def inner():
            nonlocal x
            x *= 2
            return x
        return inner() + inner()
    r = mid()
    return r, x
print(outer())
