"""Functions within functions that are passed on and use what is around them, which goes on being used."""
from functools import cmp_to_key, partial


class P:
    def __init__(self, n):
        self.n = n


def order(words, weights):
    seen = [0]

    def cmp(a, b):
        seen[0] += 1
        return weights[a] - weights[b]

    key = cmp_to_key(cmp)
    given = partial(cmp, "x")
    print(given("y"), max(words, key=key), list(map(cmp, words, words)), weights)

    def weight(a):
        return weights[a]

    print(list(filter(weight, words)), sorted(words, key=weight), weights, seen[0] > 2)
    return sorted(words, key=cmp_to_key(cmp)), sorted(words, key=key, reverse=True)


def nearest(items, pivot):
    def cmp(a, b):
        return abs(a.n - pivot.n) - abs(b.n - pivot.n)

    def near(p):
        return abs(p.n - pivot.n) < 3

    by = sorted(items, key=cmp_to_key(cmp))
    return [p.n for p in by], [p.n for p in filter(near, items)], pivot.n, [p.n for p in items if near(p)]


print(order(["x", "y", "z"], {"x": 3, "y": 1, "z": 2}))
print(nearest([P(1), P(5), P(9)], P(6)))
