"""Generators that are left by loops, jumps and exceptions are closed at once, from the inmost on."""


def gen(t):
    try: yield t
    finally: print("end", t)
def h():
    for x in gen(1):
        for y in gen(2):
            if y: raise ValueError(x + y)
try: h()
except ValueError as e: print(e)
print(sum(x * y for x in gen(1) for y in gen(2)))
def bad(x): raise KeyError(x)
try: print(list(map(bad, gen(4))))
except KeyError as e: print(e)
try: print(sorted(gen(5), key=bad))
except KeyError as e: print(e)
for a, b in zip(gen(6), gen(7)):
    break
for a in gen(8):
    if True:
        break
errs = []
for i in range(3):
    try:
        for z in gen(i): bad(z)
    except KeyError as e:
        errs.append(e)
        g = gen("in handler")
        next(g)
        g = None
print(len(errs))
def walk(n):
    try:
        if n: 
            for x in walk(n - 1): yield x
        yield n
    finally: print("leave", n)
for x in walk(3): break
print("walked")
def walk2(n):
    try:
        if n: yield from walk2(n - 1)
        yield n
    finally: print("leave2", n)
for x in walk2(2): break
def cond():
    a = gen("a")
    next(a)
    a = 3
    b = gen("b")
    next(b)
    b.close()
    c = gen("c"); next(c); del c
    return a
print(cond())
def delg():
    g = gen("held by gen")
    next(g)
    yield 5
for x in delg(): break
print("after held")
