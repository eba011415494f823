class UnionFind:
    def __init__(self, n):
        self.parent = list(range(n))
        self.rank = [0] * n
        self.components = n

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def union(self, a, b):
        ra, rb = self.find(a), self.find(b)
        if ra == rb:
            return False
        if self.rank[ra] < self.rank[rb]:
            ra, rb = rb, ra
        self.parent[rb] = ra
        if self.rank[ra] == self.rank[rb]:
            self.rank[ra] += 1
        self.components -= 1
        return True


def kruskal(n, edges):
    uf = UnionFind(n)
    mst = []
    total = 0
    for w, u, v in sorted(edges):
        if uf.union(u, v):
            mst.append((u, v, w))
            total += w
    return total, mst

edges = [(4, 0, 1), (8, 1, 2), (7, 2, 3), (9, 3, 4), (10, 4, 5), (2, 5, 6), (1, 6, 7), (8, 0, 7), (11, 1, 7), (7, 7, 8), (2, 2, 8), (6, 6, 8), (4, 2, 5), (14, 3, 5)]
total, mst = kruskal(9, edges)
print(total)
for e in mst:
    print(*e, sep=",")
