def solve(n):
    solutions = []

    def place(row, columns):
        if row == n:
            solutions.append(columns[:])
            return
        for col in range(n):
            if all(c != col and abs(c - col) != row - r for r, c in enumerate(columns)):
                columns.append(col)
                place(row + 1, columns)
                columns.pop()

    place(0, [])
    return solutions


print(len(solve(6)), solve(4))
for columns in solve(4):
    for c in columns:
        print("." * c + "Q" + "." * (3 - c))
    print()
