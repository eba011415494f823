import sys

def matrix_chain(p):
    n = len(p) - 1
    m = [[0] * n for _ in range(n)]
    s = [[0] * n for _ in range(n)]
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length - 1
            m[i][j] = sys.maxsize
            for k in range(i, j):
                q = m[i][k] + m[k + 1][j] + p[i] * p[k + 1] * p[j + 1]
                if q < m[i][j]:
                    m[i][j] = q
                    s[i][j] = k
    def paren(i, j):
        if i == j:
            return chr(ord("A") + i)
        return "(" + paren(i, s[i][j]) + paren(s[i][j] + 1, j) + ")"
    return m[0][n - 1], paren(0, n - 1)

print(matrix_chain([30, 35, 15, 5, 10, 20, 25]))
