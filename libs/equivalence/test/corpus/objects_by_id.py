"""Objects known by where they are."""

class Node:
    def __init__(self, v):
        self.v = v
        self.next = None
        self.kids = []
a = Node(1); b = Node(2); a.next = b; b.next = a
seen = set()
n = a
while n is not None and id(n) not in seen:
    seen.add(id(n))
    print(n.v)
    n = n.next
print(len(seen), id(a) == id(b.next), id(a) != id(b), id(a.kids) == id(b.kids), type(id(a)).__name__)
xs = [1]
old = id(xs)
xs += [2]
print(old == id(xs))
xs = xs + [3]
print(old == id(xs))
memo = {id(a): "A", id(b): "B"}
print(memo[id(a)], memo[id(b.next)], memo.get(id(xs)))
def walk(x, seen):
    if id(x) in seen:
        return 0
    seen.add(id(x))
    return 1 + sum(walk(k, seen) for k in x.kids)
a.kids = [b, b]; b.kids = [a]
print(walk(a, set()))
rows = [[0]] * 3
print(len({id(r) for r in rows}), len({id(r) for r in [[0] for _ in range(3)]}))
import copy
d = {"k": [1]}
c = dict(d)
print(id(c) == id(d), id(c["k"]) == id(d["k"]), id(copy.deepcopy(d)["k"]) == id(d["k"]))

