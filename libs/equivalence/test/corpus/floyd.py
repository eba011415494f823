INF = float("inf")

def floyd(w):
    n = len(w)
    d = [row[:] for row in w]
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if d[i][k] + d[k][j] < d[i][j]:
                    d[i][j] = d[i][k] + d[k][j]
    return d

def bellman(edges, n, src):
    dist = [INF] * n
    dist[src] = 0
    for _ in range(n - 1):
        for u, v, w in edges:
            if dist[u] != INF and dist[u] + w < dist[v]:
                dist[v] = dist[u] + w
    for u, v, w in edges:
        if dist[u] + w < dist[v]:
            return None
    return dist

g = [[0, 3, INF, 7], [8, 0, 2, INF], [5, INF, 0, 1], [2, INF, INF, 0]]
for row in floyd(g):
    print(row)
print(floyd([[0, INF], [INF, 0]]))
print(bellman([(0, 1, 4), (0, 2, 5), (1, 3, -3), (2, 1, -6), (3, 4, 2)], 5, 0))
print(bellman([(0, 1, 1), (1, 0, -2)], 2, 0))
print(bellman([(0, 1, 1)], 3, 0))
