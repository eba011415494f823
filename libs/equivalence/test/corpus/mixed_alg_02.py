from collections import defaultdict
class Graph:
    def __init__(self, directed=False):
        self.adj = defaultdict(dict)
        self.directed = directed
    def add_edge(self, u, v, w=1):
        self.adj[u][v] = w
        if not self.directed:
            self.adj[v][u] = w
    def prim(self, start):
        import heapq
        seen = {start}
        edges = [(w, start, v) for v, w in self.adj[start].items()]
        heapq.heapify(edges)
        total, tree = 0, []
        while edges:
            w, u, v = heapq.heappop(edges)
            if v in seen:
                continue
            seen.add(v)
            total += w
            tree.append((u, v, w))
            for nxt, nw in self.adj[v].items():
                if nxt not in seen:
                    heapq.heappush(edges, (nw, v, nxt))
        return total, tree
    def components(self):
        seen, comps = set(), []
        for v in list(self.adj):
            if v in seen: continue
            stack, comp = [v], set()
            while stack:
                x = stack.pop()
                if x in comp: continue
                comp.add(x)
                stack.extend(y for y in self.adj[x] if y not in comp)
            seen |= comp
            comps.append(sorted(comp))
        return comps
    def scc(self):
        index, low, stack, on, out = {}, {}, [], set(), []
        counter = [0]
        def strong(v):
            index[v] = low[v] = counter[0]
            counter[0] += 1
            stack.append(v); on.add(v)
            for w in self.adj[v]:
                if w not in index:
                    strong(w)
                    low[v] = min(low[v], low[w])
                elif w in on:
                    low[v] = min(low[v], index[w])
            if low[v] == index[v]:
                comp = []
                while True:
                    w = stack.pop()
                    on.discard(w)
                    comp.append(w)
                    if w == v: break
                out.append(sorted(comp))
        for v in sorted(self.adj):
            if v not in index:
                strong(v)
        return out
g = Graph()
for e in [("a", "b", 4), ("b", "c", 8), ("c", "d", 7), ("a", "h", 8), ("h", "g", 1), ("x", "y", 2)]:
    g.add_edge(*e)
print(g.prim("a"), g.components())
d = Graph(True)
for u, v in [(1, 2), (2, 3), (3, 1), (3, 4), (4, 5), (5, 4)]: d.add_edge(u, v)
print(d.scc(), {k: dict(v) for k, v in d.adj.items()})
