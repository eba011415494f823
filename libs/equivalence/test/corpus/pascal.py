def pascal(rows: int) -> list[list[int]]:
    """
    >>> pascal(3)
    [[1], [1, 1], [1, 2, 1]]
    >>> pascal(0)
    []
    """
    triangle: list[list[int]] = []
    for n in range(rows):
        row = [1] * (n + 1)
        for k in range(1, n):
            row[k] = triangle[n - 1][k - 1] + triangle[n - 1][k]
        triangle.append(row)
    return triangle


for row in pascal(8):
    print(" ".join(map(str, row)).center(30).rstrip())


def catalan(n: int) -> int:
    c = 1
    for i in range(n):
        c = c * 2 * (2 * i + 1) // (i + 2)
    return c


print([catalan(i) for i in range(12)], catalan(60))
