import heapq


def letters():
    yield "a"
    yield "b"


def source(k):
    if k == 0:
        return iter([1, 2])
    if k == 1:
        return iter(["x"])
    if k == 2:
        return map(str, [1, 2])
    if k == 3:
        return filter(None, [0, 3])
    if k == 4:
        return reversed([1.5, 2.5])
    if k == 5:
        return (c + c for c in "xy")
    if k == 6:
        return letters()
    return iter({"k": 1})


for k in range(8):
    print(k, list(source(k)))

for k in range(8):
    it = source(k)
    first = next(it)
    print(first, next(it, None), next(it, "end"), it is iter(it))


def pairs(k):
    if k:
        return zip([1, 2], "ab")
    return enumerate("cd")


for k in (True, False):
    for i, c in pairs(k):
        print(i, c, end=" ")
    print(dict(pairs(k)))


class Bag:
    def __init__(self, items, text):
        self.items = items
        self.text = text

    def __iter__(self):
        if self.text:
            return iter(self.text)
        return iter(self.items)


print(list(Bag([1, 2], "")), sorted(Bag([], "ba")), max(Bag([4, 3], "")))

shared = source(0)
print(next(shared))
for x in shared:
    print("rest", x)
print(list(heapq.merge([], [])), heapq.nsmallest(2, []), heapq.nlargest(1, []) == [])
for x in heapq.merge([], [], key=lambda v: v):
    print("never")
print(sum(1 for _ in source(2)), "".join(str(x) for x in source(3)))
print(next(source(3)), next(source(1)) + "!")
empty = source(1)
next(empty)
next(empty)
