"""zip with strict, of sources side by side and of rows."""


def grouper(items, n, strict=None):
    args = [iter(items)] * n
    if strict:
        return zip(*args, strict=True)
    return zip(*args, strict=False)


print(list(zip([1, 2], [3], strict=False)), list(zip("ab", [1, 2], strict=True)))
print(list(grouper("ABCDEFG", 3)), list(grouper("ABCDEF", 3, strict=True)))
for rows in ([[1, 2], [3]], [[1], [2, 3]], [[1, 2], [3, 4], [5]], [[1], [2], [3, 4]], [[], []], [], [[], [1]], [[], [], [1]], [[1, 2], [3, 4]]):
    try:
        for column in zip(*rows, strict=True):
            print(column)
        print("even")
    except ValueError as e:
        print(e)
try:
    list(grouper("ABCDEFG", 3, strict=True))
except ValueError as e:
    print(e)
