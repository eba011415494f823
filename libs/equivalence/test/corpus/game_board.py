EMPTY = "."


class Board:
    def __init__(self, size=3):
        self.size = size
        self.cells = [[EMPTY] * size for _ in range(size)]

    def play(self, row, col, mark):
        if not (0 <= row < self.size and 0 <= col < self.size):
            raise ValueError("outside")
        if self.cells[row][col] != EMPTY:
            raise ValueError(f"taken by {self.cells[row][col]}")
        self.cells[row][col] = mark

    def winner(self):
        lines = list(self.cells)
        lines += [list(col) for col in zip(*self.cells)]
        lines.append([self.cells[i][i] for i in range(self.size)])
        lines.append([self.cells[i][self.size - 1 - i] for i in range(self.size)])
        for line in lines:
            if line[0] != EMPTY and all(cell == line[0] for cell in line):
                return line[0]
        return None

    def __str__(self):
        return "\n".join("".join(row) for row in self.cells)


board = Board()
moves = [(0, 0), (1, 1), (0, 1), (1, 1), (5, 5), (2, 2), (0, 2)]
for turn, (row, col) in enumerate(moves):
    try:
        board.play(row, col, "XO"[turn % 2])
    except ValueError as error:
        print("illegal:", error)
print(board)
print("winner", board.winner())
