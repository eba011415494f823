class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]
        self.n = len(rows)
        self.m = len(rows[0])

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    def __mul__(self, other):
        if isinstance(other, Matrix):
            if self.m != other.n:
                raise ValueError("shape mismatch: %dx%d * %dx%d" % (self.n, self.m, other.n, other.m))
            return Matrix([[sum(self.rows[i][k] * other.rows[k][j] for k in range(self.m)) for j in range(other.m)] for i in range(self.n)])
        return Matrix([[x * other for x in row] for row in self.rows])

    def __add__(self, other):
        return Matrix([[a + b for a, b in zip(r1, r2)] for r1, r2 in zip(self.rows, other.rows)])

    def __eq__(self, other):
        return self.rows == other.rows

    def __pow__(self, k):
        result = Matrix.identity(self.n)
        base = self
        while k > 0:
            if k % 2:
                result = result * base
            base = base * base
            k //= 2
        return result

    def __str__(self):
        return "\n".join(" ".join(f"{x:>6}" for x in row) for row in self.rows)

    def __getitem__(self, idx):
        i, j = idx
        return self.rows[i][j]

    def __setitem__(self, idx, v):
        i, j = idx
        self.rows[i][j] = v

    def det(self):
        m = [[float(x) for x in r] for r in self.rows]
        d = 1.0
        for i in range(self.n):
            p = max(range(i, self.n), key=lambda r: abs(m[r][i]))
            if m[p][i] == 0:
                return 0.0
            if p != i:
                m[i], m[p] = m[p], m[i]
                d = -d
            d *= m[i][i]
            for r in range(i + 1, self.n):
                f = m[r][i] / m[i][i]
                for c in range(i, self.n):
                    m[r][c] -= f * m[i][c]
        return d

a = Matrix([[1, 2], [3, 4]])
b = Matrix([[0, 1], [1, 0]])
print(a * b)
print(a + b)
print(a ** 5)
print(a == Matrix([[1, 2], [3, 4]]), a == b)
print(a * 3)
print(a[1, 0])
a[1, 0] = 10
print(a.det(), Matrix([[2, 1, 1], [1, 3, 2], [1, 0, 0]]).det())
try:
    a * Matrix([[1, 2, 3]])
except ValueError as e:
    print(e)
