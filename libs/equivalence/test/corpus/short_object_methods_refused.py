class A:
    def __init__(self): self.x = 1
    def __eq__(self, o): return self.x == o.x
print(A().__ne__(A()), A() != A())
