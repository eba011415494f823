"""Lists that hold only lists like themselves, methods of built-in types over values of several types, sets in order."""
import heapq
from itertools import zip_longest


def flatten(nested, depth=-1):
    """
    >>> flatten([1, [2, [3, [4]]]], 1)
    [1, 2, [3, [4]]]
    """
    out = []
    for item in nested:
        if isinstance(item, list) and depth != 0:
            out.extend(flatten(item, depth - 1))
        else:
            out.append(item)
    return out


def depth_of(x):
    if not isinstance(x, list):
        return 0
    return 1 + max((depth_of(y) for y in x), default=0)


def pick(predicate, values):
    return [v for v in values if predicate(v)]


def texts(values):
    out = []
    for v in values:
        try:
            out.append(str.upper(v))
        except TypeError as error:
            out.append(str(error))
    return out


def cheapest(start, steps):
    todo = [(0, frozenset(), start)]
    seen = []
    while todo:
        cost, keys, at = heapq.heappop(todo)
        seen.append((cost, "".join(sorted(keys)), at))
        for key, target, more in steps.get(at, []):
            if key not in keys:
                heapq.heappush(todo, (cost + more, keys | {key}, target))
    return seen


assert flatten([[], [[]]]) == []
print(flatten([1, [2, [3, [4]]]]), flatten(["a", ["b", ["c"]]], 1), flatten([[[]], []], 1))
print(depth_of([1, [2, [3]]]), depth_of(5), depth_of([[], []]), depth_of([]))
print(pick(str.isupper, ["A", "b", "C"]), pick(lambda x: x > 1, [1, 2, 3]), pick(bool, [0, 4]))
print(texts(["a", 1, None, 2.5, [1]]))
print(cheapest("a", {"a": [("k", "b", 1), ("l", "b", 1)], "b": [("m", "c", 0), ("k", "c", 0)]}))
print(sorted([(1, {3, 4}), (0, {9}), (1, {3})]), min({1, 2}, {1}), max([frozenset("ab"), frozenset("a"), frozenset("abc")]) == set("abc"))
print([list(r) for r in zip_longest(*["abc", "d", "ef"], fillvalue="-")], list(zip_longest(*[[1, 2], [3]])), list(zip_longest(*[])))
