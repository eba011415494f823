def matmul(a, b):
    return [[sum(x * y for x, y in zip(row, col)) for col in zip(*b)] for row in a]
def transpose(m):
    return [list(r) for r in zip(*m)]
def det(m):
    n = len(m)
    m = [row[:] for row in m]
    d = 1
    for i in range(n):
        p = next((r for r in range(i, n) if m[r][i] != 0), None)
        if p is None:
            return 0
        if p != i:
            m[i], m[p] = m[p], m[i]
            d = -d
        d *= m[i][i]
        for r in range(i + 1, n):
            f = m[r][i] / m[i][i]
            for c in range(i, n):
                m[r][c] -= f * m[i][c]
    return d
def spiral(m):
    out = []
    m = [list(r) for r in m]
    while m:
        out += m.pop(0)
        m = [list(r) for r in zip(*m)][::-1]
    return out
def rotate(m):
    return [list(r) for r in zip(*m[::-1])]
def power(m, n):
    size = len(m)
    result = [[int(i == j) for j in range(size)] for i in range(size)]
    while n:
        if n & 1:
            result = matmul(result, m)
        m = matmul(m, m)
        n >>= 1
    return result
A = [[1, 2], [3, 4]]
print(matmul(A, A), transpose(A), det(A), det([[0, 1], [1, 0]]), det([[1, 2], [2, 4]]))
print(spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), rotate([[1, 2, 3], [4, 5, 6]]))
print(power([[1, 1], [1, 0]], 90)[0][1])
ident = [[1.0 if i == j else 0.0 for j in range(3)] for i in range(3)]
print(ident, any(0 in r for r in ident), all(map(any, ident)))
grid = [["." for _ in range(5)] for _ in range(3)]
grid[1][2] = "#"
print("\n".join("".join(r) for r in grid))
print(sum(map(sum, A)), max(max(r) for r in A), [max(c) for c in zip(*A)])
print({(i, j): v for i, r in enumerate(A) for j, v in enumerate(r)})
def pascal(n):
    row = [1]
    for _ in range(n):
        yield row
        row = [1] + [a + b for a, b in zip(row, row[1:])] + [1]
for r in pascal(6):
    print(" ".join(map(str, r)).center(20).rstrip())
