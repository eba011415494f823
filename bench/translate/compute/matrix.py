"""Matrices as lists of lists: products, powers and a determinant."""


def matrix(n, seed):
    return [[((i * 31 + j * 17 + seed) % 101) / 7 for j in range(n)] for i in range(n)]


def multiply(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def multiply_mod(a, b, modulus):
    n = len(a)
    out = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            total = 0
            for k in range(n):
                total += a[i][k] * b[k][j]
            out[i][j] = total % modulus
    return out


def determinant(rows):
    rows = [row[:] for row in rows]
    n = len(rows)
    result = 1.0
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        if rows[pivot][i] == 0:
            return 0.0
        if pivot != i:
            rows[i], rows[pivot] = rows[pivot], rows[i]
            result = -result
        result *= rows[i][i]
        for j in range(i + 1, n):
            factor = rows[j][i] / rows[i][i]
            for k in range(i, n):
                rows[j][k] -= factor * rows[i][k]
    return result


for size in (60, 100, 140, 180, 220):
    product = multiply(matrix(size, 1), matrix(size, 2))
    print(f"{sum(map(sum, product)):.6f} {product[3][5]:.6f}")
whole = [[(i * j + 3) % 1009 for j in range(100)] for i in range(100)]
power = whole
for _ in range(9):
    power = multiply_mod(power, whole, 1_000_007)
print(power[1][2], sum(map(sum, power)))
for size in (30, 60, 90, 120, 150):
    rows = [[((i * 37 + j * 91) % 53) + (i == j) for j in range(size)] for i in range(size)]
    print(f"{determinant(rows):.6e}")
