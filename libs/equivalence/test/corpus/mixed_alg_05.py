import itertools
def tsp(dist):
    n = len(dist)
    best = min(itertools.permutations(range(1, n)), key=lambda p: sum(dist[a][b] for a, b in zip((0,) + p, p + (0,))))
    return (0,) + best, sum(dist[a][b] for a, b in zip((0,) + best, best + (0,)))
print(tsp([[0, 10, 15, 20], [10, 0, 35, 25], [15, 35, 0, 30], [20, 25, 30, 0]]))
def held_karp(d):
    n = len(d)
    dp = {(1 << i, i): (d[0][i], 0) for i in range(1, n)}
    for size in range(2, n):
        for sub in itertools.combinations(range(1, n), size):
            bits = sum(1 << b for b in sub)
            for k in sub:
                prev = bits & ~(1 << k)
                dp[bits, k] = min((dp[prev, m][0] + d[m][k], m) for m in sub if m != k)
    bits = 2 ** n - 2
    opt, parent = min((dp[bits, k][0] + d[k][0], k) for k in range(1, n))
    return opt, parent
print(held_karp([[0, 10, 15, 20], [10, 0, 35, 25], [15, 35, 0, 30], [20, 25, 30, 0]]))
def knap(items, cap):
    best = {0: (0, [])}
    for name, w, v in items:
        for weight, (val, names) in list(best.items()):
            nw = weight + w
            if nw <= cap and (nw not in best or best[nw][0] < val + v):
                best[nw] = (val + v, names + [name])
    return max(best.values())
print(knap([("map", 9, 150), ("compass", 13, 35), ("water", 153, 200), ("sandwich", 50, 160)], 200))
def bell(n):
    row = [1]
    out = [1]
    for _ in range(n - 1):
        nxt = [row[-1]]
        for x in row: nxt.append(nxt[-1] + x)
        row = nxt
        out.append(row[0])
    return out
print(bell(8), list(itertools.accumulate([1, 2, 3, 4])), list(itertools.accumulate([3, 1, 4], max)))
def stable(men, women):
    free = list(men)
    eng = {}
    prefs = {m: iter(p) for m, p in men.items()}
    while free:
        m = free.pop(0)
        w = next(prefs[m])
        cur = eng.get(w)
        if cur is None:
            eng[w] = m
        elif women[w].index(m) < women[w].index(cur):
            eng[w] = m
            free.append(cur)
        else:
            free.append(m)
    return eng
print(stable({"a": ["x", "y"], "b": ["x", "y"]}, {"x": ["b", "a"], "y": ["a", "b"]}))
for k, grp in itertools.groupby(sorted(["apple", "avocado", "bean", "beet", "corn"], key=lambda w: w[0]), key=lambda w: w[0]):
    print(k, list(grp))
print([list(z) for z in zip(*[[1, 2], [3, 4]])], list(itertools.chain.from_iterable([[1], [2, 3]])), list(itertools.product("ab", repeat=2))[:3], list(itertools.islice(itertools.cycle("xy"), 5)))
