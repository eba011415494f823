import heapq


def attempt(f):
    try:
        print(f())
    except TypeError as e:
        print("TypeError:", e)


class P:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        if self.v == 3:
            raise ValueError("three")
        return self.v < other.v


class Q:
    pass


attempt(lambda: sorted([1, "a", 2]))
attempt(lambda: sorted(["a", 1, 2]))
attempt(lambda: max([1, None, 3]))
attempt(lambda: min([None, 1]))
attempt(lambda: max(1, "a"))
attempt(lambda: min("b", 2.5))
attempt(lambda: (1, "a") < (1, 2))
attempt(lambda: [1, "a"] >= [1, 2])
attempt(lambda: [1, "a"] > [1, None])
attempt(lambda: [2, "a"] > [1, None])
attempt(lambda: sorted([(1, {"a": 1}), (1, {"b": 1})]))
attempt(lambda: sorted([3, 1, "x", 0], reverse=True))
attempt(lambda: sorted([1, 2, 3], key=lambda v: v if v < 3 else "z"))
attempt(lambda: sorted([None, None]))
attempt(lambda: sorted([[1], (2,)]))
attempt(lambda: max([{"a": 1}, {"b": 2}], key=lambda d: d.get("a")))
attempt(lambda: sorted([Q(), Q()]))
try:
    print(sorted([P(1), P(3), P(2)]))
except ValueError as e:
    print("VE", e)
xs = [3, 2, "b", 1]
try:
    xs.sort()
except TypeError as e:
    print(e, xs)
h = []
try:
    heapq.heappush(h, (1, {"x": 1}))
    heapq.heappush(h, (1, {"y": 1}))
except TypeError as e:
    print(e, len(h))
print(sorted([1, 2.5, True, -3]), sorted([None]), max([None]))
