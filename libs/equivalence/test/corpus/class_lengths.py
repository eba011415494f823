"""Who makes a list of an object asks for its length first."""

class Bag:
    def __init__(self, *xs):
        self.xs = list(xs)
    def __iter__(self):
        for x in self.xs:
            print("it", x, end=" ")
            yield x
    def __len__(self):
        print("len", end=" ")
        return len(self.xs)
b = Bag(1, 2)
print(list(b))
print(tuple(b), sorted(b), [*b, 3], (*b,), set(b), {*b})
xs = [0]
xs.extend(b)
xs += b
print(xs, sum(b), max(b), list(map(str, b)), list(zip(b, b)), dict(zip(b, b)), [x for x in b], len(b))
print(",".join(map(str, b)), list(enumerate(b)), any(b), 1 in b, list(reversed(list(b))))
p, q = b
print(p, q, bool(b))
from collections import deque, Counter
print(deque(b), Counter(b), frozenset(b))
class Names:
    def __iter__(self): return iter(["a", "b"])
    def __len__(self):
        print("L", end=" ")
        return 2
print("-".join(Names()), list(Names()))
def f(*a): return a
print(f(*Names()), max(*Names()))
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i
    def __len__(self):
        print("S", end=" ")
        return 3
print(list(Seq()), [*Seq()], tuple(Seq()), [x for x in reversed(Seq())])
for name in ("list", "tuple"):
    print(name)
