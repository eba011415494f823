def t(n, v):
    print(n, end=' ')
    return v
def take(a, *more, k=5, **named):
    return [a, *more, k, *named]
print(take(-1, *[t(14, 2), 0], k=-2, **t(16, {'z': t(15, 3)})))


def take2(a, *more, k=5, **named):
    return [a, *more, k, *named]
print(take2(-1, *[t(14, 2), 0], k=-2))
print(take2(-1, *(t(14, 2), 0), *[t(15, 4)], k=t(16, -2)))
print(take2(*[t(14, 2), 0], **{'z': t(15, 3)}))


def take3(a, b, c=0, d=5):
    return a, b, c, d
print(take3(-1, *[t(14, 2), 0], **t(16, {'d': t(15, 3)})))
print(take3(*(t(14, 2), 0), **t(16, {'d': t(15, 3)})))
print(take3(*[t(1, 2), t(2, 0)], d=t(3, 4)))


def f(a, *more, k=1):
    return a, more, k
def g(a, b=2, *more, **named):
    return a, b, more, named
def ways(xs, d):
    for call in (lambda: f(*xs, **d), lambda: f(0, *xs, **d), lambda: g(*xs, **d), lambda: g(0, *xs, c=5, **d), lambda: f(k=3, *xs), lambda: f(1, *xs), lambda: g(*xs, *xs)):
        try:
            print(call())
        except TypeError as e:
            print(e)
ways([1, 2], {'z': 3})
ways([1, 2], {'k': 3})
ways([], {'k': 3})
ways([], {'a': 3})
ways([1], {'a': 3})
ways([1, 2, 3], {'b': 4})
ways([1], {'c': 4})
ways([], {})


class A:
    def __init__(self, **k): self.k = k
    def m(self, **k): return k
def h(a=1, **k): return a, k
def outer():
    def inner(**k): return k
    return inner
for d in ({'c': 1}, {'a': 1}, {'x': 2}):
    for way in (lambda: A().m(c=2, **d), lambda: h(c=2, **d), lambda: h(a=1, **d), lambda: h(1, **d)):
        try:
            print(way())
        except TypeError as e:
            print(e)
