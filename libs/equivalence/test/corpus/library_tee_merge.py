"""tee of a number that is worked out, and merge of rows that are."""
import heapq
import itertools


def windows(row, n=2):
    its = itertools.tee(row, n)
    for i, it in enumerate(its):
        next(itertools.islice(it, i, i), None)
    return zip(*its)


def merged(rows):
    return list(heapq.merge(*rows))


print(list(windows("abcd", 3)), list(windows(range(4))), list(windows([1], 3)))
print(len(itertools.tee([1], int("0"))), [list(each) for each in itertools.tee(iter([1, 2]), int("4"))])
one, two = itertools.tee(range(3), int("2"))
print(next(one), next(one), list(two), list(one))
print(merged([[1, 4], [2, 3], [0, 9]]), merged([]), merged([[], [1]]), merged(["ace", "bd"]))
pairs = [[("b", 2)], [("a", 3), ("b", 1)]]
print(list(heapq.merge(*pairs, key=lambda pair: pair[0])))
print(list(heapq.merge(*((x for x in range(k, 0, -1)) for k in (2, 3)), reverse=True)))
print(list(heapq.merge(*map(sorted, ["hello", "abc"]))), next(heapq.merge(*[[5], [3, 4]])))


def patience(row):
    piles = []
    for v in row:
        for pile in piles:
            if pile[-1] >= v:
                pile.append(v)
                break
        else:
            piles.append([v])
    return list(heapq.merge(*[pile[::-1] for pile in piles]))


print(patience([5, 1, 4, 2, 3, 1]))
itertools.tee([1], -len("abc"))
