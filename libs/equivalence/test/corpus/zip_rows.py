"""Rows of unknown number beside each other: one iterator as several rows, endless rows, rows that change meanwhile."""
def chunks(seq, n):
    return list(zip(*[iter(seq)] * n))
print(chunks("abcdefg", 3), chunks([1, 2, 3, 4], 2))
for a, b in zip(*[iter([1, 2, 3, 4])] * 2):
    print(a, b)
it = iter(range(10))
print(list(zip(it, it)))
g = (x for x in range(9))
print(list(zip(*[g] * 3)))
from itertools import zip_longest
print(list(zip_longest(*[iter("abcde")] * 2, fillvalue="x")))
a = iter(range(5))
b = a
print(next(a), next(b), list(a), list(b))
its = [iter(range(3))] * 2
print(next(its[0]), next(its[1]), next(its[0]))
m = [[1, 2, 3], [4, 5, 6]]
for col in zip(*m):
    print(col)
    m[1][2] = 60
    m[0].append(9)
    if len(m[0]) > 8: break
def nat():
    n = 0
    while True:
        yield n
        n += 1
gens = [nat(), nat()]
for a, b in zip(*gens):
    if a > 3: break
    print(a, b)
print([list(c) for c in zip(*["abc", "de"])], list(zip(*[(1, 2), (3, 4)])), list(zip(*{"a": (1, 2), "b": (3, 4)}.values())))
print(list(zip(*[{"x": 1, "y": 2}, {"p": 3, "q": 4}])), dict(zip(*[("a", "b"), ("c", "d")])), list(zip(*[])))
from itertools import zip_longest
print(list(zip_longest(*[[1, 2], [3], []])), list(zip_longest(*["ab", "c"], fillvalue="-")))
rows = [range(3), range(5)]
print(list(zip(*rows)), max(zip(*rows)), [max(c) for c in zip(*m)], any(sum(c) > 60 for c in zip(*m)))
def f(*cols): return [sum(c) for c in zip(*cols)]
print(f([1, 2], [3, 4], [5, 6]), f())
a, b = zip(*[(1, "x"), (2, "y")])
print(a, b)
print(list(map(list, zip(*[[1, 2], [3, 4]]))), sorted(zip(*[[3, 1], [0, 5]])))
