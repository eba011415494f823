def magic(n: int) -> list[list[int]]:
    square = [[0] * n for _ in range(n)]
    r, c = 0, n // 2
    for k in range(1, n * n + 1):
        square[r][c] = k
        nr, nc = (r - 1) % n, (c + 1) % n
        if square[nr][nc]:
            nr, nc = (r + 1) % n, c
        r, c = nr, nc
    return square


def is_magic(square) -> bool:
    n = len(square)
    want = sum(square[0])
    rows = all(sum(row) == want for row in square)
    cols = all(sum(col) == want for col in zip(*square))
    return rows and cols and sum(square[i][i] for i in range(n)) == want == sum(square[i][-1 - i] for i in range(n))


for row in magic(5):
    print(" ".join(f"{v:2d}" for v in row))
print(is_magic(magic(7)), is_magic([[1, 2], [3, 4]]))
