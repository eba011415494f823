def g():
    try:
        x = 1
        while True:
            yield x
            x *= 2
    finally:
        print("closed")
def take(n, it):
    for i, v in enumerate(it):
        if i >= n: return
        yield v
print(list(take(3, g())))
log = []
def lazy(name, n):
    for i in range(n):
        log.append(f"{name}{i}")
        yield i
for a, b in zip(lazy("a", 3), lazy("b", 2)):
    pass
print(log); log.clear()
m = map(lambda x: x * 2, lazy("m", 3))
print(log, next(m), log); log.clear()
f = (x for x in lazy("f", 5) if x % 2)
print(next(f), log); log.clear()
print(any(x > 1 for x in lazy("y", 9)), log); log.clear()
gen = (x for x in [1, 2, 3])
print(2 in gen, list(gen))
def boom():
    yield 1
    raise ValueError("boom")
try:
    for v in boom(): print(v)
except ValueError as e: print("caught", e)
b = boom()
next(b)
try: next(b)
except ValueError: pass
print(next(b, "exhausted"))
def stop():
    yield 1
    return
    yield 2
print(list(stop()), tuple(stop()), sum(stop()))
xs = [1, 2, 3]
e = (x * k for x in xs for k in (1, 10))
xs = [9]
print(list(e))
k = 5
lazy_k = (k * x for x in range(3))
k = 7
print(list(lazy_k))
def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1
p = primes()
print([next(p) for _ in range(8)])
def flat(x):
    for i in x:
        if isinstance(i, (list, tuple)):
            yield from flat(i)
        else:
            yield i
print(list(flat([1, (2, [3, "ab"]), [[]]])))
a, b, *c = (i * i for i in range(5))
print(a, b, c)
it = iter([1, 2, 3, 4])
print(list(zip(it, it)))
print(max((len(w), w) for w in ["a", "bb"]), dict((c, ord(c)) for c in "ab"), ",".join(str(i) for i in range(3)))
def perm(s):
    if len(s) <= 1:
        yield s
    else:
        for i in range(len(s)):
            for r in perm(s[:i] + s[i+1:]):
                yield s[i] + r
print(list(perm("abc")))
