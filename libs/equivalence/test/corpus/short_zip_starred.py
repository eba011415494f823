"""zip of rows that are starred, beside others that are not."""

heads = ["a", "bb"]
rows = [("x", "yyyy"), ("zzz", "w")]
print([max(map(len, col)) for col in zip(heads, *rows)])
for name, *vals in zip(heads, *rows): print(name, vals)
print(list(zip(heads, *[])) if False else list(zip(heads, *rows[:0])), list(zip(*rows, heads)), list(zip(*rows, *rows)))
print(list(zip("ab", *[[1, 2], [3.5, 4]])), list(zip(range(3), *[(x, x * x) for x in (1, 2)])))
from itertools import count
print(list(zip(count(), *rows)))
m = [[1, 2, 3], [4, 5, 6]]
print(list(zip(*m)), [list(r) for r in zip(*m[::-1])], dict(zip(heads, zip(*rows))))
it = iter([1, 2, 3, 4])
print(list(zip(it, *[[7, 8]])), next(it))
