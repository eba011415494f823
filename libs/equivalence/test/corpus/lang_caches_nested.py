from functools import cache, lru_cache
def solve(costs):
    n = len(costs)
    @cache
    def f(i, k):
        if i >= n: return 0
        return min(costs[i] + f(i + 1, k), f(i + 2, k) + k)
    return f(0, 3)
print(solve([1, 2, 3]), solve([5, 1, 9, 9]))
def grid(g):
    @lru_cache(maxsize=None)
    def paths(r, c):
        if r == len(g) - 1 and c == len(g[0]) - 1: return 1
        t = 0
        if r + 1 < len(g): t += paths(r + 1, c)
        if c + 1 < len(g[0]): t += paths(r, c + 1)
        return t
    def helper(x): return paths(x, 0) * 2
    print(helper(0), helper(1))
    return paths
p = grid([[0] * 5 for _ in range(5)])
print(p(0, 0))
@lru_cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(50), fib.cache_info())
fib.cache_clear()
print(fib.cache_info().hits, fib.__name__)
