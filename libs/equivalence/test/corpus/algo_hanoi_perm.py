def hanoi(n, a="A", b="B", c="C", moves=None):
    if moves is None:
        moves = []
    if n:
        hanoi(n - 1, a, c, b, moves)
        moves.append((n, a, c))
        hanoi(n - 1, b, a, c, moves)
    return moves
for m in hanoi(3):
    print("Move disk %d from %s to %s" % m)
def permutations(s):
    if len(s) <= 1:
        return [s]
    return [s[i] + p for i in range(len(s)) for p in permutations(s[:i] + s[i + 1:])]
print(permutations("abc"))
def subsets(xs):
    if not xs:
        return [[]]
    rest = subsets(xs[1:])
    return rest + [[xs[0]] + r for r in rest]
print(subsets([1, 2, 3]))
def combos(n, k, start=1, cur=(), out=None):
    out = [] if out is None else out
    if len(cur) == k:
        out.append(cur)
        return out
    for i in range(start, n + 1):
        combos(n, k, i + 1, cur + (i,), out)
    return out
print(combos(4, 2))
def queens(n):
    sols = []
    def place(row, cols, d1, d2, acc):
        if row == n:
            sols.append(acc[:])
            return
        for c in range(n):
            if c in cols or row - c in d1 or row + c in d2:
                continue
            place(row + 1, cols | {c}, d1 | {row - c}, d2 | {row + c}, acc + [c])
    place(0, set(), set(), set(), [])
    return sols
qs = queens(6)
print(len(qs), qs[0])
for r in qs[0]:
    print(" ".join("Q" if c == r else "." for c in range(6)))
def knap(items, cap):
    best = [[0] * (cap + 1) for _ in range(len(items) + 1)]
    for i, (w, v) in enumerate(items, start=1):
        for c in range(cap + 1):
            best[i][c] = best[i - 1][c]
            if w <= c:
                best[i][c] = max(best[i][c], best[i - 1][c - w] + v)
    c, chosen = cap, []
    for i in range(len(items), 0, -1):
        if best[i][c] != best[i - 1][c]:
            chosen.append(items[i - 1])
            c -= items[i - 1][0]
    return best[-1][-1], chosen[::-1]
print(knap([(1, 1), (3, 4), (4, 5), (5, 7)], 7))
def lcs(a, b):
    dp = {}
    for i in range(len(a), -1, -1):
        for j in range(len(b), -1, -1):
            if i == len(a) or j == len(b):
                dp[i, j] = ""
            elif a[i] == b[j]:
                dp[i, j] = a[i] + dp[i + 1, j + 1]
            else:
                dp[i, j] = max(dp[i + 1, j], dp[i, j + 1], key=len)
    return dp[0, 0]
print(lcs("AGGTAB", "GXTXAYB"))
def edit(a, b):
    prev = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        cur = [i]
        for j, cb in enumerate(b, 1):
            cur.append(min(prev[j] + 1, cur[-1] + 1, prev[j - 1] + (ca != cb)))
        prev = cur
    return prev[-1]
print(edit("kitten", "sitting"), edit("", "abc"))
