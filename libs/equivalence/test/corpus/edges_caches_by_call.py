from functools import lru_cache, cache
calls = []
@lru_cache(maxsize=2)
def f(a, b=2):
    calls.append((a, b))
    return a + b
f(1); f(1, 2); f(1, b=2); f(a=1); f(1); f(2); f(3); f(1)
print(calls, f.cache_info())
f.cache_clear()
print(f.cache_info())
class C:
    @cache
    def m(self, x, y=1):
        print("m", x, y)
        return x * y
c = C()
print(c.m(1), c.m(1, 1), c.m(1), c.m(x=1))
def outer():
    @cache
    def inner(n, k=0):
        print("in", n, k)
        return n + k
    return inner(1) + inner(1, 0) + inner(1) + inner(n=1)
print(outer())
