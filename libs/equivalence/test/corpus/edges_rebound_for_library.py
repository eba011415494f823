"""Arguments of the library, one of which binds another anew."""

import heapq, bisect, functools, itertools, math, json, re, random, collections
h = [5, 1]
def chg():
    global h
    h = [0, 0, 0]
    return 3
heapq.heappush(h, chg()); print(h); h = [1, 5]
bisect.insort(h, chg()); print(h); h = [1, 5]
print(bisect.bisect(h, chg()), h); h = [1, 5]
print(functools.reduce(lambda a, b: a + b, h, chg()), h); h = [1, 5]
print(list(itertools.chain(h, [chg()])), list(itertools.islice(h, chg()))); h = [1, 5]
print(math.dist(h, [chg(), 2]), math.gcd(h[0], chg()), math.hypot(h[0], chg())); h = [1, 5]
print(json.dumps(h, indent=chg()), h); h = [1, 5]
print(sum(h, chg()), h); h = [1, 5]
print(list(enumerate(h, chg()))); h = [1, 5]
print(list(zip(h, [chg()]))); h = [1, 5]
print(list(itertools.product(h, repeat=chg()))[:2]); h = [1, 5]
print(list(itertools.combinations(h, chg() - 1))); h = [1, 5]
print(list(map(lambda a, b: a + b, h, [chg()]))); h = [1, 5]
print(heapq.nlargest(chg(), h), heapq.nsmallest(2, h, key=lambda q: chg())); h = [1, 5]
print(sorted(h, key=lambda q: -q, reverse=chg())); h = [1, 5]
print(collections.deque(h, chg()), collections.Counter(h)[chg()]); h = [1, 5]
print(isinstance(h, list) and chg(), max(h, default=chg()), min(h, key=lambda q: q % chg())); h = [1, 5]
print(h * chg(), h); h = [1, 5]
print(h + [chg()], h); h = [1, 5]
h += [chg()]; print(h); h = [1, 5]
h *= chg(); print(h); h = [1, 5]
print(h < [chg()], h == [1, 5]); h = [1, 5]
print(h if chg() else 0); h = [1, 5]
print(any(q == chg() for q in h), h); h = [1, 5]
print([q + chg() for q in h], h); h = [1, 5]
first, *more = h, chg(); print(first, more); h = [1, 5]
h[0], h[1] = chg(), 2; print(h); h = [1, 5]
h[chg() - 2], z = 8, h; print(h, z); h = [1, 5]
print({k: chg() for k in h}, {chg(): h}); h = [1, 5]
print("%s-%d" % (h, chg())); h = [1, 5]
print("{0}-{1}".format(h, chg()), ",".join(map(str, h)) + str(chg())); h = [1, 5]
print(str(h) + str(chg()) + str(h), repr(h), len(h) * chg()); h = [1, 5]
x = 1
def bump():
    global x
    x += 1
    return x
ff = lambda a, b: (a, b)
print(ff(b=x, a=bump()), sum([x, bump()], x))
print(max(x, key=lambda q: q, *[bump()]))
print(pow(x, bump(), x + 5), round(x + 0.5, bump() - x), divmod(x, bump()))
print(range(x, bump(), x - 5), isinstance(x, int), sorted([x, bump(), x]), str(x).zfill(bump()))
print("ab".replace("a", str(bump()), x), [1] * x == [1] * bump(), x and bump() and x)
print(min(x, bump()), x // bump(), x % bump(), x ** bump() > 5)
print(x << (bump() - x), x | bump(), -x + bump())
print(int(str(x), bump()), list(range(40))[x - 20:bump():1])
print(x - bump(), 1.5 * x + bump(), x / bump())
print(slice(x, bump(), x))
print(round(x, bump()), abs(x) + abs(bump()), chr(x + 60) + chr(bump() + 60), str(x) * bump(), [x] + [bump()], (x,) + (bump(),), {x} | {bump()}, x in {bump() - 1: 0}, x not in (bump(), x), [x, *[bump()], x], {"a": x, **{"b": bump()}, "c": x})
