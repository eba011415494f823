"""Orders: by hand, by the library, by keys; a heap and binary search."""
import heapq
from bisect import bisect_left


def numbers(count, seed):
    out = []
    for _ in range(count):
        seed = (seed * 1664525 + 1013904223) % 4294967296
        out.append(seed % 1_000_003)
    return out


def quicksort(items):
    if len(items) <= 1:
        return items
    pivot = items[len(items) // 2]
    less = [x for x in items if x < pivot]
    same = [x for x in items if x == pivot]
    more = [x for x in items if x > pivot]
    return quicksort(less) + same + quicksort(more)


def merge_sort(items):
    if len(items) <= 1:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    out = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            out.append(left[i])
            i += 1
        else:
            out.append(right[j])
            j += 1
    out.extend(left[i:])
    out.extend(right[j:])
    return out


def bubble_sort(items):
    items = items[:]
    for end in range(len(items) - 1, 0, -1):
        for i in range(end):
            if items[i] > items[i + 1]:
                items[i], items[i + 1] = items[i + 1], items[i]
    return items


def heap_sort(items):
    heap = []
    for item in items:
        heapq.heappush(heap, item)
    return [heapq.heappop(heap) for _ in range(len(heap))]


many = numbers(150_000, 7)
expected = sorted(many)
print(quicksort(many) == expected, merge_sort(many) == expected, heap_sort(many) == expected)
for seed in (3, 5, 7):
    few = numbers(1_000, seed)
    print(bubble_sort(few) == sorted(few))
people = [(f"name{n % 977}", n % 90, n) for n in many]
people.sort(key=lambda person: (person[1], person[0], -person[2]))
print(people[0], people[-1])
by_length = sorted((str(n) for n in many), key=len)
print(by_length[:3], by_length[-3:])
print(sum(bisect_left(expected, n) for n in range(0, 1_000_003, 11)))
