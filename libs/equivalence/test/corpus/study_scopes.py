"""Closures, nonlocal, defaults, unpacking, lambda."""


def make_counter(start=0, step=1):
    count = start

    def inc(by=None):
        nonlocal count
        count += step if by is None else by
        return count

    def reset():
        nonlocal count
        count = start

    def get():
        return count
    return inc, reset, get


def bad_append(x, acc=[]):
    acc.append(x)
    return acc


def kw(a, /, b, *args, c=3, d, **rest):
    return a, b, args, c, d, sorted(rest.items())


def outer():
    x = "outer"

    def middle():
        nonlocal x
        x = "middle"

        def inner():
            nonlocal x
            x = "inner"
            return x
        r = inner()
        return r, x
    before = x
    r = middle()
    return before, r, x


def make_multipliers():
    late = [lambda x: x * i for i in range(3)]
    early = [lambda x, i=i: x * i for i in range(3)]
    return [f(10) for f in late], [f(10) for f in early]


def accumulate(fn, items, *, initial=None):
    it = iter(items)
    if initial is None:
        total = next(it)
    else:
        total = initial
    yield total
    for x in it:
        total = fn(total, x)
        yield total


total = 0


def add_global(n):
    global total
    total += n
    return total


inc, reset, get = make_counter(10, 5)
print(inc(), inc(), inc(100), get())
reset()
print(get())
print(bad_append(1), bad_append(2), bad_append(3, []))
print(kw(1, 2, d=4), kw(1, 2, 3, 4, d=5, c=6, z=1, y=2), kw(*[1, 2, 3], **{"d": 1, "q": 2}))
print(outer())
print(make_multipliers())
print(list(accumulate(lambda a, b: a + b, [1, 2, 3, 4])), list(accumulate(max, [3, 1, 4, 1, 5], initial=2)))
print(add_global(5), add_global(6), total)

first, *middle, last = range(6)
print(first, middle, last)
(a, b), [c, *d] = (1, 2), "xyz"
print(a, b, c, d)
*init, tail = "hello"
print(init, tail)
x, y = y0, x0 = 1, 2
print(x, y, y0, x0)
for i, (n, (p, q)) in enumerate([("a", (1, 2)), ("b", (3, 4))]):
    print(i, n, p + q)
merged = {**{"a": 1, "b": 2}, "b": 3, **{"c": 4}}
print(merged, [*range(3), *"ab"], (*[1], *(2, 3)), {*[1, 2], *[2, 3]})
if (n := len("abcdef")) > 5:
    print("long", n)
print([y for x in range(6) if (y := x * x) % 2 == 0], y)
while (line := ["a", "b", ""][total - 11 if total < 14 else 2]):
    total += 1
    print("line", line)
fact = lambda n: 1 if n < 2 else n * fact(n - 1)
print(fact(10), (lambda *a, **k: (a, k))(1, 2, z=3))
ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "max": max}
print([f(7, 3) for f in ops.values()])
print(sorted(["bb", "a", "CCC"], key=lambda s: (-len(s), s.lower())), sorted({"x": 2, "y": 1}.items(), key=lambda kv: kv[1]))
