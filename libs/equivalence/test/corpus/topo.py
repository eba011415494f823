from collections import defaultdict, deque

def topo(tasks):
    indeg = defaultdict(int)
    graph = defaultdict(list)
    nodes = set()
    for before, after in tasks:
        graph[before].append(after)
        indeg[after] += 1
        nodes |= {before, after}
    q = deque(sorted(n for n in nodes if indeg[n] == 0))
    order = []
    while q:
        n = q.popleft()
        order.append(n)
        for m in graph[n]:
            indeg[m] -= 1
            if indeg[m] == 0:
                q.append(m)
    if len(order) != len(nodes):
        raise ValueError("cycle detected")
    return order

print(topo([("shirt", "tie"), ("tie", "jacket"), ("pants", "shoes"), ("pants", "belt"), ("belt", "jacket")]))
try:
    topo([(1, 2), (2, 3), (3, 1)])
except ValueError as e:
    print(e)
