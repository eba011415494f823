graph = {
    'A': ['B', 'C'],
    'B': ['D', 'E'],
    'C': ['F'],
    'D': [],
    'E': ['F'],
    'F': [],
}

def bfs(g, s):
    seen, queue = [s], [s]
    while queue:
        v = queue.pop(0)
        for w in g[v]:
            if w not in seen:
                seen.append(w)
                queue.append(w)
    return seen

def dfs(g, v, seen=None):
    if seen is None:
        seen = []
    seen.append(v)
    for w in g[v]:
        if w not in seen:
            dfs(g, w, seen)
    return seen

def all_paths(g, a, b, path=[]):
    path = path + [a]
    if a == b:
        return [path]
    paths = []
    for n in g.get(a, []):
        if n not in path:
            for p in all_paths(g, n, b, path):
                paths.append(p)
    return paths

def shortest(g, a, b):
    prev = {a: None}
    q = [a]
    for v in q:
        if v == b:
            break
        for w in g[v]:
            if w not in prev:
                prev[w] = v
                q.append(w)
    else:
        return None
    path = []
    while b is not None:
        path.append(b)
        b = prev[b]
    return list(reversed(path))

def has_cycle(g):
    WHITE, GRAY, BLACK = 0, 1, 2
    color = {v: WHITE for v in g}
    def visit(v):
        color[v] = GRAY
        for w in g[v]:
            if color[w] == GRAY or (color[w] == WHITE and visit(w)):
                return True
        color[v] = BLACK
        return False
    return any(color[v] == WHITE and visit(v) for v in g)

print(bfs(graph, 'A'), dfs(graph, 'A'))
print(all_paths(graph, 'A', 'F'))
print(shortest(graph, 'A', 'F'), shortest(graph, 'F', 'A'))
print(has_cycle(graph), has_cycle({1: [2], 2: [3], 3: [1]}))
degree = {}
for u in graph:
    for v in graph[u]:
        degree[v] = degree.get(v, 0) + 1
print(degree)
