a = {1, 2, 3, 4}
b = {3, 4, 5}
print(a | b, a & b, a - b, a ^ b)
a.add(10)
a.discard(99)
a.remove(1)
print(sorted(a), len(a), 10 in a)
print({x % 3 for x in range(10)})
print(a.issuperset({2, 3}), {2} <= a, a.isdisjoint(b))
print(set(), set([3, 1, 2]), frozenset([1, 2]))
seen = set()
for ch in "mississippi":
    if ch not in seen:
        seen.add(ch)
print(sorted(seen))
