def count_up(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def flatten(tree):
    for item in tree:
        yield from count_up(item)


print(list(count_up(5)), sum(count_up(10)))
g = fib()
print([next(g) for _ in range(10)])
print(list(flatten([1, 2, 3])))
for i, x in enumerate(fib()):
    if i > 5:
        break
    print(x, end=",")
print()
it = iter([1, 2])
print(next(it), next(it), next(it, "end"))
