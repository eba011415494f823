from functools import total_ordering
@total_ordering
class S:
    def __init__(self, items):
        self.items = set(items)
    def __eq__(self, o):
        return self.items == o.items
    def __le__(self, o):
        return self.items <= o.items
@total_ordering
class G:
    def __init__(self, n):
        self.n = n
    def __eq__(self, o):
        return isinstance(o, G) and self.n == o.n
    def __gt__(self, o):
        return self.n > o.n
@total_ordering
class H:
    def __init__(self, n):
        self.n = n
    def __eq__(self, o):
        return self.n == o.n
    def __ge__(self, o):
        return self.n >= o.n
@total_ordering
class L:
    def __init__(self, items):
        self.items = set(items)
    def __eq__(self, o):
        return self.items == o.items
    def __lt__(self, o):
        return self.items < o.items
for a in ([1], [1, 2], [3]):
    for b in ([1], [1, 2], [3]):
        print(S(a) < S(b), S(a) <= S(b), S(a) > S(b), S(a) >= S(b))
        print(L(a) < L(b), L(a) <= L(b), L(a) > L(b), L(a) >= L(b))
for a in (1, 2):
    for b in (1, 2):
        print(G(a) < G(b), G(a) <= G(b), G(a) > G(b), G(a) >= G(b), H(a) < H(b), H(a) <= H(b), H(a) > H(b), H(a) >= H(b))
x, y = G(1), G(2)
print(x < y, x >= y, max(x, y).n, min([y, x]).n)
