class Board:
    WINS = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]
    def __init__(self, cells=None):
        self.cells = cells or [" "] * 9
    def moves(self):
        return [i for i, c in enumerate(self.cells) if c == " "]
    def winner(self):
        for a, b, c in self.WINS:
            if self.cells[a] == self.cells[b] == self.cells[c] != " ":
                return self.cells[a]
        return None
    def full(self):
        return not self.moves()
    def play(self, i, who):
        new = self.cells[:]
        new[i] = who
        return Board(new)
    def __str__(self):
        rows = ["|".join(self.cells[r:r + 3]) for r in (0, 3, 6)]
        return "\n-+-+-\n".join(rows)
def other(p):
    return "O" if p == "X" else "X"
def minimax(board, player, me, depth=0):
    w = board.winner()
    if w:
        return (10 - depth if w == me else depth - 10), None
    if board.full():
        return 0, None
    best = None
    for m in board.moves():
        score, _ = minimax(board.play(m, player), other(player), me, depth + 1)
        if best is None or (player == me and score > best[0]) or (player != me and score < best[0]):
            best = (score, m)
    return best
b = Board(list("XOX O X  "))
p = "O"
while not b.winner() and not b.full():
    score, move = minimax(b, p, p)
    print(f"{p} plays {move} (score {score})")
    b = b.play(move, p)
    p = other(p)
print(b)
print("winner:", b.winner() or "draw")
