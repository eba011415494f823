"""One cache for a function that is called with several types: what it drops, and what it counts."""
from functools import lru_cache


@lru_cache(maxsize=2)
def told(x):
    print("call", x)
    return x


@lru_cache
def plus(x, k=None):
    return x if k is None else x + k


@lru_cache(maxsize=None)
def partitions(n, k=None):
    k = n if k is None else k
    if n == 0:
        return 1
    if n < 0 or k == 0:
        return 0
    return partitions(n, k - 1) + partitions(n - k, k)


@lru_cache
def at(grid, place=None):
    return 0 if place is None else grid[place]


for each in (1, 2):
    told(each)
told("a")
told(1)
told(2)
told("a")
told("a")
print(told.cache_info())
print(plus(1), plus(2), plus(1, 2), plus(1), plus(1, 2), plus(1, k=2), plus.cache_info())
plus.cache_clear()
print(plus.cache_info(), partitions(50), partitions.cache_info().hits > 0, at((1, 2)), at((1, 2), 1), at("ab", 0))
