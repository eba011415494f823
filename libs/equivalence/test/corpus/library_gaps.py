"""Merging, searching by a key, distances and products."""

import bisect
import heapq
import math
import sys
from collections import Counter, OrderedDict, defaultdict, deque

print(list(heapq.merge([1, 4, 7], [2, 5, 8], [0, 9])))
print(list(heapq.merge(["a", "ccc"], ["bb", "dddd"], ["x", "yy"], key=len)))
print(list(heapq.merge([9, 5, 1], [8, 5, 4], reverse=True)), list(heapq.merge([3, 1, 2], [2, 0])))
for v in heapq.merge([(1, "a"), (3, "c")], [(2, "b")], key=lambda t: t[0]):
    print(v)
def gen(n):
    for i in range(0, 6, n):
        print("gen", n, i)
        yield i
for v in heapq.merge(gen(2), gen(3)):
    print(v)
d = {"x": 3, "y": 9, "z": 5}
print(heapq.nlargest(2, d.items(), key=lambda kv: kv[1]), heapq.nsmallest(2, ["bb", "a", "ccc"], key=len))

people = [("ann", 20), ("bob", 30), ("cy", 40)]
print(bisect.bisect(people, 30, key=lambda p: p[1]), bisect.bisect_left(people, 30, key=lambda p: p[1]), bisect.bisect_right([1, 2, 2, 3], 2), bisect.bisect_left([1, 2, 2, 3], 2, 0, 3))
bisect.insort(people, ("dee", 30), key=lambda p: p[1])
bisect.insort_left(people, ("eli", 30), key=lambda p: p[1])
print(people)

print(math.comb(10, 3), math.perm(10, 3), math.perm(5), math.lcm(4, 6, 10), math.lcm(), math.gcd(12, 18, 27), math.gcd(), math.isqrt(10**40 + 5), math.lcm(7), math.factorial(20))
print(math.prod([1, 2, 3], start=10), math.prod([1.5, 2.5]), math.prod([]), math.prod(range(1, 6)), math.prod((2.0, 3.0), start=2), math.prod([0.1, 0.3], start=0.7))
print(math.dist((0, 0), (3, 4)), math.dist([1, 2, 3], [4.5, 5, 6]), math.hypot(1, 2, 3))
print(math.nextafter(1.0, 2.0), math.ulp(1.0), math.ulp(0), math.nextafter(0.0, -1.0), math.nextafter(-2.0, 5), math.ulp(-1e300), math.ulp(math.inf), math.nextafter(3, 3), math.ulp(1.7976931348623157e308), math.nextafter(math.inf, 0))
try:
    math.dist([1, 2], [3])
except ValueError as e:
    print(e)

d = {"a": 1, "b": 2}
print(list(reversed(d)), list(reversed(d.keys())), list(reversed(d.values())), list(reversed(d.items())))
for k, v in reversed(d.items()):
    print(k, v)
for k in reversed(d):
    print(k)

def f(*args):
    return sum(args)
a = [1, 2]
b = (3, 4)
print(f(*a, *b), f(0, *a, 5, *b))
def g(x, y, z, w):
    return x + 10 * y + 100 * z + 1000 * w
print(g(*a, *b), g(1, *a, 2))
print(*a, *b, sep="-")
def h(*args, **kw):
    return len(args), sorted(kw.items())
print(h(*a, *b, **{"k": 1}, **{"j": 2}))
print([*a, *b], {**{"q": 1}, **{"r": 2}}, (*a, 9))


deque_of_three = deque([1, 2, 3], maxlen=3)
deque_of_three.append(4)
print(deque_of_three, deque_of_three.maxlen, deque([1]).maxlen)
od = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
od.move_to_end("a")
counts = defaultdict(int)
counts["x"] += 1
print(list(reversed(od)), list(reversed(od.values())), list(reversed(counts)), Counter("aab").most_common(n=1))
print("a\tb".expandtabs(tabsize=4), "abc".encode(encoding="ascii"))
try:
    sys.exit(3)
except SystemExit as e:
    print("code", e.code)


def rk4(slope, state, at, step):
    """Five sources side by side."""

    def moved(by, factor):
        return [here + factor * there for here, there in zip(state, by)]

    first = slope(at, state)
    second = slope(at + step / 2, moved(first, step / 2))
    third = slope(at + step / 2, moved(second, step / 2))
    fourth = slope(at + step, moved(third, step))
    return [y + step / 6 * (a + 2 * b + 2 * c + d) for y, a, b, c, d in zip(state, first, second, third, fourth)]


print(rk4(lambda t, s: (s[1], -s[0]), [1, 0], 0, 0.1))
print(list(zip([1, 2], "ab", (1.5, 2), range(2), [None, True], {3: 4, 5: 6})))
