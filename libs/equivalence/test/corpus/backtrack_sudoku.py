def find_empty(board):
    for r in range(9):
        for c in range(9):
            if board[r][c] == 0:
                return r, c
    return None

def valid(board, num, pos):
    for c in range(9):
        if board[pos[0]][c] == num and pos[1] != c:
            return False
    for r in range(9):
        if board[r][pos[1]] == num and pos[0] != r:
            return False
    br, bc = pos[0] // 3 * 3, pos[1] // 3 * 3
    for r in range(br, br + 3):
        for c in range(bc, bc + 3):
            if board[r][c] == num and (r, c) != pos:
                return False
    return True

def solve(board):
    spot = find_empty(board)
    if not spot:
        return True
    row, col = spot
    for n in range(1, 10):
        if valid(board, n, (row, col)):
            board[row][col] = n
            if solve(board):
                return True
            board[row][col] = 0
    return False

text = """530070000
600195000
098000060
800060003
400803001
700020006
060000280
000419005
000080079"""
board = [[int(ch) for ch in line] for line in text.splitlines()]
print(solve(board))
for row in board:
    print(" ".join(map(str, row)))
