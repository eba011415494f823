def min_max(values):
    return min(values), max(values)


low, high = min_max([4, 9, 2])
print(low, high, min_max([1]))
point = (3, 4)
x, y = point
print(point[0], point[-1], len(point), point + (5,), point * 2)
a, b = 1, 2
a, b = b, a
print(a, b)
first, *rest = [1, 2, 3, 4]
*head, last = "abc"
print(first, rest, head, last)
print((1, 2) < (1, 3), (1, "a") == (1, "a"))
pairs = [(2, "b"), (1, "z"), (1, "a")]
print(sorted(pairs))
for i, (n, s) in enumerate(pairs):
    print(i, n, s)
