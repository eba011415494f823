from collections import deque


def bfs(graph, start):
    seen = {start}
    queue = deque([start])
    order = []
    while queue:
        node = queue.popleft()
        order.append(node)
        for neighbor in graph[node]:
            if neighbor not in seen:
                seen.add(neighbor)
                queue.append(neighbor)
    return order


def dfs(graph, node, seen=None):
    if seen is None:
        seen = []
    seen.append(node)
    for neighbor in graph[node]:
        if neighbor not in seen:
            dfs(graph, neighbor, seen)
    return seen


graph = {"A": ["B", "C"], "B": ["D"], "C": ["D", "E"], "D": ["F"], "E": ["F"], "F": []}
print(bfs(graph, "A"), dfs(graph, "A"))
