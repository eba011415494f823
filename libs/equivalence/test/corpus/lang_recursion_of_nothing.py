def qsort(a):
    if len(a) < 2: return a
    return qsort([x for x in a[1:] if x < a[0]]) + [a[0]] + qsort([x for x in a[1:] if x >= a[0]])
print(qsort([]), qsort([3, 1, 2]), qsort(["b", "a"]))
def msort(a):
    if len(a) <= 1: return a
    m = len(a) // 2
    l, r = msort(a[:m]), msort(a[m:])
    out = []
    i = j = 0
    while i < len(l) and j < len(r):
        if l[i] <= r[j]: out.append(l[i]); i += 1
        else: out.append(r[j]); j += 1
    return out + l[i:] + r[j:]
print(msort([]), msort([2, 1]))
def perms(xs): return [[]] if not xs else [[x] + p for i, x in enumerate(xs) for p in perms(xs[:i] + xs[i + 1:])]
print(perms([]), perms([1, 2]))
def subsets(xs):
    if not xs: return [[]]
    rest = subsets(xs[1:])
    return rest + [[xs[0]] + r for r in rest]
print(subsets([]), subsets([1, 2, 3]))
def flat(x): return [z for y in x for z in (flat(y) if isinstance(y, list) else [y])]
print(flat([]), flat([1, [2, [3, []]]]))
def total(d): return sum(total(v) if isinstance(v, dict) else v for v in d.values())
print(total({}), total({"a": 1, "b": {"c": 2}}))
def length(l): return 0 if not l else 1 + length(l[1:])
print(length([]), length(()), length(""), length([1, 2]))
