"""max and min of arguments of which some are starred."""

xs = [3, 1, 2]
print(max(0, *xs), min(9, *xs), max(*xs, 7))
xs = [3, 1, 2]
print(max(0, *(x for x in xs)))
print(max("a", *["b", "c"], key=len), min(1.5, *[2, 3]), max([1], *[[2], [0, 5]]))
try:
    print(max(5, *[]))
except TypeError as e:
    print(e)
rows = [["a", "bcd"], ["efgh", "i"]]
heads = ["col", "x"]
print([max(len(h), *(len(r[i]) for r in rows)) for i, h in enumerate(heads)])
print(max(*[3], *[4, 5]), min(*"hello", *"world"))
max("ab", *[], key=len) if len(xs) > 9 else max(2.5, *[])
