import heapq

def neighbors(grid, r, c):
    rows = len(grid)
    cols = len(grid[0])
    for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
        nr, nc = r + dr, c + dc
        if 0 <= nr < rows and 0 <= nc < cols and grid[nr][nc] != '#':
            yield nr, nc

def shortest(grid, start, goal):
    dist = {start: 0}
    prev = {}
    pq = [(0, start)]
    while pq:
        d, node = heapq.heappop(pq)
        if node == goal:
            path = [node]
            while node in prev:
                node = prev[node]
                path.append(node)
            return d, path[::-1]
        if d > dist.get(node, float('inf')):
            continue
        for nb in neighbors(grid, *node):
            cost = 1 if grid[nb[0]][nb[1]] == '.' else int(grid[nb[0]][nb[1]])
            nd = d + cost
            if nb not in dist or nd < dist[nb]:
                dist[nb] = nd
                prev[nb] = node
                heapq.heappush(pq, (nd, nb))
    return None

grid = ["..3#.", ".#..9", "..#..", "1...."]
result = shortest(grid, (0, 0), (3, 4))
if result is None:
    print("no path")
else:
    cost, path = result
    print("cost", cost)
    print(" -> ".join(f"({r},{c})" for r, c in path))
print(shortest(["..#", "##.", "..."], (0, 0), (2, 2)))
