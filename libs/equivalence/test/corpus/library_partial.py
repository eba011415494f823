from functools import partial, reduce, lru_cache, wraps
def power(base: int, exp: int) -> int:
    return base ** exp if exp >= 0 else 0
sq = partial(power, exp=2); print(sq(5), sq(base=3), partial(int, base=2)("1010"), list(map(partial(pow, 2), [1, 2, 3])))
p = partial(print, "a", sep="-"); p("b", "c"); p("d", sep="+")
print(reduce(lambda a, b: a * b, range(1, 6)), reduce(lambda a, b: a + [b], [1, 2], []), reduce(max, [3, 9, 2]), reduce(lambda a, b: b + a, "abc"), reduce(lambda d, k: {**d, k: 1}, "ab", {}))
try: reduce(lambda a, b: a, [])
except TypeError as e: print(e)
calls = []
@lru_cache(maxsize=3)
def f(x, y=1):
    calls.append((x, y)); return x * y
print([f(1), f(2), f(3), f(1), f(4), f(2), f(1)], calls)
def deco(fn):
    @wraps(fn)
    def inner(*a, **k):
        print("call", fn.__name__, a, k); return fn(*a, **k)
    return inner
@deco
def add(a, b=2): return a + b
print(add(1), add(1, b=5), add.__name__)
print(sorted(["b", "A", "c"], key=partial(str.lower)) if False else sorted(["b", "A", "c"], key=str.lower))
