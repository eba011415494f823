def solve(a, b):
    n = len(a)
    m = [row[:] + [b[i]] for i, row in enumerate(a)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(m[r][i]))
        if abs(m[pivot][i]) < 1e-12:
            return None
        m[i], m[pivot] = m[pivot], m[i]
        for j in range(i + 1, n):
            f = m[j][i] / m[i][i]
            m[j] = [x - f * y for x, y in zip(m[j], m[i])]
    x = [0] * n
    for i in range(n - 1, -1, -1):
        x[i] = (m[i][n] - sum(m[i][j] * x[j] for j in range(i + 1, n))) / m[i][i]
    return x
r = solve([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]], [8, -11, -3])
print([round(v, 9) for v in r])
print(solve([[1, 2], [2, 4]], [1, 2]))
def lu(a):
    n = len(a)
    L = [[0.0] * n for _ in range(n)]
    U = [[0.0] * n for _ in range(n)]
    for i in range(n):
        L[i][i] = 1.0
        for k in range(i, n):
            U[i][k] = a[i][k] - sum(L[i][j] * U[j][k] for j in range(i))
        for k in range(i + 1, n):
            L[k][i] = (a[k][i] - sum(L[k][j] * U[j][i] for j in range(i))) / U[i][i]
    return L, U
L, U = lu([[4, 3], [6, 3]])
print(L, U)
def integrate(f, a, b, n=1000):
    h = (b - a) / n
    return h / 3 * (f(a) + f(b) + 4 * sum(f(a + (2 * i - 1) * h) for i in range(1, n // 2 + 1)) + 2 * sum(f(a + 2 * i * h) for i in range(1, n // 2)))
import math
print(round(integrate(math.sin, 0, math.pi), 8), round(integrate(lambda x: x * x, 0, 3), 8))
def rk4(f, y, t, h, n):
    for _ in range(n):
        k1 = f(t, y)
        k2 = f(t + h / 2, y + h * k1 / 2)
        k3 = f(t + h / 2, y + h * k2 / 2)
        k4 = f(t + h, y + h * k3)
        y += h * (k1 + 2 * k2 + 2 * k3 + k4) / 6
        t += h
    return y
print(rk4(lambda t, y: y, 1, 0, 0.1, 10))
