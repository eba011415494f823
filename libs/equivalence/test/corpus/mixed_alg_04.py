def solve_n_puzzle(start, goal):
    from collections import deque
    n = 3
    def moves(s):
        i = s.index(0)
        r, c = divmod(i, n)
        for name, dr, dc in (("U", -1, 0), ("D", 1, 0), ("L", 0, -1), ("R", 0, 1)):
            nr, nc = r + dr, c + dc
            if 0 <= nr < n and 0 <= nc < n:
                j = nr * n + nc
                t = list(s)
                t[i], t[j] = t[j], t[i]
                yield name, tuple(t)
    q = deque([(start, "")])
    seen = {start}
    while q:
        s, path = q.popleft()
        if s == goal:
            return path
        for m, t in moves(s):
            if t not in seen:
                seen.add(t)
                q.append((t, path + m))
print(solve_n_puzzle((1, 2, 3, 4, 0, 6, 7, 5, 8), (1, 2, 3, 4, 5, 6, 7, 8, 0)))
def knights(n, start):
    board = [[-1] * n for _ in range(n)]
    r, c = start
    jumps = [(1, 2), (2, 1), (-1, 2), (-2, 1), (1, -2), (2, -1), (-1, -2), (-2, -1)]
    def free(r, c):
        return [(r + a, c + b) for a, b in jumps if 0 <= r + a < n and 0 <= c + b < n and board[r + a][c + b] < 0]
    for step in range(n * n):
        board[r][c] = step
        opts = free(r, c)
        if not opts:
            return board, step + 1
        r, c = min(opts, key=lambda p: len(free(*p)))
    return board, n * n
b, n = knights(6, (0, 0))
print(n)
for row in b: print(" ".join(f"{x:2}" for x in row))
def hanoi(n, src, dst, via, moves):
    if n:
        hanoi(n - 1, src, via, dst, moves)
        moves.append((src, dst))
        hanoi(n - 1, via, dst, src, moves)
    return moves
print(len(hanoi(7, "A", "C", "B", [])), hanoi(2, "A", "C", "B", []))
def life(grid, steps):
    h, w = len(grid), len(grid[0])
    for _ in range(steps):
        grid = [[(lambda n, alive: "#" if n == 3 or (alive and n == 2) else ".")(sum(grid[(r + a) % h][(c + b) % w] == "#" for a in (-1, 0, 1) for b in (-1, 0, 1) if (a, b) != (0, 0)), grid[r][c] == "#") for c in range(w)] for r in range(h)]
    return ["".join(r) for r in grid]
print("\n".join(life([".....", "..#..", "..#..", "..#..", "....."], 3)))
