class A:
    x = y = 1
    p, q = 2, 3
    def both(self): return self.x + self.y + self.p * self.q
print(A().both(), A.y, A.q)
