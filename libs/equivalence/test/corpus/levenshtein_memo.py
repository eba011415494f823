from functools import cache


@cache
def distance(a: str, b: str) -> int:
    if not a or not b:
        return len(a) or len(b)
    if a[0] == b[0]:
        return distance(a[1:], b[1:])
    return 1 + min(distance(a[1:], b), distance(a, b[1:]), distance(a[1:], b[1:]))


print(distance("kitten", "sitting"), distance("", "abc"), distance("same", "same"))


@cache
def grid(r, c):
    if r == 0 or c == 0:
        return 1
    return grid(r - 1, c) + grid(r, c - 1)


print(grid(16, 16), grid.cache_info())
