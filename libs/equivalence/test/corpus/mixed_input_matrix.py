r, c = map(int, input().split())
grid = [list(map(int, input().split())) for _ in range(r)]
print(sum(map(sum, grid)), max(max(row) for row in grid))
for col in zip(*grid):
    print(*col)
q = int(input())
for _ in range(q):
    op, *rest = input().split()
    if op == "SUM":
        i = int(rest[0])
        print(sum(grid[i]))
    elif op == "SET":
        i, j, v = map(int, rest)
        grid[i][j] = v
    else:
        print("?", op)
print(grid)
