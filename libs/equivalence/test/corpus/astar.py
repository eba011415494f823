import heapq

class Grid:
    def __init__(self, width, height, walls=()):
        self.width = width
        self.height = height
        self.walls = set(walls)

    def in_bounds(self, pos):
        x, y = pos
        return 0 <= x < self.width and 0 <= y < self.height

    def neighbors(self, pos):
        x, y = pos
        candidates = [(x + 1, y), (x, y - 1), (x - 1, y), (x, y + 1)]
        if (x + y) % 2 == 0:
            candidates.reverse()
        return filter(lambda p: self.in_bounds(p) and p not in self.walls, candidates)

    def cost(self, a, b):
        return 1

def heuristic(a, b):
    return abs(a[0] - b[0]) + abs(a[1] - b[1])

def a_star(grid, start, goal):
    frontier = []
    heapq.heappush(frontier, (0, start))
    came_from = {start: None}
    cost_so_far = {start: 0}
    while frontier:
        current = heapq.heappop(frontier)[1]
        if current == goal:
            break
        for nxt in grid.neighbors(current):
            new_cost = cost_so_far[current] + grid.cost(current, nxt)
            if nxt not in cost_so_far or new_cost < cost_so_far[nxt]:
                cost_so_far[nxt] = new_cost
                heapq.heappush(frontier, (new_cost + heuristic(goal, nxt), nxt))
                came_from[nxt] = current
    if goal not in came_from:
        return None
    path = []
    node = goal
    while node is not None:
        path.append(node)
        node = came_from[node]
    path.reverse()
    return path

def main():
    g = Grid(6, 5, [(2, 0), (2, 1), (2, 2), (4, 4), (4, 3), (4, 2)])
    path = a_star(g, (0, 0), (5, 4))
    print(path)
    for y in range(g.height):
        row = ''
        for x in range(g.width):
            if (x, y) in g.walls:
                row += '#'
            elif path and (x, y) in path:
                row += '*'
            else:
                row += '.'
        print(row)
    print(a_star(Grid(3, 1, [(1, 0)]), (0, 0), (2, 0)))

if __name__ == '__main__':
    main()
