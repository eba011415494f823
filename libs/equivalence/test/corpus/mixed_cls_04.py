class Matrix2:
    def __init__(self, n, m, fill=0):
        self.n, self.m = n, m
        self.data = [[fill] * m for _ in range(n)]
    def __getitem__(self, key):
        if isinstance(key, tuple):
            i, j = key
            return self.data[i][j]
        return self.data[key]
    def __setitem__(self, key, value):
        i, j = key
        self.data[i][j] = value
    def __len__(self): return self.n
    def __contains__(self, v): return any(v in row for row in self.data)
    def __matmul__(self, o):
        out = Matrix2(self.n, o.m)
        for i in range(self.n):
            for j in range(o.m):
                out[i, j] = sum(self[i, k] * o[k, j] for k in range(self.m))
        return out
    def map(self, f):
        out = Matrix2(self.n, self.m)
        for i, row in enumerate(self.data):
            for j, v in enumerate(row): out[i, j] = f(v)
        return out
    def __bool__(self): return any(any(r) for r in self.data)
    def __str__(self): return "; ".join(",".join(str(x) for x in r) for r in self.data)
a = Matrix2(2, 2)
print(bool(a), len(a), a)
a[0, 0] = 1; a[1, 1] = 2; a[0, 1] = 3
print(a, a[0], a[0, 1], 3 in a, a @ a, a.map(lambda v: v / 2), bool(a))
a[0][0] += 5
print(a)
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return CountIter(self.n)
class CountIter:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n + 1
c = Countdown(3)
print(list(c), list(c), [x * y for x in c for y in c], dict(zip(c, "abc")), tuple(c), 2 in c, sorted(c), sum(c))
