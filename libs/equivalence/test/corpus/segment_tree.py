class SegTree:
    def __init__(self, data, func=min, default=float('inf')):
        self.n = len(data)
        self.func = func
        self.default = default
        self.tree = [default] * (2 * self.n)
        self.tree[self.n:] = data
        for i in range(self.n - 1, 0, -1):
            self.tree[i] = func(self.tree[2 * i], self.tree[2 * i + 1])
    def update(self, i, v):
        i += self.n
        self.tree[i] = v
        while i > 1:
            i //= 2
            self.tree[i] = self.func(self.tree[2 * i], self.tree[2 * i + 1])
    def query(self, l, r):
        res = self.default
        l += self.n
        r += self.n
        while l < r:
            if l & 1:
                res = self.func(res, self.tree[l])
                l += 1
            if r & 1:
                r -= 1
                res = self.func(res, self.tree[r])
            l >>= 1
            r >>= 1
        return res
st = SegTree([5, 2, 8, 1, 9, 3])
print(st.query(0, 6), st.query(0, 3), st.query(4, 6), st.query(2, 2))
st.update(3, 10)
print(st.query(0, 6), st.tree)
s = SegTree([1, 2, 3, 4], lambda a, b: a + b, 0)
print(s.query(0, 4), s.query(1, 3))
class Fenwick:
    def __init__(self, n): self.t = [0] * (n + 1)
    def add(self, i, d):
        while i < len(self.t):
            self.t[i] += d
            i += i & -i
    def sum(self, i):
        s = 0
        while i:
            s += self.t[i]
            i -= i & -i
        return s
f = Fenwick(5)
for i, v in enumerate([3, 1, 4, 1, 5], 1): f.add(i, v)
print([f.sum(i) for i in range(6)])
