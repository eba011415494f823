"""Graph algorithms with annotations and doctests."""
from __future__ import annotations
from collections import defaultdict, deque, Counter, OrderedDict, namedtuple
import heapq
from typing import NamedTuple

Graph = dict[str, dict[str, int]]


class Edge(NamedTuple):
    src: str
    dst: str
    weight: int = 1

    def reversed(self) -> Edge:
        return Edge(self.dst, self.src, self.weight)


Pt = namedtuple("Pt", ["x", "y"], defaults=[0])


def build(edges: list[Edge], directed: bool = False) -> Graph:
    """
    >>> build([Edge("a", "b", 2)])
    {'a': {'b': 2}, 'b': {'a': 2}}
    >>> build([])
    {}
    """
    g: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for e in edges:
        g[e.src][e.dst] = e.weight
        if not directed:
            r = e.reversed()
            g[r.src][r.dst] = r.weight
        else:
            g[e.dst]
    return dict(g)


def dijkstra(g: Graph, start: str) -> tuple[dict[str, float], dict[str, str | None]]:
    """
    >>> dijkstra({"a": {"b": 1}, "b": {}}, "a")
    ({'a': 0, 'b': 1}, {'a': None, 'b': 'a'})
    """
    dist: dict[str, float] = {v: float("inf") for v in g}
    prev: dict[str, str | None] = {v: None for v in g}
    dist[start] = 0
    heap = [(0, start)]
    while heap:
        d, u = heapq.heappop(heap)
        if d > dist[u]:
            continue
        for v, w in g[u].items():
            if (nd := d + w) < dist[v]:
                dist[v] = nd
                prev[v] = u
                heapq.heappush(heap, (nd, v))
    return dist, prev


def path(prev: dict[str, str | None], end: str) -> list[str]:
    out: list[str] = []
    node: str | None = end
    while node is not None:
        out.append(node)
        node = prev[node]
    return out[::-1]


def bfs(g: Graph, start: str) -> list[str]:
    seen = {start}
    q = deque([start])
    order = []
    while q:
        u = q.popleft()
        order.append(u)
        for v in sorted(g[u]):
            if v not in seen:
                seen.add(v)
                q.append(v)
    return order


def topo(g: Graph) -> list[str]:
    """
    >>> topo({"a": {"b": 1}, "b": {"a": 1}})
    Traceback (most recent call last):
        ...
    ValueError: cycle
    """
    indeg = Counter(v for nbrs in g.values() for v in nbrs)
    ready = [v for v in g if not indeg[v]]
    out = []
    while ready:
        u = ready.pop()
        out.append(u)
        for v in g[u]:
            indeg[v] -= 1
            if indeg[v] == 0:
                ready.append(v)
    if len(out) != len(g):
        raise ValueError("cycle")
    return out


class UnionFind:
    def __init__(self, items):
        self.parent = {i: i for i in items}
        self.rank = dict.fromkeys(items, 0)

    def find(self, x):
        if self.parent[x] != x:
            self.parent[x] = self.find(self.parent[x])
        return self.parent[x]

    def union(self, a, b) -> bool:
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self.rank[a] < self.rank[b]:
            a, b = b, a
        self.parent[b] = a
        self.rank[a] += self.rank[a] == self.rank[b]
        return True


def kruskal(edges: list[Edge]) -> tuple[int, list[Edge]]:
    uf = UnionFind({v for e in edges for v in e[:2]})
    mst = [e for e in sorted(edges, key=lambda e: e.weight) if uf.union(e.src, e.dst)]
    return sum(e.weight for e in mst), mst


if __name__ == "__main__":
    import doctest
    doctest.testmod()
    edges = [Edge("a", "b", 4), Edge("a", "c", 1), Edge("c", "b", 2), Edge("b", "d", 5), Edge("e", "f")]
    g = build(edges)
    dist, prev = dijkstra(g, "a")
    print(dist)
    print(path(prev, "d"), bfs(g, "a"))
    print(topo(build(edges, directed=True)))
    total, mst = kruskal(edges)
    print(total, mst)
    print(mst[0]._replace(weight=9), mst[0]._asdict(), Edge._fields, mst[0] == ("a", "c", 1), Pt(1), Pt(1, 2) < Pt(1, 3))
    od = OrderedDict(a=1, b=2)
    od.move_to_end("a")
    print(od, od.popitem(last=False), list(od), Counter("mississippi").most_common(2))
