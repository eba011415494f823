"""Starred targets of iterators that give themselves, and of what makes new ones."""


class Once:
    def __init__(self, n): self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if not self.n: raise StopIteration
        self.n -= 1
        return self.n
class Bag:
    def __iter__(self): return Once(4)
class Gen:
    def __iter__(self):
        yield 1
        yield 2
class It:
    def __iter__(self): return iter([1, 2, 3])
a, *b = Once(4)
c, *d = Bag()
e, *f = Gen()
g, *h = It()
print(a, b, c, d, e, f, g, h)
