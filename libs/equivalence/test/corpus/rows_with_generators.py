"""Generators, iterators and exceptions in rows that are ordered by what stands before them."""

import heapq
def gen(n):
    for i in range(n): yield i
h = []
for k, (t, g) in enumerate([(3, gen(2)), (1, gen(3)), (3, gen(1))]): heapq.heappush(h, (t, k, g))
while h:
    t, k, g = heapq.heappop(h)
    try: v = next(g)
    except StopIteration: print("done", k); continue
    print(t, k, v)
    heapq.heappush(h, (t + 2, k, g))
errors = [(2, "b", ValueError("x")), (1, "a", KeyError("y"))]
for n, s, e in sorted(errors): print(n, s, repr(e))
its = sorted([(2, iter([1])), (1, iter([2]))])
print([next(i) for _, i in its], min((2, 1, gen(1)), (2, 0, gen(2)))[:2])
