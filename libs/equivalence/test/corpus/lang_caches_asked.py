from functools import lru_cache, cache
import functools
def edit(a, b):
    @lru_cache(None)
    def go(i, j):
        if not i: return j
        if not j: return i
        return go(i - 1, j - 1) if a[i - 1] == b[j - 1] else 1 + min(go(i - 1, j), go(i, j - 1), go(i - 1, j - 1))
    r = go(len(a), len(b))
    info = go.cache_info()
    return r, info.currsize, info, go.cache_info().hits
print(edit("kitten", "sitting"))
def outer(n):
    @lru_cache(maxsize=2)
    def sq(x):
        return x * x
    @cache
    def never(x): return x
    @functools.lru_cache
    def plain(x, y=1):
        return x + y
    print(sq.cache_info(), never.cache_info(), plain.cache_info())
    for i in [1, 2, 1, 3, 2, n]:
        sq(i)
    plain(1); plain(1); plain(1, 2)
    print(sq.cache_info(), plain.cache_info())
    sq.cache_clear()
    print(sq.cache_info())
    return sq(4)
print(outer(2), outer(7))
