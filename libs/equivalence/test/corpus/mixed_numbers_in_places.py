a = [0] * 3; a[1] = 0.5; print(a, sum(a), max(a), min(a), sorted(a), a.index(0), 0.0 in a)
t = 0
for x in []: t += 0.5
print(t)
for x in [1, 2]: t += x / 2
print(t)
def avg(xs): return sum(xs) / len(xs) if xs else 0
print(avg([]), avg([1, 2]), avg([1.5]))
def f(x=0, y=1.0): return x + y, x * 2, y
print(f(), f(1.5), f(y=2), f(2, 3), f(True))
class P:
    total = 0
    def __init__(self, v=0): self.v = v; P.total += v
p, q = P(), P(2.5)
print(p.v, q.v, P.total)
p.v += 0.5; print(p.v); p.v = 3; print(p.v)
d = {"a": 1, "b": 2.0, "c": True, "d": None}
print(d, [v for v in d.values() if v], {k: v for k, v in d.items() if isinstance(v, (int, float)) and not isinstance(v, bool)}, sum(v for v in d.values() if v is not None))
x = 5 if len(d) > 2 else 5.0
print(x, x / 1, x // 1, x * 1.0, x % 2, -x, abs(-x), round(x), round(x, 1), x ** 2, x ** -1, x ** 0.5)
m = [[0, 1], [2.5, True]]
print(m, [sum(r) for r in m], [[v * 2 for v in r] for r in m], max(map(max, m)), [type(v).__name__ for r in m for v in r])
print(sum([]), sum([], 0.0), sum([True, True]), sum([0.1] * 3), max(1, 1.0), max(1.0, 1), min(0, -0.0), min(-0.0, 0), max([True, 1]), sorted([1, True, 1.0, 0.5]))
print(3 / 1, 6 // 2, 6.0 // 2, 7 % 2.0, 2 ** 3, 2.0 ** 3, divmod(7, 2), divmod(7.0, 2), 1e3, int(1e3), float(3), 10 ** -2, 4 ** 0.5, True + 1.0, 5 & True, True | False, True ^ True, ~True, True << 2, -True, +False, True // 1, True / 2, True ** 2, round(True), int(True), float(True), str(True), True == 1.0, {1: "a", True: "b", 1.0: "c"}, [0, False, 0.0].count(0), (1, 1.0, True).index(1.0))
best = 0
for w, v in [("a", 1.5), ("b", 3), ("c", 2)]:
    if v > best: best = v
print(best)
lo, hi = 0, 10
while hi - lo > 1:
    mid = (lo + hi) / 2
    if mid * mid > 20: hi = mid
    else: lo = mid
print(lo, hi)
acc = {}
for k, v in [("x", 1), ("y", 2), ("x", 0.5)]: acc[k] = acc.get(k, 0) + v
print(acc)
def norm(v): return v if v else 0
print(norm(0.0), norm(None), norm([]), norm(3), norm("s"))
def clamp(v, lo=0, hi=1): return max(lo, min(v, hi))
print(clamp(0.5), clamp(5), clamp(-2.5), clamp(1.0), clamp(True))
prices = [10, 20.5, 30]
print([p * 1.1 for p in prices], [round(p * 1.1, 2) for p in prices], [int(p) for p in prices], [f"{p:.1f}" for p in prices], [str(p) for p in prices], sum(prices), [p // 3 for p in prices], [-p for p in prices])
print(1 if 0.0 else 2, not 0.0, bool(0.1), 0 or 0.0, 0.0 or 0, 1 and 1.0, None or 0, [] or {} or 0.0)
from functools import reduce
print(reduce(lambda a, b: a * b, [1, 2.5, 2]), reduce(lambda a, b: a + b, [1, 2], 0.0), list(map(lambda v: v / 2, [1, 2])), list(map(float, [1, "2.5"])), [*map(int, ["3", 4.7])])
from itertools import accumulate
print(list(accumulate([1, 0.5, 2])), list(accumulate([1, 2], initial=0.0)))
import math
print(math.floor(2.5), math.sqrt(4), math.pow(2, 3), math.fabs(-3), 0, math.gcd(4, 6), math.ceil(3), math.trunc(-0.5), math.copysign(3, -1), math.fmod(7, 3), math.hypot(3, 4), math.dist((0, 0), (3, 4)), math.log(1), math.exp(0), math.factorial(5))
s = 0
s -= 0.0; print(s); s = -0.0; s += 0; print(s, 0 * -1.0, -0.0 + 0, 0 - 0.0, round(-0.4), round(-0.4, 0), int(-0.9), -0.9 // 1, abs(-0.0), min(0.0, -0.0))
vals = [1, 2]; vals.append(2.5); vals.insert(0, True); vals += (None,); print(vals, vals[0] + vals[1], vals[3] * 2, vals.count(1), vals.index(True))
tup = (1, 2.0, "x"); i, j, k = tup; print(i + j, j * 2, k * i, tup[0] / tup[1], tup[:2] + (3,), sum(tup[:2]))
r = {n: n / 2 if n % 2 else n // 2 for n in range(5)}; print(r, sum(r.values()), max(r.values()), {v for v in r.values()}, list(r.values()).count(1))
z = [0] * 2; z[0] += 1.5; z[1] += 2; print(z); z = [v * 1 for v in z]; print(z)
grid = [[0.0] * 2 for _ in range(2)]; grid[0][0] = 1; grid[1][1] += 2; print(grid)
total, count = 0, 0
for v in (1, 2, 3): total += v; count += 1
print(total / count, total // count, f"{total / count:.2f}", f"{total:.2f}", f"{total}", "%d %s %.1f" % (total / count, total / count, total))
