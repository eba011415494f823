def permutations(items):
    if len(items) == 0:
        return [[]]
    result = []
    for i in range(len(items)):
        for p in permutations(items[:i] + items[i + 1:]):
            result.append([items[i]] + p)
    return result

def subsets(s):
    if not s:
        return [[]]
    rest = subsets(s[1:])
    return rest + [[s[0]] + r for r in rest]

def combos(n, k):
    out = []
    def go(start, cur):
        if len(cur) == k:
            out.append(cur[:])
            return
        for i in range(start, n + 1):
            cur.append(i)
            go(i + 1, cur)
            cur.pop()
    go(1, [])
    return out

def queens(n):
    sols = []
    def place(row, cols, d1, d2, board):
        if row == n:
            sols.append(board)
            return
        for c in range(n):
            if c in cols or row + c in d1 or row - c in d2:
                continue
            place(row + 1, cols | {c}, d1 | {row + c}, d2 | {row - c}, board + [c])
    place(0, set(), set(), set(), [])
    return sols

def partitions(n, m=None):
    if m is None:
        m = n
    if n == 0:
        yield []
        return
    for i in range(min(n, m), 0, -1):
        for p in partitions(n - i, i):
            yield [i] + p

def word_break(s, words):
    memo = {}
    def go(i):
        if i == len(s):
            return [""]
        if i in memo:
            return memo[i]
        res = []
        for w in words:
            if s.startswith(w, i):
                for tail in go(i + len(w)):
                    res.append(w + (" " + tail if tail else ""))
        memo[i] = res
        return res
    return go(0)

def gen_parens(n):
    res = []
    def bt(s="", o=0, c=0):
        if len(s) == 2 * n:
            res.append(s)
            return
        if o < n: bt(s + "(", o + 1, c)
        if c < o: bt(s + ")", o, c + 1)
    bt()
    return res

print(permutations([1, 2, 3]))
print(permutations(list("ab")))
print(subsets([1, 2, 3]))
print(combos(4, 2))
print(len(queens(6)), queens(6)[0])
print(list(partitions(5)))
print(word_break("catsanddog", ["cat", "cats", "and", "sand", "dog"]))
print(gen_parens(3))
