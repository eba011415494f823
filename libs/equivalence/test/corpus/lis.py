def lis(seq):
    if not seq:
        return []
    tails = []
    idx = []
    prev = [None] * len(seq)
    from bisect import bisect_left
    for i, x in enumerate(seq):
        k = bisect_left(tails, x)
        if k == len(tails):
            tails.append(x)
            idx.append(i)
        else:
            tails[k] = x
            idx[k] = i
        prev[i] = idx[k - 1] if k > 0 else None
    out = []
    k = idx[-1]
    while k is not None:
        out.append(seq[k])
        k = prev[k]
    return out[::-1]

print(lis([10, 9, 2, 5, 3, 7, 101, 18]))
print(lis([]))
print(lis([3, 3, 3]))
