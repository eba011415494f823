def total(xs):
    return sum(xs)


print(total([1, 2]))


def sum(xs):
    return 0


print(total([1, 2]))
