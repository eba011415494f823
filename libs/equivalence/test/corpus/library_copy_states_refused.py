import copy
class A:
    def __init__(self, x): self.x = x
    def __reduce__(self): return (A, (self.x + 1,))
print(copy.copy(A(1)).x, copy.deepcopy(A(1)).x)
