import itertools as it
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: list(it.islice([1], -1))); t(lambda: list(it.combinations([1], -1))); t(lambda: list(it.permutations([1,2], 3))); t(lambda: list(it.islice([1,2,3], 0, 3, 0))); t(lambda: list(it.permutations([1], -1))); t(lambda: list(it.product([1], repeat=-1)))
print(list(it.accumulate([1, 2, 3], initial=0)), list(it.accumulate([])), list(it.accumulate(["a", "b"])), list(it.accumulate([1.5, 2])), list(it.chain()), list(it.combinations("abc", 0)), list(it.combinations([1, 2], 3)), list(it.permutations([])), list(it.product()), list(it.cycle([])), list(it.repeat(1, 0)), list(it.repeat(1, -2)), list(it.pairwise([1])), list(it.pairwise([])))
print([(k, list(g)) for k, g in it.groupby([])], [k for k, g in it.groupby("aabAA", key=str.upper)], [(k, sum(1 for _ in g)) for k, g in it.groupby([1.0, 1, True, 2])])
g = it.groupby("aab"); print([(k, next(v)) for k, v in g])
c = it.count(10, -3); print(next(c), next(c), next(c)); d = it.count(0.5); print(next(d), next(d)); e = it.count(2**63); print(next(e), next(e))
print(list(it.islice(it.cycle([1, 2, 3]), 7)), list(it.islice("abcdefg", 1, None, 3)), list(it.compress([1, 2, 3], [0, "x", None])), list(it.takewhile(str.isdigit, "12a3")), list(it.dropwhile(lambda x: x < 0, [])), list(it.zip_longest([], [1])), list(it.starmap(min, [(3, 1), (2, 5)])))
s = it.islice(range(10), 2, 8); print(next(s), list(s)); a, b = it.tee(range(3)); print(next(a), list(b), list(a)); print(list(it.combinations_with_replacement([1, 2], 2)), len(list(it.permutations(range(5)))), list(it.product([1, 2], repeat=0)))
