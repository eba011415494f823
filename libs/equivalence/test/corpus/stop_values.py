"""What generators return, as the value of StopIteration: of several types."""
def countdown(n):
    while n > 0:
        yield n
        n -= 1
    return "liftoff"
def averager():
    c = 0
    while True:
        v = yield c
        if v is None: break
        c += v
    return c, 1
g = averager()
next(g)
g.send(1)
try:
    g.send(None)
except StopIteration as stop:
    print(stop.value)
def gen():
    x = yield 1
    return [x, 2]
def agen():
    x = yield 1
    return "s"
g = gen(); next(g)
try: g.send(5)
except StopIteration as e:
    r = e.value
    print(r, r[0], len(r))
g = agen(); next(g)
try: g.send(5)
except StopIteration as e:
    print(e.value)
