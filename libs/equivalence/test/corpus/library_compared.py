from functools import cmp_to_key, lru_cache, cache, reduce
def cmp(a, b):
    return (a > b) - (a < b)
k = cmp_to_key(cmp)
print(sorted([3,1,2], key=k), max([3,1,2], key=cmp_to_key(cmp)), sorted([3,1,2], key=cmp_to_key(lambda a, b: b - a)))
xs=[5,4,9]; xs.sort(key=cmp_to_key(lambda a,b: b-a)); print(xs, min(xs, key=cmp_to_key(cmp)))
def largest(nums):
    s = sorted(map(str, nums), key=cmp_to_key(lambda x, y: -1 if x + y > y + x else (1 if x + y < y + x else 0)))
    return "".join(s)
print(largest([3, 30, 34, 5, 9]))
def by(order):
    rank = {c: i for i, c in enumerate(order)}
    def compare(a, b):
        if rank[a] != rank[b]: return rank[a] - rank[b]
        return 0
    return compare
print(sorted("cabbac", key=cmp_to_key(by("bca"))), k(1) < k(2), k(1) == k(1))
class P:
    def __init__(self, n, a): self.n = n; self.a = a
ps = [P("x", 3), P("a", 3), P("q", 1)]
ps.sort(key=cmp_to_key(lambda p, q: (p.a - q.a) or (1 if p.n > q.n else -1 if p.n < q.n else 0)))
print([(p.n, p.a) for p in ps])
import heapq
h = []
for x in [3, 1, 2]: heapq.heappush(h, cmp_to_key(lambda a, b: b - a)(x))
@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n-1)+fib(n-2)
print(fib(30), fib.cache_info())
fib.cache_clear()
print(fib.cache_info(), fib.cache_info().hits)
@lru_cache(maxsize=2)
def sq(x): return x*x
for i in [1,2,3,1,1,2]: sq(i)
i = sq.cache_info(); print(i, i.hits, i.misses, i.maxsize, i.currsize)
