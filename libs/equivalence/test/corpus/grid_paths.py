from collections import deque

MAZE = [
    "S.#.....",
    ".##.###.",
    "....#...",
    ".##...#E",
]


def solve(maze):
    height, width = len(maze), len(maze[0])
    start = end = (0, 0)
    for r, row in enumerate(maze):
        for c, cell in enumerate(row):
            if cell == "S":
                start = (r, c)
            elif cell == "E":
                end = (r, c)
    queue = deque([(start, 0)])
    seen = {start}
    while queue:
        (r, c), steps = queue.popleft()
        if (r, c) == end:
            return steps
        for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            nr, nc = r + dr, c + dc
            if 0 <= nr < height and 0 <= nc < width and maze[nr][nc] != "#" and (nr, nc) not in seen:
                seen.add((nr, nc))
                queue.append(((nr, nc), steps + 1))
    return -1


print(solve(MAZE), solve(["S#E"]))


def unique_paths(rows: int, cols: int) -> int:
    """
    >>> unique_paths(3, 7)
    28
    """
    table = [[1] * cols for _ in range(rows)]
    for r in range(1, rows):
        for c in range(1, cols):
            table[r][c] = table[r - 1][c] + table[r][c - 1]
    return table[-1][-1]


print(unique_paths(3, 7), unique_paths(20, 20))
