def winner(board):
    lines = [(0,1,2),(3,4,5),(6,7,8),(0,3,6),(1,4,7),(2,5,8),(0,4,8),(2,4,6)]
    for a, b, c in lines:
        if board[a] == board[b] == board[c] != ' ':
            return board[a]
    if ' ' not in board:
        return 'draw'
    return None

def minimax(board, player):
    w = winner(board)
    if w == 'X':
        return 1, None
    if w == 'O':
        return -1, None
    if w == 'draw':
        return 0, None
    best = None
    for i, cell in enumerate(board):
        if cell != ' ':
            continue
        board[i] = player
        score, _ = minimax(board, 'O' if player == 'X' else 'X')
        board[i] = ' '
        if best is None or (player == 'X' and score > best[0]) or (player == 'O' and score < best[0]):
            best = (score, i)
    return best

board = list('XO X O   ')
print(minimax(board, 'X'))
player = 'X'
while winner(board) is None:
    score, move = minimax(board, player)
    board[move] = player
    player = 'O' if player == 'X' else 'X'
print(winner(board))
for r in range(0, 9, 3):
    print('|'.join(board[r:r + 3]))
