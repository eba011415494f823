from functools import reduce, partial
from itertools import accumulate, chain, combinations, groupby, permutations, product, zip_longest

print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 10))
print(list(accumulate([1, 2, 3, 4])), list(chain([1], [2, 3])))
print(list(combinations([1, 2, 3], 2)), list(permutations("ab")), list(product([0, 1], "xy")))
for key, group in groupby([1, 1, 2, 3, 3, 3]):
    print(key, len(list(group)))
print(list(zip_longest([1, 2, 3], [4], fillvalue=0)))


def power(base, exponent):
    return base ** exponent


square = partial(power, exponent=2)
print(square(7), list(map(square, range(4))))
