for x in {5, 3, 9, 100, 33, 17}: print(x, end=" ")
print([y for y in {50, 30, 90, 1000, 330, 170}], {50, 30, 90, 1000, 330, 170})
print({v: 1 for v in {8, 16, 24, 32, 40}}, list({8, 16, 24, 32, 40}), sorted({8, 16}), sum(z for z in {64, 8, 0}))
for t in {(1, 2), (3, 4), (0, 0)}: print(t)
for t in {1.5, 2.5, -1.0, 0.0, 100.25}: print(t)
for t in {True, 0, -5, 77, 1234567}: print(t)
k = 7
for t in {k, 1, 100, 9, 17, 25}: print(t, end=" ")
print({k, 1, 100, 9, 17, 25}, {-1, -2, -3, -9, -17}, {1 + 1, 5 * 2, 18, 34}, {10**3, 7, 15}, frozenset({5, 3, 9, 100, 33, 17}), set({5, 3, 9, 100, 33, 17}), list({5, 3, 9, 100, 33, 17}))
def f():
    s = {5, 3, 9, 100, 33, 17}
    s.add(65)
    for q in s: print(q, end=",")
    for q in frozenset({5, 3, 9, 100, 33, 17}): print(q, end=";")
    for q in frozenset([5, 3, 9, 100, 33, 17]): print(q, end=".")
    for i, q in enumerate({5, 3, 9, 100, 33, 17}): print(i, q, end="/")
    print([[p for p in {40, 8, 72, 1, 9}] for _ in range(1)])
f()
