def mat_mul(a, b):
    n, m, p = len(a), len(b), len(b[0])
    result = [[0] * p for _ in range(n)]
    for i in range(n):
        for j in range(p):
            for k in range(m):
                result[i][j] += a[i][k] * b[k][j]
    return result

def identity(n):
    return [[1 if i == j else 0 for j in range(n)] for i in range(n)]

def mat_pow(m, e):
    r = identity(len(m))
    while e:
        if e & 1:
            r = mat_mul(r, m)
        m = mat_mul(m, m)
        e >>= 1
    return r

def transpose(m):
    return [list(row) for row in zip(*m)]

def determinant(m):
    if len(m) == 1:
        return m[0][0]
    total = 0
    for c in range(len(m)):
        minor = [row[:c] + row[c + 1:] for row in m[1:]]
        total += (-1) ** c * m[0][c] * determinant(minor)
    return total

print(mat_pow([[1, 1], [1, 0]], 90))
print(transpose([[1, 2, 3], [4, 5, 6]]))
print(determinant([[2, 0, 1], [1, 3, 2], [1, 1, 1]]))
print(mat_mul([[1.5, 2.0]], [[2.0], [0.5]]))
print(mat_mul([[1, 2]], [[0.5], [0.25]]))
print(determinant([[2.5, 1.0], [1.0, 2.0]]))
