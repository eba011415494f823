fs = []
for i in range(3):
    def f(): return i
    fs.append(f)
print([f() for f in fs])
i = 10
print([f() for f in fs])
def make():
    out = []
    for k in range(3):
        out.append(lambda: k)
    k = 50
    return out
print([f() for f in make()])
def make2():
    return [(lambda n=n: n * 2) for n in range(3)]
print([f() for f in make2()])
def counter():
    c = {"n": 0}
    def inc():
        c["n"] += 1
        return c["n"]
    def get():
        return c["n"]
    return inc, get
inc, get = counter()
inc(); inc()
print(get())
def acc(start):
    total = start
    def add(x):
        nonlocal total
        total += x
        return total
    return add
a, b = acc(10), acc(0.5)
print(a(1), a(2), b(1), b(0.25))
def late():
    def g(): return h()
    def h(): return "late"
    return g()
print(late())
x = "global"
def outer():
    x = "outer"
    def inner():
        global x
        x = "changed"
    inner()
    return x
print(outer(), x)
def curry(f):
    return lambda a: lambda b: f(a, b)
print(curry(lambda a, b: a - b)(10)(3))
def apply_n(f, n, x):
    for _ in range(n):
        x = f(x)
    return x
print(apply_n(lambda v: v * 2, 5, 1), apply_n(lambda s: s + "!", 2, "hi"))
ops = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b}
print({k: f(5, 3) for k, f in ops.items()}, sorted(ops))
def deferred(items=[1]):
    items.append(len(items))
    return items
print(deferred(), deferred(), deferred([7]), deferred())
