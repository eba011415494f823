class M(type):
    def __len__(cls): return 3
    def __iter__(cls): return iter(["a", "b"])
class A(metaclass=M):
    def __len__(self): return 9
    def __iter__(self): return iter([1])
print(len(A), list(A), len(A()), list(A()), [x for x in A], "a" in A if False else "", bool(A))
for x in A: print(x)


class N(type):
    def __contains__(cls, x): return x == 1
    def __getitem__(cls, k): return k * 2
class B(metaclass=N):
    def __class_getitem__(cls, k): return "no"
print(1 in B, 2 in B, B[4])


class S(type):
    _i = {}
    def __call__(cls, *a, **k):
        key = (cls, a, tuple(sorted(k.items())))
        if key not in S._i:
            S._i[key] = super().__call__(*a, **k)
        return S._i[key]
class P(metaclass=S):
    def __init__(self, x, y=0): self.x = x; self.y = y
print(P(1) is P(1), P(1) is P(1, y=0), P(1, y=2).y, P(1, y=2) is P(1, y=2))
