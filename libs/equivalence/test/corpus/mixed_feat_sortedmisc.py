people = [{"n": "Al", "age": 30}, {"n": "Bo", "age": 25}, {"n": "Cy", "age": 30}]
print([p["n"] for p in sorted(people, key=lambda p: (-p["age"], p["n"]))], max(people, key=lambda p: p["age"])["n"], sum(p["age"] for p in people) / len(people))
from operator import itemgetter
print(sorted(people, key=itemgetter("age", "n"))[0], list(map(itemgetter("n"), people)))
by = {}
for p in people: by.setdefault(p["age"], []).append(p["n"])
print(by, list(zip(*[(1, "a"), (2, "b")])), list(enumerate("xy", 5)), dict(enumerate("ab")), list(reversed([1, 2])), list(filter(None, [0, 1, "", "a"])))
print(sorted("bca", reverse=True), sorted([(2, "x"), (1, "y")]), all(x > 0 for x in [1, 2]), min("hello"), max([3, 1], [2, 9]), abs(-3), divmod(7, 2), pow(2, 5, 7), round(2.5), sum([[1], [2]], []))
import functools
print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(lambda a, b: a + b, ["x", "y"], "z"), functools.partial(pow, 2)(10))
