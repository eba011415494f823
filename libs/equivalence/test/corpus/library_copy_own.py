import copy
class N:
    def __init__(self, v, next=None): self.v = v; self.next = next
    def __copy__(self):
        print("copying")
        return N(self.v * 2)
class M(N):
    pass
n = N(1)
print(copy.copy(n).v, copy.copy(M(4)).v, [copy.copy(x).v if isinstance(x, N) else copy.copy(x) for x in [N(3), 5]])
