"""Functions that are made in a loop keep the defaults of their turn."""

fs = []
for i in range(3):
    def f(x, i=i):
        return x * i
    fs.append(f)
print([f(2) for f in fs])
gs = [lambda x, k=k: x + k for k in range(3)]
print([g(1) for g in gs])

def make():
    fs = []
    for i in range(3):
        def f(x, i=i, *, scale=i * 2):
            return x * i + scale
        fs.append(f)
    return fs
print([f(2) for f in make()], make()[1](5, 6), make()[1](5, scale=1))

def outer(xs):
    total = 0
    for v in xs:
        def add(p, q=v + 1):
            return p + q
        total += add(1) + add(2, q=3)
    return total
print(outer([1, 2, 3]))

handlers = {}
for name in ["a", "b"]:
    def handler(event, name=name):
        return f"{name}:{event}"
    handlers[name] = handler
print(handlers["a"]("x"), handlers["b"]("y"))

import functools
cbs = []
for i, w in enumerate(["x", "y"]):
    cbs.append(functools.partial(lambda a, b: (a, b), i))
    cbs.append(lambda w=w: w.upper())
print(cbs[0](5), cbs[1]())


def t(n, v):
    print(n, end=" ")
    return v


print((lambda a, b=t(1, 0): a - b)(5))

print((lambda a, b=t(1, 0): a - b)(3, t(2, 5)))

x = (lambda *, k=t(3, 4): k)()
print(x)

print(sorted([3, 1], key=lambda q, s=t(4, -1): q * s))

def f():
    if (lambda a=t(5, 1): a)() == 1:
        print("one")
    g = lambda a=t(5, 1): a
    print(g(), g(3))
f()
