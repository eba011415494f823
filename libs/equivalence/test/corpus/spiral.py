def spiral(m):
    out = []
    while m:
        out += m.pop(0)
        m = [list(r) for r in zip(*m)][::-1]
    return out

def rotate(m):
    return [list(r)[::-1] for r in zip(*m)]

def pascal(n):
    row = [1]
    for _ in range(n):
        yield row
        row = [a + b for a, b in zip([0] + row, row + [0])]

def magic(n):
    sq = [[0] * n for _ in range(n)]
    i, j = 0, n // 2
    for k in range(1, n * n + 1):
        sq[i][j] = k
        ni, nj = (i - 1) % n, (j + 1) % n
        if sq[ni][nj]:
            i = (i + 1) % n
        else:
            i, j = ni, nj
    return sq

def flood(img, r, c, new):
    old = img[r][c]
    if old == new: return img
    stack = [(r, c)]
    while stack:
        y, x = stack.pop()
        if 0 <= y < len(img) and 0 <= x < len(img[0]) and img[y][x] == old:
            img[y][x] = new
            stack += [(y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)]
    return img

def islands(grid):
    seen = set()
    count = 0
    def explore(r, c):
        if (r, c) in seen or not (0 <= r < len(grid)) or not (0 <= c < len(grid[r])) or grid[r][c] == '0':
            return 0
        seen.add((r, c))
        return 1 + sum(explore(r + dr, c + dc) for dr, dc in [(0, 1), (1, 0), (0, -1), (-1, 0)])
    sizes = []
    for r in range(len(grid)):
        for c in range(len(grid[0])):
            size = explore(r, c)
            if size:
                count += 1
                sizes.append(size)
    return count, sorted(sizes)

print(spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9]]))
print(rotate([[1, 2], [3, 4]]))
for row in pascal(6):
    print(' '.join(map(str, row)).center(20))
for r in magic(3): print(r)
print(flood([[1, 1, 0], [1, 0, 0], [1, 1, 1]], 0, 0, 7))
print(islands(["11000", "11000", "00100", "00011"]))
