"""Slices of every kind of sequence by every kind of bound, sorts by keys, and columns of rows."""


def cut(xs, bounds):
    for start, stop in bounds:
        print(xs[start:stop], xs[start:], xs[:stop], xs[start::2], xs[:stop:3])
        print(xs[start:stop:-1], xs[start::-2], xs[:stop:-3], xs[::-1])


BOUNDS = [(0, 5), (1, -1), (-3, 100), (-100, 2), (4, 1), (7, 7), (2**70, -(2**70))]

numbers = [3, 1, 4, 1, 5, 9, 2, 6]
cut(numbers, BOUNDS)
cut("löwe & gnu", BOUNDS)
cut("plain text", BOUNDS)
cut((1.5, -0.0, 2.5, 1e300, 7.0), BOUNDS)
cut(b"bytes\x00\xff", BOUNDS)
cut([[1], [], [2, 3]], BOUNDS)
cut([], BOUNDS)
for step in (-3, -1, 1, 2, 50):
    print(numbers[::step], numbers[1:6:step], "abcdef"[::step], (1, 2, 3, 4)[::step])
try:
    print(numbers[::0])
except ValueError as error:
    print("refused:", error)
rows = [numbers[:], numbers[2:6]]
rows[0][0] = 100
print(numbers[0], rows)

words = "the quick brown fox jumps over the lazy dog and the cat".split()
print(sorted(words, key=len))
print(sorted(words, key=len, reverse=True))
print(sorted(words, key=lambda word: (-len(word), word)))
print(sorted(words, key=lambda word: word[-1])[:4])
pairs = [(i * 7 % 5, i) for i in range(200)]
print(sorted(pairs, key=lambda pair: pair[0]) == sorted(pairs))
print(sorted(pairs, key=lambda pair: pair[0], reverse=True)[:7])
pairs.sort(key=lambda pair: (pair[1] % 3, -pair[1]))
print(pairs[:5], pairs[-5:])
pairs.sort(reverse=True)
print(pairs[:3])
mixed = [2.5, float("nan"), -1.0, float("inf"), 0.0, -0.0, float("nan"), 1.0]
print(sorted(mixed))
print(sorted(mixed, key=lambda x: -x, reverse=True))


def shaky(n):
    if n == 9:
        raise ValueError("no key for nine")
    return -n


try:
    numbers.sort(key=shaky)
except ValueError as error:
    print("refused:", error, numbers)
print(numbers * 2, [0] * 3, (1, 2) * 2, [[]] * 0, [True] * -1)

grid = [[1, 2, 3], [4, 5, 6], [7, 8]]
print(list(zip(*grid)))
print([list(column) for column in zip(*[[1, 2], [3, 4], [5, 6]])])
print([sum(column) for column in zip(*grid)], list(zip(*["abc", "de"])))
empty: list[list[int]] = []
print(list(zip(*empty)), list(zip(*[[], [1]])))
rows = [(1, "a"), (2, "b")]
print(list(zip(*[[str(cell) for cell in row] for row in rows])))
