class P:
    def __init__(self, *s): self.s = list(s)
    def __reversed__(self): return P(*self.s[::-1])
    def __iter__(self): return iter(self.s)
    def __repr__(self): return f"P{self.s}"
class L:
    def __reversed__(self): return [3, 2, 1]
class G:
    def __init__(self, n): self.n = n
    def __reversed__(self):
        i = self.n
        while i:
            yield i
            i -= 1
class R:
    def __reversed__(self): return reversed("abc")
print(reversed(P(1, 2)), list(reversed(P(1, 2))), reversed(L()), [x for x in reversed(G(3))], list(reversed(R())), next(reversed(G(5))))
for x in reversed(L()): print(x)
try:
    next(reversed(L()))
except TypeError as e:
    print(e)
