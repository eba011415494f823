def countdown(n):
    try:
        while n > 0:
            yield n
            n -= 1
    finally:
        print("closing")


for x in countdown(3):
    print(x)
squares = (x * x for x in range(5))
print(next(squares), list(squares), list(squares))


def chunks(items, size):
    for start in range(0, len(items), size):
        yield items[start:start + size]


print(list(chunks([1, 2, 3, 4, 5], 2)), sum(len(c) for c in chunks("abcdefg", 3)))


def walk(tree):
    if tree is None:
        return
    left, value, right = tree
    yield from walk(left)
    yield value
    yield from walk(right)


print([x for x in chunks("abc", 1)])
