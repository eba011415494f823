import random

def bubble(a):
    a = a[:]
    n = len(a)
    for i in range(n):
        swapped = False
        for j in range(n - 1 - i):
            if a[j] > a[j + 1]:
                a[j], a[j + 1] = a[j + 1], a[j]
                swapped = True
        if not swapped:
            break
    return a

def quick(a):
    if len(a) <= 1:
        return a
    p, *rest = a
    return quick([x for x in rest if x < p]) + [p] + quick([x for x in rest if x >= p])

def merge_sort(a):
    if len(a) < 2:
        return a
    mid = len(a) // 2
    l, r = merge_sort(a[:mid]), merge_sort(a[mid:])
    out = []
    i = j = 0
    while i < len(l) and j < len(r):
        if l[i] <= r[j]:
            out.append(l[i]); i += 1
        else:
            out.append(r[j]); j += 1
    return out + l[i:] + r[j:]

def heap_sort(a):
    a = list(a)
    def sift(start, end):
        root = start
        while (child := 2 * root + 1) <= end:
            if child + 1 <= end and a[child] < a[child + 1]:
                child += 1
            if a[root] < a[child]:
                a[root], a[child] = a[child], a[root]
                root = child
            else:
                return
    for s in range((len(a) - 2) // 2, -1, -1):
        sift(s, len(a) - 1)
    for e in range(len(a) - 1, 0, -1):
        a[0], a[e] = a[e], a[0]
        sift(0, e - 1)
    return a

def counting(a):
    if not a: return []
    lo, hi = min(a), max(a)
    counts = [0] * (hi - lo + 1)
    for x in a:
        counts[x - lo] += 1
    return [i + lo for i, c in enumerate(counts) for _ in range(c)]

def radix(a):
    exp = 1
    while a and max(a) // exp > 0:
        buckets = [[] for _ in range(10)]
        for x in a:
            buckets[x // exp % 10].append(x)
        a = [x for b in buckets for x in b]
        exp *= 10
    return a

def insertion(a, key=lambda x: x):
    a = list(a)
    for i in range(1, len(a)):
        x = a[i]
        j = i - 1
        while j >= 0 and key(a[j]) > key(x):
            a[j + 1] = a[j]
            j -= 1
        a[j + 1] = x
    return a

random.seed(42)
data = [random.randint(0, 99) for _ in range(15)]
print(data)
for f in (bubble, quick, merge_sort, heap_sort, counting, radix, insertion):
    assert f(data) == sorted(data), f
    print(f.__name__, f(data)[:5], f([]), f([1]))
print(insertion(["pear", "fig", "apple"], key=len), quick(["b", "a"]), merge_sort([2.5, 1]))
