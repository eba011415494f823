class LRU:
    class _N:
        def __init__(self, k=None, v=None): self.k, self.v, self.p, self.n = k, v, None, None
    def __init__(self, cap):
        self.cap, self.m = cap, {}
        self.h, self.t = self._N(), self._N()
        self.h.n, self.t.p = self.t, self.h
    def _rm(self, x): x.p.n, x.n.p = x.n, x.p
    def _add(self, x):
        x.p, x.n = self.h, self.h.n
        self.h.n.p = x; self.h.n = x
    def get(self, k, default=-1):
        if (x := self.m.get(k)) is None: return default
        self._rm(x); self._add(x)
        return x.v
    def put(self, k, v):
        if k in self.m: self._rm(self.m[k])
        x = self.m[k] = self._N(k, v)
        self._add(x)
        if len(self.m) > self.cap:
            old = self.t.p
            self._rm(old); del self.m[old.k]
    def __iter__(self):
        x = self.h.n
        while x is not self.t: yield x.k, x.v; x = x.n
c = LRU(2); c.put(1, "a"); c.put(2, "b"); print(c.get(1), c.get(9)); c.put(3, "c"); print(list(c), c.get(2, None)); c.put(1, "z"); print(dict(c))
class Trie:
    def __init__(self): self.c = {}; self.end = False
    def add(self, w):
        n = self
        for ch in w: n = n.c.setdefault(ch, Trie())
        n.end = True
    def find(self, p):
        n = self
        for ch in p:
            if ch not in n.c: return []
            n = n.c[ch]
        return [p + s for s in n._all()]
    def _all(self):
        if self.end: yield ""
        for ch, k in sorted(self.c.items()):
            for s in k._all(): yield ch + s
t = Trie()
for w in "car card care cat dog".split(): t.add(w)
print(t.find("car"), t.find("x"), t.find(""))
import heapq
def dijkstra(g, s):
    dist = {v: float("inf") for v in g}; dist[s] = 0; prev = {}; pq = [(0, s)]
    while pq:
        d, u = heapq.heappop(pq)
        if d > dist[u]: continue
        for v, w in g[u].items():
            if (nd := d + w) < dist[v]: dist[v] = nd; prev[v] = u; heapq.heappush(pq, (nd, v))
    return dist, prev
g = {"a": {"b": 7, "c": 3}, "b": {"d": 2}, "c": {"b": 1, "d": 8}, "d": {}, "e": {}}
d, p = dijkstra(g, "a"); print(d, p)
def topo(g):
    seen, out = set(), []
    def visit(n, path=()):
        if n in path: raise ValueError("cycle: " + " -> ".join(path + (n,)))
        if n in seen: return
        for m in g.get(n, []): visit(m, path + (n,))
        seen.add(n); out.append(n)
    for n in g: visit(n)
    return out[::-1]
print(topo({"a": ["b", "c"], "b": ["d"], "c": ["d"]}))
try: topo({"x": ["y"], "y": ["x"]})
except ValueError as e: print(e)
class UF:
    def __init__(self, n): self.p = list(range(n)); self.r = [0] * n; self.k = n
    def find(self, x):
        while self.p[x] != x: self.p[x] = self.p[self.p[x]]; x = self.p[x]
        return x
    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b: return False
        if self.r[a] < self.r[b]: a, b = b, a
        self.p[b] = a; self.r[a] += self.r[a] == self.r[b]; self.k -= 1
        return True
u = UF(5); print(u.union(0, 1), u.union(1, 2), u.union(0, 2), u.k, u.r)
