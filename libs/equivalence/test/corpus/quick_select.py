def select(items, k):
    items = list(items)
    while True:
        pivot = items[len(items) // 2]
        low = [x for x in items if x < pivot]
        same = [x for x in items if x == pivot]
        if k < len(low):
            items = low
        elif k < len(low) + len(same):
            return pivot
        else:
            k -= len(low) + len(same)
            items = [x for x in items if x > pivot]


data = [9, 1, 8, 2, 7, 3, 3]
print([select(data, i) for i in range(len(data))] == sorted(data), select("quick", 2))


def counting_sort(numbers):
    if not numbers:
        return []
    low = min(numbers)
    counts = [0] * (max(numbers) - low + 1)
    for n in numbers:
        counts[n - low] += 1
    out = []
    for i, c in enumerate(counts):
        out += [i + low] * c
    return out


def radix_sort(numbers: list[int]) -> list[int]:
    place = 1
    while numbers and max(numbers) // place > 0:
        buckets: list[list[int]] = [[] for _ in range(10)]
        for n in numbers:
            buckets[n // place % 10].append(n)
        numbers = [n for bucket in buckets for n in bucket]
        place *= 10
    return numbers


print(counting_sort([3, -1, 2, 3, 0]), radix_sort([170, 45, 75, 90, 802, 24, 2, 66]))
