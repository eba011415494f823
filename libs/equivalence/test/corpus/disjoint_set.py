class DisjointSet:
    def __init__(self, size: int) -> None:
        self.parent = list(range(size))
        self.rank = [0] * size
        self.groups = size

    def find(self, x: int) -> int:
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def union(self, a: int, b: int) -> bool:
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self.rank[a] < self.rank[b]:
            a, b = b, a
        self.parent[b] = a
        if self.rank[a] == self.rank[b]:
            self.rank[a] += 1
        self.groups -= 1
        return True


def kruskal(n, edges):
    sets = DisjointSet(n)
    tree = []
    for weight, a, b in sorted(edges):
        if sets.union(a, b):
            tree.append((a, b, weight))
    return tree, sum(w for _, _, w in tree), sets.groups


print(kruskal(5, [(4, 0, 1), (1, 1, 2), (3, 0, 2), (7, 3, 4), (2, 1, 3)]))
