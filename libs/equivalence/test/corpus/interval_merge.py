def merge(intervals: list[list[int]]) -> list[list[int]]:
    """
    >>> merge([[1, 3], [2, 6], [8, 10]])
    [[1, 6], [8, 10]]
    """
    out: list[list[int]] = []
    for start, end in sorted(intervals):
        if out and start <= out[-1][1]:
            out[-1][1] = max(out[-1][1], end)
        else:
            out.append([start, end])
    return out


print(merge([[5, 7], [1, 3], [2, 4], [6, 9]]), merge([]))


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


print(overlap((1, 5), (4, 6)), overlap((1, 2), (2, 3)))
